//! Discriminators that decide: each branch requires the member and names its values of it.
//!
//! Without a discriminator a choice means the same to JSON Schema, so one that cannot decide is
//! left out.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::{MAX_HOPS, Mender, items, keys::Keys, members};
use crate::load::pointer;

impl Mender<'_> {
    pub(super) fn choices(&mut self) {
        let mut places = Vec::new();
        find(self.root, Keys::Keywords, &mut Vec::new(), &mut places);
        for place in places {
            self.choice(&place);
        }
    }

    fn choice(&mut self, place: &str) {
        let Some(schema) = self.root.pointer(place).and_then(Value::as_object) else {
            return;
        };
        let key = ["oneOf", "anyOf"]
            .into_iter()
            .find(|key| schema.contains_key(*key));
        let branches = key.and_then(|key| schema.get(key)?.as_array());
        let decided = branches.map_or(Ok(None), |branches| self.decided(schema, branches));
        let mapping = match decided {
            Ok(mapping) => mapping,
            Err(message) => {
                self.tolerate(
                    "undecided-branch",
                    &pointer::join(place, "discriminator"),
                    message,
                    "require the member in every branch, and let its values differ",
                );
                None
            }
        };
        let Some(schema) = self.object_mut(place) else {
            return;
        };
        match (mapping, schema.get_mut("discriminator")) {
            (Some(mapping), Some(Value::Object(discriminator))) => {
                discriminator.insert("mapping".to_owned(), mapping);
                // Of branches that are told apart no two hold.
                if let (Some("anyOf"), Some(branches)) = (key, schema.get("anyOf").cloned()) {
                    schema.shift_remove("anyOf");
                    schema.insert("oneOf".to_owned(), branches);
                }
            }
            _ => drop(schema.shift_remove("discriminator")),
        }
    }

    /// The whole mapping from values to branches.
    fn decided(
        &self,
        schema: &Map<String, Value>,
        branches: &[Value],
    ) -> Result<Option<Value>, String> {
        let discriminator = schema.get("discriminator");
        let property = discriminator.and_then(|one| one.get("propertyName")?.as_str());
        let Some(property) = property else {
            return Err("the discriminator names no member".to_owned());
        };
        let given = discriminator.and_then(|one| one.get("mapping"));
        let mut mapping = Map::new();
        for branch in branches {
            if branch.get("type") == Some(&json!("null")) {
                continue;
            }
            let Some(target) = branch.get("$ref").and_then(Value::as_str) else {
                return Err("a branch of a discriminated `oneOf` has no name".to_owned());
            };
            let name = target.rsplit('/').next().unwrap_or_default();
            let mut member = Member::default();
            self.member(branch, property, &mut member, 0);
            if !(member.declared && member.required) {
                return Err(format!(
                    "`{name}` is not an object that requires `{property}`"
                ));
            }
            let mapped = members(given).filter(|(_, to)| to.as_str() == Some(target));
            let mut values: Vec<String> = mapped.map(|(value, _)| value.clone()).collect();
            if let Some(known) = member.values {
                values = known;
            } else if values.is_empty() {
                values.push(name.to_owned());
            }
            for value in values {
                if mapping.insert(value, json!(target)).is_some() {
                    return Err(format!("a value of `{property}` stands for two branches"));
                }
            }
        }
        Ok(Some(Value::Object(mapping)))
    }

    /// What a branch says about the member, through references and `allOf`.
    fn member(&self, schema: &Value, property: &str, member: &mut Member, hops: usize) {
        if hops > MAX_HOPS {
            return;
        }
        if schema.get("$ref").is_some() {
            let target = self.resolved(schema);
            if target.get("$ref").is_none() {
                self.member(target, property, member, hops + 1);
            }
        }
        member.required |= items(schema.get("required")).any(|name| name == property);
        let declared = schema.get("properties").and_then(|all| all.get(property));
        if let Some(declared) = declared {
            member.declared = true;
            self.values(declared, member, hops);
        }
        for part in items(schema.get("allOf")) {
            self.member(part, property, member, hops + 1);
        }
    }

    fn values(&self, schema: &Value, member: &mut Member, hops: usize) {
        if hops > MAX_HOPS {
            return;
        }
        let schema = self.resolved(schema);
        let listed: Vec<&Value> = match (schema.get("const"), schema.get("enum")) {
            (Some(value), _) => vec![value],
            (None, Some(Value::Array(values))) => values.iter().collect(),
            _ => {
                for part in items(schema.get("allOf")) {
                    self.values(part, member, hops + 1);
                }
                return;
            }
        };
        let listed: Vec<String> = listed
            .into_iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect();
        match &mut member.values {
            Some(values) => {
                let both: HashSet<&String> = listed.iter().collect();
                values.retain(|value| both.contains(value));
            }
            None => member.values = Some(listed),
        }
    }
}

/// What a branch says about the member that decides.
#[derive(Default)]
struct Member {
    declared: bool,
    required: bool,
    /// The values that it lists, if it lists any.
    values: Option<Vec<String>>,
}

/// One step down into a value.
#[derive(Clone, Copy)]
enum Step<'v> {
    Member(&'v str),
    Item(usize),
}

/// Places of schemas with a discriminator.
fn find<'v>(value: &'v Value, keys: Keys, trail: &mut Vec<Step<'v>>, places: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                trail.push(Step::Item(index));
                find(item, Keys::Keywords, trail, places);
                trail.pop();
            }
        }
        Value::Object(members) => {
            if keys == Keys::Keywords
                && members.get("discriminator").is_some_and(Value::is_object)
                && (members.contains_key("oneOf") || members.contains_key("anyOf"))
            {
                places.push(written(trail));
            }
            for (key, member) in members {
                if let Some(inner) = keys.of(key) {
                    trail.push(Step::Member(key));
                    find(member, inner, trail, places);
                    trail.pop();
                }
            }
        }
        _ => {}
    }
}

fn written(trail: &[Step<'_>]) -> String {
    let mut place = String::new();
    for step in trail {
        match step {
            Step::Member(name) => pointer::push(&mut place, name),
            Step::Item(index) => pointer::push(&mut place, &index.to_string()),
        }
    }
    place
}
