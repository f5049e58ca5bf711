//! What the generator refuses, by pointer and line, before it writes anything.

use sovx_contract::model::{
    Additional, Carrier, Kind, Location, Operation, Place, Response, Schema,
};
use sovx_contract::{Diagnostic, Document};

use crate::payload::{Carried, Envelope, is_constant};

/// Everything in the document that the generator cannot turn into code.
pub(crate) fn check(document: &Document) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for named in &document.schemas {
        schema(&named.schema, &mut found);
        envelope(document, &named.schema, &mut found);
    }
    for operation in &document.operations {
        parameters(document, operation, &mut found);
        bodies(document, operation, &mut found);
        security(document, operation, &mut found);
        rejections(document, operation, &mut found);
    }
    errors(document, &mut found);
    found
}

fn refuse(
    found: &mut Vec<Diagnostic>,
    code: &'static str,
    location: &Location,
    message: impl Into<String>,
    help: impl Into<String>,
) {
    found.push(Diagnostic {
        code,
        location: location.clone(),
        message: message.into(),
        help: help.into(),
    });
}

fn schema(node: &Schema, found: &mut Vec<Diagnostic>) {
    let at = &node.location;
    match &node.kind {
        Kind::OneOf(..) | Kind::AnyOf(_) => refuse(
            found,
            "unsupported-union",
            at,
            "a union of schemas has no Rust type yet",
            "describe the value as one object, or as a schema and null",
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
        Kind::Array(rules) => schema(&rules.items, found),
        Kind::Object(rules) => {
            if let Additional::Schema(value) = &rules.additional {
                schema(value, found);
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
                .for_each(|property| schema(&property.schema, found));
        }
        _ => {}
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

fn envelope(document: &Document, node: &Schema, found: &mut Vec<Diagnostic>) {
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

fn parameters(document: &Document, operation: &Operation, found: &mut Vec<Diagnostic>) {
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.boundary)
    {
        schema(&parameter.schema, found);
        let scalar = matches!(
            document.resolve(&parameter.schema).kind,
            Kind::String(_) | Kind::Integer(_) | Kind::Number(_) | Kind::Boolean | Kind::Enum(_)
        );
        if !scalar || parameter.place == Place::Cookie {
            refuse(
                found,
                "unsupported-parameter",
                &parameter.location,
                "only a string, number, boolean or enum in path, query or header is read yet",
                "split the parameter, or move it into the body",
            );
        }
    }
}

fn bodies(document: &Document, operation: &Operation, found: &mut Vec<Diagnostic>) {
    let requests = operation.body.iter().map(|body| &body.content);
    let responses = operation.responses.iter().map(|response| &response.content);
    for content in requests
        .chain(responses)
        .filter(|content| !content.is_empty())
    {
        let json = matches!(content.as_slice(), [media] if media.content_type == "application/json"
            && media.schema.is_some());
        if !json {
            refuse(
                found,
                "unsupported-content",
                &operation.location,
                format!(
                    "`{}` has a body that is not one application/json schema",
                    operation.id
                ),
                "declare application/json with a schema, and nothing else",
            );
        }
        content
            .iter()
            .filter_map(|media| media.schema.as_ref())
            .for_each(|node| schema(node, found));
    }
    if operation.body.as_ref().is_some_and(|body| !body.required) {
        refuse(
            found,
            "unsupported-optional-body",
            &operation.location,
            format!("the body of `{}` is optional", operation.id),
            "say `required: true`",
        );
    }
    for response in &operation.responses {
        headers(response, found);
        if response.status >= 400 && matches!(Carried::by(document, response), Carried::Nothing) {
            refuse(
                found,
                "empty-error",
                &response.location,
                "an error response without a body tells its caller nothing",
                "declare the error schema that the other responses use",
            );
        }
    }
}

fn headers(response: &Response, found: &mut Vec<Diagnostic>) {
    for header in response.headers.iter().filter(|header| !header.boundary) {
        refuse(
            found,
            "unsupported-header",
            &response.location,
            format!(
                "no handler can set the response header `{}` yet",
                header.name
            ),
            "mark it `x-boundary: true` if the server's boundary writes it",
        );
    }
}

fn security(document: &Document, operation: &Operation, found: &mut Vec<Diagnostic>) {
    let mut tiers = Vec::new();
    for required in &operation.security {
        if required.schemes.len() != 1 {
            refuse(
                found,
                "unsupported-security",
                &operation.location,
                format!(
                    "`{}` asks for several credentials at once, or for none",
                    operation.id
                ),
                "name one scheme in each alternative; a public operation says `security: []`",
            );
        }
        let schemes = required.schemes.iter().filter_map(|name| {
            document
                .security_schemes
                .iter()
                .find(|scheme| scheme.name == *name)
        });
        for scheme in schemes {
            tiers.push(&scheme.tier);
            if !matches!(scheme.carrier, Carrier::Bearer | Carrier::Header(_)) {
                refuse(
                    found,
                    "unsupported-security",
                    &scheme.location,
                    "only a bearer token or a header carries a credential yet",
                    "use `type: http, scheme: bearer` or `type: apiKey, in: header`",
                );
            }
        }
    }
    tiers.dedup();
    if tiers.len() > 1 {
        refuse(
            found,
            "unsupported-security",
            &operation.location,
            format!("`{}` admits callers of several tiers", operation.id),
            "give the schemes of one operation the same `x-tier`",
        );
    }
}

/// What the boundary may answer must be declared, or the contract would lie.
fn rejections(document: &Document, operation: &Operation, found: &mut Vec<Diagnostic>) {
    let mut needed: Vec<(u16, &str)> = Vec::new();
    if operation.body.is_some() {
        needed.extend([
            (400, "its body may not be JSON"),
            (413, "its body may be too large"),
            (415, "its body may be of another content type"),
            (422, "its body may break a limit"),
        ]);
    }
    if operation
        .parameters
        .iter()
        .any(|parameter| !parameter.boundary)
    {
        needed.push((400, "a parameter may be malformed"));
    }
    if !operation.security.is_empty() {
        needed.extend([
            (401, "the credential may be missing"),
            (403, "the credential may be of another tier"),
            (500, "checking the credential may fail"),
            (503, "checking the credential may have to wait"),
        ]);
    }
    let _ = document;
    for (status, why) in needed {
        if operation.response(status).is_none() {
            refuse(
                found,
                "undeclared-rejection",
                &operation.location,
                format!(
                    "`{}` does not declare {status}, although {why}",
                    operation.id
                ),
                format!("declare a {status} response with the error schema"),
            );
        }
    }
}

/// One error body serves the whole contract, so that one place words every failure.
fn errors(document: &Document, found: &mut Vec<Diagnostic>) {
    let mut first: Option<String> = None;
    let failures = document
        .operations
        .iter()
        .flat_map(|operation| &operation.responses)
        .filter(|response| response.status >= 400);
    for response in failures {
        let Some(body) = Carried::by(document, response).body_type(document) else {
            continue;
        };
        let body = body.to_string();
        match &first {
            None => first = Some(body),
            Some(known) if *known == body => {}
            Some(_) => refuse(
                found,
                "several-error-bodies",
                &response.location,
                "this error response has another schema than the first one of the document",
                "use one error schema for every response from 400 on",
            ),
        }
    }
}
