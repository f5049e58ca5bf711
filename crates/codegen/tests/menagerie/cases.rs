//! Values on both sides of every rule.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sovx_runtime::Check;
use sovx_runtime::check::Checker;

use super::models;

/// A schema's name, its type, and values.
pub(super) type Case = (&'static str, Kind, Vec<Value>);

/// What a type makes of a value.
pub(super) struct Kind {
    pub(super) check: Checker,
    /// Reads and writes it.
    pub(super) again: fn(Value) -> Option<Value>,
}

fn kind<T: Check + Serialize + DeserializeOwned>() -> Kind {
    Kind {
        check: T::check,
        again: |value| serde_json::to_value(sovx_runtime::read::<T>(value).ok()?).ok(),
    }
}

/// Types by their schemas' names, each with values on both sides of its rules.
pub(super) fn cases() -> Vec<Case> {
    [
        enums(),
        constants(),
        scalars(),
        objects(),
        presence(),
        unions(),
        others(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn enums() -> Vec<Case> {
    vec![
        (
            "Sizes",
            kind::<models::Sizes>(),
            vec![
                json!("x-large"),
                json!("X_LARGE"),
                json!(""),
                json!("x_large"),
                json!(1),
            ],
        ),
        (
            "Level",
            kind::<models::Level>(),
            vec![
                json!(1),
                json!(1.0),
                json!(-1),
                json!(3),
                json!("1"),
                json!(null),
            ],
        ),
        (
            "Mixed",
            kind::<models::Mixed>(),
            vec![
                json!(1),
                json!("1"),
                json!(1.5),
                json!(true),
                json!(false),
                json!([1]),
                json!([1.0]),
                json!([2]),
                json!({"a": 1}),
                json!({"a": 1, "b": 1}),
                json!(null),
            ],
        ),
    ]
}

fn constants() -> Vec<Case> {
    vec![
        (
            "OnlyThree",
            kind::<models::OnlyThree>(),
            vec![json!(3), json!(3.0), json!(4)],
        ),
        (
            "OnlyThis",
            kind::<models::OnlyThis>(),
            vec![json!({"a": [1]}), json!({"a": [2]})],
        ),
    ]
}

fn scalars() -> Vec<Case> {
    vec![
        ("Numbers", kind::<models::Numbers>(), numbers()),
        ("Texts", kind::<models::Texts>(), texts()),
    ]
}

fn numbers() -> Vec<Value> {
    vec![
        json!({"small": 1}),
        json!({"small": 1.5}),
        json!({"wide": 4_294_967_295_u64}),
        json!({"wide": 4_294_967_296_u64}),
        json!({"unsigned": u64::MAX, "huge": u64::MAX}),
        json!({"huge": -1}),
        json!({"half": 3}),
        json!({"half": 9.0}),
        json!({"half": 0}),
        json!({"half": 4}),
        json!({"half": 12}),
        json!({"rounded": 4.35}),
        json!({"rounded": 1.005}),
        json!({"rounded": 100}),
        json!({"rounded": 0.99}),
        json!({"vast": 1e300}),
        json!({"vast": 1.1e300}),
    ]
}

fn texts() -> Vec<Value> {
    vec![
        json!({"host": "a.example", "site": "https://a.example/", "wait": "PT1S"}),
        json!({"host": "a_b"}),
        json!({"site": "a b"}),
        json!({"wait": "1S"}),
        json!({"noon": "12:00:00Z", "address": "::1", "day": "2024-02-29"}),
        json!({"noon": "12:00"}),
        json!({"address": "1.2.3.4"}),
        json!({"day": "2023-02-29"}),
        json!({"id": "f4057807-52cf-4083-9ecb-283ef354fb2b", "colour": "any", "secret": "s"}),
        json!({"id": "f4057807"}),
        json!({"digits": "12"}),
        json!({"digits": "١٢"}),
        json!({"digits": 12}),
    ]
}

fn objects() -> Vec<Case> {
    vec![
        (
            "Labels",
            kind::<models::Labels>(),
            vec![
                json!({"name": "a"}),
                json!({"name": "a", "additional": true, "x": 1, "y": 0}),
                json!({"name": "a", "x": -1}),
                json!({"name": "a", "x": "1"}),
                json!({"x": 1}),
                json!([]),
            ],
        ),
        (
            "Patterned",
            kind::<models::Patterned>(),
            vec![
                json!({}),
                json!({"known": true, "x-a": "12345"}),
                json!({"x-a": "123456"}),
                json!({"known": 1}),
                json!({"y": "1"}),
            ],
        ),
        (
            "Empty",
            kind::<models::Empty>(),
            vec![json!({}), json!({"a": 1}), json!(null)],
        ),
    ]
}

fn presence() -> Vec<Case> {
    vec![
        (
            "Presence",
            kind::<models::Presence>(),
            vec![
                json!({"stated": "a", "stated_or_null": null}),
                json!({"stated": "a"}),
                json!({"stated": null, "stated_or_null": null}),
                json!({"stated": "a", "stated_or_null": "b", "optional": null}),
                json!({"stated": "a", "stated_or_null": "b", "optional_or_null": null}),
                json!({"stated": "a", "stated_or_null": "b", "anything": null, "never": null}),
                json!({"stated": "a", "stated_or_null": "b", "never": 1}),
                json!({"stated": "a", "stated_or_null": "b", "level": 3}),
            ],
        ),
        (
            "Inner",
            kind::<models::Inner>(),
            vec![
                json!({"choice": true}),
                json!({"choice": "2024-02-29"}),
                json!({"choice": "soon"}),
                json!({"choice": {"name": "a", "x": 1}}),
                json!({"choice": {"name": "a", "x": "1"}}),
                json!({"deep": {"deeper": {"end": true}}}),
                json!({"deep": {"deeper": {}}}),
            ],
        ),
    ]
}

fn unions() -> Vec<Case> {
    vec![
        (
            "Amount",
            kind::<models::Amount>(),
            vec![
                json!(1),
                json!(1.0),
                json!(-1),
                json!("12"),
                json!("a"),
                json!([1, 2]),
                json!(["1"]),
                json!({"value": 1}),
                json!({"value": "1"}),
                json!({}),
                json!(null),
            ],
        ),
        (
            "Overlapping",
            kind::<models::Overlapping>(),
            vec![json!(2), json!(3), json!(6), json!(5), json!("2")],
        ),
        (
            "Expression",
            kind::<models::Expression>(),
            vec![
                json!(true),
                json!({"and": true, "of": {"or": {"and": false}}}),
                json!({"and": true, "of": {"or": {"and": 1}}}),
                json!({"and": true, "or": true}),
                json!({"of": true}),
            ],
        ),
        (
            "Json",
            kind::<models::Json>(),
            vec![
                json!("a"),
                json!({"a": [1, {"b": true}]}),
                json!([null]),
                json!(null),
            ],
        ),
    ]
}

fn others() -> Vec<Case> {
    vec![
        (
            "NotText",
            kind::<models::NotText>(),
            vec![json!(1), json!("a"), json!(null)],
        ),
        (
            "Both",
            kind::<models::Both>(),
            vec![json!(1), json!("a"), json!(0), json!(""), json!(true)],
        ),
        (
            "Lists",
            kind::<models::Lists>(),
            vec![json!([[], [[]]]), json!([1]), json!({})],
        ),
        (
            "Tree",
            kind::<models::Tree>(),
            vec![
                json!({"name": "a", "left": {"name": "b"}, "right": {"tree": {"name": "c"}}}),
                json!({"name": "a", "left": {}}),
                json!({"name": "a", "leaves": [{"name": "b", "leaves": [{}]}]}),
            ],
        ),
    ]
}
