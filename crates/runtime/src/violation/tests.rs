use serde_json::{Value, json};

use super::{At, MOST, MOST_BYTES, Rule, Violations, written};
use crate::check::{array, object, text, uuid};

/// What a check of this value tells.
fn told(value: &Value, check: fn(&Value, &At<'_>, &mut Violations)) -> Violations {
    let mut violations = Violations::default();
    check(value, &At::Root, &mut violations);
    violations
}

fn ids(value: &Value, at: &At<'_>, out: &mut Violations) {
    if let Some(mut list) = array(value, at, out) {
        list.items(uuid);
    }
}

fn map(value: &Value, at: &At<'_>, out: &mut Violations) {
    if let Some(mut object) = object(value, at, out) {
        object.additional(&[], text);
    }
}

#[test]
fn a_hundred_violations_are_told_and_of_more_the_last_says_so() {
    let exactly = told(&json!(vec![0; MOST]), ids);
    let more = told(&json!(vec![0; MOST + 1]), ids);

    let last = |told: &Violations| {
        let last = told.iter().last().unwrap();
        (told.iter().count(), last.field.clone(), last.rule)
    };
    assert_eq!(last(&exactly), (MOST, "/99".to_owned(), Rule::Type));
    assert_eq!(last(&more), (MOST, String::new(), Rule::More));
    assert!(!more.any_structural() || more.iter().any(|one| one.rule == Rule::Type));
}

#[test]
fn names_are_cut_however_long_they_are_and_however_they_are_written() {
    let names = [
        "n".repeat(1 << 16),
        "\u{1}".repeat(1 << 14),
        "~/".repeat(1 << 14),
    ];
    for name in names {
        let members: serde_json::Map<String, Value> = (0..300)
            .map(|number| (format!("{name}{number}"), json!(number)))
            .chain([(name.clone(), json!(1))])
            .take(120)
            .collect();

        let told = told(&Value::Object(members), map);

        let sizes = told
            .iter()
            .map(|one| written(&one.field) + written(&one.message));
        assert!(sizes.sum::<usize>() <= MOST_BYTES + 100);
        assert!(told.iter().all(|one| one.field.len() <= 512));
        assert_eq!(told.iter().last().unwrap().rule, Rule::More);
    }
}

#[test]
fn a_long_message_is_cut() {
    let mut violations = Violations::default();

    violations.push(&At::Root, Rule::Pattern, "é".repeat(5000));

    let message = &violations.iter().next().unwrap().message;
    assert!(message.len() <= 1000 && message.ends_with("é..."));
}

#[test]
fn a_list_or_an_object_that_is_too_large_is_not_looked_into() {
    fn short(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut list) = array(value, at, out) {
            list.max_items(2).unique_items().items(uuid);
        }
    }
    fn small(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = object(value, at, out) {
            object
                .max_properties(1)
                .required("a", text)
                .optional("b", text)
                .additional(&["a", "b"], text)
                .closed(&["a"]);
        }
    }
    fn closed(value: &Value, at: &At<'_>, out: &mut Violations) {
        if let Some(mut object) = object(value, at, out) {
            object.closed(&["a"]);
        }
    }
    let members = |count: usize| -> Value {
        (0..count)
            .map(|number| (format!("m{number}"), json!(0)))
            .collect()
    };
    let rules = |told: Violations| -> Vec<Rule> { told.iter().map(|one| one.rule).collect() };

    assert_eq!(rules(told(&json!([0, 0, 0]), short)), [Rule::MaxItems]);
    assert_eq!(
        rules(told(&json!({"b": 0, "c": 0}), small)),
        [Rule::MaxProperties]
    );
    assert_eq!(rules(told(&members(10_000), closed)), [Rule::Unknown]);
    assert_eq!(rules(told(&members(90), closed)), [Rule::Unknown; 90]);
}

#[test]
fn what_two_checks_find_is_bounded_together() {
    let mut first = told(&json!(vec![0; 60]), ids);

    first.append(told(&json!(vec![0; 60]), map));
    first.append(told(&json!(vec![0; 60]), ids));

    assert_eq!(first.iter().count(), MOST);
    assert_eq!(first.iter().last().unwrap().rule, Rule::More);
}
