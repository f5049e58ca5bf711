//! Values in queries, cookies and forms: names with texts.

mod deep;

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::escape::{Escape, decode, decode_pair, is_text};
use super::shape::{members, text};
use super::{Parameter, Shape, Style};

/// A name and a text, as they stand in a query, a cookie or a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Decoded.
    pub name: String,
    /// As it came.
    pub raw: String,
}

impl Pair {
    /// The text, decoded.
    pub(crate) fn text(&self) -> String {
        decode_pair(&self.raw)
    }

    /// Whether there is a text at all.
    pub(crate) fn is_text(&self) -> bool {
        is_text(&self.raw)
    }
}

/// The pairs of a query or of a form.
pub(crate) fn parse(raw: &str) -> Vec<Pair> {
    split(raw.split('&'))
}

/// The pairs of a `Cookie` header (RFC 6265, section 4.2.1).
pub(crate) fn parse_cookies(raw: &str) -> Vec<Pair> {
    split(raw.split(';').map(str::trim))
}

fn split<'r>(parts: impl Iterator<Item = &'r str>) -> Vec<Pair> {
    parts
        .filter(|part| !part.is_empty())
        .map(|part| part.split_once('=').unwrap_or((part, "")))
        .map(|(name, raw)| Pair {
            name: decode_pair(name),
            raw: raw.to_owned(),
        })
        .collect()
}

/// What the pairs of a request hold for one parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// Nothing.
    Absent,
    /// More texts than the parameter takes.
    Repeated,
    /// What is no text once it is decoded.
    Garbled,
    /// Keys within keys, deeper than anything is read.
    TooDeep,
    /// This.
    Value(Value),
}

impl Parameter {
    /// The pairs of a value, encoded.
    pub fn write_pairs(&self, value: &Value) -> Vec<(String, String)> {
        let name = Escape::Uri.write(self.name);
        let piece = |value: &Value| Escape::Uri.write(&text(value));
        let exploded = self.style == Style::Form { explode: true };
        match (self.style, value) {
            (Style::Json, _) => vec![(name, Escape::Uri.write(&value.to_string()))],
            (Style::DeepObject, Value::Object(_) | Value::Array(_)) => deep::write(&name, value),
            (_, Value::Array(items)) if exploded => items
                .iter()
                .map(|item| (name.clone(), piece(item)))
                .collect(),
            (_, Value::Object(_)) if exploded => members(value)
                .flat_map(|(name, value)| spread(&Escape::Uri.write(name), value))
                .collect(),
            (_, Value::Array(items)) if items.is_empty() => Vec::new(),
            (_, Value::Array(items)) => vec![(name, self.joined(items.iter().map(text)))],
            (_, Value::Object(_)) => {
                let pieces = members(value).flat_map(|(name, value)| [name.clone(), text(value)]);
                vec![(name, self.joined(pieces))]
            }
            _ => vec![(name, piece(value))],
        }
    }

    fn joined(&self, pieces: impl Iterator<Item = String>) -> String {
        let (separator, escape) = match self.style {
            Style::SpaceDelimited => ("%20", Escape::Delimited),
            Style::PipeDelimited => ("%7C", Escape::Delimited),
            _ => (",", Escape::Uri),
        };
        let pieces = pieces.map(|piece| escape.write(&piece));
        pieces.collect::<Vec<_>>().join(separator)
    }

    /// The value that the pairs hold; of the shapes that it may have, the first that `admits`.
    /// `taken` are names that belong to other parameters.
    pub fn read_pairs(
        &self,
        pairs: &[Pair],
        taken: &dyn Fn(&str) -> bool,
        admits: &dyn Fn(&Value) -> bool,
    ) -> Given {
        let own = |pair: &&Pair| self.owns(&pair.name) || self.gathers() && !taken(&pair.name);
        if !pairs.iter().filter(own).all(Pair::is_text) {
            return Given::Garbled;
        }
        let branches = self.shape.branches().iter();
        let mut first = Given::Absent;
        for given in branches.map(|shape| self.read_pairs_as(shape, pairs, taken)) {
            match &given {
                Given::Value(value) if admits(value) => return given,
                Given::Absent => {}
                _ if first == Given::Absent => first = given,
                _ => {}
            }
        }
        first
    }

