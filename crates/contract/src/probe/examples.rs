//! Values that a schema admits: its examples where it has any, else made from its rules.

use serde_json::{Map, Value};

use crate::{
    Document,
    model::{Kind, NumberRules, ObjectRules, Schema, StringRules},
};

/// How deep a made value may go; a recursive schema ends there.
const DEPTH: usize = 8;

/// A value of the schema that says as much as possible: optional members are there too.
pub(super) fn example(document: &Document, schema: &Schema) -> Option<Value> {
    made(document, schema, DEPTH)
}

fn made(document: &Document, schema: &Schema, depth: usize) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    let target = document.resolve(schema);
    if let Kind::Object(rules) = &target.kind {
        return Some(object(document, target, rules, depth));
    }
    let own = || schema.examples.iter().chain(&target.examples);
    let told = own()
        .find(|value| !value.is_null())
        .or_else(|| own().next());
    if let Some(value) = told.or(schema.default.as_ref()).or(target.default.as_ref()) {
        return Some(value.clone());
    }
    match &target.kind {
        Kind::Boolean => Some(Value::Bool(true)),
        Kind::Integer(rules) | Kind::Number(rules) => Some(number(rules)),
        Kind::String(rules) => text(rules).map(Value::from),
        Kind::Enum(values) => values.first().cloned(),
        Kind::Const(value) => Some(value.clone()),
        Kind::Array(rules) => {
            let item = made(document, &rules.items, depth)?;
            Some(Value::Array(vec![item]))
        }
        Kind::OneOf(branches, _) | Kind::AnyOf(branches) | Kind::AllOf(branches) => {
            made(document, branches.first()?, depth)
        }
        Kind::Any | Kind::Null | Kind::Ref(_) | Kind::Object(_) | Kind::Not(_) => Some(Value::Null),
    }
}

/// The object's own example, completed with what its members say.
fn object(document: &Document, schema: &Schema, rules: &ObjectRules, depth: usize) -> Value {
    let told = schema.examples.iter().find_map(Value::as_object);
    let mut members: Map<String, Value> = told.cloned().unwrap_or_default();
    for property in &rules.properties {
        if !members.contains_key(&property.name)
            && let Some(value) = made(document, &property.schema, depth)
        {
            members.insert(property.name.clone(), value);
        }
    }
    Value::Object(members)
}

fn number(rules: &NumberRules) -> Value {
    let bound = rules.minimum.as_ref().or(rules.maximum.as_ref());
    bound.map_or_else(|| Value::from(1), |bound| Value::Number(bound.clone()))
}

/// A text of the format and length; a pattern needs an example.
fn text(rules: &StringRules) -> Option<String> {
    if rules.pattern.is_some() {
        return None;
    }
    let told = match rules.format.as_deref() {
        Some("uuid") => "00000000-0000-4000-8000-000000000000",
        Some("date") => "2026-01-15",
        Some("date-time") => "2026-01-15T10:30:00.000Z",
        Some("email") => "someone@example.com",
        Some("uri") => "https://example.com/",
        _ => {
            let least = rules.min_length.unwrap_or(0).max(1);
            return Some("a".repeat(usize::try_from(least).ok()?));
        }
    };
    Some(told.to_owned())
}
