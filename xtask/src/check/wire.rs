//! A running server, judged over HTTP by the requests that follow from its contract.
//!
//! Only the given address is talked to, and nothing that a server answered is repeated. What the
//! run makes it deletes again; sessions that it opens it closes.

use std::collections::HashMap;
use std::fmt;

use clap::Args;
use serde_json::{Map, Value};
use sovx_contract::Document;
use sovx_wire::{Courier, Customs, Visitor, WireError};

use crate::check::artefact::Artefact;
use crate::ci::server::Server;
use crate::contracts::Contract;
use crate::failure::{Failure, Result};

/// The tier of partners, who name their own customers.
const PLATFORM: &str = "platform";

/// Which operations of our contracts hand out credentials.
const CUSTOMS: Customs = Customs {
    login: "login",
    logout: "logout",
    session: "session",
    issuing: &[
        ("generateCredentials", "owner", "customer_secret"),
        ("generateUserToken", "user", "token"),
        ("generateUserTokens", "user", "token"),
        ("createCustomer", "customer", "apiKey"),
        ("rotateCustomerKey", "customer", "apiKey"),
    ],
};

/// How many requests one run sends at most.
const MOST: usize = 1500;

/// A running server and how to be admitted by it.
#[derive(Default, Args)]
pub(super) struct WireOptions {
    /// Judge the running server at this address too; with the base path of one contract, by that
    /// contract alone
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// E-mail address of an account to log in with
    #[arg(long, env = "CHECK_EMAIL", requires = "password")]
    email: Option<String>,
    /// Its password; better in the environment
    #[arg(long, env = "CHECK_PASSWORD", hide_env_values = true)]
    password: Option<String>,
    /// A session token, instead of logging in
    #[arg(long, env = "CHECK_SESSION", hide_env_values = true)]
    session: Option<String>,
    /// The server's master key; better in the environment
    #[arg(long, env = "CHECK_MASTER_KEY", hide_env_values = true)]
    master_key: Option<String>,
    /// The platform key of a partner; better in the environment
    #[arg(long, env = "CHECK_PLATFORM_KEY", hide_env_values = true)]
    platform_key: Option<String>,
}

impl fmt::Debug for WireOptions {
    /// Without the secrets.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("WireOptions")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

impl WireOptions {
    /// A server of our own, and those whom it knows.
    pub(super) fn of(server: &Server, base_url: &str) -> Self {
        let [email, password, master_key, platform_key] =
            server.credentials().map(|text| Some(text.to_owned()));
        Self {
            base_url: Some(base_url.to_owned()),
            email,
            password,
            session: None,
            master_key,
            platform_key,
        }
    }

    /// Whether a running server is to be judged.
    pub(super) fn is_asked(&self) -> bool {
        self.base_url.is_some()
    }
}

/// Judges the running server, if an address was given and is not another contract's.
///
/// # Errors
/// The address is none, or the server cannot be asked at all.
pub(super) fn artefact(
    contract: &Contract,
    document: &Document,
    options: &WireOptions,
) -> Result<Option<Artefact>> {
    let Some(base_url) = &options.base_url else {
        return Ok(None);
    };
    let failed = |error: WireError| Failure::new(format!("--base-url: {error}"));
    let courier = Courier::new(base_url, &document.base_path).map_err(failed)?;
    let Some(courier) = courier else {
        return Ok(None);
    };
    let findings = sovx_wire::judge(document, &courier, visitor(document, options));
    let findings = findings.map_err(failed)?;
    let name = format!(
        "{base_url} ({}, {} requests)",
        contract.name,
        findings.sent()
    );
    let mut artefact = Artefact::new(name);
    artefact.note(findings.notes());
    artefact.broken(findings.problems());
    Ok(Some(artefact))
}

fn visitor(document: &Document, options: &WireOptions) -> Visitor {
    let given = [
        (CUSTOMS.session, &options.session),
        ("master", &options.master_key),
        (PLATFORM, &options.platform_key),
    ];
    let credentials = given.into_iter().filter_map(|(tier, secret)| {
        let secret = secret.as_ref()?;
        Some((tier.to_owned(), secret.clone()))
    });
    let run = run_name();
    Visitor {
        customs: CUSTOMS,
        credentials: credentials.collect(),
        login: login(options),
        members: members(document, &run),
        run,
        most: MOST,
        fallback: false,
    }
}

/// The members of bodies that the contract's examples cannot know: names that must not meet those
/// of others on the server.
fn members(document: &Document, run: &str) -> HashMap<String, Map<String, Value>> {
    let named = |name: String| Map::from_iter([("name".to_owned(), Value::from(name))]);
    let mut members = HashMap::new();
    let mut schemes = document.security_schemes.iter();
    if schemes.any(|scheme| scheme.tier == PLATFORM) {
        members.insert("createCustomer".to_owned(), named(format!("Check {run}")));
        members.insert(
            "updateCustomer".to_owned(),
            named(format!("Check {run} again")),
        );
    }
    members
}

/// The body of a login, if both its members were given.
fn login(options: &WireOptions) -> Option<Map<String, Value>> {
    let (email, password) = (options.email.as_ref()?, options.password.as_ref()?);
    Some(Map::from_iter([
        ("email".to_owned(), Value::from(email.as_str())),
        ("password".to_owned(), Value::from(password.as_str())),
    ]))
}

/// Eight characters that tell this run from others.
fn run_name() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let millis = since.map_or(0, |since| since.as_millis());
    let name = format!(
        "{:08x}",
        (millis ^ u128::from(std::process::id())) & 0xffff_ffff
    );
    format!("c{name}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_print_no_secret() {
        let options = WireOptions {
            base_url: Some("http://127.0.0.1".to_owned()),
            email: Some("a@example.com".to_owned()),
            password: Some("hidden-1".to_owned()),
            session: Some("hidden-2".to_owned()),
            master_key: Some("hidden-3".to_owned()),
            platform_key: Some("hidden-4".to_owned()),
        };

        assert!(!format!("{options:?}").contains("hidden"));
    }
}
