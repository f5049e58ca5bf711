//! A JSON text: its syntax, then the contract's rules, then its type.

mod tree;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::read::typed;
use crate::sent;
use crate::{At, Rejection, Rule, Violations};

/// Reads and checks a JSON text, whose lists may have `most_items` items at most.
pub(crate) fn parse<T: DeserializeOwned>(
    bytes: &[u8],
    most_items: usize,
    check: impl FnOnce(&Value, &At<'_>, &mut Violations),
) -> Result<T, Rejection> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Rejection::MissingBody);
    }
    let (mut value, beyond) = match tree::read(bytes, most_items) {
        Ok(value) => (value, None),
        Err(error) if is_out_of_range(&error) => {
            let value = tree::read(&sent::clamped(bytes), most_items);
            (value.map_err(|error| unparseable(&error))?, Some(error))
        }
        Err(error) => return Err(unparseable(&error)),
    };
    let mut violations = Violations::of_text(bytes, &mut value);
    check(&value, &At::Root, &mut violations);
    match beyond {
        // No rule says which number it may be: it could not be kept.
        Some(error) if violations.is_empty() => Err(unparseable(&error)),
        _ => ended(value, violations),
    }
}

/// Whether a text may be JSON but for a number that no double can hold.
fn is_out_of_range(error: &serde_json::Error) -> bool {
    error.is_syntax() && error.to_string().starts_with("number out of range")
}

fn unparseable(error: &serde_json::Error) -> Rejection {
    Rejection::UnparseableBody {
        line: error.line(),
        column: error.column(),
        truncated: error.is_eof(),
    }
}

/// Checks a value, of which some violations may be known already.
pub(crate) fn checked<T: DeserializeOwned>(
    value: Value,
    mut violations: Violations,
    check: impl FnOnce(&Value, &At<'_>, &mut Violations),
) -> Result<T, Rejection> {
    check(&value, &At::Root, &mut violations);
    ended(value, violations)
}

/// The type of a value, if nothing is wrong with that.
fn ended<T: DeserializeOwned>(value: Value, mut violations: Violations) -> Result<T, Rejection> {
    if !violations.is_empty() {
        return Err(Rejection::InvalidBody(violations));
    }
    typed::<T, serde_json::Error>(value).map_err(|_unreachable| {
        // The check and the type come from one schema; a value that passes one and not the other
        // is refused all the same.
        violations.push(&At::Root, Rule::Type, "is not of the declared type");
        Rejection::InvalidBody(violations)
    })
}
