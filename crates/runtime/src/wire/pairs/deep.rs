//! `deepObject`: names that say where a text belongs.

use serde_json::{Map, Value};

use super::{Given, Pair, gathered, grouped};
use crate::wire::Shape;
use crate::wire::escape::{Escape, decode_pair};
use crate::wire::shape::{members, text};

/// The most keys that a name may have: `name[1][2]…`. Reading goes as deep as that.
const MAX_KEYS: usize = 32;

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

/// A text, and what is left of its name: `[key][inner]`.
#[derive(Clone, Copy)]
struct Placed<'p> {
    path: &'p str,
    raw: &'p str,
}

/// The value of such pairs: `name[key]=a`, `name[key][inner]=a`, `name[]=a`, `name[0]=a`.
pub(super) fn read(name: &str, shape: &Shape, pairs: &[Pair]) -> Given {
    let placed: Vec<Placed<'_>> = pairs
        .iter()
        .filter_map(|pair| {
            let path = pair.name.strip_prefix(name)?;
            let raw = pair.raw.as_str();
            path.starts_with('[').then_some(Placed { path, raw })
        })
        .collect();
    let keys = |placed: &Placed<'_>| placed.path.matches(']').count();
    if placed.iter().any(|placed| keys(placed) > MAX_KEYS) {
        return Given::TooDeep;
    }
    inside(shape, &placed).into()
}

/// The value of the pairs whose path goes on; `None` where there is none.
fn inside(shape: &Shape, placed: &[Placed<'_>]) -> Option<Value> {
    let keyed = grouped(placed.iter().filter_map(|placed| {
        let (key, path) = placed.path.strip_prefix('[')?.split_once(']')?;
        let raw = placed.raw;
        Some((key, Placed { path, raw }))
    }));
    Some(match shape {
        _ if keyed.is_empty() => return None,
        Shape::List(item) => keyed
            .iter()
            .flat_map(|(key, under)| {
                let several = key.is_empty().then(|| value_of(&Shape::List(item), under));
                match several {
                    Some(Value::Array(items)) => items,
                    _ => vec![value_of(item, under)],
                }
            })
            .collect(),
        _ => keyed
            .iter()
            .map(|(key, under)| ((*key).to_owned(), value_of(shape.member(key), under)))
            .collect::<Map<_, _>>()
            .into(),
    })
}

/// The value of the pairs that one key has.
fn value_of(shape: &Shape, placed: &[Placed<'_>]) -> Value {
    for branch in shape.branches() {
        let deeper = || placed.iter().any(|placed| placed.path.starts_with('['));
        let nested = match branch {
            Shape::Any if deeper() => inside(&Shape::Object(&[], Some(&Shape::Any)), placed),
            Shape::Object(..) | Shape::List(_) => inside(branch, placed),
            _ => None,
        };
        if let Some(value) = nested {
            return value;
        }
    }
    let own = placed.iter().filter(|placed| placed.path.is_empty());
    let texts: Vec<String> = own.map(|placed| decode_pair(placed.raw)).collect();
    match gathered(shape, &texts) {
        Given::Value(value) => value,
        _ => Value::Null,
    }
}
