//! `deepObject`: names that say where a text belongs.

use serde_json::{Map, Value};

use super::{Given, Pair, repeated};
use crate::wire::Shape;
use crate::wire::escape::Escape;
use crate::wire::shape::{members, text};

/// The pairs of a value, each named by the path to it.
pub(super) fn write(name: &str, value: &Value) -> Vec<(String, String)> {
    match value {
        Value::Object(_) => members(value)
            .flat_map(|(key, value)| write(&format!("{name}[{}]", Escape::Uri.write(key)), value))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .flat_map(|(index, item)| match item {
                Value::Object(_) | Value::Array(_) => write(&format!("{name}[{index}]"), item),
                scalar => write(&format!("{name}[]"), scalar),
            })
            .collect(),
        scalar => vec![(name.to_owned(), Escape::Uri.write(&text(scalar)))],
    }
}

/// The value of such pairs: `name[key]=a`, `name[key][inner]=a`, `name[]=a`, `name[0]=a`.
pub(super) fn read(name: &str, shape: &Shape, pairs: &[Pair]) -> Given {
    let inside: Vec<(&str, Pair)> = pairs
        .iter()
        .filter_map(|pair| {
            let rest = pair.name.strip_prefix(name)?.strip_prefix('[')?;
            let (key, rest) = rest.split_once(']')?;
            let pair = Pair {
                name: rest.to_owned(),
                raw: pair.raw.clone(),
            };
            Some((key, pair))
        })
        .collect();
    let mut keys: Vec<&str> = Vec::new();
    for (key, _) in &inside {
        if !keys.contains(key) {
            keys.push(key);
        }
    }
    let under = |key: &str| -> Vec<Pair> {
        let own = inside.iter().filter(|(other, _)| *other == key);
        own.map(|(_, pair)| pair.clone()).collect()
    };
    match shape {
        _ if keys.is_empty() => Given::Absent,
        Shape::List(item) => keys
            .iter()
            .flat_map(|key| match value_of(&Shape::List(item), &under(key)) {
                Value::Array(items) if key.is_empty() => items,
                _ => vec![value_of(item, &under(key))],
            })
            .collect::<Value>()
            .into(),
        _ => keys
            .iter()
            .map(|key| ((*key).to_owned(), value_of(shape.member(key), &under(key))))
            .collect::<Map<_, _>>()
            .into(),
    }
}

/// The value of the pairs that one key has, each named by what is left of its name.
fn value_of(shape: &Shape, pairs: &[Pair]) -> Value {
    for branch in shape.branches() {
        let deeper = pairs.iter().any(|pair| pair.name.starts_with('['));
        let nested = match branch {
            Shape::Any if deeper => read("", &Shape::Object(&[], Some(&Shape::Any)), pairs),
            Shape::Object(..) | Shape::List(_) => read("", branch, pairs),
            _ => Given::Absent,
        };
        if let Given::Value(value) = nested {
            return value;
        }
    }
    match repeated("", shape, pairs) {
        Given::Value(value) => value,
        _ => Value::Null,
    }
}
