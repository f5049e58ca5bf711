//! Values of parameters and of forms as text, by their style (OpenAPI 3.1, section 4.8.12.2).

use serde_json::{Map, Value};

use super::parameters::{pair, percent_encoded};
use crate::model::{Media, Parameter, Style};

/// A value as text, without the name of its parameter: in a header, or alone in a path.
pub(super) fn text(parameter: &Parameter, value: &Value) -> String {
    spelled(parameter, value, str::to_owned)
}

/// A value as an encoded segment of a path; what separates its parts stays as it is.
pub(super) fn segment(parameter: &Parameter, value: &Value) -> String {
    spelled(parameter, value, percent_encoded)
}

fn spelled(parameter: &Parameter, value: &Value, spell: fn(&str) -> String) -> String {
    let parts = |explode| parts(value, explode, spell);
    match (&parameter.style, value) {
        (Style::Content(_), value) => spell(&value.to_string()),
        (Style::Label { explode }, _) => {
            let separator = if *explode { "." } else { "," };
            format!(".{}", parts(*explode).join(separator))
        }
        (Style::Matrix { explode }, value) => {
            let name = &parameter.name;
            let parts = parts(*explode);
            match value {
                Value::Object(_) if *explode => format!(";{}", parts.join(";")),
                Value::Array(_) if *explode => {
                    parts.iter().map(|part| format!(";{name}={part}")).collect()
                }
                _ => format!(";{name}={}", parts.join(",")),
            }
        }
        (Style::Simple { explode }, _) => parts(*explode).join(","),
        _ => parts(false).join(","),
    }
}

/// A value as pairs of a query, a cookie or a form.
pub(super) fn pairs(name: &str, style: &Style, value: &Value, encoded: bool) -> String {
    let spelled = |name: &str| {
        if encoded {
            percent_encoded(name)
        } else {
            name.to_owned()
        }
    };
    let plain = name;
    let name = spelled(plain);
    let one = |separator: &str| {
        let parts = parts(value, false, percent_encoded);
        format!("{name}={}", parts.join(separator))
    };
    match (style, value) {
        (Style::Content(_), value) => pair(&name, &value.to_string()),
        (Style::DeepObject, Value::Object(_)) => {
            let pairs = deep(plain, value).into_iter();
            let pairs = pairs.map(|(name, value)| pair(&spelled(&name), &value));
            pairs.collect::<Vec<_>>().join("&")
        }
        (Style::Form { explode: true }, Value::Array(_)) => repeated(&name, value),
        (Style::Form { explode: true }, Value::Object(members)) => {
            let members = members.iter();
            let pairs = members.map(|(key, value)| repeated(&spelled(key), value));
            let pairs = pairs.filter(|pairs| !pairs.is_empty());
            pairs.collect::<Vec<_>>().join("&")
        }
        (Style::SpaceDelimited, Value::Array(_)) => one("%20"),
        (Style::PipeDelimited, Value::Array(_)) => one("%7C"),
        (_, Value::Array(_) | Value::Object(_)) => one(","),
        (_, value) => pair(&name, &written(value)),
    }
}

/// A pair for each item of a list, one for anything else.
fn repeated(name: &str, value: &Value) -> String {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        other => std::slice::from_ref(other),
    };
    let pairs = items.iter().map(|item| pair(name, &written(item)));
    pairs.collect::<Vec<_>>().join("&")
}

/// Texts, each named by the path to it: `name[key]`, and `name[key][]` for the items of a list.
fn deep(name: &str, value: &Value) -> Vec<(String, String)> {
    match value {
        Value::Object(members) => {
            let members = members.iter();
            members
                .flat_map(|(key, value)| deep(&format!("{name}[{key}]"), value))
                .collect()
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            items
                .flat_map(|(index, item)| match item {
                    Value::Object(_) | Value::Array(_) => deep(&format!("{name}[{index}]"), item),
                    scalar => deep(&format!("{name}[]"), scalar),
                })
                .collect()
        }
        scalar => vec![(name.to_owned(), written(scalar))],
    }
}

/// An object as a form, each member as `encoding` has it: else lists are repeated and objects are
/// JSON.
pub(super) fn form(media: &Media, members: &Map<String, Value>) -> String {
    let pairs = members
        .iter()
        .map(|(name, value)| pairs(name, &member_style(media, name, value), value, true));
    let pairs = pairs.filter(|pairs| !pairs.is_empty());
    pairs.collect::<Vec<_>>().join("&")
}

fn member_style(media: &Media, name: &str, value: &Value) -> Style {
    let said = |key: &str| media.encoding.get(name)?.get(key);
    let text = |key: &str| said(key).and_then(Value::as_str);
    let explode = said("explode").and_then(Value::as_bool).unwrap_or(true);
    let is_json = text("contentType").is_some_and(|kind| kind.contains("json"));
    match text("style") {
        Some("deepObject") => Style::DeepObject,
        Some("spaceDelimited") => Style::SpaceDelimited,
        Some("pipeDelimited") => Style::PipeDelimited,
        None if is_json || (value.is_object() && explode) => {
            Style::Content("application/json".to_owned())
        }
        _ => Style::Form { explode },
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
fn parts(value: &Value, explode: bool, spell: fn(&str) -> String) -> Vec<String> {
    let spelled = |value: &Value| spell(&written(value));
    match value {
        Value::Array(items) => items.iter().map(spelled).collect(),
        Value::Object(members) if explode => {
            let pairs = members.iter();
            pairs
                .map(|(key, value)| format!("{}={}", spell(key), spelled(value)))
                .collect()
        }
        Value::Object(members) => {
            let pairs = members.iter();
            pairs
                .flat_map(|(key, value)| [spell(key), spelled(value)])
                .collect()
        }
        scalar => vec![spelled(scalar)],
    }
}
