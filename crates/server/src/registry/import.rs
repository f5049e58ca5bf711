//! Import files: business profiles by customer id.
//!
//! A file is one JSON object from customer id to profile, or a list of profiles, each with its
//! `customer_id` beside the other fields: a JSON array or JSON lines. It is taken whole or not at all;
//! its problems are told at once, a hundred at most, by key, item or line, never by value.

use std::collections::HashSet;
use std::fmt;

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};
use serde_json::Value;

use super::profile::Profile;

/// Longest customer id, in characters.
const MAX_CUSTOMER_ID: usize = 48;

/// How many problems are told of one file; the last says that there are more.
const MAX_PROBLEMS: usize = 100;

/// A customer id with its profile.
pub type Entry = (String, Profile);

/// The file was refused; one line per problem.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .problems.join("\n"))]
pub struct ImportError {
    /// Each names a line or key, a field and a rule.
    pub problems: Vec<String>,
}

/// Reads an import file in any of its forms. An empty file holds no entries.
///
/// # Errors
///
/// [`ImportError`] with the problems of the file.
pub fn parse(text: &str) -> Result<Vec<Entry>, ImportError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut import = Import::default();
    if text.trim_start().starts_with('[') {
        import.add_items(text);
        return import.into_result();
    }
    match serde_json::from_str::<Members>(text) {
        Ok(Members(members)) if !is_line(&members) => {
            for (id, value) in members {
                let place = format!("key {:?}", shortened(&id));
                import.add(&place, id, value);
            }
        }
        Err(error) if !looks_like_lines(text) && !text.trim().is_empty() => {
            import.note(syntax_problem(error.line(), error.column()));
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
    fn add_items(&mut self, text: &str) {
        match serde_json::from_str::<Vec<Value>>(text) {
            Ok(items) => {
                for (number, item) in (1..).zip(items) {
                    self.add_profile(&format!("item {number}"), item);
                }
            }
            Err(error) => self.note(syntax_problem(error.line(), error.column())),
        }
    }

    fn add_lines(&mut self, text: &str) {
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim().is_empty() {
                continue;
            }
            match serde_json::from_str::<Value>(line) {
                Ok(value) => self.add_profile(&format!("line {number}"), value),
                Err(error) => self.note(syntax_problem(number, error.column())),
            }
        }
    }

    fn add_profile(&mut self, place: &str, mut value: Value) {
        let id = value
            .as_object_mut()
            .and_then(|object| object.shift_remove("customer_id"));
        match id {
            Some(Value::String(id)) => self.add(place, id, value),
            Some(_) => self.note(format!("{place}: customer_id must be a text")),
            None => self.note(format!("{place}: customer_id is required")),
        }
    }

    fn add(&mut self, place: &str, id: String, value: Value) {
        if let Some(rule) = broken_id_rule(&id) {
            self.note(format!("{place}: customer_id {rule}"));
        }
        if !self.seen.insert(id.clone()) {
            self.note(format!("{place}: customer_id occurs more than once"));
        }
        match Profile::from_json(value) {
            Ok(profile) => self.entries.push((id, profile)),
            Err(problems) => {
                for problem in problems {
                    self.note(format!("{place}: {problem}"));
                }
            }
        }
    }

    /// Notes a problem, or that there are more than are told.
    fn note(&mut self, problem: String) {
        match self.problems.len() {
            told if told < MAX_PROBLEMS - 1 => self.problems.push(problem),
            told if told < MAX_PROBLEMS => {
                self.problems
                    .push("there are more problems than are listed here".to_owned());
            }
            _ => {}
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

/// As much of a key as a customer id may have.
fn shortened(key: &str) -> String {
    key.chars().take(MAX_CUSTOMER_ID).collect()
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
mod tests;
