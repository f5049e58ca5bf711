//! The APIs that this program knows: each has a contract, a base path and routes of its own.
//!
//! An operator chooses which of them a server serves; the others then do not exist there. A path
//! below none of their base paths is answered in the way of the first that is served.

use actix_web::{Route, web};
use clap::ValueEnum;
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;

use crate::app::{App, Refuse};
use crate::config::Environment;
use crate::{api, error, portal};

/// An API, named like the folder of its contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Api {
    /// Customers, their users, wallets and deposit addresses.
    Sovx,
    /// A partner's end customers, their keys and their usage.
    Portal,
}

/// What the rest of the program needs of an API.
pub(crate) struct Parts {
    /// Its name, as settings and commands have it.
    pub(crate) name: &'static str,
    /// What people call it.
    pub(crate) title: &'static str,
    /// The contract that this program was built from, as one self-contained document.
    pub(crate) contract: &'static str,
    /// Where a server publishes the contract.
    pub(crate) contract_path: &'static str,
    /// What every path of it begins with.
    pub(crate) base_path: &'static str,
    /// Words a request that was refused before it reached a route.
    pub(crate) refuse: Refuse,
    /// What the compiled program declares.
    pub(crate) declared: fn() -> OpenApi,
    routes: fn(&mut web::ServiceConfig),
    /// Registers what exists in the sandbox only.
    sandbox_routes: fn(&mut web::ServiceConfig),
    unknown_route: fn() -> Route,
    /// Answers a page with another method than GET and HEAD.
    pub(crate) other_method: fn() -> Route,
}

/// The methods of the pages beside the APIs.
const PAGE_METHODS: &str = "GET, HEAD";

impl Api {
    /// All of them; the first one is the first everywhere.
    pub const ALL: [Self; 2] = [Self::Sovx, Self::Portal];

    /// Its parts.
    pub(crate) fn parts(self) -> Parts {
        match self {
            Self::Sovx => Parts {
                name: "sovx",
                title: "SovX",
                contract: include_str!(concat!(env!("OUT_DIR"), "/sovx/contract.json")),
                contract_path: "/openapi/sovx.json",
                base_path: api::BASE_PATH,
                refuse: error::refused,
                declared: api::Declared::openapi,
                routes: api::routes::<App>,
                sandbox_routes: api::sandbox_routes::<App>,
                unknown_route: || web::to(api::unknown_route::<App>),
                other_method: || {
                    web::to(|server, http| api::other_method::<App>(server, http, PAGE_METHODS))
                },
            },
            Self::Portal => Parts {
                name: "portal",
                title: "End Customer Portal",
                contract: include_str!(concat!(env!("OUT_DIR"), "/portal/contract.json")),
                contract_path: "/openapi/portal.json",
                base_path: portal::api::BASE_PATH,
                refuse: portal::refused,
                declared: portal::api::Declared::openapi,
                routes: portal::api::routes::<App>,
                sandbox_routes: |_config| {},
                unknown_route: || web::to(portal::api::unknown_route::<App>),
                other_method: || {
                    web::to(|server, http| {
                        portal::api::other_method::<App>(server, http, PAGE_METHODS)
                    })
                },
            },
        }
    }
}

/// The APIs of one server: at least one, each once, in the order of [`Api::ALL`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apis(Vec<Api>);

impl Apis {
    /// Those that a setting names, in any order, with commas between them.
    ///
    /// # Errors
    /// The rule that the text breaks.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let names = text.split(',').map(str::trim);
        let named: Result<Vec<Api>, _> = names.map(|name| Api::from_str(name, false)).collect();
        let Ok(named) = named else {
            return Err("must list APIs: sovx, portal, or sovx,portal");
        };
        let served = Api::ALL.into_iter().filter(|api| named.contains(api));
        Ok(Self(served.collect()))
    }

    /// Whether this one is served.
    #[must_use]
    pub fn contains(&self, api: Api) -> bool {
        self.0.contains(&api)
    }

    /// The parts of each that is served.
    pub(crate) fn parts(&self) -> impl Iterator<Item = Parts> {
        self.0.iter().map(|api| api.parts())
    }

    /// Registers what is served, and the answer to every other path.
    pub(crate) fn routes(&self, config: &mut web::ServiceConfig, environment: Environment) {
        for api in self.parts() {
            (api.routes)(config);
            if environment == Environment::Sandbox {
                (api.sandbox_routes)(config);
            }
        }
        if let Some(first) = self.parts().next() {
            config.default_service((first.unknown_route)());
        }
    }
}

impl Default for Apis {
    /// All of them.
    fn default() -> Self {
        Self(Api::ALL.to_vec())
    }
}
