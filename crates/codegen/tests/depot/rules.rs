//! Generated checks agree with JSON Schema: the same contract, judged by another implementation.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sovx_contract::{ProbeOptions, plan};
use sovx_runtime::{At, Check, Violations};
use validator::Validate as _;

use crate::api::models::{Move, NewParcel, OpenDoorBody, ParcelChanges};
use crate::contract;

/// The validator of a named schema of the golden contract.
fn oracle(schema: &Value) -> jsonschema::Validator {
    let mut root = contract().bundled;
    for (name, member) in schema.as_object().unwrap() {
        root[name] = member.clone();
    }
    jsonschema::options()
        .should_validate_formats(true)
        .build(&root)
        .unwrap()
}

fn named(name: &str) -> jsonschema::Validator {
    oracle(&json!({"$ref": format!("#/components/schemas/{name}")}))
}

fn broken<T: Check>(value: &Value) -> Vec<String> {
    let mut violations = Violations::default();
    T::check(value, &At::Root, &mut violations);
    let words = violations
        .iter()
        .map(|one| format!("{} {}", one.field, one.rule.name()));
    words.collect()
}

/// Both judges say the same; an admitted value also becomes the type.
fn agree<T: Check + DeserializeOwned>(oracle: &jsonschema::Validator, value: &Value, what: &str) {
    let broken = broken::<T>(value);
    assert_eq!(
        broken.is_empty(),
        oracle.is_valid(value),
        "{what}: {value} breaks {broken:?}"
    );
}

#[test]
fn a_value_with_one_broken_rule_is_refused_by_both_judges() {
    let options = ProbeOptions {
        most: 10_000,
        ..ProbeOptions::default()
    };
    let plan = plan(&contract(), &options).unwrap();
    let (parcel, changes, door, to) = (
        named("NewParcel"),
        named("ParcelChanges"),
        oracle(
            &contract().bundled["paths"]["/doors"]["post"]["requestBody"]["content"]["application/json"]
                ["schema"],
        ),
        named("Move"),
    );
    let mut judged = 0;

    for probe in &plan.probes {
        let body = probe.body.as_deref().unwrap_or_default();
        let Ok(body) = serde_json::from_slice::<Value>(body) else {
            continue;
        };
        match probe.operation.as_deref() {
            Some("createParcel") => agree::<NewParcel>(&parcel, &body, &probe.what),
            Some("updateParcel") => agree::<ParcelChanges>(&changes, &body, &probe.what),
            Some("moveParcel") => agree::<Move>(&to, &body, &probe.what),
            Some("openDoor") => agree::<OpenDoorBody>(&door, &body, &probe.what),
            _ => continue,
        }
        judged += 1;
    }

    assert!(judged > 100, "only {judged} bodies were judged");
}

#[test]
fn both_judges_agree_on_a_choice() {
    let oracle = named("Move");
    let bodies = [
        json!({"shelf": "B7"}),
        json!({"shelf": "B7", "note": "x"}),
        json!({"door": "north", "note": "x"}),
        json!({"door": "north"}),
        json!({"shelf": "b"}),
        json!({"shelf": "B7", "door": "north", "note": "x"}),
        json!({"shelf": null, "door": "north", "note": "x"}),
        json!({"note": "x"}),
        json!({}),
        json!([]),
        json!(null),
        json!("B7"),
    ];

    for body in bodies {
        agree::<Move>(&oracle, &body, "a choice");
        let admitted = serde_json::from_value::<Move>(body.clone());
        if oracle.is_valid(&body) {
            assert_eq!(serde_json::to_value(admitted.unwrap()).unwrap(), body);
        }
    }
}

