//! Defaults, examples and listed values satisfy the schemas beside them.

use serde_json::{Map, Value};

use crate::{
    Diagnostic,
    diagnostic::Findings,
    load::{Bundle, normalise::is_annotation, pointer},
    validators::{Validators, registry},
};

/// A value and the schema it must satisfy, both by their pointers.
struct Sample {
    noun: &'static str,
    value: String,
    schema: String,
}

/// Reports every sample that breaks its own schema.
pub(crate) fn check(bundle: &Bundle, findings: &mut Findings) {
    let mut samples = Vec::new();
    collect(&bundle.value, &bundle.value, "", &mut samples);
    let registry = match registry(&bundle.value) {
        Ok(registry) => registry,
        Err(message) => {
            findings.tolerate(unusable(bundle, "", &message));
            return;
        }
    };
    let mut validators = Validators::new(&registry);
    for sample in samples {
        if plainly_valid(bundle, &sample) {
            continue;
        }
        let validator = match validators.get(&sample.schema) {
            Ok(validator) => validator,
            Err(message) => {
                findings.tolerate(unusable(bundle, &sample.schema, &message));
                continue;
            }
        };
        let Some(value) = bundle.value.pointer(&sample.value) else {
            continue;
        };
        for error in validator.iter_errors(value) {
            let at = error.instance_path().to_string();
            let place = if at.is_empty() {
                String::new()
            } else {
                format!(" at `{at}`")
            };
            findings.tolerate(Diagnostic {
                code: "bad-sample",
                location: bundle.origins.locate(&sample.value),
                message: format!(
                    "the {} breaks its own schema{place}: {}",
                    sample.noun,
                    error.masked()
                ),
                help: format!("correct the {} or the schema", sample.noun),
            });
        }
    }
}

/// Whether a value is good by nothing more than its type: no need to make a validator for it.
fn plainly_valid(bundle: &Bundle, sample: &Sample) -> bool {
    let schema = bundle
        .value
        .pointer(&sample.schema)
        .and_then(Value::as_object);
    let (Some(schema), Some(value)) = (schema, bundle.value.pointer(&sample.value)) else {
        return false;
    };
    let known = |key: &String| key == "type" || key == "format" || is_annotation(key);
    let unchecked = |format: &Value| {
        matches!(
            format.as_str(),
            Some("int32" | "int64" | "double" | "float")
        )
    };
    schema.keys().all(known)
        && schema.get("format").is_none_or(unchecked)
        && match schema.get("type").and_then(Value::as_str) {
            Some("string") => value.is_string(),
            Some("boolean") => value.is_boolean(),
            Some("integer") => value.is_i64() || value.is_u64(),
            Some("number") => value.is_number(),
            _ => false,
        }
}

fn unusable(bundle: &Bundle, path: &str, message: &str) -> Diagnostic {
    Diagnostic {
        code: "unusable-schema",
        location: bundle.origins.locate(path),
        message: format!("the schema cannot be used for checking: {message}"),
        help: "correct the keyword that the message names".to_owned(),
    }
}

/// Finds samples: beside `schema` in parameters, headers and bodies, and inside schemas.
fn collect(root: &Value, value: &Value, path: &str, samples: &mut Vec<Sample>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(
                    root,
                    item,
                    &pointer::join(path, &index.to_string()),
                    samples,
                );
            }
        }
        Value::Object(members) => {
            if let Some(schema) = members.get("schema").filter(|schema| schema.is_object()) {
                let place = pointer::join(path, "schema");
                beside(root, value, path, &resolved(schema, &place), samples);
                inside(schema, &place, samples);
            } else if path == "/components/schemas" {
                for (name, schema) in members {
                    inside(schema, &pointer::join(path, name), samples);
                }
                return;
            }
            for (key, member) in members {
                let data = matches!(key.as_str(), "schema" | "example" | "examples" | "value");
                if !data && !key.starts_with("x-") {
                    collect(root, member, &pointer::join(path, key), samples);
                }
            }
        }
        _ => {}
    }
}

/// The schema that a bare reference leads to, so that its validator is made once.
fn resolved(schema: &Value, place: &str) -> String {
    match (
        schema.get("$ref").and_then(Value::as_str),
        schema.as_object(),
    ) {
        (Some(reference), Some(members)) if members.len() == 1 => {
            reference.trim_start_matches('#').to_owned()
        }
        _ => place.to_owned(),
    }
}

fn beside(root: &Value, owner: &Value, path: &str, schema: &str, samples: &mut Vec<Sample>) {
    let mut add = |value: String| {
        samples.push(Sample {
            noun: "example",
            value,
            schema: schema.to_owned(),
        });
    };
    if owner.get("example").is_some() {
        add(pointer::join(path, "example"));
    }
    let named = owner.get("examples").and_then(Value::as_object);
    for (name, example) in named.into_iter().flatten() {
        let mut place = pointer::join(&pointer::join(path, "examples"), name);
        if let Some(reference) = example.get("$ref").and_then(Value::as_str) {
            reference.trim_start_matches('#').clone_into(&mut place);
        }
        let place = pointer::join(&place, "value");
        if root.pointer(&place).is_some() {
            add(place);
        }
    }
}

/// Samples in a schema and in the schemas it contains.
fn inside(schema: &Value, path: &str, samples: &mut Vec<Sample>) {
    let Some(members) = schema.as_object() else {
        return;
    };
    let mut add = |noun, value| {
        samples.push(Sample {
            noun,
            value,
            schema: path.to_owned(),
        });
    };
    for (key, noun) in [("default", "default"), ("const", "const")] {
        if members.contains_key(key) {
            add(noun, pointer::join(path, key));
        }
    }
    for (key, noun) in [("examples", "example"), ("enum", "enum value")] {
        let place = pointer::join(path, key);
        let listed = members
            .get(key)
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        for index in 0..listed {
            add(noun, pointer::join(&place, &index.to_string()));
        }
    }
    for (place, schema) in contained(members, path) {
        inside(schema, &place, samples);
    }
}

/// The schemas directly inside a schema, with their pointers.
fn contained<'v>(members: &'v Map<String, Value>, path: &str) -> Vec<(String, &'v Value)> {
    let mut found = Vec::new();
    for key in ["items", "additionalProperties"] {
        found.extend(
            members
                .get(key)
                .map(|schema| (pointer::join(path, key), schema)),
        );
    }
    for key in ["oneOf", "anyOf", "allOf"] {
        let place = pointer::join(path, key);
        let branches = members.get(key).and_then(Value::as_array);
        for (index, branch) in branches.into_iter().flatten().enumerate() {
            found.push((pointer::join(&place, &index.to_string()), branch));
        }
    }
    let place = pointer::join(path, "properties");
    let named = members.get("properties").and_then(Value::as_object);
    for (name, property) in named.into_iter().flatten() {
        found.push((pointer::join(&place, name), property));
    }
    found
}
