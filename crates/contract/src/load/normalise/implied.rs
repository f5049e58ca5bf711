//! The type that limits imply where none is written.

use serde_json::{Map, Value, json};

const IMPLIED: [(&str, &[&str]); 4] = [
    (
        "object",
        &[
            "properties",
            "additionalProperties",
            "patternProperties",
            "required",
            "minProperties",
            "maxProperties",
            "dependentRequired",
            "dependentSchemas",
        ],
    ),
    ("array", &["items", "minItems", "maxItems", "uniqueItems"]),
    ("string", &["minLength", "maxLength", "pattern"]),
    (
        "number",
        &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
    ),
];

/// Writes out the types whose limits a schema without a type gives.
///
/// JSON Schema lets `minLength: 3` admit every number; nobody who writes it means that.
pub(super) fn type_of_limits(members: &mut Map<String, Value>) {
    let has = |names: &[&str]| names.iter().any(|name| members.contains_key(*name));
    if has(&["type", "enum", "const"]) {
        return;
    }
    let mut types: Vec<&str> = IMPLIED
        .iter()
        .filter(|(_, keywords)| has(keywords))
        .map(|(name, _)| *name)
        .collect();
    if types.is_empty() && !has(&["$ref", "allOf", "oneOf", "anyOf", "not"]) {
        types.extend(members.get("format").and_then(of_format));
    }
    if !types.is_empty() && admits_null(members) {
        types.push("null");
    }
    match types.as_slice() {
        [] => {}
        [one] => drop(members.insert("type".to_owned(), json!(one))),
        several => drop(members.insert("type".to_owned(), json!(several))),
    }
}

fn of_format(format: &Value) -> Option<&'static str> {
    match format.as_str()? {
        "int32" | "int64" => Some("integer"),
        "float" | "double" => Some("number"),
        "date" | "date-time" | "uuid" | "email" | "uri" | "byte" | "binary" | "password"
        | "hostname" | "ipv4" | "ipv6" => Some("string"),
        _ => None,
    }
}

/// Whether one of the alternatives is only `null`.
fn admits_null(members: &Map<String, Value>) -> bool {
    let alternatives = ["oneOf", "anyOf"]
        .into_iter()
        .filter_map(|key| members.get(key));
    let mut branches = alternatives.filter_map(Value::as_array).flatten();
    branches.any(|branch| branch.get("type") == Some(&json!("null")))
}
