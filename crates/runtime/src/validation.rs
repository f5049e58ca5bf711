//! What is wrong with a value, as the `validator` crate words it.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::Serialize;
use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::{At, Check, Rule, Violations};

/// The check of a value as the `validator` crate words it: one error per field and rule, keyed by
/// the JSON pointer. It carries messages, never values.
///
/// # Errors
/// When any rule is broken.
pub fn validate<T: Check + Serialize>(value: &T) -> Result<(), ValidationErrors> {
    let mut violations = Violations::default();
    match serde_json::to_value(value) {
        Ok(value) => T::check(&value, &At::Root, &mut violations),
        Err(_unserialisable) => violations.push(&At::Root, Rule::Type, "must be a JSON value"),
    }
    let mut errors = ValidationErrors::new();
    for violation in &violations {
        let error = ValidationError {
            code: Cow::Borrowed(violation.rule.name()),
            message: Some(violation.message.clone()),
            params: HashMap::new(),
        };
        let of_field = errors
            .errors_mut()
            .entry(Cow::Owned(violation.field.clone()))
            .or_insert_with(|| ValidationErrorsKind::Field(Vec::new()));
        if let ValidationErrorsKind::Field(list) = of_field {
            list.push(error);
        }
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}
