//! Parameters and response headers: named values outside of bodies.

use serde_json::Value;

use super::{Lowering, flag, list, object, operation::examples, text};
use crate::{
    load::pointer,
    model::{Header, Parameter, Place},
};

/// The parameters that a path item or an operation declares itself.
pub(super) fn list_of<'a>(
    lowering: &mut Lowering<'a>,
    owner: &'a Value,
    place: &str,
) -> Vec<Parameter> {
    let place = pointer::join(place, "parameters");
    let mut parameters = Vec::new();
    for (index, declared) in list(owner.get("parameters")).enumerate() {
        let outer = pointer::join(&place, &index.to_string());
        let (value, place) = lowering.follow(declared, &outer);
        if let Some(mut parameter) = parameter(lowering, value, &place) {
            if let Some(description) = text(declared, "description") {
                parameter.description = Some(description);
            }
            parameters.push(parameter);
        }
    }
    parameters
}

fn parameter<'a>(lowering: &mut Lowering<'a>, value: &'a Value, place: &str) -> Option<Parameter> {
    let name = text(value, "name")?;
    let (stands, style, explode) = match value.get("in").and_then(Value::as_str)? {
        "path" => (Place::Path, "simple", false),
        "query" => (Place::Query, "form", true),
        "header" => (Place::Header, "simple", false),
        "cookie" => (Place::Cookie, "form", true),
        other => {
            lowering.report(
                "bad-parameter-place",
                &pointer::join(place, "in"),
                format!("a parameter cannot stand in `{other}`"),
                "write `path`, `query`, `header` or `cookie`",
            );
            return None;
        }
    };
    check_style(lowering, value, place, style, explode);
    if stands == Place::Path && !flag(value, "required") {
        lowering.report(
            "optional-path-parameter",
            place,
            format!("the path parameter `{name}` is not required"),
            "add `required: true`",
        );
    }
    let example = examples(lowering, value, place)
        .into_iter()
        .map(|(_, example)| example)
        .next();
    Some(Parameter {
        name,
        place: stands,
        required: flag(value, "required"),
        description: text(value, "description"),
        schema: lowering.schema(
            value.get("schema").unwrap_or(&Value::Null),
            &pointer::join(place, "schema"),
        ),
        example,
        boundary: flag(value, "x-boundary"),
        idempotency_key: flag(value, "x-idempotency-key"),
        location: lowering.location(place),
    })
}

/// The headers of a response.
pub(super) fn headers<'a>(
    lowering: &mut Lowering<'a>,
    response: &'a Value,
    place: &str,
) -> Vec<Header> {
    let place = pointer::join(place, "headers");
    let mut headers = Vec::new();
    for (name, declared) in object(response.get("headers")) {
        let (value, place) = lowering.follow(declared, &pointer::join(&place, name));
        check_style(lowering, value, &place, "simple", false);
        headers.push(Header {
            name: name.clone(),
            required: flag(value, "required"),
            description: text(declared, "description").or_else(|| text(value, "description")),
            schema: lowering.schema(
                value.get("schema").unwrap_or(&Value::Null),
                &pointer::join(&place, "schema"),
            ),
            boundary: flag(value, "x-boundary"),
        });
    }
    headers
}

/// Values are written in the one way that is standard for their place.
fn check_style(
    lowering: &mut Lowering<'_>,
    value: &Value,
    place: &str,
    style: &str,
    explode: bool,
) {
    if let Some(other) = text(value, "style").filter(|given| given != style) {
        lowering.report(
            "unsupported-style",
            &pointer::join(place, "style"),
            format!("the style `{other}` is not supported here"),
            &format!("remove it; `{style}` applies"),
        );
    }
    let given = value.get("explode").and_then(Value::as_bool);
    if given.is_some_and(|given| given != explode) {
        lowering.report(
            "unsupported-style",
            &pointer::join(place, "explode"),
            format!("`explode: {}` is not supported here", !explode),
            &format!("remove it; `explode: {explode}` applies"),
        );
    }
}
