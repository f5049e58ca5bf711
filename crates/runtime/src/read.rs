//! From a JSON value to its type, once the rules are known to hold.

use serde::de::{DeserializeOwned, Error};
use serde_json::Value;

use crate::{At, Check, Rule, Violations};

/// Checks a value and reads it.
///
/// # Errors
/// Every rule that it breaks.
pub fn read<T: Check + DeserializeOwned>(value: Value) -> Result<T, Violations> {
    let mut violations = Violations::default();
    T::check(&value, &At::Root, &mut violations);
    if !violations.is_empty() {
        return Err(violations);
    }
    typed::<T, serde_json::Error>(value).map_err(|_unreachable| {
        // The check and the type come from one schema; a value that passes one and not the other
        // is refused all the same.
        violations.push(&At::Root, Rule::Type, "is not of the declared type");
        violations
    })
}

/// Reads a value that has been checked.
///
/// # Errors
/// When it is of another type; the message does not repeat the value.
pub fn typed<T: DeserializeOwned, E: Error>(mut value: Value) -> Result<T, E> {
    whole_numbers(&mut value);
    serde_json::from_value(value).map_err(|_mismatch| E::custom("not of the declared type"))
}

/// Writes `1.0` as `1`: JSON Schema takes both for an integer, serde only the second.
fn whole_numbers(value: &mut Value) {
    match value {
        Value::Number(number) => {
            let whole = number
                .as_f64()
                .filter(|float| number.is_f64() && float.fract() == 0.0)
                .map(|float| format!("{float:.0}"));
            let whole = whole.and_then(|text| {
                let signed = text.parse::<i64>().map(Value::from).ok();
                signed.or_else(|| text.parse::<u64>().map(Value::from).ok())
            });
            if let Some(whole) = whole {
                *value = whole;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(whole_numbers),
        Value::Object(members) => members.values_mut().for_each(whole_numbers),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_whole_number_is_read_however_it_is_written() {
        let whole: Result<Vec<i64>, serde_json::Error> = typed(json!([1, 2.0, -3e3]));
        let large: Result<u64, serde_json::Error> = typed(json!(1e19));

        assert_eq!(whole.unwrap(), [1, 2, -3000]);
        assert_eq!(large.unwrap(), 10_000_000_000_000_000_000);
    }

    #[test]
    fn what_is_not_of_the_type_is_refused_without_being_repeated() {
        let error = typed::<i64, serde_json::Error>(json!("hidden")).unwrap_err();

        assert!(!error.to_string().contains("hidden"));
    }
}
