//! What a schema demands at once: a reference, `allOf`, alternatives and its own rules.

use serde_json::{Map, Value};

use crate::load::{normalise::is_annotation, pointer};

/// One of several demands.
pub(in crate::lower) enum Rule<'v> {
    /// `$ref` to that schema.
    Ref(String),
    /// One item of `allOf`, and where it stands.
    Inner(&'v Value, String),
    /// `oneOf` or `anyOf`, and its branches.
    Alternatives(&'static str, &'v [Value]),
    /// `not`, and where it stands.
    Not(&'v Value, String),
    /// `if` with `then` and `else`: the schema that has them.
    Condition(&'v Map<String, Value>),
    /// One name of `dependentRequired` and what it asks for.
    Dependent(&'v str, Dependency<'v>),
    /// `type`, limits, `enum`, `const`.
    Own(Map<String, Value>),
}

/// What an object needs that has a certain member.
pub(in crate::lower) enum Dependency<'v> {
    /// Other members.
    Members(&'v [Value]),
    /// To satisfy a schema, and where that stands.
    Schema(&'v Value, String),
}

/// The demands of a schema, prose left out.
pub(super) fn split<'v>(members: &'v Map<String, Value>, path: &str) -> Vec<Rule<'v>> {
    let mut rules = Vec::new();
    let mut own = Map::new();
    for (key, value) in members {
        match (key.as_str(), value) {
            ("$ref", Value::String(reference)) => {
                rules.extend(super::component(reference).map(Rule::Ref));
            }
            ("allOf", Value::Array(items)) => {
                let place = pointer::join(path, "allOf");
                let items = items.iter().enumerate();
                rules.extend(items.map(|(index, item)| {
                    Rule::Inner(item, pointer::join(&place, &index.to_string()))
                }));
            }
            ("oneOf", Value::Array(branches)) => rules.push(Rule::Alternatives("oneOf", branches)),
            ("anyOf", Value::Array(branches)) => rules.push(Rule::Alternatives("anyOf", branches)),
            ("not", value) => rules.push(Rule::Not(value, pointer::join(path, "not"))),
            ("if", _) => rules.push(Rule::Condition(members)),
            ("then" | "else" | "discriminator", _) => {}
            ("dependentRequired", Value::Object(names)) => {
                rules.extend(names.iter().filter_map(|(name, others)| {
                    let others = Dependency::Members(others.as_array()?);
                    Some(Rule::Dependent(name.as_str(), others))
                }));
            }
            ("dependentSchemas", Value::Object(names)) => {
                let place = pointer::join(path, "dependentSchemas");
                rules.extend(names.iter().map(|(name, schema)| {
                    let dependency = Dependency::Schema(schema, pointer::join(&place, name));
                    Rule::Dependent(name.as_str(), dependency)
                }));
            }
            _ if is_annotation(key) => {}
            _ => {
                own.insert(key.clone(), value.clone());
            }
        }
    }
    if !own.is_empty() {
        rules.push(Rule::Own(own));
    }
    rules
}
