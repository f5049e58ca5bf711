//! Import files: business profiles by customer id.
//!
//! A file is either one JSON object from customer id to profile, or JSON lines, each a profile with
//! its `customer_id` beside the other fields. It is taken whole or not at all; all its problems are
//! told at once, by line or key, never by value.

use std::collections::HashSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::Value;

use super::profile::Profile;

/// Longest customer id, in characters.
const MAX_CUSTOMER_ID: usize = 48;

/// A customer id with its profile.
pub type Entry = (String, Profile);

/// The file was refused; one line per problem.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .problems.join("\n"))]
pub struct ImportError {
    /// Each names a line or key, a field and a rule.
    pub problems: Vec<String>,
}

/// Reads an import file in either form. An empty file holds no entries.
///
/// # Errors
///
/// [`ImportError`] with every problem of the file.
pub fn parse(text: &str) -> Result<Vec<Entry>, ImportError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut import = Import::default();
    match serde_json::from_str::<Members>(text) {
        Ok(Members(members)) if !is_line(&members) => {
            for (id, value) in members {
                let place = format!("key {id:?}");
                import.add(&place, id, value);
            }
        }
        Err(error) if !looks_like_lines(text) && !text.trim().is_empty() => {
            import
                .problems
                .push(syntax_problem(error.line(), error.column()));
        }
        Ok(_) | Err(_) => import.add_lines(text),
    }
    import.into_result()
}

#[derive(Default)]
struct Import {
    entries: Vec<Entry>,
    seen: HashSet<String>,
    problems: Vec<String>,
}

impl Import {
    fn add_lines(&mut self, text: &str) {
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim().is_empty() {
                continue;
            }
            match serde_json::from_str::<Value>(line) {
                Ok(value) => self.add_line(&format!("line {number}"), value),
                Err(error) => self.problems.push(syntax_problem(number, error.column())),
            }
        }
    }

    fn add_line(&mut self, place: &str, mut value: Value) {
        let id = value
            .as_object_mut()
            .and_then(|object| object.shift_remove("customer_id"));
        match id {
            Some(Value::String(id)) => self.add(place, id, value),
            Some(_) => self
                .problems
                .push(format!("{place}: customer_id must be a text")),
            None => self
                .problems
                .push(format!("{place}: customer_id is required")),
        }
    }

    fn add(&mut self, place: &str, id: String, value: Value) {
        if let Some(rule) = broken_id_rule(&id) {
            self.problems.push(format!("{place}: customer_id {rule}"));
        }
        if !self.seen.insert(id.clone()) {
            self.problems
                .push(format!("{place}: customer_id occurs more than once"));
        }
        match Profile::from_json(value) {
            Ok(profile) => self.entries.push((id, profile)),
            Err(problems) => {
                self.problems
                    .extend(problems.iter().map(|problem| format!("{place}: {problem}")));
            }
        }
    }

    fn into_result(self) -> Result<Vec<Entry>, ImportError> {
        if self.problems.is_empty() {
            Ok(self.entries)
        } else {
            Err(ImportError {
                problems: self.problems,
            })
        }
    }
}

fn syntax_problem(line: usize, column: usize) -> String {
    format!("line {line}: not valid JSON at column {column}")
}

/// The rule of the contract for customer ids.
fn broken_id_rule(id: &str) -> Option<&'static str> {
    if !(1..=MAX_CUSTOMER_ID).contains(&id.chars().count()) {
        return Some("must have 1 to 48 characters");
    }
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    let kept = id.bytes().all(known) && id.starts_with(|first: char| first.is_ascii_alphanumeric());
    (!kept).then_some(
        "must hold letters, digits, dots, underscores and hyphens only and begin with a letter \
         or digit",
    )
}

/// A single line of JSON lines is an object too; its `customer_id` is a text, not a profile.
fn is_line(members: &[(String, Value)]) -> bool {
    members
        .iter()
        .any(|(key, value)| key == "customer_id" && !value.is_object())
}

/// Whether the first line is a whole object with a `customer_id`: what is wrong is then elsewhere.
fn looks_like_lines(text: &str) -> bool {
    let first = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    serde_json::from_str::<Members>(first).is_ok()
}

/// The members of an object in order, a repeated key included.
struct Members(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

#[cfg(test)]
mod tests {
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
    fn a_list_is_no_import_file() {
        assert_eq!(problems("[\n]").len(), 1);
    }
}
