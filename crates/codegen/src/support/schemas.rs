//! Schemas that the generator refuses.

use sovx_contract::model::{Additional, Kind, Location, ObjectRules, Schema};
use sovx_contract::{Diagnostic, Document};

use super::refuse;
use crate::payload::{Envelope, is_constant};

/// What has no Rust type, or a format that nothing enforces.
pub(super) fn schema(document: &Document, node: &Schema, found: &mut Vec<Diagnostic>) {
    let at = &node.location;
    if (node.write_only || node.read_only) && matches!(node.kind, Kind::Array(_)) {
        refuse(
            found,
            "unsupported-direction",
            at,
            "a list cannot be declared read-only or write-only yet",
            "use a schema for requests and another one for responses",
        );
    }
    always(node, found);
    match &node.kind {
        Kind::OneOf(branches, None) => union(document, branches, at, found),
        Kind::OneOf(_, Some(_)) | Kind::AnyOf(_) | Kind::AllOf(_) | Kind::Not(_) => refuse(
            found,
            "unsupported-union",
            at,
            "only a `oneOf` without a discriminator has a Rust type yet",
            "list closed objects under `oneOf`, each with a required member of its own",
        ),
        Kind::Null => refuse(
            found,
            "unsupported-null",
            at,
            "a value that is always null carries nothing",
            "drop the member, or add the type that it has when it is not null",
        ),
        Kind::Enum(values) if !values.iter().all(serde_json::Value::is_string) => refuse(
            found,
            "unsupported-enum",
            at,
            "only an enum of strings has a Rust type yet",
            "use strings, or state the limits of the number instead",
        ),
        Kind::Const(value) if !value.is_string() && !value.is_boolean() => refuse(
            found,
            "unsupported-const",
            at,
            "only a constant string or boolean has a Rust type yet",
            "use a string or a boolean",
        ),
        Kind::String(rules) => format(rules.format.as_deref(), at, found),
        Kind::Array(rules) => schema(document, &rules.items, found),
        Kind::Object(rules) => object(document, rules, at, found),
        _ => {}
    }
}

fn always(node: &Schema, found: &mut Vec<Diagnostic>) {
    if node.extensions.contains_key("x-always") && node.always().is_none() {
        refuse(
            found,
            "unsupported-always",
            &node.location,
            "`x-always` is the value of a boolean, and this is none or has another value",
            "write `type: boolean` with `x-always: true` or `x-always: false`",
        );
    }
}

fn object(document: &Document, rules: &ObjectRules, at: &Location, found: &mut Vec<Diagnostic>) {
    if !rules.patterns.is_empty() {
        refuse(
            found,
            "unsupported-patterns",
            at,
            "members that are known by a pattern of their names have no type yet",
            "declare them by name, or use `additionalProperties`",
        );
    }
    if let Additional::Schema(value) = &rules.additional {
        schema(document, value, found);
        if !rules.properties.is_empty() {
            refuse(
                found,
                "unsupported-map",
                at,
                "an object with declared members and a schema for others has no type yet",
                "move the open part into a member of its own",
            );
        }
    }
    rules
        .properties
        .iter()
        .for_each(|property| schema(document, &property.schema, found));
}

/// A choice that a member of each branch decides.
fn union(document: &Document, branches: &[Schema], at: &Location, found: &mut Vec<Diagnostic>) {
    if crate::unions::branches(document, branches).is_none() {
        refuse(
            found,
            "unsupported-union",
            at,
            "the branches of this `oneOf` cannot be told apart",
            "make each a named closed object with a required member that no other branch has",
        );
    }
}

/// A format is enforced or it is no more than a hint for people.
fn format(name: Option<&str>, at: &Location, found: &mut Vec<Diagnostic>) {
    let Some(name) = name else { return };
    if crate::checks::format_name(name).is_none() && name != "password" {
        refuse(
            found,
            "unsupported-format",
            at,
            format!("the format `{name}` is not enforced"),
            "use uuid, date, date-time, email or password, or state a pattern instead",
        );
    }
}

/// An envelope that the boundary cannot fill.
pub(super) fn envelope(document: &Document, node: &Schema, found: &mut Vec<Diagnostic>) {
    let Some(name) = node.extension_str("x-envelope") else {
        return;
    };
    let at = &node.location;
    let Some(envelope) = Envelope::of(document, node) else {
        refuse(
            found,
            "bad-envelope",
            at,
            format!("`x-envelope` names `{name}`, which is no member of this object"),
            "name the member that a handler returns",
        );
        return;
    };
    let Kind::Object(rules) = &node.kind else {
        return;
    };
    if rules.properties.len()
        != 1 + envelope.constants.len() + usize::from(envelope.stamp.is_some())
    {
        refuse(
            found,
            "bad-envelope",
            at,
            "an envelope has one payload, constants, and one member that the boundary fills",
            "move what the boundary fills into one object",
        );
    }
    let members = envelope
        .stamped(document)
        .map(|rules| rules.properties.as_slice());
    for member in members.unwrap_or_default() {
        let known = matches!(
            member.name.as_str(),
            "timestamp" | "trace_id" | "pagination"
        );
        if !known && !is_constant(document, &member.schema) {
            refuse(
                found,
                "bad-envelope",
                &member.schema.location,
                format!("the boundary does not know how to fill `{}`", member.name),
                "the boundary fills timestamp, trace_id, pagination and constants",
            );
        }
    }
}
