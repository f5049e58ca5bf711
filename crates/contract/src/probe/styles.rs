//! Values of parameters as text, by their style (OpenAPI 3.1, section 4.8.12.2).

use serde_json::Value;

use super::parameters::{pair, percent_encoded};
use crate::model::{Parameter, Style};

/// A value as text, without the name of its parameter: in a path or a header.
pub(super) fn text(parameter: &Parameter, value: &Value) -> String {
    match (&parameter.style, value) {
        (Style::Content(_), value) => value.to_string(),
        (Style::Label { explode }, value) => {
            format!(
                ".{}",
                parts(value, *explode).join(if *explode { "." } else { "," })
            )
        }
        (Style::Matrix { explode }, value) => {
            let name = &parameter.name;
            let parts = parts(value, *explode);
            match value {
                Value::Object(_) if *explode => format!(";{}", parts.join(";")),
                Value::Array(_) if *explode => {
                    parts.iter().map(|part| format!(";{name}={part}")).collect()
                }
                _ => format!(";{name}={}", parts.join(",")),
            }
        }
        (Style::Simple { explode }, value) => parts(value, *explode).join(","),
        (_, value) => parts(value, false).join(","),
    }
}

/// A value as pairs of a query or a cookie.
pub(super) fn pairs(parameter: &Parameter, value: &Value, encoded: bool) -> String {
    let spelled = |name: &str| {
        if encoded {
            percent_encoded(name)
        } else {
            name.to_owned()
        }
    };
    let name = spelled(&parameter.name);
    let one = |separator: &str| {
        let parts = parts(value, false).into_iter();
        let parts: Vec<String> = parts.map(|part| percent_encoded(&part)).collect();
        format!("{name}={}", parts.join(separator))
    };
    let joined = |pairs: Vec<String>| pairs.join("&");
    match (&parameter.style, value) {
        (Style::Content(_), value) => pair(&name, &value.to_string()),
        (Style::DeepObject, Value::Object(members)) => joined(
            members
                .iter()
                .map(|(key, value)| {
                    pair(
                        &spelled(&format!("{}[{key}]", parameter.name)),
                        &written(value),
                    )
                })
                .collect(),
        ),
        (Style::Form { explode: true }, Value::Array(items)) => joined(
            items
                .iter()
                .map(|item| pair(&name, &written(item)))
                .collect(),
        ),
        (Style::Form { explode: true }, Value::Object(members)) => joined(
            members
                .iter()
                .map(|(key, value)| pair(&spelled(key), &written(value)))
                .collect(),
        ),
        (Style::SpaceDelimited, Value::Array(_)) => one("%20"),
        (Style::PipeDelimited, Value::Array(_)) => one("%7C"),
        (_, Value::Array(_) | Value::Object(_)) => one(","),
        (_, value) => pair(&name, &written(value)),
    }
}

/// A scalar as text.
pub(super) fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// Items, or members as `k=v` or as `k` and `v`.
fn parts(value: &Value, explode: bool) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().map(written).collect(),
        Value::Object(members) if explode => {
            let pairs = members.iter();
            pairs
                .map(|(key, value)| format!("{key}={}", written(value)))
                .collect()
        }
        Value::Object(members) => {
            let pairs = members.iter();
            pairs
                .flat_map(|(key, value)| [key.clone(), written(value)])
                .collect()
        }
        scalar => vec![written(scalar)],
    }
}
