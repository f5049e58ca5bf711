//! Checking a JSON value rule by rule, in the order in which the contract states the rules.
//!
//! Generated code spells out the rules; this module knows what each of them means (JSON Schema
//! 2020-12, validation vocabulary) and words the violation. A check goes on after a violation, so
//! that a caller hears of everything at once.

mod choice;
mod container;
mod number;
#[cfg(test)]
mod tests;
mod text;

pub use choice::{Choice, choice};
#[cfg(feature = "actix")]
pub(crate) use container::is_plain;
pub use container::{List, Object, array, object};
pub use number::{Integer, Number, integer, number};
pub use text::{Pattern, Text, string};

use serde_json::Value;

pub use crate::format::Format;
use crate::{At, Rule, Violations};

/// A type of the contract that can say what is wrong with a JSON value of its kind.
pub trait Check {
    /// Notes every rule that the value breaks.
    fn check(value: &Value, at: &At<'_>, out: &mut Violations);
}

/// `type: boolean`.
pub fn boolean(value: &Value, at: &At<'_>, out: &mut Violations) {
    if !value.is_boolean() {
        out.push(at, Rule::Type, "must be true or false");
    }
}

/// `enum` of texts. Up to ten are named in the message.
pub fn one_of(value: &Value, allowed: &[&str], at: &At<'_>, out: &mut Violations) {
    let Some(text) = value.as_str() else {
        out.push(at, Rule::Type, "must be a string");
        return;
    };
    if !allowed.contains(&text) {
        let message = if allowed.len() <= 10 {
            format!("must be one of: {}", allowed.join(", "))
        } else {
            format!("must be one of the {} declared values", allowed.len())
        };
        out.push(at, Rule::Enum, message);
    }
}

/// `const` of a boolean.
pub fn constant(value: &Value, expected: bool, at: &At<'_>, out: &mut Violations) {
    match value.as_bool() {
        None => out.push(at, Rule::Type, "must be true or false"),
        Some(actual) if actual != expected => {
            out.push(at, Rule::Enum, format!("must be {expected}"));
        }
        Some(_) => {}
    }
}
