//! Schemas that contain themselves without a member or an item in between.
//!
//! A parent often lists its children under `oneOf`, while each child repeats the parent through
//! `allOf`. Taken by the word that never ends; what is meant is that a child has the members of
//! its parent. So a child takes in its parent without the choice.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::{Mender, items};
use crate::load::{normalise::is_annotation, pointer};

/// Names and the names of what they contain directly.
type Graph = HashMap<String, HashSet<String>>;

impl Mender<'_> {
    pub(super) fn circles(&mut self) {
        let Some(Value::Object(schemas)) = self.root.pointer("/components/schemas") else {
            return;
        };
        let graph = graph(schemas);
        let circular: Vec<String> = schemas
            .keys()
            .filter(|name| reaches(&graph, name, name))
            .cloned()
            .collect();
        if circular.is_empty() {
            return;
        }
        let mut mended = schemas.clone();
        for name in &circular {
            if let Some(schema) = schemas.get(name) {
                let inherited = Inheritance {
                    schemas,
                    graph: &graph,
                    heir: name,
                };
                let mut line = vec![name.clone()];
                let untied = inherited.untied(schema, &mut line);
                // Who is nothing without the circle is left in it, and refused.
                if !says_nothing(&untied) {
                    mended.insert(name.clone(), untied);
                }
            }
        }
        let graph = self::graph(&mended);
        for name in circular.iter().filter(|name| reaches(&graph, name, name)) {
            self.refuse(
                "circular-ref",
                &pointer::join("/components/schemas", name),
                format!("`{name}` refers only to itself"),
                "let one of the references lead to a schema with a type",
            );
        }
        if let Some(schemas) = self.root.pointer_mut("/components/schemas") {
            *schemas = Value::Object(mended);
        }
    }
}

/// What one schema takes over from those that it contains and that contain it.
struct Inheritance<'a> {
    schemas: &'a Map<String, Value>,
    graph: &'a Graph,
    heir: &'a str,
}

impl Inheritance<'_> {
    /// The schema with its circular references in `allOf` replaced by what they lead to.
    fn untied(&self, schema: &Value, line: &mut Vec<String>) -> Value {
        let mut schema = schema.clone();
        let Some(members) = schema.as_object_mut() else {
            return schema;
        };
        if let Some(Value::Array(parts)) = members.get_mut("allOf") {
            let given = std::mem::take(parts);
            parts.extend(given.into_iter().filter_map(|part| self.part(part, line)));
        }
        schema
    }

    fn leads_back(&self, branch: &Value) -> bool {
        let named = contained(branch);
        named
            .iter()
            .any(|name| name == self.heir || reaches(self.graph, name, self.heir))
    }

    fn part(&self, part: Value, line: &mut Vec<String>) -> Option<Value> {
        let Some(name) = target(&part) else {
            return Some(self.untied(&part, line));
        };
        if !reaches(self.graph, &name, self.heir) {
            return Some(part);
        }
        // What contains itself adds nothing to itself.
        if line.contains(&name) {
            return None;
        }
        line.push(name.clone());
        let parent = self.schemas.get(&name).map(|parent| {
            let mut parent = parent.clone();
            if let Some(members) = parent.as_object_mut() {
                for key in ["oneOf", "anyOf"] {
                    if items(members.get(key)).any(|branch| self.leads_back(branch)) {
                        members.shift_remove(key);
                        members.shift_remove("discriminator");
                    }
                }
                members.retain(|key, _| !prose(key));
            }
            self.untied(&parent, line)
        });
        line.pop();
        parent.map(|parent| match target(&parent) {
            Some(_) => self.part(parent, line).unwrap_or_else(|| json!({})),
            None => parent,
        })
    }
}

/// Whether any value will do.
fn says_nothing(schema: &Value) -> bool {
    let mut members = schema.as_object().into_iter().flatten();
    members.all(|(key, value)| match key.as_str() {
        "allOf" => items(Some(value)).all(says_nothing),
        _ => is_annotation(key),
    })
}

/// Prose about the parent is not about the child.
fn prose(key: &str) -> bool {
    matches!(key, "title" | "examples" | "default" | "deprecated") || key.starts_with("x-")
}

fn graph(schemas: &Map<String, Value>) -> Graph {
    let named = schemas.iter().map(|(name, schema)| {
        let contained = contained(schema);
        (name.clone(), contained)
    });
    named
        .filter(|(_, contained)| !contained.is_empty())
        .collect()
}

/// Names of the schemas that a value must satisfy, or may, as a whole.
fn contained(schema: &Value) -> HashSet<String> {
    let mut names: HashSet<String> = target(schema).into_iter().collect();
    for key in ["allOf", "oneOf", "anyOf"] {
        names.extend(items(schema.get(key)).flat_map(contained));
    }
    for key in ["not", "if", "then", "else"] {
        names.extend(schema.get(key).into_iter().flat_map(contained));
    }
    names
}

fn target(schema: &Value) -> Option<String> {
    let reference = schema.get("$ref")?.as_str()?;
    reference
        .strip_prefix("#/components/schemas/")
        .map(str::to_owned)
}

/// Whether `from` contains `to`, directly or through others.
fn reaches(graph: &Graph, from: &str, to: &str) -> bool {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut open = vec![from];
    while let Some(name) = open.pop() {
        for next in graph.get(name).into_iter().flatten() {
            if next == to {
                return true;
            }
            if seen.insert(next) {
                open.push(next);
            }
        }
    }
    false
}