    fn read_pairs_as(&self, shape: &Shape, pairs: &[Pair], taken: &dyn Fn(&str) -> bool) -> Given {
        let exploded = self.style == Style::Form { explode: true };
        match (self.style, shape) {
            (Style::DeepObject, Shape::Object(..) | Shape::List(_)) => {
                deep::read(self.name, shape, pairs)
            }
            (_, Shape::List(_)) if exploded => {
                let own = pairs.iter().filter(|pair| pair.name == self.name);
                texts_of(shape, &own.collect::<Vec<_>>())
            }
            (_, Shape::Object(..)) if exploded => read_spread(shape, pairs, taken),
            _ => {
                let mut texts = pairs.iter().filter(|pair| pair.name == self.name);
                match (texts.next(), texts.next()) {
                    (None, _) => Given::Absent,
                    (Some(_), Some(_)) => Given::Repeated,
                    (Some(pair), None) => Given::Value(self.read_one(shape, &pair.raw)),
                }
            }
        }
    }

    fn read_one(&self, shape: &Shape, raw: &str) -> Value {
        let composite = matches!(shape, Shape::List(_) | Shape::Object(..));
        if self.style == Style::Json {
            let text = decode_pair(raw);
            return serde_json::from_str(&text).unwrap_or_else(|_| Value::from(text));
        }
        if !composite {
            return shape.value(&decode_pair(raw));
        }
        let pieces = self.pieces(raw);
        match shape {
            Shape::List(item) => pieces.iter().map(|piece| item.value(piece)).collect(),
            _ => pieces
                .chunks(2)
                .filter_map(|pair| Some((pair.first()?, pair.get(1).map_or("", String::as_str))))
                .map(|(name, text)| (name.clone(), shape.member(name).value(text)))
                .collect::<Map<_, _>>()
                .into(),
        }
    }

    fn pieces(&self, raw: &str) -> Vec<String> {
        let separator = match self.style {
            Style::SpaceDelimited => ' ',
            Style::PipeDelimited => '|',
            _ => return raw.split(',').map(decode_pair).collect(),
        };
        let text = decode_pair(raw);
        let pieces = text.split(separator);
        pieces.map(|piece| decode(piece).into_owned()).collect()
    }
}

/// A member that has its own name: a list is repeated, an object is JSON.
pub(crate) fn spread(name: &str, value: &Value) -> Vec<(String, String)> {
    let pair = |value: &Value| (name.to_owned(), Escape::Uri.write(&text(value)));
    match value {
        Value::Array(items) => items.iter().map(pair).collect(),
        other => vec![pair(other)],
    }
}

fn read_spread(shape: &Shape, pairs: &[Pair], taken: &dyn Fn(&str) -> bool) -> Given {
    let Shape::Object(declared, others) = shape else {
        return Given::Absent;
    };
    let known = |name: &str| declared.iter().any(|(own, _)| *own == name);
    let own = |name: &str| known(name) || others.is_some() && !taken(name);
    let own = pairs.iter().filter(|pair| own(&pair.name));
    let mut read = Map::new();
    for (name, own) in grouped(own.map(|pair| (pair.name.as_str(), pair))) {
        match texts_of(shape.member(name), &own) {
            Given::Value(value) => drop(read.insert(name.to_owned(), value)),
            Given::Absent => {}
            refused => return refused,
        }
    }
    match read.is_empty() {
        true => Given::Absent,
        false => Given::Value(read.into()),
    }
}

/// What belongs to each name, in the order in which the names appear. Takes time in proportion to
/// the number of items.
pub(crate) fn grouped<'n, T>(items: impl Iterator<Item = (&'n str, T)>) -> Vec<(&'n str, Vec<T>)> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut groups: Vec<(&str, Vec<T>)> = Vec::new();
    for (name, item) in items {
        let place = *places.entry(name).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, known)) => known.push(item),
            None => groups.push((name, vec![item])),
        }
    }
    groups
}

/// The value of all pairs that one name has.
pub(crate) fn texts_of(shape: &Shape, pairs: &[&Pair]) -> Given {
    let texts: Vec<String> = pairs.iter().map(|pair| pair.text()).collect();
    gathered(shape, &texts)
}

/// The value of all texts that one name has: a list of them where the shape is one.
pub(crate) fn gathered(shape: &Shape, texts: &[String]) -> Given {
    let list = shape
        .branches()
        .iter()
        .find(|shape| matches!(shape, Shape::List(_)));
    match (texts, list) {
        ([], _) => Given::Absent,
        (texts, Some(Shape::List(item))) => {
            Given::Value(texts.iter().map(|text| item.value(text)).collect())
        }
        ([text], _) => Given::Value(shape.value(text)),
        _ => Given::Repeated,
    }
}

impl From<Value> for Given {
    fn from(value: Value) -> Self {
        Self::Value(value)
    }
}

impl From<Map<String, Value>> for Given {
    fn from(members: Map<String, Value>) -> Self {
        Self::Value(members.into())
    }
}
