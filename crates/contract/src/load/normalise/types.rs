//! Types that do not exist, for those that are meant.

use serde_json::{Map, Value, json};

use super::Problem;

/// What is meant by a name: the type and its format.
fn meant(name: &str) -> Option<(&'static str, Option<&'static str>)> {
    Some(match name.to_ascii_lowercase().as_str() {
        "string" | "str" | "text" | "char" | "enum" => ("string", None),
        "file" | "binary" => ("string", Some("binary")),
        "date" => ("string", Some("date")),
        "datetime" | "date-time" | "timestamp" => ("string", Some("date-time")),
        "uuid" | "guid" => ("string", Some("uuid")),
        "uri" | "url" => ("string", Some("uri")),
        "email" => ("string", Some("email")),
        "password" => ("string", Some("password")),
        "integer" | "int" => ("integer", None),
        "int32" => ("integer", Some("int32")),
        "int64" | "long" => ("integer", Some("int64")),
        "number" | "numeric" | "decimal" => ("number", None),
        "float" => ("number", Some("float")),
        "double" => ("number", Some("double")),
        "boolean" | "bool" => ("boolean", None),
        "object" | "map" | "dict" | "hash" | "struct" | "json" => ("object", None),
        "array" | "list" => ("array", None),
        "null" | "nil" | "none" => ("null", None),
        _ => return None,
    })
}

/// Writes the types that are meant. A name that means nothing is dropped, for any type will do.
pub(super) fn mend(members: &mut Map<String, Value>, problems: &mut Vec<Problem>) {
    content(members);
    let given: Vec<String> = match members.get("type") {
        Some(Value::String(name)) => vec![name.clone()],
        Some(Value::Array(names)) => {
            let names = names.iter().filter_map(Value::as_str);
            names.map(str::to_owned).collect()
        }
        _ => return,
    };
    let mut types: Vec<&str> = Vec::new();
    let mut format = None;
    let mut known = true;
    for name in &given {
        match meant(name) {
            Some((name, implied)) => {
                format = format.or(implied);
                if !types.contains(&name) {
                    types.push(name);
                }
            }
            None => known = false,
        }
    }
    if types == given {
        return;
    }
    if let Some(stranger) = given.iter().find(|name| !types.contains(&name.as_str())) {
        problems.push(Problem::tolerable(
            "unknown-type",
            "type",
            format!("there is no type `{stranger}`"),
            "write string, integer, number, boolean, array, object or null",
        ));
    }
    match types.as_slice() {
        _ if !known => drop(members.shift_remove("type")),
        [one] => drop(members.insert("type".to_owned(), json!(one))),
        several => drop(members.insert("type".to_owned(), json!(several))),
    }
    if let Some(format) = format {
        members.entry("format").or_insert_with(|| json!(format));
    }
}

/// 3.1 writes as content what 3.0 writes as formats.
fn content(members: &mut Map<String, Value>) {
    let encoded = members.shift_remove("contentEncoding").is_some();
    let typed = members.shift_remove("contentMediaType").is_some();
    if encoded || typed {
        let format = if encoded { "byte" } else { "binary" };
        members.entry("format").or_insert_with(|| json!(format));
        if !members.contains_key("type") {
            members.insert("type".to_owned(), json!("string"));
        }
    }
}
