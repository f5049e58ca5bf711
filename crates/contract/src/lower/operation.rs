//! Operations: a method on a path, with everything it inherits written out.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{Lowering, extensions, list, object, parameter, response, security, text};
use crate::{
    load::pointer,
    model::{Media, Operation, Parameter, Place, RequestBody},
};

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

pub(super) fn all(lowering: &mut Lowering<'_>) -> Vec<Operation> {
    let mut operations = Vec::new();
    let paths = object(lowering.root.get("paths"));
    for (path, item) in paths.filter(|(path, _)| !path.starts_with("x-")) {
        let place = pointer::join("/paths", path);
        if !path.starts_with('/') {
            lowering.report(
                "bad-path",
                &place,
                format!("the path `{path}` does not begin with a slash"),
                "begin it with `/`",
            );
        }
        let shared = parameter::list_of(lowering, item, &place);
        for (method, value) in object(Some(item)) {
            if METHODS.contains(&method.as_str()) {
                let place = pointer::join(&place, method);
                let operation = operation(lowering, value, &place, (path, method), &shared);
                check_template(lowering, &operation, &place);
                operations.push(operation);
            }
        }
    }
    operations
}

fn operation<'a>(
    lowering: &mut Lowering<'a>,
    value: &'a Value,
    place: &str,
    (path, method): (&str, &str),
    shared: &[Parameter],
) -> Operation {
    let mut parameters = parameter::list_of(lowering, value, place);
    let own = parameters.len();
    for parameter in shared {
        let overridden = parameters
            .iter()
            .take(own)
            .any(|mine| mine.name == parameter.name && mine.place == parameter.place);
        if !overridden {
            parameters.push(parameter.clone());
        }
    }
    // Parameters of the path come first in a signature.
    parameters.rotate_left(own);
    Operation {
        id: text(value, "operationId").unwrap_or_default(),
        method: method.to_ascii_uppercase(),
        path: path.to_owned(),
        tag: list(value.get("tags"))
            .find_map(Value::as_str)
            .unwrap_or("default")
            .to_owned(),
        summary: text(value, "summary"),
        description: text(value, "description"),
        parameters,
        body: body(lowering, value, place),
        responses: response::all(lowering, value, place),
        security: security::requirements(lowering.root, value),
        extensions: extensions(value),
        location: lowering.location(place),
    }
}

fn body<'a>(lowering: &mut Lowering<'a>, operation: &'a Value, place: &str) -> Option<RequestBody> {
    let declared = operation.get("requestBody")?;
    let (body, place) = lowering.follow(declared, &pointer::join(place, "requestBody"));
    Some(RequestBody {
        required: super::flag(body, "required"),
        description: text(declared, "description").or_else(|| text(body, "description")),
        content: content(lowering, body, &place),
    })
}

/// The bodies under `content`, of a request or a response.
pub(super) fn content<'a>(
    lowering: &mut Lowering<'a>,
    value: &'a Value,
    place: &str,
) -> Vec<Media> {
    let place = pointer::join(place, "content");
    let mut content = Vec::new();
    for (content_type, media) in object(value.get("content")) {
        let place = pointer::join(&place, content_type);
        if !content_type.contains('/') || content_type.contains(['*', ';', ' ']) {
            lowering.tolerate(
                "bad-content-type",
                &place,
                format!("`{content_type}` does not name one content type"),
                "write a type and a subtype without parameters: `application/json`",
            );
        }
        content.push(Media {
            content_type: content_type.to_ascii_lowercase(),
            schema: media
                .get("schema")
                .map(|schema| lowering.schema(schema, &pointer::join(&place, "schema"))),
            examples: examples(lowering, media, &place),
            encoding: object(media.get("encoding"))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
        });
    }
    content
}

/// Named examples; a lone `example` is called `default`.
pub(super) fn examples<'a>(
    lowering: &mut Lowering<'a>,
    value: &'a Value,
    place: &str,
) -> Vec<(String, Value)> {
    let place = pointer::join(place, "examples");
    let lone = value
        .get("example")
        .map(|example| ("default".to_owned(), example.clone()));
    let mut examples: Vec<(String, Value)> = lone.into_iter().collect();
    for (name, example) in object(value.get("examples")) {
        let (example, _) = lowering.follow(example, &pointer::join(&place, name));
        if let Some(example) = example.get("value") {
            examples.push((name.clone(), example.clone()));
        }
    }
    examples
}

/// The names in braces, in order.
pub(super) fn template_names(path: &str) -> Vec<String> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name.to_owned()))
        .collect()
}

fn check_template(lowering: &mut Lowering<'_>, operation: &Operation, place: &str) {
    let names = template_names(&operation.path);
    let mut declared = HashSet::new();
    for parameter in &operation.parameters {
        if !declared.insert((parameter.name.as_str(), parameter.place)) {
            lowering.report(
                "duplicate-parameter",
                place,
                format!("the parameter `{}` is declared twice", parameter.name),
                "remove one of the two",
            );
        }
        if parameter.place == Place::Path && !names.contains(&parameter.name) {
            lowering.report(
                "unknown-path-parameter",
                place,
                format!(
                    "the path `{}` has no place for `{}`",
                    operation.path, parameter.name
                ),
                "put its name in braces into the path, or remove the parameter",
            );
        }
    }
    for name in names {
        if !declared.contains(&(name.as_str(), Place::Path)) {
            lowering.report(
                "undeclared-path-parameter",
                place,
                format!("`{name}` of the path `{}` is not declared", operation.path),
                "declare a parameter of that name with `in: path`",
            );
        }
    }
}

/// Names of operations are unique, and so are paths when the names of parameters are left out.
pub(super) fn check_names(lowering: &mut Lowering<'_>, operations: &[Operation]) {
    let mut ids = HashMap::new();
    let mut paths: HashMap<(String, &str), &str> = HashMap::new();
    for operation in operations {
        let place = pointer::join(
            &pointer::join("/paths", &operation.path),
            &operation.method.to_ascii_lowercase(),
        );
        if !operation.id.is_empty()
            && let Some(first) = ids.insert(operation.id.as_str(), operation)
        {
            lowering.report(
                "duplicate-operation-id",
                &pointer::join(&place, "operationId"),
                format!(
                    "`{}` is also the operationId of {} {}",
                    operation.id, first.method, first.path
                ),
                "give each operation its own operationId",
            );
        }
        let mut bare = operation.path.clone();
        for name in template_names(&operation.path) {
            bare = bare.replace(&format!("{{{name}}}"), "{}");
        }
        let twin = paths.insert((bare, operation.method.as_str()), &operation.path);
        if let Some(twin) = twin.filter(|twin| *twin != operation.path) {
            lowering.tolerate(
                "ambiguous-path",
                &place,
                format!("`{}` matches the same requests as `{twin}`", operation.path),
                "use one path with one set of parameter names",
            );
        }
    }
}
