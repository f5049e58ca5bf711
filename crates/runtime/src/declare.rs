//! Short words for declaring responses and parameters to `utoipa`.
//!
//! The declared document is built from the same constants and types that the server answers with.

use std::collections::BTreeMap;

use serde_json::Value;
use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::link::{Link, LinkBuilder};
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Required};
use utoipa::{PartialSchema, ToSchema};

use crate::{False, Secret, Timestamp, True};

/// Responses by status, as [`utoipa::IntoResponses`] wants them.
pub type Responses = BTreeMap<String, RefOr<Response>>;

/// A response with a JSON body of that type.
pub fn json<T: ToSchema>(
    status: u16,
    description: &str,
    headers: Vec<(&'static str, Header)>,
) -> (String, RefOr<Response>) {
    json_of(
        status,
        description,
        headers,
        Ref::from_schema_name(T::name()),
    )
}

/// A response with a JSON body of a schema without a name.
pub fn json_of(
    status: u16,
    description: &str,
    headers: Vec<(&'static str, Header)>,
    schema: impl Into<RefOr<Schema>>,
) -> (String, RefOr<Response>) {
    let content = ContentBuilder::new().schema(Some(schema)).build();
    let response = with_headers(description, headers).content("application/json", content);
    (status.to_string(), response.build().into())
}

/// A response without a body.
pub fn empty(
    status: u16,
    description: &str,
    headers: Vec<(&'static str, Header)>,
) -> (String, RefOr<Response>) {
    let response = with_headers(description, headers).build();
    (status.to_string(), response.into())
}

fn with_headers(description: &str, headers: Vec<(&'static str, Header)>) -> ResponseBuilder {
    headers.into_iter().fold(
        ResponseBuilder::new().description(description),
        |response, (name, header)| response.header(name, header),
    )
}

/// The same response with links to what can be done next.
pub fn linked(
    (status, response): (String, RefOr<Response>),
    links: Vec<(&'static str, Link)>,
) -> (String, RefOr<Response>) {
    let response = match response {
        RefOr::T(mut response) => {
            let links = links.into_iter();
            response.links = links
                .map(|(name, link)| (name.to_owned(), link.into()))
                .collect();
            RefOr::T(response)
        }
        reference @ RefOr::Ref(_) => reference,
    };
    (status, response)
}

/// A link to an operation; its parameters are constants or taken from this request and response.
pub fn link(operation: &str, description: &str, parameters: &[(&str, &str)]) -> Link {
    let link = LinkBuilder::new()
        .operation_id(operation)
        .description(description);
    let parameters = parameters.iter();
    parameters
        .fold(link, |link, (name, value)| link.parameter(*name, *value))
        .build()
}

/// A response header.
pub fn header(description: &str, schema: impl Into<RefOr<Schema>>) -> Header {
    HeaderBuilder::new()
        .schema(Some(schema))
        .description(Some(description))
        .build()
}

/// What [`Timestamp`] declares.
pub fn timestamp() -> RefOr<Schema> {
    Timestamp::schema()
}

/// What a boolean declares that is marked `x-always`.
pub fn boolean() -> RefOr<Schema> {
    bool::schema()
}

/// What [`True`] declares.
pub fn constant_true() -> RefOr<Schema> {
    True::schema()
}

/// What [`False`] declares.
pub fn constant_false() -> RefOr<Schema> {
    False::schema()
}

/// A request parameter.
pub fn parameter(
    name: &str,
    place: ParameterIn,
    required: bool,
    description: &str,
    schema: impl Into<RefOr<Schema>>,
) -> Parameter {
    let required = if required {
        Required::True
    } else {
        Required::False
    };
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(required)
        .description(Some(description))
        .schema(Some(schema))
        .build()
}

impl PartialSchema for Timestamp {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .into()
    }
}

impl ToSchema for Timestamp {}

impl PartialSchema for Secret {
    fn schema() -> RefOr<Schema> {
        String::schema()
    }
}

impl ToSchema for Secret {}

impl PartialSchema for True {
    fn schema() -> RefOr<Schema> {
        constant(true)
    }
}

impl ToSchema for True {}

impl PartialSchema for False {
    fn schema() -> RefOr<Schema> {
        constant(false)
    }
}

impl ToSchema for False {}

fn constant(value: bool) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::Boolean)
        .enum_values(Some([Value::Bool(value)]))
        .into()
}
