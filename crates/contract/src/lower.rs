//! From one self-contained 3.1 document to the model.
//!
//! References are local here and lead to components that exist. What the grammar cannot say is
//! checked on the way: names, statuses, parameters against path templates, limits against each
//! other.

mod merge;
mod operation;
mod parameter;
mod response;
pub(super) mod schema;
mod security;

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::{
    Diagnostic, Document,
    diagnostic::Findings,
    load::{Bundle, Origins, pointer},
    model::{Kind, Location, NamedSchema, Operation, Tag},
};

/// Builds the model, all but the bundle that it holds. It is complete only if no error was added to `findings`.
pub(crate) fn document(bundle: &Bundle, findings: &mut Findings) -> Document {
    let mut lowering = Lowering {
        root: &bundle.value,
        origins: &bundle.origins,
        findings,
        merging: Vec::new(),
        circles: 0,
        expanded: HashMap::new(),
        branches: Vec::new(),
    };
    let schemas = lowering.schemas();
    let security_schemes = lowering.security_schemes();
    let operations = lowering.operations(&security_schemes);
    lowering.check_branches(&schemas);
    let text = |pointer: &str| {
        let value = bundle.value.pointer(pointer).and_then(Value::as_str);
        value.map(str::to_owned)
    };
    let mut document = Document {
        title: text("/info/title").unwrap_or_default(),
        version: text("/info/version").unwrap_or_default(),
        description: text("/info/description"),
        base_path: base_path(&bundle.value),
        tags: tags(&bundle.value, &operations),
        security_schemes,
        schemas,
        operations,
        bundled: Value::Null,
        files: Vec::new(),
        warnings: Vec::new(),
        index: crate::model::Index::default(),
    };
    document.reindex();
    document
}

/// The document under conversion and what was found so far.
pub(crate) struct Lowering<'a> {
    root: &'a Value,
    origins: &'a Origins,
    findings: &'a mut Findings,
    /// Names of the schemas whose `allOf` is being merged.
    merging: Vec<String>,
    /// How often one of them led back to itself.
    circles: usize,
    /// What named schemas are once their `allOf` is merged.
    expanded: HashMap<String, merge::Part>,
    /// Branches of discriminated choices: the schema, the member that decides, the place.
    branches: Vec<(String, String, String)>,
}

impl<'a> Lowering<'a> {
    fn schemas(&mut self) -> Vec<NamedSchema> {
        let named = object(self.root.pointer("/components/schemas"));
        let mut schemas = Vec::new();
        for (name, value) in named {
            let path = pointer::join("/components/schemas", name);
            let schema = self.schema(value, &path);
            schemas.push(NamedSchema {
                name: name.clone(),
                schema,
            });
        }
        let kinds: HashMap<&str, &Kind> = schemas
            .iter()
            .map(|named| (named.name.as_str(), &named.schema.kind))
            .collect();
        for named in &schemas {
            self.refuse_circle(&named.name, &kinds);
        }
        schemas
    }

    /// A chain of references that never reaches a schema.
    fn refuse_circle(&mut self, start: &str, kinds: &HashMap<&str, &Kind>) {
        let mut current = start;
        for _ in 0..=kinds.len() {
            match kinds.get(current) {
                Some(Kind::Ref(next)) => current = next,
                _ => return,
            }
        }
        let path = pointer::join("/components/schemas", start);
        self.report(
            "circular-ref",
            &path,
            format!("`{start}` refers only to itself"),
            "let one of the references lead to a schema with a type",
        );
    }

    /// The member that decides between branches must be there to decide.
    fn check_branches(&mut self, schemas: &[NamedSchema]) {
        for (name, property, place) in std::mem::take(&mut self.branches) {
            let branch = schemas.iter().find(|named| named.name == name);
            let decides = branch.is_some_and(|branch| match &branch.schema.kind {
                Kind::Object(rules) => {
                    let mut members = rules.properties.iter();
                    members.any(|member| member.name == property && member.required)
                }
                _ => false,
            });
            // A lenient reading has looked at this before.
            if !decides && !self.findings.lenient() {
                self.report(
                    "undecided-branch",
                    &place,
                    format!("`{name}` is not an object that requires `{property}`"),
                    "declare that member in every branch and require it",
                );
            }
        }
    }

    /// Notes what every reading stumbles over.
    fn report(&mut self, code: &'static str, path: &str, message: String, help: &str) {
        let diagnostic = self.diagnostic(code, path, message, help);
        self.findings.refuse(diagnostic);
    }

    /// Notes what a lenient reading puts up with.
    fn tolerate(&mut self, code: &'static str, path: &str, message: String, help: &str) {
        let diagnostic = self.diagnostic(code, path, message, help);
        self.findings.tolerate(diagnostic);
    }

    fn diagnostic(
        &self,
        code: &'static str,
        path: &str,
        message: String,
        help: &str,
    ) -> Diagnostic {
        Diagnostic {
            code,
            location: self.location(path),
            message,
            help: help.to_owned(),
        }
    }

    /// Where the value at that pointer of the bundle stands in the files.
    fn location(&self, path: &str) -> Location {
        self.origins.locate(path)
    }

    /// Follows references of everything that is not a schema. Gives the last place reached.
    fn follow(&mut self, mut value: &'a Value, path: &str) -> (&'a Value, String) {
        let mut place = path.to_owned();
        for _ in 0..32 {
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
                return (value, place);
            };
            let target = reference.strip_prefix('#').unwrap_or_default();
            match self.root.pointer(target) {
                Some(next) => {
                    value = next;
                    place = target.to_owned();
                }
                None => return (&Value::Null, place),
            }
        }
        self.report(
            "circular-ref",
            path,
            "the reference leads back to itself".to_owned(),
            "let one of the references lead to what is meant",
        );
        (&Value::Null, place)
    }

    /// The operations with their own checks.
    fn operations(&mut self, schemes: &[crate::model::SecurityScheme]) -> Vec<Operation> {
        let operations = operation::all(self);
        operation::check_names(self, &operations);
        security::check_requirements(self, &operations, schemes);
        response::check_links(self, &operations);
        operations
    }
}

/// The members of an object; none of anything else.
fn object(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

/// The items of a list; none of anything else.
fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

/// Members whose names begin with `x-`.
fn extensions(value: &Value) -> Map<String, Value> {
    object(Some(value))
        .filter(|(key, _)| key.starts_with("x-"))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// The path of the first server with the defaults of its variables, without a trailing slash.
fn base_path(root: &Value) -> String {
    let Some(server) = root.pointer("/servers/0") else {
        return String::new();
    };
    let mut url = text(server, "url").unwrap_or_default();
    for (name, variable) in object(server.get("variables")) {
        let default = text(variable, "default").unwrap_or_default();
        url = url.replace(&format!("{{{name}}}"), &default);
    }
    let path = match url.split_once("://") {
        Some((_, rest)) => rest
            .find('/')
            .and_then(|start| rest.get(start..))
            .unwrap_or(""),
        None => &url,
    };
    path.trim_end_matches('/').to_owned()
}

fn tags(root: &Value, operations: &[Operation]) -> Vec<Tag> {
    let mut tags: Vec<Tag> = list(root.get("tags"))
        .map(|tag| Tag {
            name: text(tag, "name").unwrap_or_default(),
            description: text(tag, "description"),
        })
        .collect();
    for operation in operations {
        if !tags.iter().any(|tag| tag.name == operation.tag) {
            tags.push(Tag {
                name: operation.tag.clone(),
                description: None,
            });
        }
    }
    tags
}
