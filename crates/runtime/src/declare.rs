//! Short words for declaring responses and parameters to `utoipa`.
//!
//! The declared document is built from the same constants and types that the server answers with.

use std::collections::BTreeMap;

use serde_json::Value;
use utoipa::openapi::header::{Header, HeaderBuilder};
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
