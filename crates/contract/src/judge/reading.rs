//! Texts of answers, read by their schemas (`style: simple`) and then held to them.

use jsonschema::Validator;
use serde_json::Value;

use crate::{
    Document,
    model::{Additional, Kind, Schema},
};

/// How deep a schema is followed for what a text may be.
const DEPTH: usize = 8;

/// One way to read a text before the schema sees it.
#[derive(Debug)]
pub(super) enum Reading {
    /// As it is.
    Text,
    /// Without any character, as null.
    Null,
    /// As JSON: numbers and truth values.
    Json,
    /// Items with commas between them.
    List(Vec<Self>),
    /// Members as `k,v,k,v`, or `k=v,k=v` where it is exploded.
    Members {
        explode: bool,
        declared: Vec<(String, Vec<Self>)>,
        others: Vec<Self>,
    },
}

/// What a text may be read as, the likeliest first.
pub(super) fn readings(document: &Document, schema: &Schema, explode: bool) -> Vec<Reading> {
    readings_to(document, schema, explode, DEPTH)
}

fn readings_to(document: &Document, schema: &Schema, explode: bool, depth: usize) -> Vec<Reading> {
    let Some(depth) = depth.checked_sub(1) else {
        return vec![Reading::Text];
    };
    let target = document.resolve(schema);
    let of = |schema: &Schema| readings_to(document, schema, explode, depth);
    let mut all = match &target.kind {
        Kind::Integer(_) | Kind::Number(_) | Kind::Boolean => vec![Reading::Json],
        Kind::Null => vec![Reading::Null],
        Kind::Enum(values) if values.iter().all(Value::is_string) => vec![Reading::Text],
        Kind::Const(Value::String(_)) | Kind::String(_) => vec![Reading::Text],
        Kind::Enum(_) | Kind::Const(_) | Kind::Any | Kind::Not(_) => {
            vec![Reading::Text, Reading::Json]
        }
        Kind::Array(rules) => vec![Reading::List(of(&rules.items))],
        Kind::Object(rules) => vec![Reading::Members {
            explode,
            declared: rules
                .properties
                .iter()
                .map(|property| (property.name.clone(), of(&property.schema)))
                .collect(),
            others: match &rules.additional {
                Additional::Schema(schema) => of(schema),
                Additional::Open | Additional::Closed => vec![Reading::Text, Reading::Json],
            },
        }],
        Kind::OneOf(branches, _) | Kind::AnyOf(branches) | Kind::AllOf(branches) => {
            branches.iter().flat_map(of).collect()
        }
        Kind::Ref(_) => vec![Reading::Text],
    };
    if schema.nullable || target.nullable {
        all.push(Reading::Null);
    }
    all
}

impl Reading {
    /// The value of a text; none where it is nothing of the kind.
    fn value(&self, text: &str) -> Option<Value> {
        match self {
            Self::Text => Some(Value::from(text)),
            Self::Null => text.is_empty().then_some(Value::Null),
            Self::Json => serde_json::from_str(text).ok(),
            Self::List(items) => {
                let items = pieces(text).into_iter().map(|piece| part(items, piece));
                Some(items.collect())
            }
            Self::Members {
                explode,
                declared,
                others,
            } => {
                let members = pairs(text, *explode)?.into_iter().map(|(name, text)| {
                    let name = decoded(name);
                    let mut known = declared.iter();
                    let readings = known.find(|(declared, _)| *declared == name);
                    let readings = readings.map_or(others, |(_, readings)| readings);
                    let value = part(readings, text);
                    (name, value)
                });
                Some(Value::Object(members.collect()))
            }
        }
    }

    /// Whether it is made of several texts, which may come as several headers.
    pub(super) fn is_composed(&self) -> bool {
        matches!(self, Self::List(_) | Self::Members { .. })
    }
}

/// What is wrong with a text, without repeating it: nothing where one reading satisfies the schema.
pub(super) fn faults(readings: &[Reading], validator: &Validator, text: &str) -> Vec<String> {
    let values = readings.iter().filter_map(|one| one.value(text));
    let values: Vec<Value> = values.collect();
    if values.iter().any(|value| validator.is_valid(value)) {
        return Vec::new();
    }
    let value = values.into_iter().next();
    let value = value.unwrap_or_else(|| Value::from(text));
    let errors = validator.iter_errors(&value);
    errors.map(|error| error.masked().to_string()).collect()
}

/// What stands between commas; nothing in an empty text.
fn pieces(text: &str) -> Vec<&str> {
    if text.is_empty() {
        return Vec::new();
    }
    text.split(',').map(str::trim).collect()
}

/// Names with their texts; none where a name has no text.
fn pairs(text: &str, explode: bool) -> Option<Vec<(&str, &str)>> {
    let pieces = pieces(text);
    if explode {
        return pieces.iter().map(|piece| piece.split_once('=')).collect();
    }
    let pairs = pieces.chunks(2);
    pairs
        .map(|pair| Some((*pair.first()?, *pair.get(1)?)))
        .collect()
}

/// An item or a member: the first that its text can be.
fn part(readings: &[Reading], text: &str) -> Value {
    let text = decoded(text);
    let value = readings.iter().find_map(|reading| reading.value(&text));
    value.unwrap_or(Value::String(text))
}

/// Beside others a text has its separators percent-encoded.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, others)) = rest.split_first() {
        let digits = others.get(..2).filter(|_| *first == b'%');
        let digits = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = others.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = others;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
