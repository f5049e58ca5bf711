//! `uniqueItems` in less than quadratic time.

use std::collections::HashSet;
use std::fmt::Write as _;

use serde_json::Value;

use super::equal;

/// Below this many items, comparing each with each is quicker.
const FEW: usize = 12;

/// Above this, a whole number that is a float equals no integer.
const WHOLE: f64 = 18_446_744_073_709_551_616.0;

/// Whether no two items are equal.
pub(crate) fn is_unique(items: &[Value]) -> bool {
    if items.len() <= FEW {
        let mut numbered = items.iter().enumerate();
        return !numbered.any(|(index, item)| items.iter().take(index).any(|one| equal(one, item)));
    }
    let mut seen = HashSet::with_capacity(items.len());
    items.iter().all(|item| {
        let mut text = String::new();
        canonical(item, &mut text);
        seen.insert(text)
    })
}

/// One text for all spellings of a value: members in order of their names, `1.0` as `1`.
fn canonical(value: &Value, text: &mut String) {
    match value {
        Value::Number(number) => {
            let small = |float: &f64| float.fract() == 0.0 && float.abs() < WHOLE;
            let written = match (number.as_i128(), number.as_f64()) {
                (Some(whole), _) => write!(text, "{whole}"),
                (None, Some(float)) if small(&float) => write!(text, "{:.0}", float + 0.0),
                // A large one in few digits, so that the text is about as long as what was sent.
                (None, Some(float)) => write!(text, "{float:e}"),
                (None, None) => write!(text, "{number}"),
            };
            debug_assert!(written.is_ok(), "writing to a string cannot fail");
        }
        Value::Array(items) => {
            text.push('[');
            for item in items {
                canonical(item, text);
                text.push(',');
            }
            text.push(']');
        }
        Value::Object(members) => {
            let mut names: Vec<(&String, &Value)> = members.iter().collect();
            names.sort_unstable_by_key(|(name, _)| *name);
            text.push('{');
            for (name, value) in names {
                text.push_str(&Value::from(name.as_str()).to_string());
                text.push(':');
                canonical(value, text);
                text.push(',');
            }
            text.push('}');
        }
        Value::Null | Value::Bool(_) | Value::String(_) => text.push_str(&value.to_string()),
    }
}
