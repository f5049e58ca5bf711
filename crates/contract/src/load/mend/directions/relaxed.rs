//! What a direction does not require.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::{Names, SCHEMAS, schema_name};
use crate::load::mend::{MAX_HOPS, items, keys::Keys, members};
use crate::load::pointer;

/// Where a schema is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Request,
    Response,
}

impl Way {
    /// Marks the members that do not go this way.
    fn opposite(self) -> &'static str {
        match self {
            Self::Request => "readOnly",
            Self::Response => "writeOnly",
        }
    }
}

/// Whether a bundle marks any member so.
pub(super) fn is_needed(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(is_needed),
        Value::Object(members) => members.iter().any(|(key, member)| {
            let is_mark = key == "readOnly" || key == "writeOnly";
            is_mark && *member == Value::Bool(true) || is_needed(member)
        }),
        _ => false,
    }
}

/// Takes names out of `required`.
pub(super) struct Relaxation<'a> {
    root: &'a Value,
    /// Members by which a choice is decided stay required; by the names of their schemas.
    deciding: HashMap<String, Names>,
}

impl<'a> Relaxation<'a> {
    pub(super) fn new(root: &'a Value) -> Self {
        let mut relaxation = Self {
            root,
            deciding: HashMap::new(),
        };
        relaxation.note_choices(root);
        relaxation
    }

    /// Relaxes all schemas at and below a value that stands at that place, and says whether one
    /// had something to relax.
    pub(super) fn relax(&self, place: &str, value: &mut Value, way: Way) -> bool {
        let name = place
            .strip_prefix(SCHEMAS)
            .and_then(|rest| rest.strip_prefix('/'));
        let kept = name.and_then(|name| self.deciding.get(name));
        let run = Run {
            relaxation: self,
            way,
            kept,
        };
        run.relax(value, Keys::Keywords, &Names::new())
    }

    fn note_choices(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.note_choices(item)),
            Value::Object(members) => {
                let discriminator = members.get("discriminator");
                let property = discriminator.and_then(|one| one.get("propertyName")?.as_str());
                let mapping = discriminator.and_then(|one| one.get("mapping"));
                for (_, target) in self::members(mapping) {
                    let name = target.as_str().and_then(schema_name);
                    if let (Some(name), Some(property)) = (name, property) {
                        self.note_choice(name, property, 0);
                    }
                }
                members
                    .values()
                    .for_each(|member| self.note_choices(member));
            }
            _ => {}
        }
    }

    fn note_choice(&mut self, name: &str, property: &str, hops: usize) {
        let names = self.deciding.entry(name.to_owned()).or_default();
        if hops > MAX_HOPS || !names.insert(property.to_owned()) {
            return;
        }
        let schema = self.root.pointer(&pointer::join(SCHEMAS, name));
        for part in parts(schema) {
            if let Some(name) = reference(part) {
                self.note_choice(name, property, hops + 1);
            }
        }
    }

    /// Names of the members that do not go that way, through references and `allOf`.
    fn one_way(&self, schema: &Value, way: Way, names: &mut Names, hops: usize) {
        if hops > MAX_HOPS {
            return;
        }
        for (name, member) in members(schema.get("properties")) {
            if self.is_marked(member, way, hops) {
                names.insert(name.clone());
            }
        }
        for part in parts(Some(schema)) {
            self.one_way(self.target(part), way, names, hops + 1);
        }
    }

    fn is_marked(&self, schema: &Value, way: Way, hops: usize) -> bool {
        let marked = schema.get(way.opposite()) == Some(&Value::Bool(true));
        marked
            || hops <= MAX_HOPS
                && parts(Some(schema)).any(|part| self.is_marked(self.target(part), way, hops + 1))
    }

    fn target<'v>(&'v self, schema: &'v Value) -> &'v Value {
        let target = reference(schema).map(|name| pointer::join(SCHEMAS, name));
        let target = target.and_then(|place| self.root.pointer(&place));
        target.unwrap_or(schema)
    }
}

/// One direction of one schema.
struct Run<'r> {
    relaxation: &'r Relaxation<'r>,
    way: Way,
    kept: Option<&'r HashSet<String>>,
}

impl Run<'_> {
    fn relax(&self, value: &mut Value, holds: Keys, inherited: &Names) -> bool {
        match value {
            Value::Array(items) => {
                let mut is_changed = false;
                for item in items {
                    is_changed |= self.relax(item, Keys::Keywords, &Names::new());
                }
                is_changed
            }
            Value::Object(_) => {
                let mut names = inherited.clone();
                if holds == Keys::Keywords {
                    self.relaxation.one_way(value, self.way, &mut names, 0);
                }
                value
                    .as_object_mut()
                    .is_some_and(|members| self.members(members, holds, &names))
            }
            _ => false,
        }
    }

    fn members(&self, members: &mut Map<String, Value>, holds: Keys, names: &Names) -> bool {
        let mut is_changed = false;
        if holds == Keys::Keywords
            && let Some(Value::Array(required)) = members.get_mut("required")
        {
            let known = required.len();
            required.retain(|name| !name.as_str().is_some_and(|name| self.drops(name, names)));
            is_changed = required.len() < known;
        }
        for (key, member) in members {
            let Some(inner) = holds.of(key) else { continue };
            match (holds, key.as_str(), member) {
                // What is said there says what must not be, or when.
                (Keys::Keywords, "not" | "if", _) => {}
                (Keys::Keywords, "allOf", Value::Array(parts)) => {
                    for part in parts {
                        is_changed |= self.relax(part, Keys::Keywords, names);
                    }
                }
                (_, _, member) => is_changed |= self.relax(member, inner, &Names::new()),
            }
        }
        is_changed
    }

    fn drops(&self, name: &str, names: &Names) -> bool {
        names.contains(name) && !self.kept.is_some_and(|kept| kept.contains(name))
    }
}

/// What a schema consists of: its reference and the items of its `allOf`.
fn parts(schema: Option<&Value>) -> impl Iterator<Item = &Value> {
    let own = schema.filter(|schema| schema.get("$ref").is_some());
    own.into_iter()
        .chain(items(schema.and_then(|schema| schema.get("allOf"))))
}

fn reference(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str().and_then(schema_name)
}
