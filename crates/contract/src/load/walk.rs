//! The walk along the grammar: each value is checked and copied, each reference followed.
//!
//! A value that cannot stand where it stands is reported and left out of the bundle.

mod scalars;
mod schemas;

use std::rc::Rc;

use serde_json::{Map, Value, json};

use super::{
    bundle::{Bundler, may_stand_beside_ref},
    cursor::Cursor,
    grammar::{self, Members, Shape},
    pointer,
};
use crate::diagnostic::nearest;

/// Longest chain of references that is followed.
const MAX_HOPS: usize = 32;

/// Holds what a lenient reading leaves out of an object, as it stands in the file.
pub(crate) const OMITTED: &str = "x-omitted";

const CORRECT: &str = "correct the value; quote it if it is meant as text";

fn must_be(place: &Cursor, expected: &str) -> String {
    let pointer = place.pointer();
    let mut segments = pointer::segments(&pointer).collect::<Vec<_>>().into_iter();
    let name = segments.next_back().unwrap_or_default();
    match segments.next_back() {
        Some(list) if place.is_item() => format!("each item of `{list}` must be {expected}"),
        _ => format!("`{name}` must be {expected}"),
    }
}

impl Bundler<'_, '_> {
    /// Checks a value against its shape and gives it as it stands in the bundle.
    pub(super) fn walk(&mut self, place: &Cursor, shape: Shape) -> Option<Value> {
        match shape {
            Shape::Data => Some(place.to_value()),
            Shape::Text => self.text(place),
            Shape::Pattern => self.pattern(place),
            Shape::Values => self.values(place),
            Shape::Flag => self.flag(place),
            Shape::Number => self.number(place),
            Shape::Count => self.count(place),
            Shape::Exclusive => self.exclusive(place),
            Shape::Types => self.types(place),
            Shape::List(item) => self.list(place, *item),
            Shape::Map(member) => self.map(place, *member, false),
            Shape::Extensible(member) => self.map(place, *member, true),
            Shape::Object(members) => self.object(place, members),
            Shape::Schema => self.schema(place, false),
            Shape::SchemaOrFlag => self.schema(place, true),
            Shape::SchemaName => self.schema_name(place),
            Shape::Old(shape, _) | Shape::Lenient(shape, _) => self.walk(place, *shape),
            Shape::Refused(_) | Shape::Omitted(_) => None,
        }
    }

    /// A value that a lenient reading can take for something else, or leave out.
    pub(super) fn mismatch(&mut self, place: &Cursor, expected: &str) -> Option<Value> {
        self.tolerate("wrong-type", place, must_be(place, expected), CORRECT);
        None
    }

    /// A value that restricts others, in a way that nobody can tell.
    pub(super) fn unclear(&mut self, place: &Cursor, expected: &str) -> Option<Value> {
        self.refuse("wrong-type", place, must_be(place, expected), CORRECT);
        None
    }

    fn list(&mut self, place: &Cursor, shape: Shape) -> Option<Value> {
        let Some(items) = place.items() else {
            self.mismatch(place, "a list");
            // What stands alone is meant as the only item.
            let alone = match shape {
                Shape::Text => place.text().is_some(),
                Shape::Object(_) | Shape::Schema => place.entries().is_some(),
                _ => false,
            };
            return alone.then(|| self.walk(place, shape).into_iter().collect());
        };
        let items = items.into_iter();
        Some(items.filter_map(|item| self.walk(&item, shape)).collect())
    }

    fn map(&mut self, place: &Cursor, shape: Shape, extensible: bool) -> Option<Value> {
        let Some(entries) = place.entries() else {
            return self.mismatch(place, "an object");
        };
        let mut members = Map::new();
        for (key, member) in entries {
            let value = if extensible && key.starts_with("x-") {
                Some(member.to_value())
            } else {
                self.walk(&member, shape)
            };
            members.extend(value.map(|value| (key.to_string(), value)));
        }
        Some(Value::Object(members))
    }

    /// An object of the specification that is not a schema.
    pub(super) fn object(&mut self, place: &Cursor, members: &Members) -> Option<Value> {
        let Some(entries) = place.entries() else {
            return self.mismatch(place, &format!("an object ({})", members.noun));
        };
        if let Some(reference) = place.get("$ref") {
            return match members.component {
                Some("pathItems") => self.path_item(place, &reference, &place.pointer(), 0),
                Some(group) => self.reference(place, &reference, members, group),
                None => {
                    self.unknown(&reference, "$ref", members);
                    self.taken_in(&reference, members)
                }
            };
        }
        for required in members.required {
            if place.get(required).is_none() {
                self.tolerate(
                    "missing-keyword",
                    place,
                    format!("the {} has no `{required}`", members.noun),
                    "add it",
                );
            }
        }
        Some(Value::Object(self.members(entries, members)))
    }

