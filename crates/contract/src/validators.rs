//! JSON Schema validators of a bundled document, each named by the pointer of its schema.

use std::collections::HashMap;

use jsonschema::{Registry, Validator};
use serde_json::{Value, json};

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
