//! Optional routes that the generator refuses.

use sovx_contract::model::Operation;
use sovx_contract::{Diagnostic, Document};

use super::refuse;

/// A path is registered with all of its operations or not at all.
pub(super) fn optional(document: &Document, operation: &Operation, found: &mut Vec<Diagnostic>) {
    let Some(value) = operation.extensions.get("x-routes") else {
        return;
    };
    let at = &operation.location;
    let Some(name) = value.as_str().filter(|name| is_identifier(name)) else {
        refuse(
            found,
            "bad-routes",
            at,
            format!("`x-routes` of `{}` is no lower-case name", operation.id),
            "write a name such as `sandbox`: letters, digits and underscores, a letter first",
        );
        return;
    };
    let mut others = document.operations.iter();
    let other = others.find(|other| {
        other.path == operation.path && other.extensions.get("x-routes") != Some(value)
    });
    if let Some(other) = other {
        refuse(
            found,
            "bad-routes",
            at,
            format!(
                "`{}` is of the routes `{name}`, and `{}` on the same path is not",
                operation.id, other.id
            ),
            "write the same `x-routes` for all operations of a path, or for none",
        );
    }
}

fn is_identifier(name: &str) -> bool {
    let is_inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    name.starts_with(|first: char| first.is_ascii_lowercase()) && name.chars().all(is_inner)
}