    /// Takes in what stands where no reference may stand.
    fn taken_in(&mut self, reference: &Cursor, members: &Members) -> Option<Value> {
        let mut reference = reference.clone();
        for _ in 0..MAX_HOPS {
            let text = reference.text()?.to_owned();
            let target = self.sources.follow(&reference, &text, self.findings)?;
            match target.get("$ref") {
                Some(next) => reference = next,
                None => return self.object(&target, members),
            }
        }
        self.circular(&reference);
        None
    }

    fn circular(&mut self, reference: &Cursor) {
        self.refuse(
            "circular-ref",
            reference,
            "the reference leads back to itself".to_owned(),
            "let one of the references lead to what is meant",
        );
    }

    pub(super) fn members(
        &mut self,
        entries: Vec<(Rc<str>, Cursor)>,
        members: &Members,
    ) -> Map<String, Value> {
        let mut value = Map::new();
        let mut left_out = Map::new();
        for (key, member) in entries {
            if key.starts_with("x-") {
                value.insert(key.to_string(), member.to_value());
                continue;
            }
            let known = members.members.iter().find(|(name, _)| **name == *key);
            let walked = match known.map(|(_, shape)| *shape) {
                None => {
                    self.unknown(&member, &key, members);
                    None
                }
                Some(Shape::Refused(help)) => {
                    let message = format!("`{key}` is not supported here");
                    self.refuse("unsupported-keyword", &member, message, help);
                    None
                }
                Some(Shape::Omitted(help)) => {
                    self.omitted(&member, &key, help);
                    left_out.insert(key.to_string(), member.to_value());
                    None
                }
                Some(shape @ Shape::Old(_, help)) if !self.old() => {
                    self.omitted(&member, &key, help);
                    self.walk(&member, shape)
                }
                Some(Shape::Lenient(_, help)) if !self.findings.lenient() => {
                    self.omitted(&member, &key, help);
                    None
                }
                Some(shape) => self.walk(&member, shape),
            };
            value.extend(walked.map(|walked| (key.to_string(), walked)));
        }
        // Nobody reads it, but two documents that differ in it are not the same.
        if !left_out.is_empty() {
            value.insert(OMITTED.to_owned(), Value::Object(left_out));
        }
        value
    }

    fn unknown(&mut self, place: &Cursor, key: &str, members: &Members) {
        let old = self.old();
        let usable = |shape: &Shape| match shape {
            Shape::Old(..) => old,
            Shape::Refused(_) | Shape::Omitted(_) | Shape::Lenient(..) => false,
            _ => true,
        };
        let known = members.members.iter();
        let known: Vec<&str> = known
            .filter(|(_, shape)| usable(shape))
            .map(|(name, _)| *name)
            .collect();
        let help = match nearest(key, known.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`? An extension begins with `x-`"),
            None => format!(
                "remove it, correct its name (known: {}), or begin it with `x-`",
                known.join(", ")
            ),
        };
        let message = format!("no {} has a keyword `{key}`", members.noun);
        self.tolerate("unknown-keyword", place, message, &help);
    }

    fn omitted(&mut self, place: &Cursor, key: &str, help: &str) {
        self.tolerate(
            "unsupported-keyword",
            place,
            format!("`{key}` is not supported here"),
            help,
        );
    }

    /// A reference outside of schemas. Only prose may stand beside it.
    fn reference(
        &mut self,
        place: &Cursor,
        reference: &Cursor,
        members: &Members,
        group: &'static str,
    ) -> Option<Value> {
        let mut value = Map::new();
        if let Some(target) = self.refer(reference, group) {
            value.insert("$ref".to_owned(), json!(target));
        }
        for (key, member) in place.entries().unwrap_or_default() {
            if !may_stand_beside_ref(&key, members) {
                self.tolerate(
                    "ref-sibling",
                    &member,
                    format!("`{key}` has no effect beside `$ref`"),
                    "move it to what is referred to, or remove the reference",
                );
            } else if *key != *"$ref" {
                value.insert(key.to_string(), member.to_value());
            }
        }
        Some(Value::Object(value))
    }

    /// Takes in the path item that a reference leads to; members beside the reference win.
    fn path_item(
        &mut self,
        place: &Cursor,
        reference: &Cursor,
        path: &str,
        hops: usize,
    ) -> Option<Value> {
        let Some(text) = reference.text().map(str::to_owned) else {
            return self.mismatch(reference, "text");
        };
        let target = self.sources.follow(reference, &text, self.findings)?;
        if hops > MAX_HOPS {
            self.circular(reference);
            return None;
        }
        self.mount(&target);
        let members = &grammar::PATH_ITEM;
        let mut value = match target.get("$ref") {
            Some(next) => self.path_item(&target, &next, path, hops + 1)?,
            None => {
                self.origins.note(path.to_owned(), &target);
                self.object(&target, members)?
            }
        };
        let mut own = place.entries().unwrap_or_default();
        own.retain(|(key, _)| **key != *"$ref");
        let own = self.members(own, members);
        if let Value::Object(merged) = &mut value {
            merged.extend(own);
        }
        Some(value)
    }
}
