//! `enum` and `const` of any JSON value, and equality as JSON Schema has it.

use serde_json::{Number, Value};

use crate::decimal::Decimal;
use crate::{At, Rule, Violations};

/// A value that the contract spells out. The generator has written the text.
pub fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// `enum` of any values. Up to ten are named in the message.
pub fn one_of_values(value: &Value, allowed: &[Value], at: &At<'_>, out: &mut Violations) {
    // A number that was sent with more digits than are kept is none of those listed.
    let is_other = value.is_number()
        && out
            .sent(at)
            .is_some_and(|exact| is_none_of(&exact, allowed));
    if !is_other && allowed.iter().any(|one| equal(one, value)) {
        return;
    }
    let names: Vec<String> = allowed.iter().map(named).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let kind = |value: &Value| std::mem::discriminant(value);
    let rule = if allowed.iter().any(|one| kind(one) == kind(value)) {
        Rule::Enum
    } else {
        Rule::Type
    };
    out.push(at, rule, super::admitted(&names));
}

fn is_none_of(exact: &Decimal, allowed: &[Value]) -> bool {
    let listed = allowed.iter().filter_map(Value::as_number);
    !listed
        .filter_map(|number| Decimal::parse(&number.to_string()))
        .any(|one| one == *exact)
}

fn named(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// Whether two values are the same: `1` equals `1.0`, and the order of members does not count.
pub fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => same_number(a, b),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let found = |(name, a): (&String, &Value)| b.get(name).is_some_and(|b| equal(a, b));
            a.len() == b.len() && a.iter().all(found)
        }
        _ => left == right,
    }
}

fn same_number(left: &Number, right: &Number) -> bool {
    match (left.as_i128(), right.as_i128()) {
        (Some(left), Some(right)) => left == right,
        _ => left.as_f64() == right.as_f64(),
    }
}
