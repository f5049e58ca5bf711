//! References below a value, read and changed.

use std::collections::HashMap;

use serde_json::Value;

use super::schema_name;
use crate::load::mend::keys::Keys;

/// All references below a value, those of discriminators included.
pub(super) fn references(value: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    collect(value, Keys::Keywords, &mut found);
    found
}

fn collect<'v>(value: &'v Value, holds: Keys, found: &mut Vec<&'v str>) {
    match value {
        Value::Array(items) => items
            .iter()
            .for_each(|item| collect(item, Keys::Keywords, found)),
        Value::Object(members) => {
            for (key, member) in members {
                match (member, holds.of(key)) {
                    (Value::String(text), _) if is_reference(holds, key, text) => found.push(text),
                    (member, Some(inner)) => collect(member, inner, found),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

/// Lets references to schemas lead to their copies, and says whether there was one.
pub(super) fn redirect(value: &mut Value, copies: &HashMap<String, String>) -> bool {
    redirect_members(value, Keys::Keywords, copies)
}

fn redirect_members(value: &mut Value, holds: Keys, copies: &HashMap<String, String>) -> bool {
    let mut is_changed = false;
    match value {
        Value::Array(items) => {
            for item in items {
                is_changed |= redirect_members(item, Keys::Keywords, copies);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                match (member, holds.of(key)) {
                    (Value::String(text), _) if is_reference(holds, key, text) => {
                        if let Some(copy) = schema_name(text).and_then(|name| copies.get(name)) {
                            *text = format!("#/components/schemas/{copy}");
                            is_changed = true;
                        }
                    }
                    (member, Some(inner)) => is_changed |= redirect_members(member, inner, copies),
                    _ => {}
                }
            }
        }
        _ => {}
    }
    is_changed
}

/// `$ref`, or a value of `discriminator.mapping`: elsewhere no name leads to text.
fn is_reference(holds: Keys, key: &str, text: &str) -> bool {
    match holds {
        Keys::Keywords => key == "$ref",
        Keys::Named => text.starts_with("#/"),
    }
}
