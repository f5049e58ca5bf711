//! A JSON text: its syntax, then the contract's rules, then its type.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::read::typed;
use crate::{At, Rejection, Rule, Violations};

/// Reads and checks a JSON text.
pub(crate) fn parse<T: DeserializeOwned>(
    bytes: &[u8],
    check: impl FnOnce(&Value, &At<'_>, &mut Violations),
) -> Result<T, Rejection> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Rejection::MissingBody);
    }
    let value: Value =
        serde_json::from_slice(bytes).map_err(|error| Rejection::UnparseableBody {
            line: error.line(),
            column: error.column(),
            truncated: error.is_eof(),
        })?;
    checked(value, Violations::default(), check)
}

/// Checks a value, of which some violations may be known already.
pub(crate) fn checked<T: DeserializeOwned>(
    value: Value,
    mut violations: Violations,
    check: impl FnOnce(&Value, &At<'_>, &mut Violations),
) -> Result<T, Rejection> {
    check(&value, &At::Root, &mut violations);
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
