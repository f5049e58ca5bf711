//! Schemas of a bundled document made ready for judging.

use std::{collections::HashMap, sync::Arc};

use jsonschema::{Registry, Validator};
use serde_json::{Map, Value, json};

use super::UnusableSchema;
use crate::{model::ALWAYS, validators};

/// Compiles each schema once, however often it is referred to.
pub(super) struct Compiler<'b> {
    pub(super) bundled: &'b Value,
    registry: &'b Registry<'b>,
    made: HashMap<String, Arc<Validator>>,
}

impl<'b> Compiler<'b> {
    pub(super) fn new(bundled: &'b Value, registry: &'b Registry<'b>) -> Self {
        Self {
            bundled,
            registry,
            made: HashMap::new(),
        }
    }

    /// The place that references lead to.
    pub(super) fn follow(&self, path: String) -> String {
        let mut path = path;
        for _ in 0..32 {
            let value = self.bundled.pointer(&path);
            let members = value.and_then(Value::as_object);
            let reference = members
                .and_then(|members| members.get("$ref"))
                .and_then(Value::as_str);
            match reference.and_then(|reference| reference.strip_prefix('#')) {
                Some(next) => next.clone_into(&mut path),
                None => break,
            }
        }
        path
    }

    pub(super) fn compile(&mut self, path: &str) -> Result<Arc<Validator>, UnusableSchema> {
        if let Some(made) = self.made.get(path) {
            return Ok(Arc::clone(made));
        }
        let validator =
            validators::build(self.registry, path).map_err(|message| UnusableSchema {
                pointer: path.to_owned(),
                message,
            })?;
        let validator = Arc::new(validator);
        self.made.insert(path.to_owned(), Arc::clone(&validator));
        Ok(validator)
    }
}

/// A copy of a bundled document that says in JSON Schema what it means beyond it: a discriminated
/// `oneOf` asks the discriminator first, as OpenAPI has it, so that a fault is found at its own place
/// and not at the whole choice; a boolean marked `x-always` is a constant.
pub fn decided(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(decided).collect(),
        Value::Object(members) => {
            let copy = members
                .iter()
                .map(|(key, value)| (key.clone(), decided(value)));
            let mut copy: Map<String, Value> = copy.collect();
            if let Some(always) = always(&copy) {
                copy.insert("const".to_owned(), Value::Bool(always));
            }
            Value::Object(by_discriminator(&copy).unwrap_or(copy))
        }
        scalar => scalar.clone(),
    }
}

fn always(schema: &Map<String, Value>) -> Option<bool> {
    let is_boolean = schema.get("type").is_some_and(|kind| kind == "boolean");
    schema.get(ALWAYS)?.as_bool().filter(|_| is_boolean)
}

fn by_discriminator(members: &Map<String, Value>) -> Option<Map<String, Value>> {
    let discriminator = members.get("discriminator")?;
    let property = discriminator.get("propertyName")?.as_str()?;
    let branches = members.get("oneOf")?.as_array()?;
    let mut cases: Vec<(String, String)> = Vec::new();
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    for (value, target) in mapping.into_iter().flatten() {
        cases.push((value.clone(), target.as_str()?.to_owned()));
    }
    let mut nullable = false;
    for branch in branches {
        match branch.get("$ref").and_then(Value::as_str) {
            Some(target) if !cases.iter().any(|(_, known)| known == target) => {
                let name = target.rsplit('/').next().unwrap_or_default();
                cases.push((name.to_owned(), target.to_owned()));
            }
            Some(_) => {}
            None if *branch == json!({"type": "null"}) => nullable = true,
            None => return None,
        }
    }
    let values: Vec<&String> = cases.iter().map(|(value, _)| value).collect();
    let then = cases.iter().map(|(value, target)| {
        json!({
            "if": {
                "type": "object",
                "properties": {property: {"const": value}},
                "required": [property],
            },
            "then": {"$ref": target},
        })
    });
    let types = if nullable {
        json!(["object", "null"])
    } else {
        json!("object")
    };
    let mut choice = members.clone();
    choice.shift_remove("oneOf");
    choice.shift_remove("discriminator");
    choice.insert("type".to_owned(), types);
    choice.insert("required".to_owned(), json!([property]));
    choice.insert("properties".to_owned(), json!({property: {"enum": values}}));
    choice.insert("allOf".to_owned(), then.collect());
    Some(choice)
}
