//! Every check against the judge on the wire: both admit and refuse the same values.

use serde_json::{Value, json};
use sovx_runtime::{At, Check, Violations};

use super::cases::cases;
use super::{contract, models};

#[test]
fn both_judges_agree_and_what_they_admit_survives_its_type() {
    let bundled = contract().bundled;
    let mut wrong = Vec::new();

    for (name, kind, values) in cases() {
        let mut schema = bundled.clone();
        schema["$ref"] = json!(format!("#/components/schemas/{name}"));
        let judge = jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .should_validate_formats(true)
            .build(&schema)
            .unwrap();
        for value in values {
            let mut violations = Violations::default();
            (kind.check)(&value, &At::Root, &mut violations);
            if violations.is_empty() != judge.is_valid(&value) {
                wrong.push(format!(
                    "{name} {value}: the generated check says {violations:?}"
                ));
            }
            let again = (kind.again)(value.clone());
            let kept = again.is_some_and(|again| holds(&again, &value));
            if violations.is_empty() && !kept {
                wrong.push(format!("{name} {value}: its type does not keep it"));
            }
        }
    }

    assert_eq!(wrong, Vec::<String>::new());
}

/// Whether one value has all that the other has: defaults may have been added.
fn holds(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => other
            .iter()
            .all(|(name, value)| one.get(name).is_some_and(|own| holds(own, value))),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| holds(one, other))
        }
        _ => sovx_runtime::check::equal(one, other),
    }
}

/// Where and how a value is wrong.
fn violations<T: Check>(value: &Value) -> Vec<(String, &'static str)> {
    let mut found = Violations::default();
    T::check(value, &At::Root, &mut found);
    let place = |one: &sovx_runtime::Violation| (one.field.clone(), one.rule.name());
    found.iter().map(place).collect()
}

#[test]
fn a_tag_leads_to_the_very_place_of_a_violation() {
    let wrong = |value| violations::<models::Animal>(&value);
    let at = |place: &str, rule| vec![(place.to_owned(), rule)];

    assert_eq!(wrong(json!({"kind": "cat", "lives": 3})), []);
    assert_eq!(
        wrong(json!({"kind": "cat", "lives": 10})),
        at("/lives", "maximum")
    );
    assert_eq!(wrong(json!({"kind": "cow"})), at("/kind", "enum"));
    assert_eq!(wrong(json!({"kind": 1})), at("/kind", "type"));
    assert_eq!(wrong(json!({"lives": 10})), at("/kind", "required"));
    assert_eq!(
        wrong(json!({"kind": "dog", "friends": [{"kind": "dog"}, {"kind": "cat"}]})),
        at("/friends/1/lives", "required")
    );
}

#[test]
fn a_union_without_a_tag_blames_the_branch_that_is_meant() {
    let amount = |value| violations::<models::Amount>(&value);
    let at = |place: &str, rule| vec![(place.to_owned(), rule)];

    assert_eq!(amount(json!(-1)), at("", "minimum"));
    assert_eq!(
        amount(json!(["1", 2, "3"])),
        [("/0".to_owned(), "type"), ("/2".to_owned(), "type")]
    );
    assert_eq!(amount(json!({"value": "1"})), at("/value", "type"));
    assert_eq!(amount(json!(null)), at("", "oneOf"));
    assert_eq!(
        violations::<models::Overlapping>(&json!(6)),
        at("", "oneOf")
    );
    assert_eq!(violations::<models::Lenient>(&json!({})), at("", "anyOf"));
}

#[test]
fn violations_deep_inside_have_their_pointers() {
    let json = json!({"a": [1, {"b": null}]});

    assert_eq!(
        violations::<models::Json>(&json),
        [("/a/1/b".to_owned(), "anyOf")]
    );
    assert_eq!(
        violations::<models::Patterned>(&json!({"x-a/b": "123456"})),
        [("/x-a~1b".to_owned(), "maxLength")]
    );
    assert_eq!(
        violations::<models::Both>(&json!(0)),
        [(String::new(), "not")]
    );
}

#[test]
fn a_deep_value_of_a_recursive_union_is_judged_in_no_time() {
    let mut value = json!(1);
    for _ in 0..60 {
        value = json!({"of": value, "and": true, "or": 1});
    }

    assert_eq!(
        violations::<models::Expression>(&value),
        [(String::new(), "oneOf")]
    );
    assert!(sovx_runtime::read::<models::Expression>(value).is_err());
}
