//! Parameters that can be read: each has a place, and those of a path are required.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::{Mender, items, members};
use crate::load::pointer;

/// Headers that say how to read a request; a parameter of such a name has no effect (OpenAPI
/// 3.1, section 4.8.12.1).
const RESERVED: [&str; 3] = ["accept", "content-type", "authorization"];

/// A parameter as its name and its place.
type Key = (String, String);

impl Mender<'_> {
    pub(super) fn all_parameters(&mut self) {
        let named = members(self.root.pointer("/components/parameters"));
        let named: Vec<String> = named.map(|(name, _)| name.clone()).collect();
        for name in named {
            self.parameter(&pointer::join("/components/parameters", &name));
        }
        let paths: Vec<String> = members(self.root.get("paths"))
            .map(|(path, _)| path.clone())
            .collect();
        for path in paths {
            self.list(&pointer::join("/paths", &path));
        }
        for operation in self.operation_places() {
            self.list(&operation.place);
            self.template(&operation);
        }
    }

    /// One parameter that stands at that place.
    fn parameter(&mut self, place: &str) {
        let Some(parameter) = self.object_mut(place) else {
            return;
        };
        let in_path = parameter.get("in") == Some(&json!("path"));
        if in_path && parameter.get("required") != Some(&Value::Bool(true)) {
            let name = parameter.get("name").and_then(Value::as_str);
            let name = name.unwrap_or_default().to_owned();
            parameter.insert("required".to_owned(), Value::Bool(true));
            self.tolerate(
                "optional-path-parameter",
                place,
                format!("the path parameter `{name}` is not required"),
                "add `required: true`",
            );
        }
    }

    /// The parameters that an operation or a path item lists itself.
    fn list(&mut self, owner: &str) {
        let above = pointer::join(owner, "parameters");
        let listed = items(self.root.pointer(&above)).count();
        if listed == 0 {
            return;
        }
        for index in 0..listed {
            self.parameter(&pointer::join(&above, &index.to_string()));
        }
        let mut seen = HashSet::new();
        let mut kept = Vec::with_capacity(listed);
        for index in 0..listed {
            let place = pointer::join(&above, &index.to_string());
            let Some(parameter) = self.root.pointer(&place) else {
                continue;
            };
            let Some(key) = key(self.resolved(parameter)) else {
                self.nowhere(&place);
                continue;
            };
            if key.1 == "header" && RESERVED.contains(&key.0.to_ascii_lowercase().as_str()) {
                self.tolerate(
                    "reserved-header",
                    &place,
                    format!("the header `{}` cannot be declared as a parameter", key.0),
                    "say it with content types or a security scheme",
                );
            } else if !seen.insert(key.clone()) {
                self.tolerate(
                    "duplicate-parameter",
                    &place,
                    format!("the parameter `{}` is declared twice", key.0),
                    "remove one of the two",
                );
            } else if let Some(parameter) = self.root.pointer(&place) {
                kept.push((place, parameter.clone()));
            }
        }
        self.replace(&above, kept);
    }

    fn nowhere(&mut self, place: &str) {
        let parameter = self.root.pointer(place).map(|one| self.resolved(one));
        let (code, message, help) = match parameter.and_then(|one| one.get("$ref")) {
            Some(_) => (
                "circular-ref",
                "the reference leads back to itself",
                "let one of the references lead to what is meant",
            ),
            None => (
                "bad-parameter-place",
                "this parameter stands nowhere",
                "give it a name, and `in` as `path`, `query`, `header` or `cookie`",
            ),
        };
        self.refuse(code, place, message.to_owned(), help);
    }

    /// Writes the parameters that are kept, and remembers where they stood.
    fn replace(&mut self, above: &str, kept: Vec<(String, Value)>) {
        let mut parameters = Vec::with_capacity(kept.len());
        for (index, (before, parameter)) in kept.into_iter().enumerate() {
            let after = pointer::join(above, &index.to_string());
            if before != after {
                self.origins.rename(&before, &after);
            }
            parameters.push(parameter);
        }
        if let Some(list) = self.root.pointer_mut(above) {
            *list = Value::Array(parameters);
        }
    }

    /// Every name in braces is a parameter, and every parameter of the path has its braces.
    fn template(&mut self, operation: &super::Operation) {
        let names: Vec<&str> = operation
            .path
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
            .collect();
        let item = pointer::join("/paths", &operation.path);
        let mut declared = HashSet::new();
        for owner in [item, operation.place.clone()] {
            let above = pointer::join(&owner, "parameters");
            let listed = items(self.root.pointer(&above)).count();
            let mut kept = Vec::with_capacity(listed);
            for index in 0..listed {
                let place = pointer::join(&above, &index.to_string());
                let Some(parameter) = self.root.pointer(&place).cloned() else {
                    continue;
                };
                let (name, stands) = key(self.resolved(&parameter)).unwrap_or_default();
                if stands == "path" && !names.contains(&name.as_str()) {
                    let path = &operation.path;
                    self.tolerate(
                        "unknown-path-parameter",
                        &place,
                        format!("the path `{path}` has no place for `{name}`"),
                        "put its name in braces into the path, or remove the parameter",
                    );
                    continue;
                }
                if stands == "path" {
                    declared.insert(name);
                }
                kept.push((place, parameter));
            }
            if kept.len() < listed {
                self.replace(&above, kept);
            }
        }
        let missing: Vec<&str> = names
            .into_iter()
            .filter(|name| !declared.contains(*name))
            .collect();
        self.declare(operation, &missing);
    }

    fn declare(&mut self, operation: &super::Operation, missing: &[&str]) {
        for (index, name) in missing.iter().enumerate() {
            if missing.iter().take(index).any(|before| before == name) {
                continue;
            }
            let path = &operation.path;
            self.tolerate(
                "undeclared-path-parameter",
                &operation.place,
                format!("`{name}` of the path `{path}` is not declared"),
                "declare a parameter of that name with `in: path`",
            );
            let text = json!({"type": "string"});
            let parameter = json!({"name": name, "in": "path", "required": true, "schema": text});
            if let Some(value) = self.object_mut(&operation.place) {
                push(value, "parameters", parameter);
            }
        }
    }
}

fn push(owner: &mut Map<String, Value>, key: &str, item: Value) {
    let list = owner.entry(key).or_insert_with(|| json!([]));
    if let Value::Array(items) = list {
        items.push(item);
    }
}

fn key(parameter: &Value) -> Option<Key> {
    let text = |key: &str| parameter.get(key).and_then(Value::as_str);
    let stands = text("in").filter(|one| ["path", "query", "header", "cookie"].contains(one))?;
    Some((text("name")?.to_owned(), stands.to_owned()))
}
