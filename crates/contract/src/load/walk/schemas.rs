//! Schemas on the walk.

use serde_json::{Map, Value, json};

use crate::load::{bundle::Bundler, cursor::Cursor, grammar, normalise::is_annotation};

impl Bundler<'_, '_> {
    /// A schema; with `flag` where `true` and `false` are the usual words.
    pub(super) fn schema(&mut self, place: &Cursor, flag: bool) -> Option<Value> {
        match place.scalar() {
            Some(Value::Bool(true)) if !flag => return Some(json!({})),
            Some(Value::Bool(false)) if !flag => return Some(json!({"not": {}})),
            Some(Value::Bool(flag)) => return Some(json!(flag)),
            _ => {}
        }
        let Some(mut entries) = place.entries() else {
            let items = self.several_items(place);
            return match items.is_some() {
                true => self.mismatch(place, "a schema").or(items),
                false => self.unclear(place, "a schema"),
            };
        };
        let mut value = Map::new();
        if let Some(reference) = place.get("$ref") {
            entries.retain(|(key, _)| **key != *"$ref");
            if let Some(target) = self.refer(&reference, "schemas") {
                value.insert("$ref".to_owned(), json!(target));
            }
            if self.old() && self.findings.lenient() {
                entries.retain(|(key, member)| self.counts_beside_ref(key, member));
            }
        }
        value.extend(self.members(entries, &grammar::SCHEMA));
        Some(self.modernise(place, value))
    }

    /// A list of schemas where one should stand: the old way of `items`, each item of the list
    /// with its own. Any of them will do for any item.
    fn several_items(&mut self, place: &Cursor) -> Option<Value> {
        let schemas = place.items()?;
        let schemas: Vec<Value> = schemas
            .iter()
            .filter_map(|one| self.schema(one, false))
            .collect();
        match schemas.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            _ => Some(json!({"anyOf": schemas})),
        }
    }

    /// In 3.0 whatever stands beside a reference has no effect; prose and `nullable` are meant.
    fn counts_beside_ref(&mut self, key: &str, member: &Cursor) -> bool {
        let counts = is_annotation(key) || matches!(key, "nullable" | "example");
        if !counts {
            self.tolerate(
                "ref-sibling",
                member,
                format!("`{key}` has no effect beside `$ref` in OpenAPI 3.0"),
                "put the reference into `allOf` and this beside it",
            );
        }
        counts
    }

    /// A value of `discriminator.mapping`.
    pub(super) fn schema_name(&mut self, place: &Cursor) -> Option<Value> {
        let Some(text) = place.text() else {
            return self.mismatch(place, "the name of a schema or a reference to one");
        };
        if text.contains(['/', '#']) || text.ends_with(".yaml") || text.ends_with(".json") {
            // A mapping is a hint: one that leads nowhere hints at nothing.
            let errors = self.findings.errors.len();
            let target = self.refer(place, "schemas").map(Value::String);
            self.findings.tolerate_after(errors);
            return target;
        }
        Some(json!(format!("#/components/schemas/{text}")))
    }
}
