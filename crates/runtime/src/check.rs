//! Checking a JSON value rule by rule, in the order in which the contract states the rules.
//!
//! Generated code spells out the rules; this module knows what each of them means (JSON Schema
//! 2020-12, validation vocabulary) and words the violation. A check goes on after a violation, so
//! that a caller hears of everything at once.

mod choice;
mod container;
mod literal;
mod number;
mod pattern;
mod plain;
mod search;
#[cfg(test)]
mod tests;
mod text;
mod union;
mod unique;

pub use choice::{Choice, choice};
#[cfg(feature = "actix")]
pub(crate) use container::is_plain;
pub use container::{List, Object, array, object};
pub use literal::{equal, json, one_of_values};
pub use number::{Integer, Number, decimal, integer, number};
pub use pattern::Pattern;
pub use plain::{any, date, date_time, float, int32, int64, null, text, uuid};
pub(crate) use search::Search;
pub use search::{all_of, not};
pub use text::{Text, string};
pub use union::{Branch, Tag, Union, Which};

use serde_json::Value;

pub use crate::format::Format;
use crate::{At, Rule, Violations};

/// A type of the contract that can say what is wrong with a JSON value of its kind.
pub trait Check {
    /// Notes every rule that the value breaks.
    fn check(value: &Value, at: &At<'_>, out: &mut Violations);
}

/// The check of a type, as generated code passes it on.
pub type Checker = fn(&Value, &At<'_>, &mut Violations);

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
        out.push(at, Rule::Enum, admitted(allowed));
    }
}

fn admitted(names: &[&str]) -> String {
    if names.len() <= 10 {
        format!("must be one of: {}", names.join(", "))
    } else {
        format!("must be one of the {} declared values", names.len())
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
