//! Requests that ask a server whether it keeps its contract.
//!
//! A plan follows from the contract alone: its examples make the valid requests, each of its rules
//! broken once makes the invalid ones. An invalid request is planned only if it breaks the
//! contract for certain, so whoever accepts it is wrong. Operations stand in an order in which
//! one finds what an earlier one made, and what was made is deleted last.

mod bodies;
mod edit;
mod examples;
mod faults;
mod oracle;
mod order;
mod parameters;
mod refusals;
mod scalars;
mod styles;

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use crate::{
    Document, UnusableSchema, decided,
    model::{Carrier, Operation},
};
use oracle::{Oracle, Registries};
pub use parameters::percent_encoded;

/// What a plan depends on besides the contract.
#[derive(Debug, Clone, Default)]
pub struct ProbeOptions<'o> {
    /// Appended to identifiers that a caller chooses, so that two runs do not meet.
    pub run: &'o str,
    /// Members of the body that take these values in valid requests, by `operationId`.
    pub members: HashMap<String, Map<String, Value>>,
    /// Operations that take from the caller what others need: they come last.
    pub last: &'o [&'o str],
    /// How many requests at most. What is too much is taken from the invalid requests of the
    /// operations that have the most.
    pub most: usize,
}

/// The requests of a run, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// What to send.
    pub probes: Vec<Probe>,
    /// How many requests were left out to keep to the limit.
    pub left_out: usize,
}

/// One request.
#[derive(Debug, Clone, PartialEq)]
pub struct Probe {
    /// The `operationId`; none where the request meets no operation.
    pub operation: Option<String>,
    /// What is special about it, without any value: `/email absent`.
    pub what: String,
    /// Whether the contract admits the request.
    pub valid: bool,
    /// Upper case.
    pub method: String,
    /// The path below the base path of the contract.
    pub path: Vec<Segment>,
    /// What follows the question mark, encoded; may be empty.
    pub query: String,
    /// Headers without the credential.
    pub headers: Vec<(String, String)>,
    /// The body as sent.
    pub body: Option<Vec<u8>>,
    /// How the caller proves who it is: all of these together, nothing where there is none.
    pub credentials: Vec<Credential>,
}

/// A part of a path between two slashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// As it is, encoded already.
    Fixed(String),
    /// What an earlier answer said under that name, or the example, not yet encoded.
    Parameter {
        /// Of the parameter.
        name: String,
        /// From the contract.
        example: String,
    },
}

/// One thing that a request carries to prove who sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    /// Something that is no credential.
    Malformed(Carrier),
    /// A good credential of that tier, the way the contract says.
    Good {
        /// The tier of the security scheme.
        tier: String,
        /// Where it travels.
        carrier: Carrier,
    },
}

impl Credential {
    /// The tier of a good one.
    fn tier(&self) -> Option<&str> {
        match self {
            Self::Malformed(_) => None,
            Self::Good { tier, .. } => Some(tier),
        }
    }
}

/// Plans the requests that judge a server.
///
/// # Errors
/// A schema that cannot be used for judging; no document that loaded has one.
///
/// # Examples
/// ```
/// use serde_json::json;
/// use sovx_contract::{ProbeOptions, load_value, plan};
///
/// let document = load_value("clock.json", &json!({
///     "openapi": "3.1.0",
///     "info": {"title": "Clock", "version": "1"},
///     "paths": {"/alarm": {"delete": {
///         "operationId": "stop",
///         "responses": {"204": {"description": "Stopped."}},
///     }}},
/// }))?;
///
/// let plan = plan(&document, &ProbeOptions { most: 10, ..ProbeOptions::default() })?;
///
/// let sent: Vec<&str> = plan.probes.iter().map(|probe| probe.what.as_str()).collect();
/// assert_eq!(sent, ["an unknown path", "an undeclared method", "a valid request"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn plan(document: &Document, options: &ProbeOptions<'_>) -> Result<Plan, UnusableSchema> {
    let decided = decided(&document.bundled);
    let registries = Registries::new(document, &decided)?;
    let mut oracle = Oracle::new(document, &registries);
    let mut probes = refusals::unrouted(document);
    for operation in order::operations(document, options.last) {
        let mut planner = Planner {
            document,
            options,
            operation,
            oracle: &mut oracle,
        };
        probes.extend(planner.probes());
    }
    let mut seen = HashSet::new();
    probes.retain(|probe| seen.insert(format!("{probe:?}")));
    let planned = probes.len();
    let probes = thinned(probes, options.most);
    let left_out = planned - probes.len();
    Ok(Plan { probes, left_out })
}

/// Plans the requests of one operation.
struct Planner<'p, 'r> {
    document: &'p Document,
    options: &'p ProbeOptions<'p>,
    operation: &'p Operation,
    oracle: &'p mut Oracle<'r>,
}

impl Planner<'_, '_> {
    /// Invalid requests first: a valid one may end what they need.
    fn probes(&mut self) -> Vec<Probe> {
        if self.is_beyond_planning() {
            return Vec::new();
        }
        let mut probes = self.refused_callers();
        probes.extend(self.broken_parameters());
        probes.extend(self.broken_bodies());
        probes.extend(self.valid());
        probes
    }

    /// One request with everything as the contract's examples have it.
    fn exemplary(&mut self) -> Probe {
        Probe {
            operation: Some(self.operation.id.clone()),
            what: "a valid request".to_owned(),
            valid: true,
            method: self.operation.method.clone(),
            path: self.path(),
            query: self.query(true),
            headers: self.headers(),
            body: self.sent_body(),
            credentials: self.credentials(),
        }
    }

    /// The exemplary request made invalid.
    fn invalid(&mut self, what: String) -> Probe {
        Probe {
            what,
            valid: false,
            ..self.exemplary()
        }
    }
}

/// Keeps to the limit. Valid requests always stay.
fn thinned(mut probes: Vec<Probe>, most: usize) -> Vec<Probe> {
    while probes.len() > most {
        let mut counts: HashMap<&Option<String>, usize> = HashMap::new();
        for probe in probes.iter().filter(|probe| !probe.valid) {
            *counts.entry(&probe.operation).or_default() += 1;
        }
        let largest = counts
            .into_iter()
            .max_by_key(|(name, count)| (*count, *name));
        let Some(name) = largest.map(|(name, _)| name.clone()) else {
            break;
        };
        let of_largest = |probe: &Probe| !probe.valid && probe.operation == name;
        let Some(index) = probes.iter().rposition(of_largest) else {
            break;
        };
        probes.remove(index);
    }
    probes
}
