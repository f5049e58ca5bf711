//! Defaults, examples and listed values satisfy the schemas beside them.

use std::collections::HashMap;

use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

use crate::{
    Diagnostic,
    load::{Bundle, pointer},
    lower::locate,
};

/// The name under which the bundle stands in the registry of the validators.
const BASE: &str = "urn:sovx:contract";

/// Validators of the schemas of one bundle, made on first use.
pub(crate) struct Validators<'r> {
    registry: &'r Registry<'r>,
    made: HashMap<String, Result<Validator, String>>,
}

/// A registry that holds the bundle, for [`Validators::new`].
///
/// # Errors
/// What the registry cannot read.
pub(crate) fn registry(bundled: &Value) -> Result<Registry<'_>, String> {
    Registry::new()
        .add(BASE, bundled)
        .and_then(jsonschema::RegistryBuilder::prepare)
        .map_err(|error| error.to_string())
}

impl<'r> Validators<'r> {
    pub(crate) fn new(registry: &'r Registry<'r>) -> Self {
        Self {
            registry,
            made: HashMap::new(),
        }
    }

    /// The validator of the schema at `path` of the bundle. Formats are asserted.
    pub(crate) fn get(&mut self, path: &str) -> Result<&Validator, String> {
        let registry = self.registry;
        self.made
            .entry(path.to_owned())
            .or_insert_with(|| build(registry, path))
            .as_ref()
            .map_err(Clone::clone)
    }
}

/// Compiles the schema at `path` of the bundle that the registry holds.
pub(crate) fn build(registry: &Registry<'_>, path: &str) -> Result<Validator, String> {
    let reference = format!("{BASE}#{}", fragment(path));
    jsonschema::options()
        .with_registry(registry)
        .should_validate_formats(true)
        .build(&json!({"$ref": reference}))
        .map_err(|error| error.to_string())
}

/// A JSON pointer as the fragment of a URI.
fn fragment(pointer: &str) -> String {
    let mut text = String::new();
    for byte in pointer.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                text.push(char::from(byte));
            }
            other => text.push_str(&format!("%{other:02X}")),
        }
    }
    text
}

/// A value and the schema it must satisfy, both by their pointers.
struct Sample {
    noun: &'static str,
    value: String,
    schema: String,
}

/// Reports every sample that breaks its own schema.
pub(crate) fn check(bundle: &Bundle, root_file: &str, diagnostics: &mut Vec<Diagnostic>) {
    let mut samples = Vec::new();
    collect(&bundle.value, &bundle.value, String::new(), &mut samples);
    let registry = match registry(&bundle.value) {
        Ok(registry) => registry,
        Err(message) => {
            diagnostics.push(unusable(bundle, root_file, "", &message));
            return;
        }
    };
    let mut validators = Validators::new(&registry);
    for sample in samples {
        let validator = match validators.get(&sample.schema) {
            Ok(validator) => validator,
            Err(message) => {
                diagnostics.push(unusable(bundle, root_file, &sample.schema, &message));
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
            diagnostics.push(Diagnostic {
                code: "bad-sample",
                location: locate(&bundle.origins, root_file, &sample.value),
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

fn unusable(bundle: &Bundle, root_file: &str, path: &str, message: &str) -> Diagnostic {
    Diagnostic {
        code: "unusable-schema",
        location: locate(&bundle.origins, root_file, path),
        message: format!("the schema cannot be used for checking: {message}"),
        help: "correct the keyword that the message names".to_owned(),
    }
}

/// Finds samples: beside `schema` in parameters, headers and bodies, and inside schemas.
fn collect(root: &Value, value: &Value, path: String, samples: &mut Vec<Sample>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(
                    root,
                    item,
                    pointer::join(&path, &index.to_string()),
                    samples,
                );
            }
        }
        Value::Object(members) => {
            if let Some(schema) = members.get("schema").filter(|schema| schema.is_object()) {
                let place = pointer::join(&path, "schema");
                beside(root, value, &path, &resolved(schema, &place), samples);
                inside(schema, place, samples);
            } else if is_named_schemas(&path) {
                for (name, schema) in members {
                    inside(schema, pointer::join(&path, name), samples);
                }
                return;
            }
            for (key, member) in members {
                let data = matches!(key.as_str(), "schema" | "example" | "examples" | "value");
                if !data && !key.starts_with("x-") {
                    collect(root, member, pointer::join(&path, key), samples);
                }
            }
        }
        _ => {}
    }
}

fn is_named_schemas(path: &str) -> bool {
    path == "/components/schemas"
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
fn inside(schema: &Value, path: String, samples: &mut Vec<Sample>) {
    let Some(members) = schema.as_object() else {
        return;
    };
    let mut add = |noun, value| {
        samples.push(Sample {
            noun,
            value,
            schema: path.clone(),
        });
    };
    for (key, noun) in [("default", "default"), ("const", "const")] {
        if members.contains_key(key) {
            add(noun, pointer::join(&path, key));
        }
    }
    for (key, noun) in [("examples", "example"), ("enum", "enum value")] {
        let place = pointer::join(&path, key);
        for (index, _) in members
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .enumerate()
        {
            add(noun, pointer::join(&place, &index.to_string()));
        }
    }
    for key in [
        "properties",
        "items",
        "additionalProperties",
        "oneOf",
        "anyOf",
        "allOf",
    ] {
        let Some(inner) = members.get(key) else {
            continue;
        };
        let place = pointer::join(&path, key);
        match inner {
            Value::Array(branches) => {
                for (index, branch) in branches.iter().enumerate() {
                    inside(branch, pointer::join(&place, &index.to_string()), samples);
                }
            }
            Value::Object(named) if key == "properties" => {
                for (name, property) in named {
                    inside(property, pointer::join(&place, name), samples);
                }
            }
            single => inside(single, place, samples),
        }
    }
}
