//! Do both sides name the same places?
//!
//! A check may be more exact than JSON Schema and never less: it names the missing or undeclared
//! member where JSON Schema names its object, and the fault inside a branch where JSON Schema
//! names the whole choice.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use sovx_runtime::{Rule, Violation, Violations};

/// A place that only the check names.
pub(crate) fn stray(violations: &Violations, errors: &[ValidationError<'_>]) -> Option<String> {
    let named = |violation: &&Violation| {
        violation.rule != Rule::More && !errors.iter().any(|error| is_same(violation, error))
    };
    let mut strays = violations.iter().filter(named);
    strays.next().map(|stray| stray.field.clone())
}

fn is_same(violation: &Violation, error: &ValidationError<'_>) -> bool {
    let theirs = error.instance_path().to_string();
    let ours = violation.field.as_str();
    if ours == theirs {
        return true;
    }
    let Some(below) = ours
        .strip_prefix(&theirs)
        .filter(|rest| rest.starts_with('/'))
    else {
        return false;
    };
    let is_member = !below.trim_start_matches('/').contains('/');
    match error.kind() {
        Kind::OneOfNotValid { .. }
        | Kind::OneOfMultipleValid { .. }
        | Kind::AnyOf { .. }
        | Kind::Not { .. } => true,
        Kind::Required { .. } => is_member && violation.rule == Rule::Required,
        Kind::AdditionalProperties { .. } | Kind::FalseSchema => {
            is_member && violation.rule == Rule::Unknown
        }
        _ => false,
    }
}
