//! What admits values of several kinds: unions, exclusions, enums of any values.

use serde_json::{Value, json};

use super::super::*;
use super::rules;

fn even(value: &Value, at: &At<'_>, out: &mut Violations) {
    integer(value, at, out).multiple_of(2).done();
}

fn third(value: &Value, at: &At<'_>, out: &mut Violations) {
    integer(value, at, out).multiple_of(3).done();
}

fn short(value: &Value, at: &At<'_>, out: &mut Violations) {
    string(value, at, out).max_length(3).done();
}

fn named(value: &Value, at: &At<'_>, out: &mut Violations) {
    if let Some(mut object) = object(value, at, out) {
        object.required("kind", text).required("name", short);
    }
}

fn numbered(value: &Value, at: &At<'_>, out: &mut Violations) {
    if let Some(mut object) = object(value, at, out) {
        object.required("kind", text).required("number", even);
    }
}

const NUMBERS: &[Branch] = &[
    Branch {
        name: "Even",
        check: even,
        members: None,
    },
    Branch {
        name: "Third",
        check: third,
        members: None,
    },
    Branch {
        name: "Short",
        check: short,
        members: None,
    },
];

fn judged(union: Union, value: &Value) -> Vec<(String, Rule)> {
    let mut out = Violations::default();
    union.check(value, &At::Root, &mut out);
    out.iter()
        .map(|one| (one.field.clone(), one.rule))
        .collect()
}

#[test]
fn one_of_takes_exactly_one_branch_and_any_of_the_first() {
    let one = Union {
        which: Which::One,
        branches: NUMBERS,
        tag: None,
    };
    let any = Union {
        which: Which::Any,
        ..one
    };

    assert_eq!(judged(one, &json!(4)), []);
    assert_eq!(one.fitting(&json!(9)), Some(1));
    assert_eq!(judged(one, &json!(6)), [(String::new(), Rule::OneOf)]);
    assert_eq!(one.fitting(&json!(6)), None);
    assert_eq!(judged(any, &json!(6)), []);
    assert_eq!(any.fitting(&json!(6)), Some(0));
    assert_eq!(judged(any, &json!(5)), [(String::new(), Rule::AnyOf)]);
}

#[test]
fn any_of_takes_the_branch_that_keeps_most_of_the_value() {
    const fn keeping(members: &'static [&'static str]) -> Branch {
        Branch {
            name: "Some",
            check: any,
            members: Some(members),
        }
    }
    const BRANCHES: &[Branch] = &[keeping(&["a"]), keeping(&["a", "b"]), keeping(&["b", "a"])];
    let union = Union {
        which: Which::Any,
        branches: BRANCHES,
        tag: None,
    };

    assert_eq!(union.fitting(&json!({"a": 1})), Some(0));
    assert_eq!(union.fitting(&json!({"a": 1, "b": 2})), Some(1));
    assert_eq!(union.fitting(&json!({"b": 2, "c": 3})), Some(1));
    assert_eq!(union.fitting(&json!("a")), Some(0));
}

#[test]
fn the_only_branch_of_the_values_kind_is_blamed() {
    let union = Union {
        which: Which::One,
        branches: NUMBERS,
        tag: None,
    };

    assert_eq!(
        judged(union, &json!("long")),
        [(String::new(), Rule::MaxLength)]
    );
    assert_eq!(judged(union, &json!(null)), [(String::new(), Rule::OneOf)]);
}

#[test]
fn a_tag_decides_and_is_blamed_itself_when_it_cannot() {
    let union = Union {
        which: Which::One,
        branches: &[
            Branch {
                name: "Named",
                check: named,
                members: None,
            },
            Branch {
                name: "Numbered",
                check: numbered,
                members: None,
            },
        ],
        tag: Some(Tag {
            property: "kind",
            values: &[("name", 0), ("number", 1)],
        }),
    };
    let at = |place: &str, rule| vec![(place.to_owned(), rule)];

    assert_eq!(judged(union, &json!({"kind": "name", "name": "abc"})), []);
    assert_eq!(
        judged(union, &json!({"kind": "number", "number": 3})),
        at("/number", Rule::MultipleOf)
    );
    assert_eq!(
        judged(union, &json!({"kind": "cow"})),
        at("/kind", Rule::Enum)
    );
    assert_eq!(judged(union, &json!({"kind": 1})), at("/kind", Rule::Type));
    assert_eq!(
        judged(union, &json!({"name": "abc"})),
        at("/kind", Rule::Required)
    );
    assert_eq!(judged(union, &json!("name")), at("", Rule::OneOf));
}

