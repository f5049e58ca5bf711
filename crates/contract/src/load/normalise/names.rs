//! `propertyNames` in words that the model has.

use serde_json::{Map, Value, json};

use super::{Problem, patterns};

/// Names of members are always text. Another rule about them says which members there may be.
pub(super) fn rewrite(
    members: &mut Map<String, Value>,
    lenient: bool,
    problems: &mut Vec<Problem>,
) {
    let Some(rule) = members.shift_remove("propertyNames") else {
        return;
    };
    let mut rule = rule.as_object().cloned().unwrap_or_default();
    if rule.get("type") == Some(&json!("string")) {
        rule.shift_remove("type");
    }
    rule.retain(|key, _| !super::is_annotation(key));
    if rule.is_empty() || lenient && restrict(members, &rule).is_some() {
        return;
    }
    problems.push(Problem {
        code: "unsupported-keyword",
        key: "propertyNames",
        message: "`propertyNames` is not supported here".to_owned(),
        help: "declare the members under `properties`",
        fatal: true,
    });
}

/// Members whose names keep the rule may be what they might be before; there are no others.
fn restrict(members: &mut Map<String, Value>, rule: &Map<String, Value>) -> Option<()> {
    if members.contains_key("patternProperties") {
        return None;
    }
    let additional = members.get("additionalProperties").cloned();
    let additional = additional.unwrap_or_else(|| json!({}));
    let declared: Vec<String> = members
        .get("properties")
        .and_then(Value::as_object)
        .map(|declared| declared.keys().cloned().collect())
        .unwrap_or_default();
    if let Some(names) = rule.get("enum").and_then(Value::as_array) {
        let names: Option<Vec<&str>> = names.iter().map(Value::as_str).collect();
        let names = names.filter(|names| rule.len() == 1 && covers(names, &declared))?;
        let properties = members.entry("properties").or_insert_with(|| json!({}));
        for name in names {
            let properties = properties.as_object_mut()?;
            properties.entry(name).or_insert_with(|| additional.clone());
        }
    } else {
        let pattern = pattern_of(rule)?;
        let expression = patterns::rust_pattern(&pattern)?;
        let expression = fancy_regex::Regex::new(&expression).ok()?;
        let fits = |name: &String| expression.is_match(name).unwrap_or(false);
        if additional == json!(false) || !declared.iter().all(fits) {
            return None;
        }
        members.insert("patternProperties".to_owned(), json!({pattern: additional}));
    }
    members.insert("additionalProperties".to_owned(), json!(false));
    Some(())
}

fn covers(names: &[&str], declared: &[String]) -> bool {
    declared.iter().all(|name| names.contains(&name.as_str()))
}

/// The one expression that says what the rule says.
fn pattern_of(rule: &Map<String, Value>) -> Option<String> {
    let count = |key: &str| rule.get(key).and_then(Value::as_u64);
    let limits = (count("minLength"), count("maxLength"));
    let known = |key: &String| matches!(key.as_str(), "minLength" | "maxLength" | "pattern");
    if !rule.keys().all(known) {
        return None;
    }
    let length = match limits {
        (None, None) => None,
        (fewest, most) => {
            let most = most.map(|most| most.to_string()).unwrap_or_default();
            Some(format!("[\\s\\S]{{{},{most}}}$", fewest.unwrap_or(0)))
        }
    };
    match (rule.get("pattern").and_then(Value::as_str), length) {
        (Some(pattern), None) => Some(pattern.to_owned()),
        (None, Some(length)) => Some(format!("^{length}")),
        (Some(pattern), Some(length)) => Some(format!("^(?={length})(?=[\\s\\S]*(?:{pattern}))")),
        (None, None) => None,
    }
}
