//! Both judges of a value, and whether they say the same.

use jsonschema::{Registry, Validator};
use serde_json::{Value, json};
use sovx_runtime::{At, Violations};

use crate::{Subject, places};

/// The name under which the contract stands in the registry.
const BASE: &str = "urn:sovx:oracle";

/// A registry that holds the contract.
///
/// # Errors
/// What the registry cannot read.
pub(crate) fn registry(plain: &Value) -> Result<Registry<'_>, String> {
    Registry::new()
        .add(BASE, plain)
        .and_then(jsonschema::RegistryBuilder::prepare)
        .map_err(|error| error.to_string())
}

/// The generated check and the validator of one schema.
pub(crate) struct Judges {
    pub(crate) subject: Subject,
    validator: Validator,
}

impl Judges {
    /// # Errors
    /// The schema does not compile.
    pub(crate) fn new(registry: &Registry<'_>, subject: Subject) -> Result<Self, String> {
        let name = subject.name;
        let fragment = fragment(subject.pointer);
        let validator = jsonschema::options()
            .with_registry(registry)
            .should_validate_formats(true)
            .build(&json!({"$ref": format!("{BASE}#{fragment}")}))
            .map_err(|error| format!("{name}: {error}"))?;
        Ok(Self { subject, validator })
    }

    /// Whether both admit the value.
    ///
    /// # Errors
    /// How the two sides disagree.
    pub(crate) fn agree(&self, value: &Value) -> Result<bool, String> {
        let mut violations = Violations::default();
        (self.subject.check)(value, &At::Root, &mut violations);
        let errors: Vec<_> = self.validator.iter_errors(value).collect();
        let said = || {
            let all = errors.iter();
            let all = all.map(|error| format!("{} at `{}`", error.masked(), error.instance_path()));
            all.collect::<Vec<_>>().join("; ")
        };
        match (violations.is_empty(), errors.is_empty()) {
            (true, true) => Ok(true),
            (true, false) => Err(format!(
                "the check admits what JSON Schema refuses ({})",
                said()
            )),
            (false, true) => {
                let rules: Vec<String> = violations
                    .iter()
                    .map(|one| format!("`{}` {}", one.field, one.message))
                    .collect();
                let rules = rules.join("; ");
                Err(format!(
                    "the check refuses ({rules}) what JSON Schema admits"
                ))
            }
            (false, false) => match places::stray(&violations, &errors) {
                Some(place) => Err(format!(
                    "the check names `{place}`, JSON Schema does not ({})",
                    said()
                )),
                None => Ok(false),
            },
        }
    }
}

/// A JSON pointer as the fragment of a URI.
fn fragment(pointer: &str) -> String {
    let segments = pointer.split('/');
    let encoded = segments.map(|segment| {
        // The tilde of an escape is an unreserved character and stays.
        sovx_contract::percent_encoded(segment)
    });
    encoded.collect::<Vec<_>>().join("/")
}
