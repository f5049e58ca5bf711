//! Parts of documents that the model keeps as they stand: compared member by member, prose aside,
//! references followed.

use std::{collections::HashSet, ptr};

use serde_json::Value;

use super::resolved::same_value;
use crate::load::{OMITTED, pointer};

/// Members whose own members have names that the author chose.
const NAME_KEYED: [&str; 14] = [
    "$defs",
    "callbacks",
    "content",
    "dependentSchemas",
    "encoding",
    "flows",
    "headers",
    "links",
    "mapping",
    "patternProperties",
    "properties",
    "responses",
    "scopes",
    "variables",
];

/// Members that hold a value, not a part of the document.
const VALUES: [&str; 2] = ["const", "default"];

/// Lists in which the order says nothing.
const SETS: [&str; 4] = ["enum", "required", "tags", "type"];

/// Members that are prose.
const PROSE: [&str; 6] = [
    "description",
    "example",
    "examples",
    "externalDocs",
    "summary",
    "title",
];

/// The first place at which two parts differ, and what stands there.
pub(super) struct Found {
    pub(super) pointer: String,
    pub(super) old: String,
    pub(super) new: String,
}

/// Compares two parts whose members have names that the author chose.
pub(super) fn named(roots: (&Value, &Value), old: &Value, new: &Value) -> Option<Found> {
    let mut parts = Parts {
        roots,
        seen: HashSet::new(),
    };
    parts.compare(old, new, true, "")
}

/// Compares two parts whose members are the specification's.
pub(super) fn part(roots: (&Value, &Value), old: &Value, new: &Value) -> Option<Found> {
    let mut parts = Parts {
        roots,
        seen: HashSet::new(),
    };
    parts.compare(old, new, false, "")
}

struct Parts<'v> {
    roots: (&'v Value, &'v Value),
    /// Pairs that have been compared: references may lead back.
    seen: HashSet<(*const Value, *const Value)>,
}

impl<'v> Parts<'v> {
    fn compare(
        &mut self,
        old: &'v Value,
        new: &'v Value,
        named: bool,
        path: &str,
    ) -> Option<Found> {
        let (old, new) = (follow(self.roots.0, old), follow(self.roots.1, new));
        if !self.seen.insert((ptr::from_ref(old), ptr::from_ref(new))) {
            return None;
        }
        match (old, new) {
            (Value::Object(a), Value::Object(b)) => {
                let fresh = b.keys().filter(|key| !a.contains_key(*key));
                let keys = a.keys().chain(fresh);
                let mut keys = keys.filter(|key| named || !is_prose(key));
                keys.find_map(|key| {
                    let path = pointer::join(path, key);
                    self.member((a.get(key), b.get(key)), key, named, &path)
                })
            }
            (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
                let mut pairs = a.iter().zip(b).enumerate();
                pairs.find_map(|(index, (a, b))| {
                    let path = pointer::join(path, &index.to_string());
                    self.compare(a, b, false, &path)
                })
            }
            (a, b) if same_value(a, b) => None,
            (a, b) => Some(found(Some(a), Some(b), path)),
        }
    }

    fn member(
        &mut self,
        sides: (Option<&'v Value>, Option<&'v Value>),
        key: &str,
        named: bool,
        path: &str,
    ) -> Option<Found> {
        let (Some(a), Some(b)) = sides else {
            // A flag that is left out is false.
            let is_off =
                |side: Option<&Value>| side.is_none_or(|value| *value == Value::Bool(false));
            let (a, b) = sides;
            return (named || !is_off(a) || !is_off(b)).then(|| found(a, b, path));
        };
        if !named && VALUES.contains(&key) {
            return (!same_value(a, b)).then(|| found(Some(a), Some(b), path));
        }
        if let (false, true, Value::Array(first), Value::Array(second)) =
            (named, SETS.contains(&key), a, b)
        {
            let within = |one: &[Value], other: &[Value]| {
                let there = |value: &Value| other.iter().any(|other| same_value(value, other));
                one.iter().all(there)
            };
            let same = within(first, second) && within(second, first);
            return (!same).then(|| found(Some(a), Some(b), path));
        }
        let is_keyed = !named && NAME_KEYED.contains(&key);
        self.compare(a, b, is_keyed, path)
    }
}

/// A member of a part, also one that the reading of the document left out.
pub(super) fn member<'v>(part: Option<&'v Value>, key: &str) -> Option<&'v Value> {
    let part = part?;
    let omitted = || part.get(OMITTED).and_then(|omitted| omitted.get(key));
    part.get(key).or_else(omitted)
}

/// What a reference of the document leads to.
pub(super) fn follow<'v>(root: &'v Value, mut value: &'v Value) -> &'v Value {
    for _ in 0..32 {
        let reference = value.get("$ref").and_then(Value::as_str);
        let target = reference.and_then(|reference| reference.strip_prefix('#'));
        match target.and_then(|target| root.pointer(target)) {
            Some(next) => value = next,
            None => break,
        }
    }
    value
}

fn is_prose(key: &str) -> bool {
    PROSE.contains(&key) || key.starts_with("x-") && key != OMITTED
}

fn found(old: Option<&Value>, new: Option<&Value>, path: &str) -> Found {
    let word = |value: Option<&Value>| match value {
        None => "nothing".to_owned(),
        Some(Value::Object(_)) => "an object".to_owned(),
        Some(Value::Array(items)) => format!("a list of {}", items.len()),
        Some(value) => value.to_string(),
    };
    let (old, new) = match (old, new) {
        (Some(Value::Array(a)), Some(Value::Array(b))) => {
            let text = |items: &[Value]| Value::Array(items.to_vec()).to_string();
            (text(a), text(b))
        }
        (old, new) => (word(old), word(new)),
    };
    Found {
        pointer: path.to_owned(),
        old,
        new,
    }
}
