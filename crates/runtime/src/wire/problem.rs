//! What the boundary says when it answers instead of a handler.

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use crate::{Rejection, Violations};

/// Why a request was refused, in words that a caller may see (RFC 9457).
///
/// Where the contract declares an error type of its own, the server words that from this. Where it
/// declares none, this is the answer, as `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Always `about:blank`: the status says it all.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The name of the status.
    pub title: &'static str,
    /// The status.
    pub status: u16,
    /// What is wrong, in one sentence.
    pub detail: String,
    /// Every broken rule.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub violations: Vec<ProblemViolation>,
}

/// A broken rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProblemViolation {
    /// A JSON pointer into the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// The name of a parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// As JSON Schema names it: `maxLength`.
    pub rule: &'static str,
    /// What the rule asks for.
    pub message: Cow<'static, str>,
}

impl fmt::Display for ProblemViolation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.parameter.as_ref().or(self.pointer.as_ref());
        match place.filter(|place| !place.is_empty()) {
            Some(place) => write!(formatter, "{place}: {}", self.message),
            None => write!(formatter, "the body: {}", self.message),
        }
    }
}

impl Problem {
    /// The content type of a problem.
    pub const CONTENT_TYPE: &'static str = "application/problem+json";

    pub(crate) fn new(status: u16, detail: impl Into<String>) -> Self {
        Self {
            kind: "about:blank",
            title: title(status),
            status,
            detail: detail.into(),
            violations: Vec::new(),
        }
    }

    /// Of a request that the boundary refused, with the statuses that its operation declares.
    pub(crate) fn of(rejection: &Rejection, malformed: u16, limits: u16) -> Self {
        let status = match rejection.status(limits) {
            400 => malformed,
            other => other,
        };
        let mut problem = Self::new(status, detail(rejection));
        match rejection {
            Rejection::InvalidBody(violations) => {
                problem.violations = listed(violations, |at| (Some(at), None));
            }
            Rejection::InvalidParameters(violations) => {
                problem.violations = listed(violations, |at| {
                    (None, Some(at).filter(|at| !at.is_empty()))
                });
            }
            _ => {}
        }
        problem
    }
}

fn listed(
    violations: &Violations,
    place: impl Fn(String) -> (Option<String>, Option<String>),
) -> Vec<ProblemViolation> {
    let of_one = |violation: &crate::Violation| {
        let (pointer, parameter) = place(violation.field.clone());
        ProblemViolation {
            pointer,
            parameter,
            rule: violation.rule.name(),
            message: violation.message.clone(),
        }
    };
    violations.iter().map(of_one).collect()
}

fn detail(rejection: &Rejection) -> String {
    let fixed = match rejection {
        Rejection::MissingBody => "The request needs a body.",
        Rejection::UnparseableBody {
            truncated: true, ..
        } => "The body ends in the middle of a value.",
        Rejection::UnparseableBody { line, column, .. } => {
            return format!("The body cannot be read at line {line}, column {column}.");
        }
        Rejection::InterruptedBody => "The connection broke while the body was read.",
        Rejection::SlowBody { seconds } => {
            return format!("The body took longer than {seconds} s to come.");
        }
        Rejection::InvalidBody(_) => "The body breaks rules of the contract.",
        Rejection::InvalidParameters(_) => "Parameters break rules of the contract.",
        Rejection::UnsupportedMediaType { accepted } => {
            return format!("The body must be of type {}.", accepted.join(" or "));
        }
        Rejection::PayloadTooLarge { limit } => {
            return format!("The body must not be larger than {limit} bytes.");
        }
        Rejection::UnknownRoute => "No operation has this path.",
        Rejection::MethodNotAllowed => "The path has no operation of this method.",
        Rejection::Panicked => "The server failed.",
    };
    fixed.to_owned()
}

/// The names of the statuses that the boundary answers (RFC 9110, section 15).
fn title(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        _ => "Internal Server Error",
    }
}
