//! The walk along the grammar: each value is checked and copied, each reference followed.

use serde_json::{Map, Value, json};

use super::{
    bundle::{Bundler, may_stand_beside_ref},
    grammar::{self, Members, Shape},
    pointer,
    sources::Cursor,
};

impl Bundler<'_, '_> {
    /// Checks a value against its shape and gives it as it stands in the bundle at `path`.
    pub(super) fn walk(&mut self, place: &Cursor, shape: Shape, path: &str) -> Value {
        self.record(path, place);
        match shape {
            Shape::Data => place.to_value(),
            Shape::Text => self.scalar(place, "text", Value::is_string),
            Shape::Flag => self.scalar(place, "true or false", Value::is_boolean),
            Shape::Number => self.scalar(place, "a number", Value::is_number),
            Shape::Count => self.scalar(place, "a whole number from 0", Value::is_u64),
            Shape::Exclusive => self.scalar(place, "a number", |value| {
                value.is_number() || value.is_boolean()
            }),
            Shape::Types => match place.items() {
                Some(items) => self.list(items, Shape::Text, path),
                None => self.scalar(place, "the name of a type", Value::is_string),
            },
            Shape::List(item) => match place.items() {
                Some(items) => self.list(items, *item, path),
                None => self.mismatch(place, "a list"),
            },
            Shape::Map(member) => self.map(place, *member, path),
            Shape::Object(members) => self.object(place, members, path),
            Shape::Schema => self.schema(place, path, false),
            Shape::SchemaOrFlag => self.schema(place, path, true),
            Shape::SchemaName => self.schema_name(place),
            Shape::Refused(_) | Shape::Old(..) => Value::Null,
        }
    }

    fn scalar(&mut self, place: &Cursor, expected: &str, fits: fn(&Value) -> bool) -> Value {
        match place.scalar() {
            Some(value) if fits(value) => value.clone(),
            _ => self.mismatch(place, expected),
        }
    }

    fn mismatch(&mut self, place: &Cursor, expected: &str) -> Value {
        let name = pointer::segments(place.pointer()).last();
        self.report(
            "wrong-type",
            place,
            format!("`{}` must be {expected}", name.unwrap_or_default()),
            "correct the value; quote it if it is meant as text",
        );
        Value::Null
    }

    fn list(&mut self, items: Vec<Cursor>, shape: Shape, path: &str) -> Value {
        let items = items.into_iter().enumerate();
        items
            .map(|(index, item)| self.walk(&item, shape, &pointer::join(path, &index.to_string())))
            .collect()
    }

    fn map(&mut self, place: &Cursor, shape: Shape, path: &str) -> Value {
        let Some(entries) = place.entries() else {
            return self.mismatch(place, "an object");
        };
        let members = entries.into_iter().map(|(key, member)| {
            let value = self.walk(&member, shape, &pointer::join(path, &key));
            (key, value)
        });
        Value::Object(members.collect())
    }

    /// An object of the specification that is not a schema.
    pub(super) fn object(&mut self, place: &Cursor, members: &Members, path: &str) -> Value {
        let Some(entries) = place.entries() else {
            return self.mismatch(place, &format!("an object ({})", members.noun));
        };
        if let Some(reference) = place.get("$ref") {
            return match members.component {
                Some("pathItems") => self.path_item(place, &reference, path, 0),
                Some(group) => self.reference(place, &reference, members, group),
                None => {
                    self.unknown(&reference, "$ref", members);
                    Value::Null
                }
            };
        }
        let value = self.members(entries, members, path);
        for required in members.required {
            if !value.contains_key(*required) {
                self.report(
                    "missing-keyword",
                    place,
                    format!("the {} has no `{required}`", members.noun),
                    "add it",
                );
            }
        }
        Value::Object(value)
    }

