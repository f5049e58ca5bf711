//! Path and query parameters: decoded, typed, then the contract's rules.

use std::borrow::Cow;

use actix_web::HttpRequest;
use percent_encoding::percent_decode_str;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::check::is_plain;
use crate::decimal::Decimal;
use crate::sent::Sent;
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
            Self::Number => number(text),
            Self::Boolean => text.parse::<bool>().ok().map(Value::from),
        };
        parsed.unwrap_or_else(|| Value::from(text))
    }

    /// The number that a text is, where its value does not hold all of it.
    fn sent(self, text: &str) -> Sent {
        match self {
            Self::Number => Sent::of(text),
            Self::Text | Self::Integer | Self::Boolean => Sent::Nothing,
        }
    }
}

/// A number as JSON writes it: no `inf`, no `.5`.
fn number(text: &str) -> Option<Value> {
    Decimal::parse(text)?;
    serde_json::from_str(text).ok()
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
        self.read(name, scalar, &text, check)
    }

    /// A query parameter that may be absent.
    pub fn query<T: DeserializeOwned>(
        &mut self,
        name: &str,
        scalar: Scalar,
        check: impl FnOnce(&Value, &At<'_>, &mut Violations),
    ) -> Option<T> {
        let mut given = self.query.iter().filter(|(key, _)| key == name);
        let text = given.next().map(|(_, text)| text.clone())?;
        if given.next().is_some() {
            let at = At::Parameter(name);
            self.violations
                .push(&at, Rule::Repeated, "is given more than once");
            return None;
        }
        self.read(name, scalar, &text, check)
    }

    /// A header that may be absent.
    pub fn header<T: DeserializeOwned>(
        &mut self,
        name: &str,
        scalar: Scalar,
        check: impl FnOnce(&Value, &At<'_>, &mut Violations),
    ) -> Option<T> {
        let mut given = self.http.headers().get_all(name);
        let header = given.next()?;
        if given.next().is_some() {
            let at = At::Parameter(name);
            self.violations
                .push(&at, Rule::Repeated, "is given more than once");
            return None;
        }
        let text = String::from_utf8_lossy(header.as_bytes());
        self.read(name, scalar, &text, check)
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
        scalar: Scalar,
        text: &str,
        check: impl FnOnce(&Value, &At<'_>, &mut Violations),
    ) -> Option<T> {
        let at = At::Parameter(name);
        let mut value = scalar.value(text);
        let sent = scalar.sent(text);
        sent.restore(&mut value);
        self.violations.expect(sent);
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
