//! The types as a person uses them.

use serde_json::json;

use super::models::{
    Amount, Animal, FooBar, FooBar2, Json, Keeping, Labels, Level, Mixed, Numbers, OptionModel,
    Presence, Sizes, Texts, Tree, ValueModel,
};

fn read<T: sovx_runtime::Check + serde::de::DeserializeOwned>(value: serde_json::Value) -> T {
    sovx_runtime::read(value).unwrap()
}

#[test]
fn names_that_clash_are_told_apart() {
    let one = FooBar {
        a: Some("1".to_owned()),
    };
    let other = FooBar2 {
        b: Some("2".to_owned()),
    };
    let value = ValueModel {
        option: Some(OptionModel { value: None }),
    };

    assert_eq!(serde_json::to_value(one).unwrap(), json!({"a": "1"}));
    assert_eq!(serde_json::to_value(other).unwrap(), json!({"b": "2"}));
    assert_eq!(serde_json::to_value(value).unwrap(), json!({"option": {}}));
}

#[test]
fn a_branch_of_a_union_is_a_variant() {
    let dog: Animal = read(json!({"kind": "dog", "friends": [{"kind": "cat", "lives": 7}]}));
    let Animal::Dog(dog) = dog else {
        panic!("a dog is a dog");
    };
    let friends = dog.friends.unwrap();

    assert!(matches!(friends.as_slice(), [Animal::Cat(cat)] if cat.lives == 7));
    assert_eq!(read::<Amount>(json!(3.0)), Amount::Integer(3));
    assert_eq!(read::<Amount>(json!("3")), Amount::Text("3".to_owned()));
    assert!(matches!(read(json!({"a": [1]})), Json::Map(map) if map.len() == 1));
}

#[test]
fn of_branches_that_admit_a_value_the_one_that_keeps_most_of_it_is_taken() {
    let value = json!({"a": "x", "b": 1});

    let kept: Keeping = read(value.clone());

    assert!(matches!(kept, Keeping::KeepingChoice2(_)));
    assert_eq!(serde_json::to_value(kept).unwrap(), value);
}

#[test]
fn a_message_shows_a_pattern_as_the_contract_has_it() {
    let refused = sovx_runtime::read::<Texts>(json!({"digits": "\u{661}"})).unwrap_err();

    let messages: Vec<&str> = refused.iter().map(|found| &*found.message).collect();
    assert_eq!(messages, [r"must match the pattern ^\d+$"]);
}

#[test]
fn members_without_a_name_are_kept_beside_those_with_one() {
    let labels: Labels = read(json!({"name": "a", "additional": true, "x": 2}));

    assert_eq!(labels.additional, Some(true));
    assert_eq!(labels.additional2.get("x"), Some(&2));
}

#[test]
fn a_default_is_of_the_type_and_one_that_is_not_is_left_out() {
    let presence: Presence = read(json!({"stated": "a", "stated_or_null": null}));

    assert_eq!(presence.level, Level::N2);
    assert_eq!(presence.words, ["a", "b"]);
    assert_eq!(presence.counts.get("a"), Some(&1));
    assert_eq!(presence.wrong, None);
}

#[test]
fn an_enum_knows_its_values() {
    assert_eq!(Sizes::from_wire("+1"), Some(Sizes::Plus1));
    assert_eq!(Sizes::Star.to_string(), "*");
    assert_eq!(Level::from_wire(&json!(2.0)), Some(Level::N2));
    assert_eq!(Mixed::ALL.map(Mixed::to_value).len(), 6);
}

#[test]
fn a_number_has_room_for_what_is_admitted() {
    let numbers: Numbers = read(json!({"huge": u64::MAX, "wide": 4_294_967_295_u64, "half": 3.0}));

    assert_eq!(
        (numbers.huge, numbers.wide, numbers.half),
        (Some(u64::MAX), Some(u32::MAX.into()), Some(3))
    );
}

#[test]
fn a_type_that_holds_itself_is_boxed() {
    let tree: Tree = read(json!({"name": "a", "left": {"name": "b"}}));

    assert_eq!(tree.left.map(|left| left.name).as_deref(), Some("b"));
}
