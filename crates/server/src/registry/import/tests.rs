//! Files in each form, and all that may be wrong with them.

use super::*;

const PROFILE: &str = concat!(
    r#""account_type":"individual","account_role":"client","#,
    r#""business":{"entity_name":"Acme Ltd","incorporation_country":"GB"}"#
);

fn object(members: &[&str]) -> String {
    let members: Vec<_> = members
        .iter()
        .map(|id| format!("\"{id}\": {{ {PROFILE} }}"))
        .collect();
    format!("{{\n{}\n}}", members.join(",\n"))
}

fn line(id: &str) -> String {
    format!("{{\"customer_id\":\"{id}\",{PROFILE}}}")
}

fn ids(text: &str) -> Vec<String> {
    parse(text).unwrap().into_iter().map(|(id, _)| id).collect()
}

fn problems(text: &str) -> Vec<String> {
    parse(text).unwrap_err().problems
}

#[test]
fn an_object_and_json_lines_hold_the_same_entries() {
    let lines = format!("{}\n\n{}\r\n", line("corp-a"), line("corp-b"));

    assert_eq!(ids(&object(&["corp-a", "corp-b"])), ["corp-a", "corp-b"]);
    assert_eq!(
        parse(&lines).unwrap(),
        parse(&object(&["corp-a", "corp-b"])).unwrap()
    );
    assert_eq!(ids(&line("corp-a")), ["corp-a"]);
}

#[test]
fn an_empty_file_holds_no_entries() {
    for text in ["", " \n\n", "{}", "\u{feff}"] {
        assert_eq!(parse(text).unwrap(), []);
    }
}

#[test]
fn all_problems_of_an_object_are_told_at_once_by_key() {
    let text = r#"{
        "corp-a": {"account_type": "zzz", "account_role": "client"},
        "corp-b": 7,
        "corp-b": {"account_role": "zzz", "account_type": "individual", "nickname": "zzz"},
        "": {"account_type": "individual", "account_role": "client"}
    }"#;

    let problems = problems(text).join("\n");

    assert!(!problems.contains("zzz"));
    insta::assert_snapshot!(problems, @r#"
    key "corp-a": /account_type must be one of: individual, corporation
    key "corp-a": /business is required
    key "corp-b": the profile must be an object
    key "corp-b": customer_id occurs more than once
    key "corp-b": /account_role must be one of: client, partner
    key "corp-b": /nickname is not a declared field
    key "corp-b": /business is required
    key "": customer_id must have 1 to 48 characters
    key "": /business is required
    "#);
}

#[test]
fn all_problems_of_json_lines_are_told_at_once_by_line() {
    let text = format!(
        "{}\n{{\"account_type\":\"zzz\",\"customer_id\":\"corp-b\"}}\n\nzzz\n{{}}\n\
         {{\"customer_id\":7}}\n{}\n{}\n[]",
        line("corp-a"),
        line("corp-a"),
        line(&"x".repeat(49)),
    );

    let problems = problems(&text).join("\n");

    assert!(!problems.contains("zzz"));
    insta::assert_snapshot!(problems, @r#"
    line 2: /account_type must be one of: individual, corporation
    line 2: /account_role is required
    line 2: /business is required
    line 4: not valid JSON at column 1
    line 5: customer_id is required
    line 6: customer_id must be a text
    line 7: customer_id occurs more than once
    line 8: customer_id must have 1 to 48 characters
    line 9: customer_id is required
    "#);
}

#[test]
fn a_customer_id_holds_only_what_the_contract_allows() {
    for id in ["a", "0", "corp-a.b_c", &"x".repeat(48)] {
        assert_eq!(ids(&line(id)), [id]);
    }
    for id in ["-a", ".a", "a b", "a/b", "é", ""] {
        assert_eq!(problems(&line(id)).len(), 1, "{id}");
    }
}

#[test]
fn broken_json_is_told_by_line_and_column() {
    let text = object(&["corp-a", "corp-b"]).replace("}\n}", "\n");

    let problems = problems(&text);

    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(
        problems[0].starts_with("line 4: not valid JSON"),
        "{problems:?}"
    );
}

#[test]
fn an_array_holds_the_same_entries_as_json_lines() {
    let lines = [line("corp-a"), line("corp-b")];
    let array = format!(" [\n{}\n]\n", lines.join(",\n"));

    assert_eq!(parse(&array).unwrap(), parse(&lines.join("\n")).unwrap());
    assert_eq!(parse("[]").unwrap(), []);
}

#[test]
fn all_problems_of_an_array_are_told_at_once_by_item() {
    let text = format!(
        "[{}, 7, {{\"customer_id\": 7}}, {}]",
        line("corp-a"),
        line("corp-a")
    );

    insta::assert_snapshot!(problems(&text).join("\n"), @"
    item 2: customer_id is required
    item 3: customer_id must be a text
    item 4: customer_id occurs more than once
    ");
    insta::assert_snapshot!(problems("[\n").join("\n"), @"line 2: not valid JSON at column 0");
}

#[test]
fn the_example_file_is_one_that_is_taken() {
    let text = include_str!("../../../../../examples/registry.json");

    assert_eq!(ids(text), ["corp-example-bakery", "corp-example-brewery"]);
}

#[test]
fn what_is_told_of_a_file_is_bounded_however_much_is_wrong() {
    let lines = "{}\n".repeat(10_000);
    let keys = object(&[&"k".repeat(10_000)]);

    let of_lines = problems(&lines);
    let of_keys = problems(&keys);

    assert_eq!(of_lines.len(), 100);
    assert_eq!(of_lines[99], "there are more problems than are listed here");
    assert!(of_keys[0].len() < 200, "{of_keys:?}");
}

#[test]
fn a_name_that_nobody_sees_is_refused_and_one_is_kept_in_one_form() {
    for hidden in [" ", "\u{200b}", "\u{85}", "a\u{202e}b", "\u{2066}"] {
        let told = problems(&line("corp-a").replace("Acme Ltd", hidden));

        assert_eq!(told.len(), 1, "{hidden:?}: {told:?}");
        assert!(
            told[0].starts_with("line 1: /business/entity_name must "),
            "{told:?}"
        );
    }
    let decomposed = line("corp-a").replace("Acme Ltd", "Cafe\u{301}");

    let (_, profile) = parse(&decomposed).unwrap().remove(0);

    assert_eq!(profile.business.entity_name, "Caf\u{e9}");
}
