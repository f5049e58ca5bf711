//! Listed values that agree with the type and the limits beside them.

use serde_json::{Map, Number, Value};

use super::Problem;

/// Limits that may stand beside listed values.
const LIMITS: [&str; 9] = [
    "format",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
];

/// Leaves values that the whole schema admits, and no limits that they might break.
pub(super) fn mend(members: &mut Map<String, Value>, problems: &mut Vec<Problem>) {
    constant(members, problems);
    let Some(Value::Array(given)) = members.shift_remove("enum") else {
        return;
    };
    let mut values = distinct(&given, problems);
    null(members, &values, problems);
    if let Some(types) = types(members) {
        values = typed(members, &types, values, problems);
    }
    limited(members, &mut values, problems);
    if values.is_empty() {
        if given.is_empty() {
            problems.push(Problem::tolerable(
                "empty-enum",
                "",
                "the enum lists no value",
                "list the values admitted",
            ));
        }
        return;
    }
    members.insert("enum".to_owned(), Value::Array(values));
}

fn distinct(given: &[Value], problems: &mut Vec<Problem>) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::with_capacity(given.len());
    for value in given {
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
    if values.len() < given.len() {
        problems.push(Problem::tolerable(
            "duplicate-value",
            "enum",
            "the enum lists a value twice",
            "remove one of the two",
        ));
    }
    values
}

/// The types beside the values; none where any will do.
fn types(members: &Map<String, Value>) -> Option<Vec<String>> {
    match members.get("type")? {
        Value::String(name) => Some(vec![name.clone()]),
        Value::Array(names) => {
            let names = names.iter().filter_map(Value::as_str);
            Some(names.map(str::to_owned).collect())
        }
        _ => None,
    }
}

/// Who lists `null` means to admit it.
fn null(members: &mut Map<String, Value>, values: &[Value], problems: &mut Vec<Problem>) {
    let nullable = members.get("nullable") == Some(&Value::Bool(true));
    let refused = types(members).is_some_and(|types| types.iter().all(|name| name != "null"));
    if refused && !nullable && values.contains(&Value::Null) {
        members.insert("nullable".to_owned(), Value::Bool(true));
        problems.push(Problem::tolerable(
            "null-in-enum",
            "enum",
            "the enum lists null, which the type does not admit",
            "admit null beside the type, or take it out of the enum",
        ));
    }
}

/// The values that are of the type, written as that type where they only look like another one.
fn typed(
    members: &mut Map<String, Value>,
    types: &[String],
    values: Vec<Value>,
    problems: &mut Vec<Problem>,
) -> Vec<Value> {
    let fits = |value: &Value| value.is_null() || types.iter().any(|name| is_of(name, value));
    if values.iter().all(fits) {
        return values;
    }
    problems.push(Problem::tolerable(
        "enum-type",
        "enum",
        "the enum lists values that the type beside it does not admit",
        "correct the type or the values; quote what is meant as text",
    ));
    let mut meant: Vec<Value> = Vec::new();
    for value in &values {
        let value = if fits(value) {
            Some(value.clone())
        } else {
            types.iter().find_map(|name| spelled(name, value))
        };
        meant.extend(value.filter(|value| !meant.contains(value)));
    }
    if meant.iter().any(|value| !value.is_null()) {
        return meant;
    }
    // A list of values for the items stands beside the list.
    if types.iter().any(|name| name == "array")
        && let Some(Value::Object(items)) = members.get_mut("items")
        && !items.contains_key("enum")
        && !items.contains_key("$ref")
    {
        items.insert("enum".to_owned(), Value::Array(values));
        mend(items, problems);
        return Vec::new();
    }
    members.shift_remove("type");
    values
}

fn is_of(name: &str, value: &Value) -> bool {
    match name {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(is_whole),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => value.is_null(),
    }
}

fn is_whole(number: f64) -> bool {
    number.fract() == 0.0
}

/// The value of that type that is spelled the same.
fn spelled(name: &str, value: &Value) -> Option<Value> {
    match (name, value) {
        ("string", Value::Number(_) | Value::Bool(_)) => Some(Value::String(value.to_string())),
        ("integer" | "number", Value::String(text)) => {
            let number = Value::Number(text.parse::<Number>().ok()?);
            is_of(name, &number).then_some(number)
        }
        ("boolean", Value::String(text)) => text.to_ascii_lowercase().parse().ok().map(Value::Bool),
        _ => None,
    }
}

/// Drops limits beside the values, and values that break them as long as others remain.
fn limited(members: &mut Map<String, Value>, values: &mut Vec<Value>, problems: &mut Vec<Problem>) {
    if values.is_empty() {
        return;
    }
    let limits: Map<String, Value> = LIMITS
        .into_iter()
        .filter_map(|key| Some((key.to_owned(), members.shift_remove(key)?)))
        .collect();
    if limits.is_empty() {
        return;
    }
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&Value::Object(limits));
    let Ok(validator) = validator else { return };
    if values.iter().all(|value| validator.is_valid(value)) {
        return;
    }
    if values
        .iter()
        .any(|value| !value.is_null() && validator.is_valid(value))
    {
        values.retain(|value| validator.is_valid(value));
    }
    problems.push(Problem::tolerable(
        "bad-sample",
        "enum",
        "the enum lists values that the limits beside it do not admit",
        "correct the limits or the values",
    ));
}

/// A constant of another type than the one beside it wins over that.
fn constant(members: &mut Map<String, Value>, problems: &mut Vec<Problem>) {
    let Some(value) = members.get("const") else {
        return;
    };
    let Some(types) = types(members) else { return };
    if types.iter().any(|name| is_of(name, value)) {
        return;
    }
    let meant = types.iter().find_map(|name| spelled(name, value));
    match meant {
        Some(meant) => drop(members.insert("const".to_owned(), meant)),
        None => drop(members.shift_remove("type")),
    }
    problems.push(Problem::tolerable(
        "bad-sample",
        "const",
        "the constant is not of the type beside it",
        "correct the type or the constant",
    ));
}
