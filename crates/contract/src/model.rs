//! The document that everything else reads: resolved, normalised to OpenAPI 3.1, in document order.
//!
//! Nothing here knows Rust, HTTP servers or files. A value of these types is complete: every
//! `$ref` leads somewhere, every operation has a name, and what the toolchain does not support has
//! already been refused with a diagnostic.

mod schema;

pub use schema::{
    Additional, ArrayRules, Discriminator, Kind, NumberRules, ObjectRules, Property, Schema,
    StringRules,
};

use std::path::PathBuf;

use serde_json::{Map, Value};

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
}

impl Document {
    /// The schema of that name.
    pub fn schema(&self, name: &str) -> Option<&Schema> {
        self.schemas
            .iter()
            .find(|named| named.name == name)
            .map(|named| &named.schema)
    }

    /// The operation of that `operationId`.
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.id == id)
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
        self.responses
            .iter()
            .find(|response| response.status == status)
    }
}

/// The schemes of one alternative; all of them are needed together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityRequirement {
    /// Names of security schemes.
    pub schemes: Vec<String>,
}

/// How a caller proves who it is.
#[derive(Debug, Clone)]
pub struct SecurityScheme {
    /// Its key under `components/securitySchemes`.
    pub name: String,
    /// Where the credential travels.
    pub carrier: Carrier,
    /// `bearerFormat`, if any.
    pub bearer_format: Option<String>,
    /// Prose.
    pub description: Option<String>,
    /// `x-tier`: schemes of one tier admit the same kind of caller. Defaults to the name.
    pub tier: String,
    /// Where it stands.
    pub location: Location,
}

/// Where a credential travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carrier {
    /// `Authorization: Bearer`.
    Bearer,
    /// `Authorization: Basic`.
    Basic,
    /// A request header of that name, in lower case.
    Header(String),
    /// A query parameter.
    Query(String),
    /// A cookie.
    Cookie(String),
}

/// Where a parameter stands in a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// In the path template.
    Path,
    /// After the question mark.
    Query,
    /// A request header.
    Header,
    /// A cookie.
    Cookie,
}

/// A request parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Where it stands in a request.
    pub place: Place,
    /// Always true in a path.
    pub required: bool,
    /// Prose.
    pub description: Option<String>,
    /// What values it takes.
    pub schema: Schema,
    /// An example value.
    pub example: Option<Value>,
    /// `x-boundary`: the server's boundary reads it, handlers never see it.
    pub boundary: bool,
    /// `x-idempotency-key`: it makes a creation happen once.
    pub idempotency_key: bool,
    /// Where it stands in the files.
    pub location: Location,
}

impl Parameter {
    /// Whether a request that reaches the operation may hold a value that this refuses. A segment
    /// of a path that is any text is always good.
    pub fn may_be_malformed(&self) -> bool {
        let any_text = matches!(&self.schema.kind, Kind::String(rules) if rules.is_free());
        !(any_text && self.place == Place::Path)
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
}

/// A declared response.
#[derive(Debug, Clone)]
pub struct Response {
    /// 100 to 599.
    pub status: u16,
    /// Prose.
    pub description: String,
    /// Declared headers.
    pub headers: Vec<Header>,
    /// Declared bodies; empty means no body.
    pub content: Vec<Media>,
    /// Declared links, as they stand in the document.
    pub links: Map<String, Value>,
    /// Where it stands.
    pub location: Location,
}

/// A declared response header.
#[derive(Debug, Clone)]
pub struct Header {
    /// Its name as written.
    pub name: String,
    /// Whether every such response carries it.
    pub required: bool,
    /// Prose.
    pub description: Option<String>,
    /// What values it takes.
    pub schema: Schema,
    /// `x-boundary`: the server's boundary writes it, handlers never see it.
    pub boundary: bool,
}
