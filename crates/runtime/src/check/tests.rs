//! Every rule at its bounds.

mod kinds;
mod patterns;

use serde_json::{Value, json};

use super::*;

/// The rules that a check finds broken.
fn rules(check: impl FnOnce(&At<'_>, &mut Violations)) -> Vec<Rule> {
    let mut violations = Violations::default();
    check(&At::Root, &mut violations);
    violations.iter().map(|violation| violation.rule).collect()
}

fn text(value: &Value, check: impl FnOnce(Text<'_>) -> Text<'_>) -> Vec<Rule> {
    rules(|at, out| check(string(value, at, out)).done())
}

#[test]
fn lengths_count_code_points_and_not_bytes() {
    let cases = [
        ("", vec![Rule::MinLength]),
        ("é", vec![Rule::MinLength]),
        ("éé", vec![]),
        ("😀😀😀😀", vec![]),
        ("😀😀😀😀😀", vec![Rule::MaxLength]),
        // A letter and its accent are two code points.
        ("e\u{301}e\u{301}", vec![]),
        ("e\u{301}e\u{301}e", vec![Rule::MaxLength]),
    ];
    for (value, broken) in cases {
        assert_eq!(text(&json!(value), two_to_four), broken, "{value}");
    }
}

fn two_to_four(text: Text<'_>) -> Text<'_> {
    text.min_length(2).max_length(4)
}

#[test]
fn a_value_of_another_type_breaks_only_the_type() {
    for value in [json!(null), json!(1), json!(true), json!([]), json!({})] {
        assert_eq!(text(&value, two_to_four), [Rule::Type], "{value}");
    }
}

#[test]
fn whole_numbers_may_be_written_with_a_point() {
    let cases = [
        (json!(1), vec![]),
        (json!(1.0), vec![]),
        (json!(-0.0), vec![]),
        (json!(1.5), vec![Rule::Type]),
        (json!("1"), vec![Rule::Type]),
        (json!(u64::MAX), vec![]),
        (json!(i64::MIN), vec![]),
    ];
    for (value, broken) in cases {
        assert_eq!(
            rules(|at, out| integer(&value, at, out).done()),
            broken,
            "{value}"
        );
    }
}

#[test]
fn a_whole_number_beyond_its_type_is_told_the_range() {
    let beyond = [
        (
            "-9223372036854775809",
            "must be at least -9223372036854775808",
        ),
        ("-1e300", "must be at least -9223372036854775808"),
        ("9223372036854775808", "must be at most 9223372036854775807"),
        (
            "18446744073709551616",
            "must be at most 9223372036854775807",
        ),
        (
            "99999999999999999999999",
            "must be at most 9223372036854775807",
        ),
    ];
    for (text, message) in beyond {
        let mut out = Violations::default();

        int64(&serde_json::from_str(text).unwrap(), &At::Root, &mut out);

        let messages: Vec<&str> = out.iter().map(|violation| &*violation.message).collect();
        assert_eq!(messages, [message], "{text}");
    }
    for within in [json!(i64::MIN), json!(i64::MAX), json!(-1e18)] {
        assert_eq!(rules(|at, out| int64(&within, at, out)), [], "{within}");
    }
}

#[test]
fn bounds_of_whole_numbers_are_exact() {
    let check = |value: i64| {
        rules(|at, out| {
            integer(&json!(value), at, out)
                .minimum(-10)
                .exclusive_maximum(100)
                .multiple_of(5)
                .done();
        })
    };

    assert_eq!(check(-10), []);
    assert_eq!(check(95), []);
    assert_eq!(check(-11), [Rule::Minimum, Rule::MultipleOf]);
    assert_eq!(check(100), [Rule::Maximum]);
    assert_eq!(check(96), [Rule::MultipleOf]);
    let beyond = rules(|at, out| {
        integer(&json!(9_007_199_254_740_993_i64), at, out)
            .maximum(9_007_199_254_740_992)
            .done();
    });
    assert_eq!(beyond, [Rule::Maximum]);
}

#[test]
fn bounds_of_numbers_are_exact() {
    let check = |value: Value| {
        rules(|at, out| {
            number(&value, at, out)
                .exclusive_minimum(0.0)
                .maximum(31.5)
                .multiple_of(0.25)
                .done();
        })
    };

    assert_eq!(check(json!(0.25)), []);
    assert_eq!(check(json!(31.5)), []);
    assert_eq!(check(json!(0)), [Rule::Minimum]);
    assert_eq!(check(json!(31.75)), [Rule::Maximum]);
    assert_eq!(check(json!(0.3)), [Rule::MultipleOf]);
    assert_eq!(check(json!("1")), [Rule::Type]);
}

#[test]
fn lists_are_counted_and_compared_as_json_compares() {
    let check = |value: Value| {
        rules(|at, out| {
            if let Some(mut list) = array(&value, at, out) {
                list.min_items(1).max_items(2).unique_items().items(boolean);
            }
        })
    };

    assert_eq!(check(json!([true, false])), []);
    assert_eq!(check(json!([])), [Rule::MinItems]);
    assert_eq!(check(json!([true, false, 1])), [Rule::MaxItems]);
    assert_eq!(
        check(json!([1, 1.0])),
        [Rule::UniqueItems, Rule::Type, Rule::Type]
    );
    assert_eq!(check(json!({})), [Rule::Type]);
}

#[test]
fn objects_name_what_is_missing_and_what_is_too_much() {
    let value = json!({"a": true, "more": 1, "line\nbreak": 2});
    let mut violations = Violations::default();

    if let Some(mut object) = object(&value, &At::Root, &mut violations) {
        object
            .required("a", boolean)
            .required("b~/c", boolean)
            .optional("d", boolean)
            .closed(&["a", "b~/c", "d"])
            .max_properties(2)
            .min_properties(4);
    }

    let found: Vec<(&str, Rule)> = violations
        .iter()
        .map(|violation| (violation.field.as_str(), violation.rule))
        .collect();
    assert_eq!(
        found,
        [
            ("/b~0~1c", Rule::Required),
            ("/more", Rule::Unknown),
            ("", Rule::Unknown),
            ("", Rule::MaxProperties),
            ("", Rule::MinProperties),
        ]
    );
}

#[test]
fn members_of_a_map_are_checked_one_by_one() {
    let value = json!({"declared": 1, "x": true, "y": 2});
    let mut violations = Violations::default();

    if let Some(mut object) = object(&value, &At::Root, &mut violations) {
        object.additional(&["declared"], boolean);
    }

    let fields: Vec<&str> = violations.iter().map(|one| one.field.as_str()).collect();
    assert_eq!(fields, ["/y"]);
}

#[test]
fn a_choice_and_a_constant_say_what_is_admitted() {
    assert_eq!(
        rules(|at, out| one_of(&json!("a"), &["a", "b"], at, out)),
        []
    );
    assert_eq!(
        rules(|at, out| one_of(&json!("A"), &["a"], at, out)),
        [Rule::Enum]
    );
    assert_eq!(
        rules(|at, out| one_of(&json!(1), &["a"], at, out)),
        [Rule::Type]
    );
    assert_eq!(rules(|at, out| constant(&json!(true), true, at, out)), []);
    assert_eq!(
        rules(|at, out| constant(&json!(false), true, at, out)),
        [Rule::Enum]
    );
    assert_eq!(
        rules(|at, out| constant(&json!(0), false, at, out)),
        [Rule::Type]
    );
}

#[test]
fn no_message_repeats_a_value() {
    let value = json!("hidden-value");
    let mut violations = Violations::default();
    static DIGITS: Pattern = Pattern::new("^[0-9]+$");

    string(&value, &At::Root, &mut violations)
        .min_length(99)
        .max_length(1)
        .pattern(&DIGITS)
        .format(Format::Uuid)
        .done();
    one_of(&value, &["a"], &At::Root, &mut violations);

    assert_eq!(violations.iter().count(), 5);
    assert!(!format!("{violations:?}").contains("hidden"));
}