#[test]
fn a_union_in_itself_costs_no_more_with_every_level() {
    fn list(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut items) = array(value, at, out) {
            items
                .min_items(1)
                .items(|value, at, out| LISTS.check(value, at, out));
        }
    }
    const LISTS: Union = Union {
        which: Which::Any,
        branches: &[
            Branch {
                name: "List",
                check: list,
                members: None,
            },
            Branch {
                name: "SameList",
                check: list,
                members: None,
            },
        ],
        tag: None,
    };
    let deep = (0..100).fold(json!([1]), |inner, _| json!([inner]));

    assert_eq!(judged(LISTS, &deep), [(String::new(), Rule::AnyOf)]);
}

#[test]
fn all_of_asks_for_everything_and_names_each_violation_once() {
    let check = |value: Value| rules(|at, out| all_of(&value, &[even, third, even], at, out));

    assert_eq!(check(json!(6)), []);
    assert_eq!(check(json!(5)), [Rule::MultipleOf, Rule::MultipleOf]);
    assert_eq!(check(json!("a")), [Rule::Type]);
}

#[test]
fn not_refuses_what_the_other_check_admits() {
    assert_eq!(rules(|at, out| not(&json!(2), even, at, out)), [Rule::Not]);
    assert_eq!(rules(|at, out| not(&json!(1), even, at, out)), []);
}

#[test]
fn values_are_compared_as_json_compares() {
    let check = |value: Value| {
        let allowed = [json!(1), json!("a"), json!({"x": [1, null]})];
        rules(|at, out| one_of_values(&value, &allowed, at, out))
    };

    assert_eq!(check(json!(1.0)), []);
    assert_eq!(check(json!({"x": [1.0, null]})), []);
    assert_eq!(check(json!("b")), [Rule::Enum]);
    assert_eq!(check(json!(true)), [Rule::Type]);
    assert!(!equal(
        &json!(9_007_199_254_740_993_i64),
        &json!(9_007_199_254_740_992_i64)
    ));
}

#[test]
fn names_that_match_a_pattern_are_neither_unknown_nor_additional() {
    static EXTENSION: Pattern = Pattern::ecma("^x-");
    let value = json!({"a": true, "x-b": "1234", "c": 1});
    let mut closed = Violations::default();
    let mut open = Violations::default();

    if let Some(mut object) = object(&value, &At::Root, &mut closed) {
        object.matching(&EXTENSION, short).closed(&["a"]);
    }
    if let Some(mut object) = object(&value, &At::Root, &mut open) {
        object.matching(&EXTENSION, any).additional(&["a"], boolean);
    }

    let found = |out: &Violations| {
        let each = out.iter().map(|one| (one.field.clone(), one.rule));
        each.collect::<Vec<_>>()
    };
    assert_eq!(
        found(&closed),
        [
            ("/x-b".to_owned(), Rule::MaxLength),
            ("/c".to_owned(), Rule::Unknown)
        ]
    );
    assert_eq!(found(&open), [("/c".to_owned(), Rule::Type)]);
}

#[test]
fn many_items_are_compared_as_few_are() {
    let repeated = |items: Vec<Value>| {
        let list = Value::from(items);
        rules(|at, out| {
            if let Some(mut list) = array(&list, at, out) {
                list.unique_items();
            }
        })
    };
    let distinct: Vec<Value> = (0..50).map(|n| json!({"n": n, "text": "1"})).collect();
    let mut twice = distinct.clone();
    twice.push(json!({"text": "1", "n": 7.0}));

    assert_eq!(repeated(distinct), []);
    assert_eq!(repeated(twice), [Rule::UniqueItems]);
}

#[test]
fn decimals_are_multiples_as_they_are_written() {
    let check = |value: f64, divisor: f64| {
        rules(|at, out| number(&json!(value), at, out).multiple_of(divisor).done())
    };

    assert_eq!(check(4.35, 0.01), []);
    assert_eq!(check(1e22, 0.1), []);
    assert_eq!(check(0.3, 0.1), []);
    assert_eq!(check(0.35, 0.1), [Rule::MultipleOf]);
    assert_eq!(check(1e-7, 1e-8), []);
}
