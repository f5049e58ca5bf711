//! One schema object from 3.0 spelling to 3.1, keyword by keyword.
//!
//! The result means the same under JSON Schema 2020-12. Keywords that only 3.0 knows are gone
//! from it.

mod implied;
mod listed;
mod names;
mod patterns;
mod types;

use serde_json::{Map, Value, json};

pub(crate) use patterns::rust_pattern;

/// What could not be rewritten as it stands.
pub(super) struct Problem {
    pub(super) code: &'static str,
    /// The keyword at fault; empty for the schema as a whole.
    pub(super) key: &'static str,
    pub(super) message: String,
    pub(super) help: &'static str,
    /// Whether a lenient reading cannot put up with it, either.
    pub(super) fatal: bool,
}

impl Problem {
    fn tolerable(
        code: &'static str,
        key: &'static str,
        message: impl Into<String>,
        help: &'static str,
    ) -> Self {
        Self {
            code,
            key,
            message: message.into(),
            help,
            fatal: false,
        }
    }
}

/// Rewrites the members of a schema object whose inner schemas are rewritten already.
///
/// A lenient reading also writes out what is meant by types that do not exist, by values that
/// their type does not admit and by limits without a type.
pub(super) fn schema(mut members: Map<String, Value>, lenient: bool) -> (Value, Vec<Problem>) {
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
    names::rewrite(&mut members, lenient, &mut problems);
    if lenient {
        types::mend(&mut members, &mut problems);
        patterns::mend(&mut members, &mut problems);
        listed::mend(&mut members, &mut problems);
        implied::type_of_limits(&mut members);
        one_or_null(&mut members);
    } else {
        infer_type(&mut members);
    }
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
                let message = format!("`{flag}: true` has no effect without `{limit}`");
                let help = "add the limit or remove the flag";
                problems.push(Problem::tolerable("no-effect", "", message, help));
            }
        },
        _ => {}
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
    if has(&["type"]) && has(&["$ref", "oneOf", "anyOf", "allOf", "const", "not"]) {
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
    let several = ["$ref", "oneOf", "allOf", "const", "not"];
    if several.iter().any(|key| members.contains_key(*key)) {
        return wrap(members);
    }
    if let Some(Value::Array(branches)) = members.get_mut("anyOf") {
        branches.push(json!({"type": "null"}));
        return members;
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

/// Rules go into a branch beside `null`; prose stays outside. What the rules admit may itself
/// include `null`, so it is not one of two.
fn wrap(members: Map<String, Value>) -> Map<String, Value> {
    let (outer, inner): (Map<_, _>, Map<_, _>) =
        members.into_iter().partition(|(key, _)| is_annotation(key));
    let mut wrapped = Map::new();
    wrapped.insert(
        "anyOf".to_owned(),
        json!([Value::Object(inner), {"type": "null"}]),
    );
    wrapped.extend(outer);
    wrapped
}

/// `oneOf` of something and `null` does not mean to refuse a `null` that both admit.
fn one_or_null(members: &mut Map<String, Value>) {
    let null = |branch: &Value| branch.get("type") == Some(&json!("null"));
    let two = members.get("oneOf").and_then(Value::as_array);
    if two.is_some_and(|two| two.len() == 2 && two.iter().any(null))
        && !members.contains_key("anyOf")
        && let Some(two) = members.shift_remove("oneOf")
    {
        members.insert("anyOf".to_owned(), two);
        members.shift_remove("discriminator");
    }
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
            | "xml"
            | "contentEncoding"
            | "contentMediaType"
    ) || key.starts_with("x-")
}
