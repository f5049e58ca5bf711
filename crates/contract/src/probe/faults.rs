//! Every rule of a schema, broken once.

use serde_json::{Number, Value};

use super::edit::Edit;
use crate::{
    Document,
    load::pointer,
    model::{Additional, ArrayRules, Kind, NumberRules, ObjectRules, Schema, StringRules},
};

/// The longest text and the longest list that a fault may need.
const LONGEST: u64 = 20_000;

/// Changes of `value`, which satisfies the schema, at and below the place `at`. Not each of them
/// is a fault: a pattern may admit what was meant to break it.
pub(super) fn edits(document: &Document, schema: &Schema, at: &str, value: &Value) -> Vec<Edit> {
    let target = document.resolve(schema);
    let mut edits = vec![
        Edit::set(at, "of another type", another_type(&target.kind)),
        Edit::set(at, "null", Value::Null),
    ];
    match &target.kind {
        Kind::String(rules) => text(rules, at, value, &mut edits),
        Kind::Enum(_) | Kind::Const(Value::String(_)) => {
            edits.push(Edit::set(
                at,
                "not one of the declared values",
                "no-such-value",
            ));
        }
        Kind::Const(Value::Bool(only)) => edits.push(Edit::set(at, "the other value", !only)),
        Kind::Integer(rules) => {
            edits.push(Edit::set(at, "not whole", 1.5));
            number(rules, at, &mut edits);
        }
        Kind::Number(rules) => number(rules, at, &mut edits),
        Kind::Array(rules) => array(document, rules, at, value, &mut edits),
        Kind::Object(rules) => object(document, rules, at, value, &mut edits),
        Kind::OneOf(branches, _) | Kind::AnyOf(branches) => {
            let mut branches = branches.iter();
            if let Some(branch) = branches.find(|branch| has_required(document, branch, value)) {
                edits.extend(self::edits(document, branch, at, value));
            }
        }
        _ => {}
    }
    edits
}

/// Whether the value has all that an object of this schema must have.
fn has_required(document: &Document, schema: &Schema, value: &Value) -> bool {
    let Kind::Object(rules) = &document.resolve(schema).kind else {
        return false;
    };
    let mut required = rules.properties.iter().filter(|member| member.required);
    value.is_object() && required.all(|member| value.get(&member.name).is_some())
}

fn another_type(kind: &Kind) -> Value {
    match kind {
        Kind::String(_) | Kind::Enum(_) | Kind::Const(Value::String(_)) => Value::from(7),
        _ => Value::from("text"),
    }
}

fn text(rules: &StringRules, at: &str, value: &Value, edits: &mut Vec<Edit>) {
    let text = value.as_str().unwrap_or("a");
    if let Some(least) = rules
        .min_length
        .filter(|least| (1..=LONGEST).contains(least))
    {
        let length = usize::try_from(least - 1).unwrap_or_default();
        let short: String = text.chars().take(length).collect();
        edits.push(Edit::set(at, "too short", short));
    }
    if let Some(most) = rules.max_length.filter(|most| *most <= LONGEST) {
        let length = usize::try_from(most + 1).unwrap_or_default();
        let long: String = text
            .chars()
            .chain(std::iter::repeat('a'))
            .take(length)
            .collect();
        edits.push(Edit::set(at, "too long", long));
    }
    if rules.pattern.is_some() {
        edits.push(Edit::set(at, "against its pattern", "\u{1}\u{7f} !"));
    }
    if rules.format.is_some() {
        edits.push(Edit::set(at, "against its format", "not of that format"));
    }
}

fn number(rules: &NumberRules, at: &str, edits: &mut Vec<Edit>) {
    let mut beyond = |bound: &Option<Number>, step: i64, why| {
        if let Some(value) = bound.as_ref().and_then(|bound| moved(bound, step)) {
            edits.push(Edit::set(at, why, value));
        }
    };
    beyond(&rules.minimum, -1, "too small");
    beyond(&rules.maximum, 1, "too large");
    beyond(&rules.exclusive_minimum, 0, "on its excluded lower bound");
    beyond(&rules.exclusive_maximum, 0, "on its excluded upper bound");
    if let Some(divisor) = rules.multiple_of.as_ref().and_then(Number::as_f64) {
        edits.push(Edit::set(at, "no multiple", divisor * 1.5));
    }
}

/// A bound moved by a step; none where a double could not tell the two apart.
fn moved(bound: &Number, step: i64) -> Option<Value> {
    if let Some(whole) = bound.as_i64() {
        return whole.checked_add(step).map(Value::from);
    }
    let bound = bound.as_f64()?;
    let step = f64::from(i32::try_from(step).ok()?);
    let moved = bound + step;
    (step == 0.0 || moved.to_bits() != bound.to_bits()).then(|| Value::from(moved))
}

fn array(document: &Document, rules: &ArrayRules, at: &str, value: &Value, edits: &mut Vec<Edit>) {
    let items = value.as_array().cloned().unwrap_or_default();
    if let Some(least) = rules.min_items.filter(|least| *least > 0) {
        let length = usize::try_from(least - 1).unwrap_or_default();
        let few: Vec<Value> = items.iter().take(length).cloned().collect();
        edits.push(Edit::set(at, "too few items", few));
    }
    let Some(first) = items.first() else { return };
    if let Some(most) = rules.max_items.filter(|most| *most <= LONGEST) {
        let length = usize::try_from(most + 1).unwrap_or_default();
        let many: Vec<Value> = items.iter().cycle().take(length).cloned().collect();
        edits.push(Edit::set(at, "too many items", many));
    }
    if rules.unique_items {
        let twice = vec![first.clone(), first.clone()];
        edits.push(Edit::set(at, "an item twice", twice));
    }
    let place = pointer::join(at, "0");
    edits.extend(self::edits(document, &rules.items, &place, first));
}

fn object(
    document: &Document,
    rules: &ObjectRules,
    at: &str,
    value: &Value,
    edits: &mut Vec<Edit>,
) {
    if matches!(rules.additional, Additional::Closed) {
        let place = pointer::join(at, "undeclared_member");
        edits.push(Edit::set(&place, "not declared", true));
    }
    if rules.min_properties.is_some_and(|least| least > 0) {
        edits.push(Edit::set(
            at,
            "without members",
            Value::Object(serde_json::Map::new()),
        ));
    }
    for property in &rules.properties {
        let place = pointer::join(at, &property.name);
        if property.required {
            edits.push(Edit::remove(place.clone()));
        }
        if let Some(member) = value.get(&property.name) {
            edits.extend(self::edits(document, &property.schema, &place, member));
        }
    }
    if let (Additional::Schema(schema), Some(members)) = (&rules.additional, value.as_object()) {
        let declared = |name: &String| rules.properties.iter().any(|one| one.name == *name);
        if let Some((name, member)) = members.iter().find(|(name, _)| !declared(name)) {
            edits.extend(self::edits(
                document,
                schema,
                &pointer::join(at, name),
                member,
            ));
        }
    }
}
