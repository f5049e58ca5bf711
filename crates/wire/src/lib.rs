//! A running server, judged over HTTP by the requests that follow from its contract.
//!
//! Only the given address is talked to, and nothing that a server answered is repeated. What the
//! run makes it deletes again; sessions that it opens it closes.

#![warn(missing_docs)]

mod courier;
mod findings;
#[cfg(test)]
mod tests;
mod visit;
mod wallet;

use std::collections::HashMap;

use serde_json::{Map, Value};
use sovx_contract::{Document, Judge, ProbeOptions, UnusableSchema, plan};

pub use courier::Courier;
pub use findings::Findings;
use visit::Visit;
use wallet::Wallet;

/// Why a server could not be judged. No sentence holds a secret or what a server answered.
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    /// The address is no plain one.
    #[error("give an http or https URL without a query")]
    Address,
    /// The server cannot be reached, or does not answer in HTTP.
    #[error("no answer: {0}")]
    Unanswered(#[source] Box<ureq::Error>),
    /// A request of the plan does not fit into HTTP.
    #[error("a request cannot be put into HTTP")]
    Unfit,
    /// The server does not open a session.
    #[error("logging in was answered with {0} and no token: are e-mail and password right?")]
    Login(u16),
    /// The contract does not have the operation that logs in.
    #[error("the contract has no operation `{0}`")]
    NoLogin(&'static str),
    /// A schema of the contract cannot be compiled.
    #[error(transparent)]
    Schema(#[from] UnusableSchema),
}

/// What a contract does not say in a way that a program can read: which operations hand out
/// credentials. Without customs only given credentials are used.
#[derive(Debug, Clone, Copy, Default)]
pub struct Customs {
    /// The operation that opens a session with the members of [`Visitor::login`], answering a
    /// `token`. Empty where there is none.
    pub login: &'static str,
    /// The operation that ends the session it is called with. Empty where there is none.
    pub logout: &'static str,
    /// The tier of what `login` hands out.
    pub session: &'static str,
    /// Further operations that hand out credentials: the operation, the tier of the credential, and
    /// the member that holds it. A later answer replaces an earlier credential of the tier.
    pub issuing: &'static [(&'static str, &'static str, &'static str)],
}

/// Who visits a server, and how.
#[derive(Default)]
pub struct Visitor {
    /// The customs of the API.
    pub customs: Customs,
    /// Credentials at hand, by the tier of their security scheme. Never printed.
    pub credentials: HashMap<String, String>,
    /// The body of the login, where no session is at hand. Never printed.
    pub login: Option<Map<String, Value>>,
    /// Members of bodies that take these values in valid requests, by `operationId`.
    pub members: HashMap<String, Map<String, Value>>,
    /// Appended to identifiers that a caller chooses, so that two runs do not meet.
    pub run: String,
    /// How many requests at most.
    pub most: usize,
    /// Whether problem details (RFC 9457) are admitted as refusals for which the contract declares
    /// no JSON body.
    pub fallback: bool,
}

/// Sends the requests that follow from the contract and judges every answer.
///
/// # Errors
/// The server cannot be asked at all.
pub fn judge(
    document: &Document,
    courier: &Courier,
    visitor: Visitor,
) -> Result<Findings, WireError> {
    let mut judge = Judge::new(document)?;
    if visitor.fallback {
        judge = judge.with_fallback();
    }
    let Visitor {
        customs,
        credentials,
        login,
        mut members,
        run,
        most,
        ..
    } = visitor;
    let login = login.filter(|_| document.operation(customs.login).is_some());
    let logs_in = !credentials.contains_key(customs.session) && login.is_some();
    members.extend(login.map(|login| (customs.login.to_owned(), login)));
    let last = [customs.logout];
    let probes = ProbeOptions {
        run: &run,
        members,
        last: &last,
        most,
    };
    let plan = plan(document, &probes)?;
    let mut visit = Visit::new(document, &judge, courier, Wallet::new(customs, credentials));
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