    fn members(
        &mut self,
        entries: Vec<(String, Cursor)>,
        members: &Members,
        path: &str,
    ) -> Map<String, Value> {
        let mut value = Map::new();
        for (key, member) in entries {
            let below = pointer::join(path, &key);
            if key.starts_with("x-") {
                value.insert(key, member.to_value());
                continue;
            }
            let known = members.members.iter().find(|(name, _)| *name == key);
            match known.map(|(_, shape)| *shape) {
                None => self.unknown(&member, &key, members),
                Some(Shape::Refused(help)) => self.refused(&member, &key, help),
                Some(Shape::Old(shape, _)) if self.old() => {
                    value.insert(key, self.walk(&member, *shape, &below));
                }
                Some(Shape::Old(_, help)) => self.refused(&member, &key, help),
                Some(shape) => {
                    value.insert(key, self.walk(&member, shape, &below));
                }
            }
        }
        value
    }

    fn unknown(&mut self, place: &Cursor, key: &str, members: &Members) {
        let known: Vec<&str> = members
            .members
            .iter()
            .filter(|(_, shape)| !matches!(shape, Shape::Refused(_) | Shape::Old(..)))
            .map(|(name, _)| *name)
            .collect();
        self.report(
            "unknown-keyword",
            place,
            format!("no {} has a keyword `{key}`", members.noun),
            &format!(
                "remove it, correct its name (known: {}), or begin it with `x-`",
                known.join(", ")
            ),
        );
    }

    fn refused(&mut self, place: &Cursor, key: &str, help: &str) {
        self.report(
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
    ) -> Value {
        let mut value = Map::new();
        if let Some(target) = self.refer(reference, group) {
            value.insert("$ref".to_owned(), json!(target));
        }
        for (key, member) in place.entries().unwrap_or_default() {
            if !may_stand_beside_ref(&key, members) {
                self.report(
                    "ref-sibling",
                    &member,
                    format!("`{key}` has no effect beside `$ref`"),
                    "move it to what is referred to, or remove the reference",
                );
            } else if key != "$ref" {
                value.insert(key, member.to_value());
            }
        }
        Value::Object(value)
    }

    /// Takes in the path item that a reference leads to; members beside the reference win.
    fn path_item(&mut self, place: &Cursor, reference: &Cursor, path: &str, hops: usize) -> Value {
        let Some(text) = reference.text().map(str::to_owned) else {
            return self.mismatch(reference, "text");
        };
        let Some(target) = self.sources.follow(reference, &text, self.diagnostics) else {
            return Value::Null;
        };
        if hops > 32 {
            self.report(
                "circular-ref",
                reference,
                "the reference leads back to itself".to_owned(),
                "let one of the references lead to a path item",
            );
            return Value::Null;
        }
        self.mount(&target);
        let members = &grammar::PATH_ITEM;
        let mut value = match target.get("$ref") {
            Some(next) => self.path_item(&target, &next, path, hops + 1),
            None => {
                self.replace_record(path, &target);
                self.object(&target, members, path)
            }
        };
        let mut own = place.entries().unwrap_or_default();
        own.retain(|(key, _)| key != "$ref");
        let own = self.members(own, members, path);
        if let Value::Object(merged) = &mut value {
            merged.extend(own);
        }
        value
    }

    fn schema(&mut self, place: &Cursor, path: &str, flag: bool) -> Value {
        match place.scalar() {
            Some(Value::Bool(true)) => return if flag { json!(true) } else { json!({}) },
            Some(Value::Bool(false)) if flag => return json!(false),
            _ => {}
        }
        let Some(mut entries) = place.entries() else {
            return self.mismatch(place, "a schema");
        };
        let mut value = Map::new();
        if let Some(reference) = place.get("$ref") {
            entries.retain(|(key, _)| key != "$ref");
            if let Some(target) = self.refer(&reference, "schemas") {
                value.insert("$ref".to_owned(), json!(target));
            }
        }
        value.extend(self.members(entries, &grammar::SCHEMA, path));
        self.modernise(place, value)
    }

    /// A value of `discriminator.mapping`.
    fn schema_name(&mut self, place: &Cursor) -> Value {
        let Some(text) = place.text() else {
            return self.mismatch(place, "the name of a schema or a reference to one");
        };
        if text.contains(['/', '#']) || text.ends_with(".yaml") || text.ends_with(".json") {
            return self
                .refer(place, "schemas")
                .map_or(Value::Null, Value::String);
        }
        json!(format!("#/components/schemas/{text}"))
    }
}
