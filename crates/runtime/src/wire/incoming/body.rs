//! The body of a request, by what its content type says.

use std::borrow::Cow;
use std::collections::HashSet;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{GARBLED, Incoming, REPEATED, TOO_DEEP};
use crate::wire::media::choose;
use crate::wire::pairs::{Given, grouped, parse, texts_of};
use crate::wire::{Content, Form, MediaType, Pair, Part, Shape, Upload, multipart};
use crate::{At, Rejection, Rule, Violations, json};

const UNREADABLE: Rejection = Rejection::UnparseableBody {
    line: 1,
    column: 1,
    truncated: false,
};
/// The most pairs that a form may hold. A pair takes fifty times the memory of its text.
const MAX_PAIRS: usize = 10_000;

impl Incoming<'_> {
    /// Whether the request has a body.
    pub fn has_body(&self) -> bool {
        self.raw.body.is_some()
    }

    /// Which of the accepted content types the body has.
    pub fn media(&self) -> usize {
        self.raw.media
    }

    /// The body as it is.
    pub fn bytes(&mut self) -> Vec<u8> {
        self.raw.body.take().unwrap_or_default()
    }

    /// The body with the content type that it came with.
    pub fn content(&mut self) -> Content {
        Content {
            content_type: self.raw.content_type.clone().unwrap_or_default(),
            bytes: self.bytes(),
        }
    }

    /// Reads a JSON body, whose lists may have `most_items` items at most.
    ///
    /// # Errors
    /// Every broken rule at once.
    pub fn json<T: DeserializeOwned>(
        &mut self,
        most_items: usize,
        check: impl FnOnce(&Value, &At<'_>, &mut Violations),
    ) -> Result<T, Rejection> {
        json::parse(&self.bytes(), most_items, check)
    }

    /// A body of text.
    ///
    /// # Errors
    /// Every broken rule at once.
    pub fn text<T: DeserializeOwned>(
        &mut self,
        shape: &Shape,
        check: impl FnOnce(&Value, &At<'_>, &mut Violations),
    ) -> Result<T, Rejection> {
        let text = String::from_utf8(self.bytes()).map_err(|_foreign| UNREADABLE)?;
        json::checked(shape.value(&text), Violations::default(), check)
    }

    /// A body of `application/x-www-form-urlencoded`.
    ///
    /// # Errors
    /// Every broken rule at once.
    pub fn form<T: DeserializeOwned>(
        &mut self,
        form: &Form,
        check: impl FnOnce(&Value, &At<'_>, &mut Violations),
    ) -> Result<T, Rejection> {
        let body = self.bytes();
        let text = std::str::from_utf8(&body).map_err(|_foreign| UNREADABLE)?;
        if text.split('&').count() > MAX_PAIRS {
            return Err(too_many(MAX_PAIRS));
        }
        let pairs = parse(text);
        let taken = |name: &str| form.members.iter().any(|member| member.owns(name));
        let mut read = Read::default();
        for member in form.members {
            read.note(member.name, member.read_pairs(&pairs, &taken, &|_| true));
        }
        let others = pairs.iter().filter(|pair| !taken(&pair.name));
        for (name, own) in grouped(others.map(|pair| (pair.name.as_str(), pair))) {
            let given = match own.iter().all(|pair| Pair::is_text(pair)) {
                true => texts_of(&form.others, &own),
                false => Given::Garbled,
            };
            read.note(name, given);
        }
        read.checked(check)
    }

    /// A body of `multipart/form-data`, by its members.
    ///
    /// # Errors
    /// Every broken rule at once.
    pub fn members(
        &mut self,
        form: &Form,
        check: impl FnOnce(&Value, &At<'_>, &mut Violations),
    ) -> Result<Members, Rejection> {
        let parts = self.parts()?;
        let mut read = Read::default();
        for (name, own) in grouped(parts.iter().map(|part| (part.name.as_str(), part))) {
            let declared = form.members.iter().find(|member| member.name == name);
            let shape = declared.map_or(form.others, |member| member.shape);
            match form.types_of(name) {
                Some(types) if !own.iter().all(|part| states_one_of(part, types)) => {
                    let message = format!("must be of type {}", types.join(" or "));
                    read.refuse(name, (Rule::Type, message.into()));
                }
                _ => read.note(name, of_parts(&shape, &own)),
            }
        }
        let value = read.checked(check)?;
        Ok(Members { value, parts })
    }

    /// The parts of a body of `multipart/form-data`.
    ///
    /// # Errors
    /// When the body is not of that form, or has too many parts.
    pub fn parts(&mut self) -> Result<Vec<Part>, Rejection> {
        let content_type = self.raw.content_type.clone().unwrap_or_default();
        let read = multipart::read(&content_type, &self.bytes());
        read.map_err(|unread| match unread {
            multipart::Unread::Malformed => UNREADABLE,
            multipart::Unread::TooManyParts => too_many(multipart::MAX_PARTS),
        })
    }
}

/// A form as an object in the making.
#[derive(Default)]
struct Read {
    members: Map<String, Value>,
    /// What is wrong with members that are therefore left out.
    violations: Violations,
    /// Where those members would be.
    refused: HashSet<String>,
}

impl Read {
    fn note(&mut self, name: &str, given: Given) {
        match given {
            Given::Absent => {}
            Given::Value(value) => drop(self.members.insert(name.to_owned(), value)),
            Given::Repeated => self.refuse(name, REPEATED),
            Given::Garbled => self.refuse(name, GARBLED),
            Given::TooDeep => self.refuse(name, TOO_DEEP),
        }
    }

    fn refuse(&mut self, name: &str, (rule, message): (Rule, Cow<'static, str>)) {
        let at = At::Member(&At::Root, name);
        if self.refused.insert(at.to_string()) {
            self.violations.push(&at, rule, message);
        }
    }

    /// The value of the form. A member that is left out is not missed as well.
    fn checked<T: DeserializeOwned>(
        self,
        check: impl FnOnce(&Value, &At<'_>, &mut Violations),
    ) -> Result<T, Rejection> {
        let refused = self.refused;
        json::checked(self.members.into(), self.violations, |value, at, out| {
            check(value, at, out);
            out.retain(|found| found.rule != Rule::Required || !refused.contains(&found.field));
        })
    }
}

/// Whether the content type of a part is as declared. A part that states none is let through: many
/// writers state it of no file, although it stands for `text/plain` (RFC 7578, section 4.4).
fn states_one_of(part: &Part, types: &[&str]) -> bool {
    let stated = part.content_type.as_deref();
    stated.is_none_or(|stated| choose(stated, types).is_some())
}

/// The value of all parts of one name.
fn of_parts(shape: &Shape, parts: &[&Part]) -> Given {
    let list = shape.branches().iter().find_map(|branch| match branch {
        Shape::List(item) => Some(*item),
        _ => None,
    });
    let values: Vec<Value> = parts
        .iter()
        .map(|part| of_part(list.unwrap_or(shape), part))
        .collect();
    match (list, values.len()) {
        (Some(_), _) => Given::Value(values.into()),
        (None, 1) => values.into_iter().next().into(),
        (None, _) => Given::Repeated,
    }
}

fn of_part(shape: &Shape, part: &Part) -> Value {
    let declared = part.content_type.as_deref().map(MediaType::parse);
    let is_json = declared.is_some_and(|media| media.is_json());
    if shape.branches().contains(&Shape::Bytes) {
        return part
            .bytes
            .iter()
            .map(|&byte| char::from(byte))
            .collect::<String>()
            .into();
    }
    let text = String::from_utf8_lossy(&part.bytes);
    let json = is_json.then(|| serde_json::from_str(&text).ok()).flatten();
    json.unwrap_or_else(|| shape.value(&text))
}

impl From<Option<Value>> for Given {
    fn from(value: Option<Value>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }
}

/// The members of a `multipart/form-data` body that has passed its check.
#[derive(Debug)]
pub struct Members {
    value: Value,
    parts: Vec<Part>,
}

impl Members {
    /// A member that may be absent.
    ///
    /// # Errors
    /// When it is not of that type.
    pub fn optional<T: DeserializeOwned>(&mut self, name: &str) -> Result<Option<T>, Rejection> {
        let value = self.value.get_mut(name).map(Value::take);
        value.map(|value| typed(name, value)).transpose()
    }

    /// A member that must be there.
    ///
    /// # Errors
    /// When it is absent or not of that type.
    pub fn required<T: DeserializeOwned>(&mut self, name: &str) -> Result<T, Rejection> {
        self.optional(name)?.ok_or_else(|| missing(name))
    }

    /// The files of that name.
    pub fn files(&self, name: &str) -> Vec<Upload> {
        let own = self.parts.iter().filter(|part| part.name == name);
        own.cloned().map(Upload::from).collect()
    }

    /// A file that may be absent.
    pub fn file(&self, name: &str) -> Option<Upload> {
        self.files(name).into_iter().next()
    }

    /// A file that must be there.
    ///
    /// # Errors
    /// When it is absent.
    pub fn required_file(&self, name: &str) -> Result<Upload, Rejection> {
        self.file(name).ok_or_else(|| missing(name))
    }
}

fn too_many(most: usize) -> Rejection {
    let mut violations = Violations::default();
    let message = format!("must not hold more than {most} members");
    violations.push(&At::Root, Rule::MaxProperties, message);
    Rejection::InvalidBody(violations)
}

fn typed<T: DeserializeOwned>(name: &str, value: Value) -> Result<T, Rejection> {
    serde_json::from_value(value)
        .map_err(|_mistyped| refused(name, Rule::Type, "is not of the declared type"))
}

fn missing(name: &str) -> Rejection {
    refused(name, Rule::Required, "is required")
}

fn refused(name: &str, rule: Rule, message: &'static str) -> Rejection {
    let mut violations = Violations::default();
    violations.push(&At::Member(&At::Root, name), rule, message);
    Rejection::InvalidBody(violations)
}
