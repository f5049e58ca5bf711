//! What the generator refuses, by pointer and line, before it writes anything.

mod errors;
mod optional;
mod schemas;
mod security;
#[cfg(test)]
mod tests;

use errors::errors;
use optional::optional;
use schemas::{envelope, schema};
use security::security;
use serde_json::Value;
use sovx_contract::model::{Kind, Location, Operation, Place, Response, Schema, Style};
use sovx_contract::{Diagnostic, Document};

use crate::payload::Carried;
use crate::requests;

/// Everything in the document that the generator cannot turn into code.
pub(crate) fn check(document: &Document) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for named in &document.schemas {
        schema(document, &named.schema, &mut found);
        envelope(document, &named.schema, &mut found);
    }
    for operation in &document.operations {
        parameters(document, operation, &mut found);
        bodies(document, operation, &mut found);
        security(document, operation, &mut found);
        rejections(document, operation, &mut found);
        errors(document, operation, &mut found);
        optional(document, operation, &mut found);
    }
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

fn parameters(document: &Document, operation: &Operation, found: &mut Vec<Diagnostic>) {
    for parameter in operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.boundary)
    {
        schema(document, &parameter.schema, found);
        if parameter.style != Style::of(parameter.place) {
            refuse(
                found,
                "unsupported-style",
                &parameter.location,
                "a parameter is read in the one way that is usual for its place",
                "remove `style`, `explode` and `content`; describe the value with `schema`",
            );
        }
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
            .for_each(|node| schema(document, node, found));
    }
    request(document, operation, found);
    for response in &operation.responses {
        headers(response, found);
        links(response, found);
        if response.status.code().is_none() {
            refuse(
                found,
                "unsupported-status",
                &response.location,
                format!("`{}` is not the number of a status", response.status),
                "declare each status by its number, 100 to 599",
            );
        }
        if response.status.is_error() && matches!(Carried::by(document, response), Carried::Nothing)
        {
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

/// A body that is taken is one object.
fn request(document: &Document, operation: &Operation, found: &mut Vec<Diagnostic>) {
    let body = operation.body.as_ref();
    let taken = body.and_then(|body| body.content.first()?.schema.as_ref());
    let is_object = |node: &Schema| match &document.resolve(node).kind {
        Kind::Object(rules) => !rules.properties.is_empty(),
        Kind::OneOf(..) => true,
        _ => false,
    };
    if taken.is_some_and(|node| !is_object(node) || node.nullable) {
        refuse(
            found,
            "unsupported-body",
            &operation.location,
            format!(
                "the body of `{}` is no object with declared members",
                operation.id
            ),
            "wrap it into an object",
        );
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

/// A link is declared with what it leads to and the parameters that it fills.
fn links(response: &Response, found: &mut Vec<Diagnostic>) {
    let parameters = |link: &Value| link.get("parameters").cloned().unwrap_or_default();
    let is_text = |link: &Value| match parameters(link) {
        Value::Object(parameters) => parameters.values().all(Value::is_string),
        other => other.is_null(),
    };
    let is_read = |name: &str| matches!(name, "operationId" | "parameters" | "description");
    for (name, link) in &response.links {
        let members = link.as_object();
        if is_text(link) && members.is_some_and(|link| link.keys().all(|name| is_read(name))) {
            continue;
        }
        refuse(
            found,
            "unsupported-link",
            &response.location,
            format!("the link `{name}` has more than an operation and texts for its parameters"),
            "name an `operationId`, and fill its `parameters` with expressions such as \
             `$response.body#/data/id`",
        );
    }
}

/// What the boundary may answer must be declared, or the contract would lie.
fn rejections(document: &Document, operation: &Operation, found: &mut Vec<Diagnostic>) {
    for (status, why) in possible(document, operation) {
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

/// What the boundary may answer, and why.
fn possible(document: &Document, operation: &Operation) -> Vec<(u16, &'static str)> {
    let mut needed = Vec::new();
    if operation.body.is_some() {
        needed.extend([
            (400, "its body may not be JSON"),
            (408, "its body may not come in time"),
            (413, "its body may be too large"),
            (415, "its body may be of another content type"),
        ]);
        // A contract may answer every bad body with 400, but then it does so throughout, or says
        // where.
        let mut operations = document.operations.iter();
        let has_unprocessable = operations.any(|one| one.response(422).is_some());
        if has_unprocessable && !operation.limits_are_bad_requests() {
            needed.push((422, "its body may break a limit"));
        }
    }
    if operation
        .parameters
        .iter()
        .any(|parameter| !parameter.boundary && parameter.may_be_malformed())
    {
        needed.push((400, "a parameter may be malformed"));
    }
    if !operation.security.is_empty() {
        needed.extend([
            (400, "a credential may stand there twice"),
            (401, "the credential may be missing"),
            (403, "the credential may be of another tier"),
            (429, "the caller may have spent its budget"),
            (500, "checking the credential may fail"),
            (503, "checking the credential may have to wait"),
        ]);
    }
    if requests::origin(operation) {
        needed.push((429, "the address may have spent its budget"));
    }
    if requests::idempotency_key(operation).is_some() {
        needed.push((409, "a request with its idempotency key may be running"));
    }
    needed
}
