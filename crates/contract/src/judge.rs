//! Answers that a server gave, judged against the contract.
//!
//! A judge compiles every schema once and then only reads: one can judge all exchanges of a test
//! run, from many threads. Verdicts never repeat values of a body or a header.

mod compile;
mod headers;
mod paths;
mod reading;
mod rules;

use std::fmt;

use crate::{Document, model::Operation};
pub use compile::decided;
use paths::Target;
use rules::{Rules, StatusRules};

/// One request and its answer.
#[derive(Debug, Clone)]
pub struct Exchange<'e> {
    /// `GET`, in upper case.
    pub method: &'e str,
    /// The path as sent, with the base path; a query is ignored.
    pub path: &'e str,
    /// The status of the answer.
    pub status: u16,
    /// The headers of the answer; names in any case.
    pub headers: Vec<(String, String)>,
    /// The body of the answer, empty if there was none.
    pub body: &'e [u8],
}

impl Exchange<'_> {
    /// The values of that header.
    fn header<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e str> {
        let named = move |(other, _): &&(String, String)| other.eq_ignore_ascii_case(name);
        self.headers
            .iter()
            .filter(named)
            .map(|(_, value)| value.as_str())
    }

    /// The content type without parameters, in lower case.
    fn content_type(&self) -> Option<String> {
        let value = self.header("content-type").next()?;
        let essence = value.split(';').next().unwrap_or_default();
        Some(essence.trim().to_ascii_lowercase())
    }

    fn words(&self) -> String {
        let body = if self.body.is_empty() {
            "an empty body"
        } else {
            "a body"
        };
        format!("{} with {body}", self.status)
    }
}

/// What a judge found about one exchange.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The `operationId`, if the request meets a declared operation.
    pub operation: Option<String>,
    /// The status of the answer.
    pub status: u16,
    /// What the contract does not allow; empty if the answer keeps it.
    pub problems: Vec<Problem>,
}

/// One way in which an answer breaks the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// `PUT /customers/{customer_id}`; for unknown paths the path as sent.
    pub operation: String,
    /// What the contract says and what the server answered, on one line.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.operation, self.message)
    }
}

/// A schema that cannot be used for judging.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the schema at {pointer} cannot be used for judging: {message}")]
pub struct UnusableSchema {
    /// Where it stands in the bundled document.
    pub pointer: String,
    /// Why not.
    pub message: String,
}

/// Knows what a server may answer.
///
/// # Examples
/// ```
/// use serde_json::json;
/// use sovx_contract::{Exchange, Judge, load_value};
///
/// let document = load_value("clock.json", &json!({
///     "openapi": "3.1.0",
///     "info": {"title": "Clock", "version": "1"},
///     "paths": {"/alarm": {"delete": {
///         "operationId": "stop",
///         "responses": {"204": {"description": "Stopped."}},
///     }}},
/// }))?;
/// let judge = Judge::new(&document)?;
///
/// let exchange = Exchange {
///     method: "DELETE",
///     path: "/alarm",
///     status: 200,
///     headers: Vec::new(),
///     body: b"",
/// };
/// assert_eq!(
///     judge.response(&exchange).problems[0].to_string(),
///     "DELETE /alarm: contract says 204 without a body, server answered 200 with an empty body"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Judge {
    base_path: String,
    operations: Vec<Operation>,
    rules: Rules,
    /// Whether problem details may refuse without being declared.
    fallback: bool,
}

impl Judge {
    /// Compiles the schemas of all responses.
    ///
    /// # Errors
    /// A schema that cannot be compiled; no document that loaded has one.
    pub fn new(document: &Document) -> Result<Self, UnusableSchema> {
        Ok(Self {
            base_path: document.base_path.clone(),
            operations: document.operations.clone(),
            rules: Rules::new(document)?,
            fallback: false,
        })
    }

    /// Admits problem details (RFC 9457) as refusals for which the contract declares no JSON body:
    /// the fallback of generated servers.
    #[must_use]
    pub fn with_fallback(mut self) -> Self {
        self.fallback = true;
        self
    }

