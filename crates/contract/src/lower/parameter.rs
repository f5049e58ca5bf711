//! Parameters and response headers: named values outside of bodies.

use serde_json::{Value, json};

use super::{Lowering, flag, list, object, operation::examples, text};
use crate::{
    load::pointer,
    model::{Header, Kind, Parameter, Place, Schema, Style},
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
    let stands = match value.get("in").and_then(Value::as_str)? {
        "path" => Place::Path,
        "query" => Place::Query,
        "header" => Place::Header,
        "cookie" => Place::Cookie,
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
    let (style, schema) = described(lowering, value, place, stands);
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
        style,
        required: flag(value, "required"),
        description: text(value, "description"),
        schema,
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
        let (style, schema) = described(lowering, value, &place, Place::Header);
        if !is_plain(&style, &schema) {
            lowering.report(
                "unsupported-style",
                &place,
                format!("the header `{name}` is written in a way that is not supported here"),
                "use `schema` with `style: simple` and without `explode`",
            );
        }
        headers.push(Header {
            name: name.clone(),
            required: flag(value, "required"),
            description: text(declared, "description").or_else(|| text(value, "description")),
            schema,
            boundary: flag(value, "x-boundary"),
        });
    }
    headers
}

/// Whether a value is written as `style: simple` without `explode` writes it.
fn is_plain(style: &Style, schema: &Schema) -> bool {
    let is_composed = || matches!(&schema.kind, Kind::Object(_) | Kind::Ref(_));
    match style {
        // `explode` makes a difference for the members of objects only.
        Style::Simple { explode } => !explode || !is_composed(),
        Style::Content(content_type) => {
            content_type == "text/plain" && matches!(&schema.kind, Kind::String(_) | Kind::Any)
        }
        _ => false,
    }
}

/// How a value is written and what it is: by `schema` and `style`, or by one content type.
fn described<'a>(
    lowering: &mut Lowering<'a>,
    value: &'a Value,
    place: &str,
    stands: Place,
) -> (Style, Schema) {
    let content = object(value.get("content")).next();
    if let (None, Some((content_type, media))) = (value.get("schema"), content) {
        let place = pointer::join(&pointer::join(place, "content"), content_type);
        let schema = media.get("schema").unwrap_or(&Value::Null);
        let schema = lowering.schema(schema, &pointer::join(&place, "schema"));
        return (Style::Content(content_type.to_ascii_lowercase()), schema);
    }
    let schema = value.get("schema");
    if schema.is_none() {
        lowering.tolerate(
            "missing-keyword",
            place,
            "the value has neither `schema` nor `content`".to_owned(),
            "add `schema`",
        );
    }
    let text = json!({"type": "string"});
    let schema = lowering.schema(schema.unwrap_or(&text), &pointer::join(place, "schema"));
    (style(lowering, value, place, stands), schema)
}

fn style(lowering: &mut Lowering<'_>, value: &Value, place: &str, stands: Place) -> Style {
    let Some(name) = text(value, "style") else {
        let explode = value.get("explode").and_then(Value::as_bool);
        return match (Style::of(stands), explode) {
            (Style::Simple { .. }, Some(explode)) => Style::Simple { explode },
            (Style::Form { .. }, Some(explode)) => Style::Form { explode },
            (style, _) => style,
        };
    };
    let explode = value.get("explode").and_then(Value::as_bool);
    let explode = explode.unwrap_or(name == "form");
    match (name.as_str(), stands) {
        ("simple", Place::Path | Place::Header) => Style::Simple { explode },
        ("matrix", Place::Path) => Style::Matrix { explode },
        ("label", Place::Path) => Style::Label { explode },
        ("form", Place::Query | Place::Cookie) => Style::Form { explode },
        // A pair for each item leaves nothing to delimit.
        ("spaceDelimited" | "pipeDelimited", Place::Query) if explode => Style::Form { explode },
        ("spaceDelimited", Place::Query) => Style::SpaceDelimited,
        ("pipeDelimited", Place::Query) => Style::PipeDelimited,
        ("deepObject", Place::Query) => Style::DeepObject,
        _ => {
            lowering.tolerate(
                "unsupported-style",
                &pointer::join(place, "style"),
                format!("there is no style `{name}` for a value that stands there"),
                "remove it; the usual style applies",
            );
            Style::of(stands)
        }
    }
}
