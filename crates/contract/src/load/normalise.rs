//! One schema object from 3.0 spelling to 3.1, keyword by keyword.
//!
//! The result means the same under JSON Schema 2020-12. Keywords that only 3.0 knows are gone
//! from it.

use serde_json::{Map, Value, json};

/// What could not be rewritten.
pub(super) struct Problem {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) help: &'static str,
}

/// Rewrites the members of a schema object whose inner schemas are rewritten already.
pub(super) fn schema(mut members: Map<String, Value>) -> (Value, Vec<Problem>) {
    let mut problems = Vec::new();
    for (flag, limit) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        exclusive(&mut members, flag, limit, &mut problems);
    }
    if let Some(example) = members.shift_remove("example") {
        let examples = members
            .entry("examples")
            .or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(examples) = examples {
            examples.insert(0, example);
        }
    }
    property_names(&mut members, &mut problems);
    infer_type(&mut members);
    let nullable = members.shift_remove("nullable") == Some(Value::Bool(true));
    if nullable {
        members = admit_null(members);
    }
    (Value::Object(members), problems)
}

/// `minimum: 5, exclusiveMinimum: true` is `exclusiveMinimum: 5`.
fn exclusive(
    members: &mut Map<String, Value>,
    flag: &str,
    limit: &str,
    problems: &mut Vec<Problem>,
) {
    match members.get(flag) {
        Some(Value::Bool(false)) => {
            members.shift_remove(flag);
        }
        Some(Value::Bool(true)) => match members.shift_remove(limit) {
            Some(number) => {
                members.insert(flag.to_owned(), number);
            }
            None => {
                members.shift_remove(flag);
                problems.push(Problem {
                    code: "no-effect",
                    message: format!("`{flag}: true` has no effect without `{limit}`"),
                    help: "add the limit or remove the flag",
                });
            }
        },
        _ => {}
    }
}

/// Names of members are always text; any other rule about them is not supported.
fn property_names(members: &mut Map<String, Value>, problems: &mut Vec<Problem>) {
    match members.shift_remove("propertyNames") {
        None => {}
        Some(rule) if rule == json!({"type": "string"}) || rule == json!({}) => {}
        Some(_) => problems.push(Problem {
            code: "unsupported-keyword",
            message: "`propertyNames` is not supported here".to_owned(),
            help: "declare the members under `properties`",
        }),
    }
}

/// Without `type`, `properties` is meant for objects and `items` for lists.
fn infer_type(members: &mut Map<String, Value>) {
    let has = |names: &[&str]| names.iter().any(|name| members.contains_key(*name));
    if has(&["type", "enum", "const", "$ref", "oneOf", "anyOf", "allOf"]) {
        return;
    }
    let inferred = if has(&["properties", "additionalProperties", "required"]) {
        "object"
    } else if has(&["items"]) {
        "array"
    } else {
        return;
    };
    members.insert("type".to_owned(), json!(inferred));
}

fn admit_null(mut members: Map<String, Value>) -> Map<String, Value> {
    let has = |names: &[&str]| names.iter().any(|name| members.contains_key(*name));
    if has(&["type"]) && has(&["$ref", "oneOf", "anyOf", "allOf", "const"]) {
        return wrap(members);
    }
    if let Some(types) = members.get_mut("type") {
        match types {
            Value::Array(names) if !names.contains(&json!("null")) => names.push(json!("null")),
            Value::String(name) => *types = json!([name, "null"]),
            _ => {}
        }
        admit_null_value(&mut members);
        return members;
    }
    for branches in ["oneOf", "anyOf"] {
        if let Some(Value::Array(branches)) = members.get_mut(branches) {
            branches.push(json!({"type": "null"}));
            return members;
        }
    }
    if ["$ref", "allOf", "const"]
        .iter()
        .any(|key| members.contains_key(*key))
    {
        return wrap(members);
    }
    admit_null_value(&mut members);
    members
}

fn admit_null_value(members: &mut Map<String, Value>) {
    if let Some(Value::Array(values)) = members.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
}

/// Rules go into a branch beside `null`; prose stays outside.
fn wrap(members: Map<String, Value>) -> Map<String, Value> {
    let (outer, inner): (Map<_, _>, Map<_, _>) =
        members.into_iter().partition(|(key, _)| is_annotation(key));
    let mut wrapped = Map::new();
    wrapped.insert(
        "oneOf".to_owned(),
        json!([Value::Object(inner), {"type": "null"}]),
    );
    wrapped.extend(outer);
    wrapped
}

/// Whether a keyword of a schema restricts nothing.
pub(crate) fn is_annotation(key: &str) -> bool {
    matches!(
        key,
        "title"
            | "description"
            | "default"
            | "examples"
            | "deprecated"
            | "readOnly"
            | "writeOnly"
            | "externalDocs"
            | "$comment"
    ) || key.starts_with("x-")
}
