//! Headers of answers: texts, read by their schemas and then held to them.

use std::sync::Arc;

use jsonschema::Validator;
use serde_json::Value;

use super::{Docket, Exchange, UnusableSchema, compile::Compiler};
use crate::{
    Document,
    load::pointer,
    model::{Additional, Header, Kind, Schema},
};

/// How deep a schema is followed for what a text may be.
const DEPTH: usize = 8;

/// What a header of an answer must be.
#[derive(Debug)]
pub(super) struct HeaderRules {
    name: String,
    required: bool,
    readings: Vec<Reading>,
    /// None where the contract names the header only.
    validator: Option<Arc<Validator>>,
}

/// One way to read a text before the schema sees it.
#[derive(Debug)]
enum Reading {
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

/// The headers of a response at a place of the bundle.
pub(super) fn rules(
    document: &Document,
    compiler: &mut Compiler<'_>,
    place: &str,
    headers: &[Header],
) -> Result<Vec<HeaderRules>, UnusableSchema> {
    let mut rules = Vec::new();
    for header in headers {
        // A content type is described by `content`.
        if header.name.eq_ignore_ascii_case("content-type") {
            continue;
        }
        let path = pointer::join(&format!("{place}/headers"), &header.name);
        let path = compiler.follow(path);
        let declared = compiler.bundled.pointer(&path);
        let said = |key: &str| declared.and_then(|declared| declared.get(key));
        let content = said("content").and_then(Value::as_object);
        let content = content.filter(|_| said("schema").is_none());
        let (readings, path) = match content.and_then(|content| content.keys().next()) {
            Some(name) => {
                let path = pointer::join(&format!("{path}/content"), name);
                (vec![Reading::Text], path)
            }
            None => {
                let explode = said("explode") == Some(&Value::Bool(true));
                (readings(document, &header.schema, explode, DEPTH), path)
            }
        };
        let schema = format!("{path}/schema");
        let validator = match compiler.bundled.pointer(&schema) {
            Some(_) => Some(compiler.compile(&compiler.follow(schema))?),
            None => None,
        };
        rules.push(HeaderRules {
            name: header.name.clone(),
            required: header.required,
            readings,
            validator,
        });
    }
    Ok(rules)
}

/// What a text may be read as, the likeliest first.
fn readings(document: &Document, schema: &Schema, explode: bool, depth: usize) -> Vec<Reading> {
    let Some(depth) = depth.checked_sub(1) else {
        return vec![Reading::Text];
    };
    let target = document.resolve(schema);
    let of = |schema: &Schema| readings(document, schema, explode, depth);
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
    fn is_composed(&self) -> bool {
        matches!(self, Self::List(_) | Self::Members { .. })
    }
}

impl HeaderRules {
    pub(super) fn judge(&self, exchange: &Exchange<'_>, docket: &mut Docket) {
        let (name, status) = (&self.name, exchange.status);
        let mut texts: Vec<String> = exchange.header(name).map(str::to_owned).collect();
        if self.required && texts.is_empty() {
            docket.add(&format!(
                "contract says {status} with the header `{name}`, server answered {status} without it"
            ));
        }
        if texts.len() > 1 && self.readings.iter().any(Reading::is_composed) {
            texts = vec![texts.join(",")];
        }
        for text in texts {
            self.judge_text(&text, status, docket);
        }
    }

    fn judge_text(&self, text: &str, status: u16, docket: &mut Docket) {
        let Some(validator) = &self.validator else {
            return;
        };
        let values = self.readings.iter().filter_map(|one| one.value(text));
        let values: Vec<Value> = values.collect();
        if values.iter().any(|value| validator.is_valid(value)) {
            return;
        }
        let name = &self.name;
        let value = values.into_iter().next();
        let value = value.unwrap_or_else(|| Value::from(text));
        for error in validator.iter_errors(&value) {
            docket.add(&format!(
                "contract describes the header `{name}` of {status}, server answered one that breaks the description: {}",
                error.masked()
            ));
        }
    }
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
