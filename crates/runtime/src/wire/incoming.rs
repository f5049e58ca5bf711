//! A request on its way in: parameters first, then the body; every rule checked on the way.

mod body;

pub use body::Members;

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::escape::is_text;
use super::{Endpoint, Given, Pair, Parameter, Place, Shape, parse, parse_cookies};
use crate::sent::Sent;
use crate::{At, Rejection, Rule, Violations};

const REPEATED: (Rule, Cow<'_, str>) = (Rule::Repeated, Cow::Borrowed("is given more than once"));
const GARBLED: (Rule, Cow<'_, str>) = (
    Rule::Type,
    Cow::Borrowed("must be UTF-8 before it is percent-encoded"),
);
const TOO_DEEP: (Rule, Cow<'_, str>) = (Rule::Type, Cow::Borrowed("is nested too deeply"));

/// The parts of a request, as they came.
#[derive(Debug, Default)]
pub(crate) struct Raw<'r> {
    /// The values of the path template, still encoded.
    pub(crate) path: Vec<(&'static str, &'r str)>,
    /// Without its question mark.
    pub(crate) query: &'r str,
    pub(crate) headers: Vec<(&'r str, String)>,
    pub(crate) content_type: Option<String>,
    /// Which of the accepted types that is.
    pub(crate) media: usize,
    pub(crate) body: Option<Vec<u8>>,
}

/// A request on its way in.
#[derive(Debug)]
pub struct Incoming<'r> {
    endpoint: &'static Endpoint,
    raw: Raw<'r>,
    query: Vec<Pair>,
    cookies: Vec<Pair>,
    violations: Violations,
}

/// The proof that no parameter breaks a rule.
pub struct Read(());

impl Read {
    /// The value of a required parameter.
    ///
    /// # Errors
    /// Never after [`Incoming::required`], which notes a missing one.
    pub fn settled<T>(&self, read: Option<T>) -> Result<T, Rejection> {
        read.ok_or_else(|| Rejection::InvalidParameters(Violations::default()))
    }
}

impl<'r> Incoming<'r> {
    pub(crate) fn new(endpoint: &'static Endpoint, raw: Raw<'r>) -> Self {
        let cookies = raw
            .headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case("cookie"))
            .flat_map(|(_, text)| parse_cookies(text));
        Self {
            endpoint,
            query: parse(raw.query),
            cookies: cookies.collect(),
            raw,
            violations: Violations::default(),
        }
    }

    /// A parameter that must be there.
    pub fn required<T: DeserializeOwned>(
        &mut self,
        parameter: &Parameter,
        check: impl Fn(&Value, &At<'_>, &mut Violations),
    ) -> Option<T> {
        let at = At::Parameter(parameter.name);
        let given = self.given(parameter, &check);
        if given == Given::Absent {
            self.violations.push(&at, Rule::Required, "is required");
        }
        self.take(parameter, given, check)
    }

    /// A parameter that may be absent, and then is its default.
    pub fn optional<T: DeserializeOwned>(
        &mut self,
        parameter: &Parameter,
        check: impl Fn(&Value, &At<'_>, &mut Violations),
    ) -> Option<T> {
        match self.given(parameter, &check) {
            Given::Absent => parameter.default(),
            given => self.take(parameter, given, check),
        }
    }

    /// Ends the reading of parameters.
    ///
    /// # Errors
    /// Every broken rule at once.
    pub fn finish(&mut self) -> Result<Read, Rejection> {
        if self.violations.is_empty() {
            return Ok(Read(()));
        }
        let violations = std::mem::take(&mut self.violations);
        Err(Rejection::InvalidParameters(violations))
    }

    fn given(
        &self,
        parameter: &Parameter,
        check: &impl Fn(&Value, &At<'_>, &mut Violations),
    ) -> Given {
        let admits = |value: &Value| {
            let mut scratch = Violations::default();
            check(value, &At::Root, &mut scratch);
            scratch.is_empty()
        };
        match parameter.place {
            Place::Path => {
                let mut values = self.raw.path.iter();
                let raw = values.find(|(name, _)| *name == parameter.name);
                match raw {
                    None => Given::Absent,
                    Some((_, raw)) if !is_text(raw) => Given::Garbled,
                    Some((_, raw)) => parameter.read_text(raw, &admits).into(),
                }
            }
            Place::Header => {
                let named = |(name, _): &&(&str, String)| name.eq_ignore_ascii_case(parameter.name);
                let mut texts = self.raw.headers.iter().filter(named);
                match (texts.next(), texts.next()) {
                    (None, _) => Given::Absent,
                    (Some((_, text)), None) => parameter.read_text(text, &admits).into(),
                    (Some(_), Some(_)) if !parameter.shape.is_composite() => Given::Repeated,
                    // Lines of one name are one list (RFC 9110, section 5.3).
                    (Some(_), Some(_)) => {
                        let all = self.raw.headers.iter().filter(named);
                        let all: Vec<&str> = all.map(|(_, text)| text.as_str()).collect();
                        parameter.read_text(&all.join(","), &admits).into()
                    }
                }
            }
            Place::Query => parameter.read_pairs(&self.query, &self.taken(parameter), &admits),
            Place::Cookie => parameter.read_pairs(&self.cookies, &self.taken(parameter), &admits),
        }
    }

    /// Whether a pair's name belongs to another parameter of the same place.
    fn taken(&self, parameter: &Parameter) -> impl Fn(&str) -> bool {
        let (place, own) = (parameter.place, parameter.name);
        let all = self.endpoint.parameters;
        move |name| {
            all.iter()
                .filter(|other| other.place == place && other.name != own)
                .any(|other| other.owns(name))
        }
    }

    fn take<T: DeserializeOwned>(
        &mut self,
        parameter: &Parameter,
        given: Given,
        check: impl Fn(&Value, &At<'_>, &mut Violations),
    ) -> Option<T> {
        let at = At::Parameter(parameter.name);
        let mut value = match given {
            Given::Value(value) => value,
            Given::Absent => return None,
            Given::Repeated => return self.refuse(&at, REPEATED),
            Given::Garbled => return self.refuse(&at, GARBLED),
            Given::TooDeep => return self.refuse(&at, TOO_DEEP),
        };
        let sent = self.sent(parameter);
        sent.restore(&mut value);
        let mut broken = Violations::default();
        broken.expect(sent);
        check(&value, &at, &mut broken);
        let read = serde_json::from_value(value).ok();
        if read.is_none() && broken.is_empty() {
            broken.push(&at, Rule::Type, "is not of the declared type");
        }
        self.violations.append(broken);
        read
    }

    /// The number that a parameter is, where its value does not hold all of it.
    fn sent(&self, parameter: &Parameter) -> Sent {
        if !matches!(parameter.shape, Shape::Number | Shape::Integer) {
            return Sent::Nothing;
        }
        let name = parameter.name;
        let pair = |pairs: &[Pair]| {
            let own = pairs.iter().find(|pair| pair.name == name);
            own.map(Pair::text)
        };
        let text = match parameter.place {
            Place::Path => {
                let mut values = self.raw.path.iter();
                let own = values.find(|(own, _)| *own == name);
                own.map(|(_, raw)| (*raw).to_owned())
            }
            Place::Header => {
                let mut headers = self.raw.headers.iter();
                let own = headers.find(|(own, _)| own.eq_ignore_ascii_case(name));
                own.map(|(_, text)| text.clone())
            }
            Place::Query => pair(&self.query),
            Place::Cookie => pair(&self.cookies),
        };
        text.map_or(Sent::Nothing, |text| Sent::of(&text))
    }

    fn refuse<T>(&mut self, at: &At<'_>, (rule, message): (Rule, Cow<'static, str>)) -> Option<T> {
        self.violations.push(at, rule, message);
        None
    }
}