fn parcel(member: &str, value: Value) -> Value {
    let mut parcel = json!({
        "weight": 2.5, "pieces": 1, "label": "x", "email": "a@example.com",
        "kind": "parcel", "sent_on": "2026-01-15",
    });
    parcel[member] = value;
    parcel
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of values")]
fn both_judges_agree_at_every_bound() {
    let cases = [
        (
            "weight",
            vec![
                json!(0),
                json!(5e-324),
                json!(31.5),
                json!(31.500001),
                json!("2"),
            ],
        ),
        (
            "pieces",
            vec![
                json!(0),
                json!(1),
                json!(1.0),
                json!(1.5),
                json!(12),
                json!(13),
            ],
        ),
        (
            "pieces",
            vec![json!(1e300), json!(-1e300), json!(null), json!(true)],
        ),
        (
            "stamps",
            vec![
                json!(-15),
                json!(-10),
                json!(0),
                json!(3),
                json!(95),
                json!(100),
            ],
        ),
        (
            "serial",
            vec![json!(-1), json!(0), json!(9_007_199_254_740_991_i64)],
        ),
        (
            "serial",
            vec![
                json!(9_007_199_254_740_992_i64),
                json!(u64::MAX),
                json!(1e19),
            ],
        ),
        (
            "tariff",
            vec![json!(0), json!(0.25), json!(0.3), json!(7.75), json!(-0.25)],
        ),
        (
            "label",
            vec![json!(""), json!("12345"), json!("123456"), json!("é😀é😀é")],
        ),
        (
            "label",
            vec![json!("é😀é😀éx"), json!("e\u{301}e\u{301}e"), json!(null)],
        ),
        (
            "kind",
            vec![json!("parcel"), json!("letter"), json!(null), json!(1)],
        ),
        (
            "insured",
            vec![json!(true), json!(false), json!(null), json!("true")],
        ),
        (
            "sent_on",
            vec![json!("2024-02-29"), json!("2026-02-29"), json!("2026-1-5")],
        ),
        (
            "size",
            vec![json!("small"), json!("Small"), json!("2-men"), json!(null)],
        ),
        (
            "second_size",
            vec![json!("small"), json!(null), json!("huge")],
        ),
        (
            "priority",
            vec![json!(0), json!(9), json!(10), json!(-1), json!(null)],
        ),
        ("notify", vec![json!(true), json!(0), json!("yes")]),
        (
            "colour",
            vec![json!("re"), json!("red"), json!("thirteen-long")],
        ),
        (
            "tags",
            vec![
                json!([]),
                json!(["a"]),
                json!(["a", "b", "c"]),
                json!(["a", "a"]),
            ],
        ),
        (
            "tags",
            vec![
                json!(["a", "b", "c", "d"]),
                json!([""]),
                json!([1]),
                json!({}),
            ],
        ),
        (
            "doors",
            vec![
                json!([]),
                json!([null, "abc"]),
                json!(["abcd"]),
                json!([1, 2, 3]),
            ],
        ),
        (
            "prices",
            vec![
                json!({}),
                json!({"EUR": 0}),
                json!({"a": 1, "b": 2, "c": 3}),
            ],
        ),
        (
            "prices",
            vec![json!({"EUR": -1}), json!({"EUR": 1.5}), json!([])],
        ),
        (
            "extra",
            vec![json!({}), json!({"any": [1, null]}), json!([]), json!(null)],
        ),
        (
            "sender",
            vec![json!({"name": "n", "phone": null}), json!({"name": "n"})],
        ),
        (
            "sender",
            vec![
                json!({"name": "", "phone": "1"}),
                json!({"name": "n", "phone": "x"}),
            ],
        ),
        (
            "sender",
            vec![json!({"name": "n", "phone": "1", "more": 1}), json!(null)],
        ),
        ("undeclared", vec![json!(1)]),
    ];
    let oracle = named("NewParcel");
    for (member, values) in cases {
        for value in values {
            agree::<NewParcel>(&oracle, &parcel(member, value), member);
        }
    }
}

#[test]
fn an_admitted_value_becomes_the_type_and_the_same_json_again() {
    let value = parcel("second_size", Value::Null);

    let read: NewParcel = serde_json::from_value(value.clone()).unwrap();
    let mut written = serde_json::to_value(&read).unwrap();

    for defaulted in ["priority", "notify", "colour"] {
        written.as_object_mut().unwrap().remove(defaulted);
    }
    assert_eq!(written, value);
    assert_eq!(read.validate(), Ok(()));
}

#[test]
fn validation_names_the_field_and_never_the_value() {
    let mut read: NewParcel = serde_json::from_value(parcel("colour", json!("red"))).unwrap();
    read.label = "much too long".to_owned();

    let errors = read.validate().unwrap_err();

    assert!(errors.field_errors().contains_key("/label"));
    assert!(!format!("{errors:?}").contains("much"));
}
