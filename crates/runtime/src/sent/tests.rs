use serde_json::{Value, json};

use super::{Sent, clamped, scan};
use crate::At;

fn exact(text: &str, at: &At<'_>) -> Option<String> {
    let _: Value = serde_json::from_str(text).unwrap();
    scan(text.as_bytes())
        .at(at)
        .map(|exact| format!("{exact:?}"))
}

fn of(number: &str) -> Option<String> {
    let exact = crate::decimal::Decimal::parse(number).unwrap();
    Some(format!("{exact:?}"))
}

#[test]
fn a_number_that_a_double_does_not_keep_is_found_at_its_place() {
    let text = r#" {"a" : [1, "2\"[", 1.0000000000000001 , null], "b\u0022/": {"c": [[ ],{"d":-1.2345678901234567e-8}]},
        "e": 5, "f": true} "#;
    let root = At::Root;
    let a = At::Member(&root, "a");
    let b = At::Member(&root, "b\"/");
    let c = At::Member(&b, "c");
    let item = At::Item(&c, 1);

    assert_eq!(exact(text, &At::Item(&a, 2)), of("1.0000000000000001"));
    assert_eq!(
        exact(text, &At::Member(&item, "d")),
        of("-1.2345678901234567e-8")
    );
    assert_eq!(exact(text, &At::Item(&a, 0)), None);
    assert_eq!(exact(text, &At::Member(&root, "e")), None);
    assert_eq!(exact(text, &At::Member(&root, "nothing")), None);
    assert_eq!(
        exact("1000000000.00000001", &At::Root),
        of("1000000000.00000001")
    );
}

#[test]
fn numbers_that_a_double_keeps_are_not_kept_twice() {
    let text =
        r#"[0, -1, 0.01, 123456789.123456, 1e9, 1E-7, 100000000000000, "9999999999999999999"]"#;

    assert_eq!(scan(text.as_bytes()), Sent::Nothing);
}

#[test]
fn of_members_of_one_name_the_last_counts() {
    let at = At::Member(&At::Root, "a");

    assert_eq!(exact(r#"{"a": 1.0000000000000001, "a": 1}"#, &at), None);
    assert_eq!(
        exact(r#"{"a": 1, "a": 1.0000000000000001}"#, &at),
        of("1.0000000000000001")
    );
}

#[test]
fn whole_numbers_beyond_the_digits_of_a_double_stay_what_they_are() {
    let text = "[9007199254740993.0, 9223372036854775807e0, 18446744073709551615.00, 0.1e1, 1.5]";
    let mut value: Value = serde_json::from_str(text).unwrap();

    scan(text.as_bytes()).restore(&mut value);

    assert_eq!(
        value,
        json!([9_007_199_254_740_993_i64, i64::MAX, u64::MAX, 1.0, 1.5])
    );
}

#[test]
fn a_number_that_no_double_holds_gives_way_to_one_of_the_same_length() {
    // More than a width in a format may be.
    let digits = "9".repeat(70_000);
    let text = format!(r#"{{"1e999": [1e400, -1e999999, 1e308, {digits}], "x": "1e400"}}"#);

    let clamped = clamped(text.as_bytes());

    assert_eq!(clamped.len(), text.len());
    let value: Value = serde_json::from_slice(&clamped).unwrap();
    assert_eq!(
        value,
        json!({"1e999": [1e308, -1e308, 1e308, 1e308], "x": "1e400"})
    );
    for broken in ["1.e400", "01e400", "1e400e", "-"] {
        assert_eq!(super::clamped(broken.as_bytes()), broken.as_bytes());
    }
}

#[test]
fn a_scan_ends_whatever_it_is_given() {
    for text in [
        "", "{", "[", "\"", "{\"a\"", "[1,", "]", "}}}}", "{]", "[}", "\\", "\u{e9}",
    ] {
        let _ = (scan(text.as_bytes()), clamped(text.as_bytes()));
    }
}
