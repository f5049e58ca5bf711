//! Two kinds into one, limit by limit.

use serde_json::{Number, Value};

use super::Part;
use crate::model::{
    Additional, ArrayRules, Kind, NumberRules, ObjectRules, Property, Schema, StringRules,
};

/// The kind that admits what both admit.
///
/// A lenient merge is exact, and keeps members and items that do not merge side by side.
pub(super) fn merge(first: &Kind, second: &Kind, lenient: bool) -> Result<Kind, String> {
    match (first, second) {
        (Kind::Any, other) | (other, Kind::Any) => Ok(other.clone()),
        (Kind::Null, Kind::Null) => Ok(Kind::Null),
        (Kind::Boolean, Kind::Boolean) => Ok(Kind::Boolean),
        (Kind::Ref(a), Kind::Ref(b)) if a == b => Ok(first.clone()),
        (Kind::Integer(a), Kind::Integer(b) | Kind::Number(b))
        | (Kind::Number(a), Kind::Integer(b)) => Ok(Kind::Integer(numbers(a, b)?)),
        (Kind::Number(a), Kind::Number(b)) => Ok(Kind::Number(numbers(a, b)?)),
        (Kind::String(a), Kind::String(b)) => Ok(Kind::String(strings(a, b)?)),
        (Kind::Array(a), Kind::Array(b)) => Ok(Kind::Array(arrays(a, b, lenient)?)),
        (Kind::Object(a), Kind::Object(b)) => Ok(Kind::Object(objects(a, b, lenient)?)),
        (Kind::Const(a), Kind::Const(b)) if a == b => Ok(first.clone()),
        (Kind::Const(value), Kind::Enum(values)) | (Kind::Enum(values), Kind::Const(value))
            if values.contains(value) =>
        {
            Ok(Kind::Const(value.clone()))
        }
        (Kind::Enum(a), Kind::Enum(b)) => {
            let both: Vec<Value> = a
                .iter()
                .filter(|value| b.contains(value))
                .cloned()
                .collect();
            if both.is_empty() {
                return Err("no value is in both enums".to_owned());
            }
            Ok(Kind::Enum(both))
        }
        (listed @ (Kind::Enum(_) | Kind::Const(_)), plain)
        | (plain, listed @ (Kind::Enum(_) | Kind::Const(_)))
            if admits(plain, listed) =>
        {
            Ok(listed.clone())
        }
        (union @ (Kind::OneOf(..) | Kind::AnyOf(_)), Kind::Object(rules))
        | (Kind::Object(rules), union @ (Kind::OneOf(..) | Kind::AnyOf(_)))
            if says_nothing(rules) && !lenient =>
        {
            Ok(union.clone())
        }
        _ => Err(format!("{} and {}", noun(first), noun(second))),
    }
}

/// Whether a bare type admits every listed value.
fn admits(plain: &Kind, listed: &Kind) -> bool {
    let fits = |value: &Value| match plain {
        Kind::Boolean => value.is_boolean(),
        Kind::String(rules) => value.is_string() && *rules == StringRules::default(),
        Kind::Integer(rules) => {
            (value.is_i64() || value.is_u64()) && *rules == NumberRules::default()
        }
        Kind::Number(rules) => value.is_number() && *rules == NumberRules::default(),
        _ => false,
    };
    match listed {
        Kind::Enum(values) => values.iter().all(fits),
        Kind::Const(value) => fits(value),
        _ => false,
    }
}

fn says_nothing(rules: &ObjectRules) -> bool {
    rules.properties.is_empty()
        && rules.additional.is_anything()
        && rules.min_properties.is_none()
        && rules.max_properties.is_none()
}

fn noun(kind: &Kind) -> &'static str {
    match kind {
        Kind::Any => "any value",
        Kind::Null => "null",
        Kind::Ref(_) => "a reference",
        Kind::Boolean => "true or false",
        Kind::Integer(_) => "a whole number",
        Kind::Number(_) => "a number",
        Kind::String(_) => "text",
        Kind::Enum(_) | Kind::Const(_) => "a list of values",
        Kind::Array(_) => "a list",
        Kind::Object(_) => "an object",
        Kind::OneOf(..) | Kind::AnyOf(_) => "a choice of schemas",
        Kind::AllOf(_) => "several schemas at once",
        Kind::Not(_) => "what a schema does not admit",
    }
}

/// The one that is given, or both if they agree.
fn same<T: PartialEq + Clone>(
    name: &str,
    first: Option<&T>,
    second: Option<&T>,
) -> Result<Option<T>, String> {
    match (first, second) {
        (Some(a), Some(b)) if a != b => Err(format!("two different values of `{name}`")),
        (a, b) => Ok(a.or(b).cloned()),
    }
}

fn larger(first: Option<u64>, second: Option<u64>) -> Option<u64> {
    first.max(second)
}

fn smaller(first: Option<u64>, second: Option<u64>) -> Option<u64> {
    [first, second].into_iter().flatten().min()
}

