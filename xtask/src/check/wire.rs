//! A running server, judged over HTTP by the requests that follow from its contract.
//!
//! Only the given address is talked to, and nothing that a server answered is repeated. What the
//! run makes it deletes again; sessions that it opens it closes.

mod courier;
mod findings;
mod visit;
mod wallet;

use std::collections::HashMap;
use std::fmt;

use clap::Args;
use serde_json::{Map, Value};
use sovx_contract::{Document, Judge, ProbeOptions, plan};

use self::courier::Courier;
use self::findings::Findings;
use self::visit::Visit;
use self::wallet::Wallet;
use crate::check::artefact::Artefact;
use crate::contracts::Contract;
use crate::failure::{Failure, Result};

/// The operation that turns e-mail and password into a session token.
const LOGIN: &str = "login";

/// The operation that ends the session it is called with.
const LOGOUT: &str = "logout";

/// The tier of partners, who name their own customers.
const PLATFORM: &str = "platform";

/// How many requests one run sends at most.
const MOST: usize = 1000;

/// A running server and how to be admitted by it.
#[derive(Default, Args)]
pub(super) struct WireOptions {
    /// Judge the running server at this address too; with the base path of one contract, by that
    /// contract alone
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// E-mail address of an account to log in with
    #[arg(long, env = "SOVX_CHECK_EMAIL", requires = "password")]
    email: Option<String>,
    /// Its password; better in the environment
    #[arg(long, env = "SOVX_CHECK_PASSWORD", hide_env_values = true)]
    password: Option<String>,
    /// A session token, instead of logging in
    #[arg(long, env = "SOVX_CHECK_SESSION", hide_env_values = true)]
    session: Option<String>,
    /// The server's master key; better in the environment
    #[arg(long, env = "SOVX_CHECK_MASTER_KEY", hide_env_values = true)]
    master_key: Option<String>,
    /// The platform key of a partner; better in the environment
    #[arg(long, env = "SOVX_CHECK_PLATFORM_KEY", hide_env_values = true)]
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
    let Some(courier) = Courier::new(base_url, &document.base_path)? else {
        return Ok(None);
    };
    let findings = judged(document, &courier, options)?;
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

fn judged(document: &Document, courier: &Courier, options: &WireOptions) -> Result<Findings> {
    let judge = Judge::new(document).map_err(|error| Failure::new(error.to_string()))?;
    let login = credentials(options).filter(|_| document.operation(LOGIN).is_some());
    let logs_in = options.session.is_none() && login.is_some();
    let wallet = Wallet::default()
        .with("session", options.session.as_ref())
        .with("master", options.master_key.as_ref())
        .with(PLATFORM, options.platform_key.as_ref());
    let run = run_name();
    let probes = ProbeOptions {
        run: &run,
        members: members(document, login, &run),
        last: &[LOGOUT],
        most: MOST,
    };
    let plan = plan(document, &probes).map_err(|error| Failure::new(error.to_string()))?;
    let mut visit = Visit::new(document, &judge, courier, wallet);
    if logs_in {
        visit.log_in(&plan.probes)?;
    }
    for probe in &plan.probes {
        visit.send(probe)?;
    }
    visit.log_out(&plan.probes);
    let mut findings = visit.findings();
    findings.left_out(plan.left_out);
    Ok(findings)
}

/// The members of bodies that the contract's examples cannot know: the login, and names that must
/// not meet those of others on the server.
fn members(
    document: &Document,
    login: Option<Map<String, Value>>,
    run: &str,
) -> HashMap<String, Map<String, Value>> {
    let named = |name: String| Map::from_iter([("name".to_owned(), Value::from(name))]);
    let mut members = HashMap::from_iter(login.map(|login| (LOGIN.to_owned(), login)));
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
fn credentials(options: &WireOptions) -> Option<Map<String, Value>> {
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
mod tests;
