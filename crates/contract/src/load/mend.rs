//! What a lenient reading understands where a document leaves something out or gets it wrong.
//!
//! The bundle is changed to say so, and each change is a warning. So everything that reads a
//! bundle reads the same, and no later step has to guess.

mod choices;
mod circles;
mod content;
mod directions;
mod keys;
mod names;
mod operations;
mod parameters;
mod paths;
mod security;

use serde_json::{Map, Value};

use super::{Bundle, Origins, pointer};
use crate::{Diagnostic, diagnostic::Findings};

/// The methods of a path item that are operations.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Longest chain of references and lists that is looked through.
const MAX_HOPS: usize = 16;

/// Mends a whole bundle.
pub(super) fn document(bundle: &mut Bundle, findings: &mut Findings) {
    let mut mender = Mender {
        root: &mut bundle.value,
        origins: &mut bundle.origins,
        findings,
    };
    mender.paths();
    mender.all_parameters();
    mender.operations();
    mender.operation_ids();
    mender.all_content();
    mender.security();
    mender.circles();
    mender.choices();
    mender.directions();
}

/// A bundle while it is being mended.
struct Mender<'a> {
    root: &'a mut Value,
    origins: &'a mut Origins,
    findings: &'a mut Findings,
}

impl Mender<'_> {
    fn tolerate(&mut self, code: &'static str, path: &str, message: String, help: &str) {
        self.findings.tolerate(Diagnostic {
            code,
            location: self.origins.locate(path),
            message,
            help: help.to_owned(),
        });
    }

    fn refuse(&mut self, code: &'static str, path: &str, message: String, help: &str) {
        self.findings.refuse(Diagnostic {
            code,
            location: self.origins.locate(path),
            message,
            help: help.to_owned(),
        });
    }

    /// The value at a pointer, through references.
    fn resolved<'v>(&'v self, mut value: &'v Value) -> &'v Value {
        for _ in 0..32 {
            let Some(target) = value.get("$ref").and_then(Value::as_str) else {
                return value;
            };
            match self.root.pointer(target.trim_start_matches('#')) {
                Some(next) => value = next,
                None => return value,
            }
        }
        value
    }

    /// Pointers to all operations with their paths and methods.
    fn operation_places(&self) -> Vec<Operation> {
        let mut places = Vec::new();
        let paths = members(self.root.get("paths"));
        for (path, item) in paths.filter(|(path, _)| path.starts_with('/')) {
            let above = pointer::join("/paths", path);
            for (method, _) in members(Some(item)) {
                if METHODS.contains(&method.as_str()) {
                    places.push(Operation {
                        path: path.clone(),
                        method: method.clone(),
                        place: pointer::join(&above, method),
                    });
                }
            }
        }
        places
    }

    fn object_mut(&mut self, place: &str) -> Option<&mut Map<String, Value>> {
        self.root.pointer_mut(place).and_then(Value::as_object_mut)
    }
}

/// Where an operation stands.
struct Operation {
    path: String,
    method: String,
    place: String,
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}