    /// Judges an answer.
    ///
    /// Unknown paths and methods that a path does not declare are answered by the router, so
    /// these are held only to the shape that all declared errors share, and 405 to `Allow`. Where
    /// operations have error bodies of their own, that is the first one, if it is an envelope.
    pub fn response(&self, exchange: &Exchange<'_>) -> Verdict {
        match paths::find(&self.base_path, &self.operations, exchange) {
            Target::Operation(index, operation) => {
                let mut docket = Docket::new(format!("{} {}", operation.method, operation.path));
                self.declared(index, operation, exchange, &mut docket);
                Verdict {
                    operation: Some(operation.id.clone()),
                    status: exchange.status,
                    problems: docket.problems,
                }
            }
            Target::WrongMethod | Target::UnknownPath => {
                let path = exchange.path.split('?').next().unwrap_or_default();
                let mut docket = Docket::new(format!("{} {path}", exchange.method));
                self.undeclared(exchange, &mut docket);
                Verdict {
                    operation: None,
                    status: exchange.status,
                    problems: docket.problems,
                }
            }
        }
    }

    fn declared(
        &self,
        index: usize,
        operation: &Operation,
        exchange: &Exchange<'_>,
        docket: &mut Docket,
    ) {
        let rules = self.rules.status(index, exchange.status);
        // Generated servers refuse so wherever the contract declares no JSON to refuse with.
        let is_open = rules.is_none_or(|rules| !rules.declares_json());
        if self.fallback && is_open && is_problem(exchange) {
            return;
        }
        let Some(rules) = rules else {
            let expected = expectation(operation, exchange.status);
            docket.add(&format!(
                "contract says {expected}, server answered {}",
                exchange.words()
            ));
            return;
        };
        rules.judge_body(exchange, docket);
        rules.judge_headers(exchange, docket);
    }

    fn undeclared(&self, exchange: &Exchange<'_>, docket: &mut Docket) {
        if exchange.status < 400 {
            docket.add(&format!(
                "contract says no such operation, server answered {}",
                exchange.words()
            ));
            return;
        }
        if exchange.status == 405 && exchange.header("allow").next().is_none() {
            docket.add("contract says 405 with the header `Allow`, server answered 405 without it");
        }
        if self.fallback && is_problem(exchange) {
            return;
        }
        if let Some(envelope) = self.rules.error_envelope()
            && exchange.method != "HEAD"
        {
            StatusRules::judge_json(envelope, exchange, docket);
        }
    }
}

/// Problems of one exchange as they are found.
struct Docket {
    operation: String,
    problems: Vec<Problem>,
}

impl Docket {
    fn new(operation: String) -> Self {
        Self {
            operation,
            problems: Vec::new(),
        }
    }

    fn add(&mut self, message: &str) {
        self.problems.push(Problem {
            operation: self.operation.clone(),
            message: message.replace(['\n', '\r'], " "),
        });
    }
}

/// Whether an answer is a refusal in problem details that names its own status.
fn is_problem(exchange: &Exchange<'_>) -> bool {
    let refusals = [400, 401, 403, 404, 405, 408, 413, 415, 422, 500];
    let body = || serde_json::from_slice::<serde_json::Value>(exchange.body).ok();
    let status = || body().and_then(|body| body.get("status")?.as_u64());
    refusals.contains(&exchange.status)
        && exchange.content_type().as_deref() == Some("application/problem+json")
        && (exchange.method == "HEAD" || status() == Some(exchange.status.into()))
}

/// What the contract says instead of an undeclared status: those of the same class, else all.
fn expectation(operation: &Operation, status: u16) -> String {
    let words = |response: &crate::model::Response| {
        let body = if response.content.is_empty() {
            "without a body"
        } else {
            "with a body"
        };
        format!("{} {body}", response.status)
    };
    let all = &operation.responses;
    let class = all
        .iter()
        .filter(|one| one.status.class() == Some(status / 100));
    let mut said: Vec<String> = class.map(words).collect();
    if said.is_empty() {
        said = all.iter().map(|one| one.status.to_string()).collect();
    }
    said.join(" or ")
}

/// Every operation with every status it declares, for measuring what a test run has covered.
pub fn declared_pairs(document: &Document) -> Vec<(String, u16)> {
    let pairs = document.operations.iter().flat_map(|operation| {
        let responses = operation.responses.iter();
        let statuses = responses.filter_map(|response| response.status.code());
        statuses.map(|status| (operation.id.clone(), status))
    });
    pairs.collect()
}
