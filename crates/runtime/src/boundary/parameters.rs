//! Path and query parameters: decoded, typed, then the contract's rules.

use std::borrow::Cow;

use actix_web::HttpRequest;
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::check::is_plain;
use crate::{At, Rejection, Rule, Violations};

/// How the text of a parameter becomes a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scalar {
    /// As it is.
    Text,
    /// A whole number in decimal digits.
    Integer,
    /// A decimal number.
    Number,
    /// `true` or `false`.
    Boolean,
}

impl Scalar {
    /// The value; the text itself where it is not of that type, for the check to refuse.
    fn value(self, text: &str) -> Value {
        let parsed = match self {
            Self::Text => None,
            Self::Integer => text.parse::<i64>().ok().map(Value::from),
            Self::Number => text.parse::<f64>().ok().map(Value::from),
            Self::Boolean => text.parse::<bool>().ok().map(Value::from),
        };
        parsed.unwrap_or_else(|| Value::from(text))
    }
}

/// The proof that no parameter breaks a rule.
pub struct Complete(());

impl Complete {
    /// The value of a required parameter.
    ///
    /// # Errors
    /// Never after [`Parameters::require`], which notes a missing one.
    pub fn settled<T>(&self, read: Option<T>) -> Result<T, Rejection> {
        read.ok_or_else(|| Rejection::InvalidParameters(Violations::default()))
    }
}

/// The parameters of one request, and all that is wrong with them.
pub struct Parameters<'r> {
    http: &'r HttpRequest,
    query: Vec<(Cow<'r, str>, Cow<'r, str>)>,
    violations: Violations,
}

impl<'r> Parameters<'r> {
    /// Decodes the query: names and values may be percent-encoded or bare.
    pub fn of(http: &'r HttpRequest) -> Self {
        Self {
            http,
            query: form_urlencoded::parse(http.query_string().as_bytes()).collect(),
            violations: Violations::default(),
        }
    }

    /// A parameter of the path template.
    pub fn path<T: DeserializeOwned>(
        &mut self,
        name: &str,
        scalar: Scalar,
        check: impl FnOnce(&Value, &At<'_>, &mut Violations),
    ) -> Option<T> {
        let raw = self.http.match_info().get(name).unwrap_or_default();
        let text = percent_decode_str(raw).decode_utf8_lossy();
        self.read(name, scalar.value(&text), check)
    }

    /// A query parameter that may be absent.
    pub fn query<T: DeserializeOwned>(
        &mut self,
        name: &str,
        scalar: Scalar,
        check: impl FnOnce(&Value, &At<'_>, &mut Violations),
    ) -> Option<T> {
        let mut given = self.query.iter().filter(|(key, _)| key == name);
        let value = given.next().map(|(_, text)| scalar.value(text))?;
        if given.next().is_some() {
            let at = At::Parameter(name);
            self.violations
                .push(&at, Rule::Repeated, "is given more than once");
            return None;
        }
        self.read(name, value, check)
    }

    /// A header that may be absent.
    pub fn header<T: DeserializeOwned>(
        &mut self,
        name: &str,
        scalar: Scalar,
        check: impl FnOnce(&Value, &At<'_>, &mut Violations),
    ) -> Option<T> {
        let header = self.http.headers().get(name)?;
        let text = String::from_utf8_lossy(header.as_bytes());
        self.read(name, scalar.value(&text), check)
    }

    /// Notes that a parameter must be there, unless it was.
    pub fn require<T>(&mut self, name: &str, read: Option<T>) -> Option<T> {
        let at = At::Parameter(name);
        let noted = self
            .violations
            .iter()
            .any(|violation| violation.field == name);
        if read.is_none() && !noted {
            self.violations.push(&at, Rule::Required, "is required");
        }
        read
    }

    /// Refuses query parameters that the operation does not declare.
    pub fn closed_query(&mut self, declared: &[&str]) {
        for (name, _) in &self.query {
            if declared.contains(&name.as_ref()) {
                continue;
            }
            let at = At::Parameter(if is_plain(name) { name } else { "query" });
            self.violations
                .push(&at, Rule::Unknown, "is not a declared parameter");
        }
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// Every broken rule at once.
    pub fn finish(self) -> Result<Complete, Rejection> {
        if self.violations.is_empty() {
            Ok(Complete(()))
        } else {
            Err(Rejection::InvalidParameters(self.violations))
        }
    }

    fn read<T: DeserializeOwned>(
        &mut self,
        name: &str,
        value: Value,
        check: impl FnOnce(&Value, &At<'_>, &mut Violations),
    ) -> Option<T> {
        let at = At::Parameter(name);
        check(&value, &at, &mut self.violations);
        let read = serde_json::from_value(value).ok();
        let noted = self
            .violations
            .iter()
            .any(|violation| violation.field == name);
        if read.is_none() && !noted {
            self.violations
                .push(&at, Rule::Type, "is not of the declared type");
        }
        read
    }
}