fn numbers(a: &NumberRules, b: &NumberRules) -> Result<NumberRules, String> {
    Ok(NumberRules {
        format: same("format", a.format.as_ref(), b.format.as_ref())?,
        minimum: pick(a.minimum.as_ref(), b.minimum.as_ref(), |a, b| a > b),
        maximum: pick(a.maximum.as_ref(), b.maximum.as_ref(), |a, b| a < b),
        exclusive_minimum: pick(
            a.exclusive_minimum.as_ref(),
            b.exclusive_minimum.as_ref(),
            |a, b| a > b,
        ),
        exclusive_maximum: pick(
            a.exclusive_maximum.as_ref(),
            b.exclusive_maximum.as_ref(),
            |a, b| a < b,
        ),
        multiple_of: same("multipleOf", a.multiple_of.as_ref(), b.multiple_of.as_ref())?,
    })
}

fn pick(
    a: Option<&Number>,
    b: Option<&Number>,
    first_wins: fn(f64, f64) -> bool,
) -> Option<Number> {
    match (a, b) {
        (Some(a), Some(b)) => {
            let first = a
                .as_f64()
                .zip(b.as_f64())
                .is_some_and(|(a, b)| first_wins(a, b));
            Some(if first { a.clone() } else { b.clone() })
        }
        (a, b) => a.or(b).cloned(),
    }
}

fn strings(a: &StringRules, b: &StringRules) -> Result<StringRules, String> {
    Ok(StringRules {
        format: same("format", a.format.as_ref(), b.format.as_ref())?,
        min_length: larger(a.min_length, b.min_length),
        max_length: smaller(a.max_length, b.max_length),
        pattern: same("pattern", a.pattern.as_ref(), b.pattern.as_ref())?,
    })
}

fn arrays(a: &ArrayRules, b: &ArrayRules, lenient: bool) -> Result<ArrayRules, String> {
    Ok(ArrayRules {
        items: Box::new(both(&a.items, &b.items, lenient)?),
        min_items: larger(a.min_items, b.min_items),
        max_items: smaller(a.max_items, b.max_items),
        unique_items: a.unique_items || b.unique_items,
    })
}

fn both(a: &Schema, b: &Schema, lenient: bool) -> Result<Schema, String> {
    let merged = super::merge(Part::of(a.clone()), Part::of(b.clone()), lenient);
    match merged {
        Ok(part) => Ok(part.schema),
        Err((rest, _)) if lenient => {
            let mut rest = rest.schema;
            rest.nullable = false;
            Ok(super::all_of(vec![a.clone(), b.clone()], rest))
        }
        Err((_, message)) => Err(message),
    }
}

fn objects(a: &ObjectRules, b: &ObjectRules, lenient: bool) -> Result<ObjectRules, String> {
    let mut properties: Vec<Property> = Vec::new();
    for mine in &a.properties {
        let theirs = b.properties.iter().find(|other| other.name == mine.name);
        let mut property = mine.clone();
        if let Some(theirs) = theirs {
            property.required |= theirs.required;
            property.schema = both(&mine.schema, &theirs.schema, lenient)
                .map_err(|message| format!("`{}`: {message}", mine.name))?;
        }
        properties.push(property);
    }
    let fresh = |other: &&Property| !a.properties.iter().any(|mine| mine.name == other.name);
    properties.extend(b.properties.iter().filter(fresh).cloned());
    Ok(ObjectRules {
        additional: additional(a, b)?,
        properties,
        patterns: [a.patterns.as_slice(), b.patterns.as_slice()].concat(),
        min_properties: larger(a.min_properties, b.min_properties),
        max_properties: smaller(a.max_properties, b.max_properties),
    })
}

fn additional(a: &ObjectRules, b: &ObjectRules) -> Result<Additional, String> {
    let covers = |narrow: &ObjectRules, other: &ObjectRules| {
        let declared = |name: &str| narrow.properties.iter().any(|member| member.name == name);
        let stray = other
            .properties
            .iter()
            .find(|member| !declared(&member.name));
        stray.map_or(Ok(()), |stray| {
            Err(format!(
                "one part does not admit `{}` of another",
                stray.name
            ))
        })
    };
    let patterns = a.patterns.len() + b.patterns.len();
    let both_open = a.additional.is_anything() && b.additional.is_anything();
    if patterns > 0 && !both_open {
        return Err("rules about names of members beside rules about all others".to_owned());
    }
    match (&a.additional, &b.additional) {
        (Additional::Open, other) | (other, Additional::Open) if both_open => Ok(other.clone()),
        (said, _) if both_open => Ok(said.clone()),
        (open, narrow) if open.is_anything() => covers(b, a).map(|()| narrow.clone()),
        (narrow, open) if open.is_anything() => covers(a, b).map(|()| narrow.clone()),
        (Additional::Closed, Additional::Closed) => {
            covers(a, b).and(covers(b, a)).map(|()| Additional::Closed)
        }
        _ => Err("two different rules about additional properties".to_owned()),
    }
}
