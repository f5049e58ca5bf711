//! The document that everything else reads: resolved, normalised to OpenAPI 3.1, in document order.
//!
//! Nothing here knows Rust, HTTP servers or files. A value of these types is complete: every
//! `$ref` leads somewhere, every operation has a name, and what the toolchain does not support has
//! already been refused with a diagnostic.

mod index;
mod parameter;
mod response;
mod schema;
mod security;

pub(crate) use index::Index;
pub use parameter::{Parameter, Place, Style};
pub use response::{Header, Response, Status};
pub(crate) use schema::ALWAYS;
pub use schema::{
    Additional, ArrayRules, Discriminator, Kind, NumberRules, ObjectRules, Property, Schema,
    StringRules,
};
pub use security::{Carrier, SecurityRequirement, SecurityScheme};

use std::path::PathBuf;

use serde_json::{Map, Value};

use crate::Diagnostic;

/// An OpenAPI document after loading.
#[derive(Debug, Clone)]
pub struct Document {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`.
    pub description: Option<String>,
    /// The path of the first server, without a trailing slash: `/sovx/v1`, or empty.
    pub base_path: String,
    /// Tags in document order, also those that only operations name.
    pub tags: Vec<Tag>,
    /// Security schemes in document order.
    pub security_schemes: Vec<SecurityScheme>,
    /// Every named schema of every file, in order of first appearance.
    pub schemas: Vec<NamedSchema>,
    /// Operations in document order.
    pub operations: Vec<Operation>,
    /// The same document as one self-contained OpenAPI 3.1 JSON value: files merged, every
    /// remaining `$ref` points into `#/components`.
    pub bundled: Value,
    /// The files that were read, the root first; relative to the root's folder.
    pub files: Vec<PathBuf>,
    /// What a lenient reading put up with, ordered by file and line; empty after a strict one.
    pub warnings: Vec<Diagnostic>,
    /// Where each name stands in the lists above.
    pub(crate) index: Index,
}

impl Document {
    /// The schema of that name.
    pub fn schema(&self, name: &str) -> Option<&Schema> {
        self.index.schema(name, &self.schemas)
    }

    /// The operation of that `operationId`.
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.index.operation(id, &self.operations)
    }

    /// Adds a schema at the end.
    pub fn add_schema(&mut self, named: NamedSchema) {
        let position = self.schemas.len();
        self.schemas.push(named);
        self.index.add_schemas(position, &self.schemas);
    }

    /// Makes look-ups fast again after the lists were changed from outside.
    pub fn reindex(&mut self) {
        self.index = Index::of(&self.schemas, &self.operations);
    }

    /// Follows references until a schema that is not one.
    pub fn resolve<'a>(&'a self, schema: &'a Schema) -> &'a Schema {
        let mut current = schema;
        // A chain of references longer than the number of names would be a circle.
        for _ in 0..=self.schemas.len() {
            match &current.kind {
                Kind::Ref(name) => match self.schema(name) {
                    Some(target) => current = target,
                    None => return current,
                },
                _ => return current,
            }
        }
        current
    }
}

/// A group of operations: becomes one trait.
#[derive(Debug, Clone)]
pub struct Tag {
    /// The name as written.
    pub name: String,
    /// What the group is for.
    pub description: Option<String>,
}

/// A schema under `components/schemas`.
#[derive(Debug, Clone)]
pub struct NamedSchema {
    /// The last segment of its pointer.
    pub name: String,
    /// What it says.
    pub schema: Schema,
}

/// Where something stands in the source files.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Location {
    /// The file, relative to the root document's folder.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The JSON pointer inside that file.
    pub pointer: String,
}

/// One method on one path.
#[derive(Debug, Clone)]
pub struct Operation {
    /// `operationId`.
    pub id: String,
    /// Upper case: `GET`.
    pub method: String,
    /// The path template as written: `/customers/{customer_id}`.
    pub path: String,
    /// Its first tag.
    pub tag: String,
    /// One line.
    pub summary: Option<String>,
    /// Markdown.
    pub description: Option<String>,
    /// Path-level and operation-level parameters, merged.
    pub parameters: Vec<Parameter>,
    /// The request body, if one is declared.
    pub body: Option<RequestBody>,
    /// Declared responses in document order.
    pub responses: Vec<Response>,
    /// Alternatives, any of which admits the caller; empty when the operation is public.
    pub security: Vec<SecurityRequirement>,
    /// Members whose names begin with `x-`.
    pub extensions: Map<String, Value>,
    /// Where it stands.
    pub location: Location,
}

impl Operation {
    /// The response declared for exactly that status.
    pub fn response(&self, status: u16) -> Option<&Response> {
        self.declared(Status::Code(status))
    }

    /// The response that is declared in those very words.
    pub fn declared(&self, status: Status) -> Option<&Response> {
        let mut all = self.responses.iter();
        all.find(|response| response.status == status)
    }

    /// Whether a body that breaks a limit is answered like one that cannot be read, in a contract
    /// that otherwise tells the two apart: `x-limit-status: 400`.
    pub fn limits_are_bad_requests(&self) -> bool {
        let status = self.extensions.get("x-limit-status");
        status.and_then(Value::as_u64) == Some(400)
    }

    /// The name of the routes that a server registers apart, so that it may leave them out:
    /// `x-routes: sandbox`.
    pub fn optional_routes(&self) -> Option<&str> {
        self.extensions.get("x-routes").and_then(Value::as_str)
    }

    /// The response that describes that status: declared for it, for its range, or for all.
    pub fn response_to(&self, status: u16) -> Option<&Response> {
        self.response(status)
            .or_else(|| self.declared(Status::Range(status / 100)))
            .or_else(|| self.declared(Status::Default))
    }
}

/// A request body.
#[derive(Debug, Clone)]
pub struct RequestBody {
    /// Whether a request without it is refused.
    pub required: bool,
    /// Prose.
    pub description: Option<String>,
    /// Accepted content types in document order.
    pub content: Vec<Media>,
}

/// A body of one content type.
#[derive(Debug, Clone)]
pub struct Media {
    /// `application/json`.
    pub content_type: String,
    /// What the body must satisfy.
    pub schema: Option<Schema>,
    /// Named examples; a lone `example` is called `default`.
    pub examples: Vec<(String, Value)>,
    /// `encoding` of the members of a form, as it stands in the document.
    pub encoding: Map<String, Value>,
}

impl Media {
    /// The content type without parameters, in lower case.
    pub fn essence(&self) -> &str {
        self.content_type
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
    }

    /// Whether bodies are JSON: `application/json` and its `+json` kin (RFC 6839).
    pub fn is_json(&self) -> bool {
        let essence = self.essence();
        essence == "application/json" || essence.ends_with("+json")
    }
}
