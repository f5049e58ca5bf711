// Generated from the contract "Depot 1.2.0". Change the contract, not this file.

use serde_json::Value;
use sovx_runtime::{
    Body, Declares, Failure, Idempotent, Operation, Once, Paged, Reply, Scope, Stamp,
    Undecodable, declare, decode,
};
use utoipa::openapi::header::Header;
use utoipa::openapi::path::{Parameter, ParameterIn};
use utoipa::openapi::response::Response;
use utoipa::openapi::schema::{ObjectBuilder, ArrayBuilder, SchemaFormat, Type, Schema};
use utoipa::openapi::{Ref, RefOr};
use super::models;

/// `createParcel`: `POST /parcels`.
#[derive(Debug, Clone, Copy)]
pub struct CreateParcelOperation;

impl Scope for CreateParcelOperation {
    type Error = Vec<models::Fault>;
}

impl Declares<400u16> for CreateParcelOperation {}
impl Declares<401u16> for CreateParcelOperation {}
impl Declares<403u16> for CreateParcelOperation {}
impl Declares<409u16> for CreateParcelOperation {}
impl Declares<408u16> for CreateParcelOperation {}
impl Declares<413u16> for CreateParcelOperation {}
impl Declares<415u16> for CreateParcelOperation {}
impl Declares<422u16> for CreateParcelOperation {}
impl Declares<429u16> for CreateParcelOperation {}
impl Declares<500u16> for CreateParcelOperation {}
impl Declares<503u16> for CreateParcelOperation {}
impl Operation for CreateParcelOperation {
    const ID: &'static str = "createParcel";
    const CHALLENGE: &'static str = "Bearer realm=\"Depot\"";
    const LIMITS: u16 = 422u16;
    type Response = CreateParcelResponse;
    fn failure(status: u16, error: Self::Error) -> Option<Self::Response> {
        match status {
            Self::Response::BAD_REQUEST => Some(Self::Response::BadRequest(error)),
            Self::Response::UNAUTHORIZED => Some(Self::Response::Unauthorized(error)),
            Self::Response::FORBIDDEN => Some(Self::Response::Forbidden(error)),
            Self::Response::CONFLICT => Some(Self::Response::Conflict(error)),
            Self::Response::REQUEST_TIMEOUT => {
                Some(Self::Response::RequestTimeout(error))
            }
            Self::Response::PAYLOAD_TOO_LARGE => {
                Some(Self::Response::PayloadTooLarge(error))
            }
            Self::Response::UNSUPPORTED_MEDIA_TYPE => {
                Some(Self::Response::UnsupportedMediaType(error))
            }
            Self::Response::UNPROCESSABLE_ENTITY => {
                Some(Self::Response::UnprocessableEntity(error))
            }
            Self::Response::TOO_MANY_REQUESTS => {
                Some(Self::Response::TooManyRequests(error))
            }
            Self::Response::INTERNAL_SERVER_ERROR => {
                Some(Self::Response::InternalServerError(error))
            }
            Self::Response::SERVICE_UNAVAILABLE => {
                Some(Self::Response::ServiceUnavailable(error))
            }
            _ => None,
        }
    }
}

/// What a handler of `createParcel` returns.
pub type CreateParcelResult = Result<
    CreateParcelResponse,
    Failure<CreateParcelOperation>,
>;

/// A request of `createParcel`. Store a parcel
#[derive(Debug, Clone, PartialEq)]
pub struct CreateParcelRequest<Caller = ()> {
    /// Who calls, proved by the credential that the contract asks for.
    pub caller: Caller,
    /// The shelf to put it on.
    pub x_shelf: String,
    /// The JSON body.
    pub body: models::NewParcel,
}

impl CreateParcelRequest {
    /// A request with what must be said; the rest has its default.
    pub fn new(x_shelf: String, body: models::NewParcel) -> Self {
        Self { caller: (), x_shelf, body }
    }
}

impl utoipa::IntoParams for CreateParcelOperation {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![
            declare::parameter("x-trace-id", ParameterIn::Header, false,
            "Your own id for this request.", RefOr::T(Schema::Object(ObjectBuilder::new()
            .schema_type(Type::String).max_length(Some(128)).build()))),
            declare::parameter("x-shelf", ParameterIn::Header, true,
            "The shelf to put it on.", RefOr::T(Schema::Object(ObjectBuilder::new()
            .schema_type(Type::String).min_length(Some(2)).max_length(Some(8))
            .pattern(Some("^[A-Z][0-9]+$")).build())))
        ]
    }
}

/// The declared responses of `createParcel`.
#[derive(Debug, Clone, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "a response is moved once, a box would be in every handler's way"
)]
pub enum CreateParcelResponse {
    /// It is stored.
    Created(models::Parcel),
    /// It did not work.
    BadRequest(Vec<models::Fault>),
    /// It did not work.
    Unauthorized(Vec<models::Fault>),
    /// It did not work.
    Forbidden(Vec<models::Fault>),
    /// It did not work.
    Conflict(Vec<models::Fault>),
    /// It did not work.
    RequestTimeout(Vec<models::Fault>),
    /// It did not work.
    PayloadTooLarge(Vec<models::Fault>),
    /// It did not work.
    UnsupportedMediaType(Vec<models::Fault>),
    /// It did not work.
    UnprocessableEntity(Vec<models::Fault>),
    /// It did not work.
    TooManyRequests(Vec<models::Fault>),
    /// It did not work.
    InternalServerError(Vec<models::Fault>),
    /// It did not work.
    ServiceUnavailable(Vec<models::Fault>),
}

impl CreateParcelResponse {
    const CREATED: u16 = 201u16;
    const BAD_REQUEST: u16 = 400u16;
    const UNAUTHORIZED: u16 = 401u16;
    const FORBIDDEN: u16 = 403u16;
    const CONFLICT: u16 = 409u16;
    const REQUEST_TIMEOUT: u16 = 408u16;
    const PAYLOAD_TOO_LARGE: u16 = 413u16;
    const UNSUPPORTED_MEDIA_TYPE: u16 = 415u16;
    const UNPROCESSABLE_ENTITY: u16 = 422u16;
    const TOO_MANY_REQUESTS: u16 = 429u16;
    const INTERNAL_SERVER_ERROR: u16 = 500u16;
    const SERVICE_UNAVAILABLE: u16 = 503u16;
    const FAILURES: &[u16] = &[
        Self::BAD_REQUEST,
        Self::UNAUTHORIZED,
        Self::FORBIDDEN,
        Self::CONFLICT,
        Self::REQUEST_TIMEOUT,
        Self::PAYLOAD_TOO_LARGE,
        Self::UNSUPPORTED_MEDIA_TYPE,
        Self::UNPROCESSABLE_ENTITY,
        Self::TOO_MANY_REQUESTS,
        Self::INTERNAL_SERVER_ERROR,
        Self::SERVICE_UNAVAILABLE,
    ];

    /// Reads a response off the wire.
    ///
    /// # Errors
    /// When the status is not declared or the body is not what the contract says.
    pub fn decode(status: u16, body: &[u8]) -> Result<Self, Undecodable> {
        let _ = body;
        match status {
            Self::CREATED => {
                Ok(Self::Created(decode::<models::ParcelEnvelope>(body)?.open()))
            }
            _ if Self::FAILURES.contains(&status) => {
                CreateParcelOperation::failure(
                        status,
                        decode::<models::ErrorEnvelope>(body)?.open(),
                    )
                    .ok_or(Undecodable::UndeclaredStatus)
            }
            _ => Err(Undecodable::UndeclaredStatus),
        }
    }
}

impl Reply for CreateParcelResponse {
    fn status(&self) -> u16 {
        match self {
            Self::Created(_) => Self::CREATED,
            Self::BadRequest(_) => Self::BAD_REQUEST,
            Self::Unauthorized(_) => Self::UNAUTHORIZED,
            Self::Forbidden(_) => Self::FORBIDDEN,
            Self::Conflict(_) => Self::CONFLICT,
            Self::RequestTimeout(_) => Self::REQUEST_TIMEOUT,
            Self::PayloadTooLarge(_) => Self::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType(_) => Self::UNSUPPORTED_MEDIA_TYPE,
            Self::UnprocessableEntity(_) => Self::UNPROCESSABLE_ENTITY,
            Self::TooManyRequests(_) => Self::TOO_MANY_REQUESTS,
            Self::InternalServerError(_) => Self::INTERNAL_SERVER_ERROR,
            Self::ServiceUnavailable(_) => Self::SERVICE_UNAVAILABLE,
        }
    }

    fn body(self, stamp: &Stamp) -> Result<Option<Body>, serde_json::Error> {
        let _ = stamp;
        match self {
            Self::Created(payload) => {
                Body::json(&models::ParcelEnvelope::seal(payload, stamp)).map(Some)
            }
            Self::BadRequest(payload)
            | Self::Unauthorized(payload)
            | Self::Forbidden(payload)
            | Self::Conflict(payload)
            | Self::RequestTimeout(payload)
            | Self::PayloadTooLarge(payload)
            | Self::UnsupportedMediaType(payload)
            | Self::UnprocessableEntity(payload)
            | Self::TooManyRequests(payload)
            | Self::InternalServerError(payload)
            | Self::ServiceUnavailable(payload) => {
                Body::json(&models::ErrorEnvelope::seal(payload, stamp)).map(Some)
            }
        }
    }
}

impl utoipa::IntoResponses for CreateParcelResponse {
    fn responses() -> declare::Responses {
        declare::Responses::from([
            created_response(Self::CREATED),
            bad_request_response(Self::BAD_REQUEST),
            unauthorized_response(Self::UNAUTHORIZED),
            forbidden_response(Self::FORBIDDEN),
            conflict_response(Self::CONFLICT),
            request_timeout_response(Self::REQUEST_TIMEOUT),
            payload_too_large_response(Self::PAYLOAD_TOO_LARGE),
            unsupported_media_type_response(Self::UNSUPPORTED_MEDIA_TYPE),
            unprocessable_entity_response(Self::UNPROCESSABLE_ENTITY),
            too_many_requests_response(Self::TOO_MANY_REQUESTS),
            internal_server_error_response(Self::INTERNAL_SERVER_ERROR),
            service_unavailable_response(Self::SERVICE_UNAVAILABLE),
        ])
    }
}

/// `listParcels`: `GET /parcels`.
#[derive(Debug, Clone, Copy)]
pub struct ListParcelsOperation;

impl Scope for ListParcelsOperation {
    type Error = Vec<models::Fault>;
}

impl Declares<400u16> for ListParcelsOperation {}
impl Declares<401u16> for ListParcelsOperation {}
impl Declares<403u16> for ListParcelsOperation {}
impl Declares<429u16> for ListParcelsOperation {}
impl Declares<500u16> for ListParcelsOperation {}
impl Declares<503u16> for ListParcelsOperation {}
impl Operation for ListParcelsOperation {
    const ID: &'static str = "listParcels";
    const CHALLENGE: &'static str = "ApiKey realm=\"Depot\", header=\"x-manager-key\", ApiKey realm=\"Depot\", header=\"x-key\"";
    const LIMITS: u16 = 400u16;
    type Response = ListParcelsResponse;
    fn failure(status: u16, error: Self::Error) -> Option<Self::Response> {
        match status {
            Self::Response::BAD_REQUEST => Some(Self::Response::BadRequest(error)),
            Self::Response::UNAUTHORIZED => Some(Self::Response::Unauthorized(error)),
            Self::Response::FORBIDDEN => Some(Self::Response::Forbidden(error)),
            Self::Response::TOO_MANY_REQUESTS => {
                Some(Self::Response::TooManyRequests(error))
            }
            Self::Response::INTERNAL_SERVER_ERROR => {
                Some(Self::Response::InternalServerError(error))
            }
            Self::Response::SERVICE_UNAVAILABLE => {
                Some(Self::Response::ServiceUnavailable(error))
            }
            _ => None,
        }
    }
}

/// What a handler of `listParcels` returns.
pub type ListParcelsResult = Result<ListParcelsResponse, Failure<ListParcelsOperation>>;

/// A request of `listParcels`. List parcels
#[derive(Debug, Clone, PartialEq)]
pub struct ListParcelsRequest<Caller = ()> {
    /// Who calls, proved by the credential that the contract asks for.
    pub caller: Caller,
    /// How many on a page.
    pub filter_limit: i32,
    /// Only of that size.
    pub size: Option<models::Size>,
    /// Only fragile ones.
    pub fragile: bool,
    /// Only heavier ones, in kilograms.
    pub heavier: Option<f64>,
}

impl ListParcelsRequest {
    /// A request with what must be said; the rest has its default.
    #[expect(clippy::new_without_default, reason = "every request is made the same way")]
    pub fn new() -> Self {
        Self {
            caller: (),
            filter_limit: 20,
            size: None,
            fragile: false,
            heavier: None,
        }
    }
}

impl utoipa::IntoParams for ListParcelsOperation {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![
            declare::parameter("filter[limit]", ParameterIn::Query, false,
            "How many on a page.", RefOr::T(Schema::Object(ObjectBuilder::new()
            .schema_type(Type::Integer).minimum(Some(1)).maximum(Some(100))
            .format(Some(SchemaFormat::Custom("int32".to_owned())))
            .default(Some(Value::from(20))).build()))), declare::parameter("size",
            ParameterIn::Query, false, "Only of that size.",
            RefOr::Ref(Ref::from_schema_name("Size"))), declare::parameter("fragile",
            ParameterIn::Query, false, "Only fragile ones.",
            RefOr::T(Schema::Object(ObjectBuilder::new().schema_type(Type::Boolean)
            .default(Some(Value::Bool(false))).build()))), declare::parameter("heavier",
            ParameterIn::Query, false, "Only heavier ones, in kilograms.",
            RefOr::T(Schema::Object(ObjectBuilder::new().schema_type(Type::Number)
            .exclusive_minimum(Some(0)).build())))
        ]
    }
}

/// The declared responses of `listParcels`.
#[derive(Debug, Clone, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "a response is moved once, a box would be in every handler's way"
)]
pub enum ListParcelsResponse {
    /// One page.
    Ok(Paged<Vec<models::Parcel>, models::PageMetaPagination>),
    /// It did not work.
    BadRequest(Vec<models::Fault>),
    /// It did not work.
    Unauthorized(Vec<models::Fault>),
    /// It did not work.
    Forbidden(Vec<models::Fault>),
    /// It did not work.
    TooManyRequests(Vec<models::Fault>),
    /// It did not work.
    InternalServerError(Vec<models::Fault>),
    /// It did not work.
    ServiceUnavailable(Vec<models::Fault>),
}

impl ListParcelsResponse {
    const OK: u16 = 200u16;
    const BAD_REQUEST: u16 = 400u16;
    const UNAUTHORIZED: u16 = 401u16;
    const FORBIDDEN: u16 = 403u16;
    const TOO_MANY_REQUESTS: u16 = 429u16;
    const INTERNAL_SERVER_ERROR: u16 = 500u16;
    const SERVICE_UNAVAILABLE: u16 = 503u16;
    const FAILURES: &[u16] = &[
        Self::BAD_REQUEST,
        Self::UNAUTHORIZED,
        Self::FORBIDDEN,
        Self::TOO_MANY_REQUESTS,
        Self::INTERNAL_SERVER_ERROR,
        Self::SERVICE_UNAVAILABLE,
    ];

    /// Reads a response off the wire.
    ///
    /// # Errors
    /// When the status is not declared or the body is not what the contract says.
    pub fn decode(status: u16, body: &[u8]) -> Result<Self, Undecodable> {
        let _ = body;
        match status {
            Self::OK => Ok(Self::Ok(decode::<models::ParcelPageEnvelope>(body)?.open())),
            _ if Self::FAILURES.contains(&status) => {
                ListParcelsOperation::failure(
                        status,
                        decode::<models::ErrorEnvelope>(body)?.open(),
                    )
                    .ok_or(Undecodable::UndeclaredStatus)
            }
            _ => Err(Undecodable::UndeclaredStatus),
        }
    }
}

impl Reply for ListParcelsResponse {
    fn status(&self) -> u16 {
        match self {
            Self::Ok(_) => Self::OK,
            Self::BadRequest(_) => Self::BAD_REQUEST,
            Self::Unauthorized(_) => Self::UNAUTHORIZED,
            Self::Forbidden(_) => Self::FORBIDDEN,
            Self::TooManyRequests(_) => Self::TOO_MANY_REQUESTS,
            Self::InternalServerError(_) => Self::INTERNAL_SERVER_ERROR,
            Self::ServiceUnavailable(_) => Self::SERVICE_UNAVAILABLE,
        }
    }

    fn body(self, stamp: &Stamp) -> Result<Option<Body>, serde_json::Error> {
        let _ = stamp;
        match self {
            Self::Ok(payload) => {
                Body::json(&models::ParcelPageEnvelope::seal(payload, stamp)).map(Some)
            }
            Self::BadRequest(payload)
            | Self::Unauthorized(payload)
            | Self::Forbidden(payload)
            | Self::TooManyRequests(payload)
            | Self::InternalServerError(payload)
            | Self::ServiceUnavailable(payload) => {
                Body::json(&models::ErrorEnvelope::seal(payload, stamp)).map(Some)
            }
        }
    }
}

impl utoipa::IntoResponses for ListParcelsResponse {
    fn responses() -> declare::Responses {
        declare::Responses::from([
            ok_response(Self::OK),
            bad_request_response(Self::BAD_REQUEST),
            unauthorized_response(Self::UNAUTHORIZED),
            forbidden_response(Self::FORBIDDEN),
            too_many_requests_response(Self::TOO_MANY_REQUESTS),
            internal_server_error_response(Self::INTERNAL_SERVER_ERROR),
            service_unavailable_response(Self::SERVICE_UNAVAILABLE),
        ])
    }
}

/// `updateParcel`: `PUT /parcels/{parcel_id}`.
#[derive(Debug, Clone, Copy)]
pub struct UpdateParcelOperation;

impl Scope for UpdateParcelOperation {
    type Error = Vec<models::Fault>;
}

impl Declares<400u16> for UpdateParcelOperation {}
impl Declares<401u16> for UpdateParcelOperation {}
impl Declares<403u16> for UpdateParcelOperation {}
impl Declares<404u16> for UpdateParcelOperation {}
impl Declares<408u16> for UpdateParcelOperation {}
impl Declares<413u16> for UpdateParcelOperation {}
impl Declares<415u16> for UpdateParcelOperation {}
impl Declares<422u16> for UpdateParcelOperation {}
impl Declares<429u16> for UpdateParcelOperation {}
impl Declares<500u16> for UpdateParcelOperation {}
impl Declares<503u16> for UpdateParcelOperation {}
impl Operation for UpdateParcelOperation {
    const ID: &'static str = "updateParcel";
    const CHALLENGE: &'static str = "Bearer realm=\"Depot\"";
    const LIMITS: u16 = 422u16;
    type Response = UpdateParcelResponse;
    fn failure(status: u16, error: Self::Error) -> Option<Self::Response> {
        match status {
            Self::Response::BAD_REQUEST => Some(Self::Response::BadRequest(error)),
            Self::Response::UNAUTHORIZED => Some(Self::Response::Unauthorized(error)),
            Self::Response::FORBIDDEN => Some(Self::Response::Forbidden(error)),
            Self::Response::NOT_FOUND => Some(Self::Response::NotFound(error)),
            Self::Response::REQUEST_TIMEOUT => {
                Some(Self::Response::RequestTimeout(error))
            }
            Self::Response::PAYLOAD_TOO_LARGE => {
                Some(Self::Response::PayloadTooLarge(error))
            }
            Self::Response::UNSUPPORTED_MEDIA_TYPE => {
                Some(Self::Response::UnsupportedMediaType(error))
            }
            Self::Response::UNPROCESSABLE_ENTITY => {
                Some(Self::Response::UnprocessableEntity(error))
            }
            Self::Response::TOO_MANY_REQUESTS => {
                Some(Self::Response::TooManyRequests(error))
            }
            Self::Response::INTERNAL_SERVER_ERROR => {
                Some(Self::Response::InternalServerError(error))
            }
            Self::Response::SERVICE_UNAVAILABLE => {
                Some(Self::Response::ServiceUnavailable(error))
            }
            _ => None,
        }
    }
}

/// What a handler of `updateParcel` returns.
pub type UpdateParcelResult = Result<
    UpdateParcelResponse,
    Failure<UpdateParcelOperation>,
>;

/// A request of `updateParcel`. Change a parcel
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateParcelRequest<Caller = ()> {
    /// Who calls, proved by the credential that the contract asks for.
    pub caller: Caller,
    /// Which parcel.
    pub parcel_id: uuid::Uuid,
    /// The JSON body.
    pub body: models::ParcelChanges,
}

impl UpdateParcelRequest {
    /// A request with what must be said; the rest has its default.
    pub fn new(parcel_id: uuid::Uuid, body: models::ParcelChanges) -> Self {
        Self {
            caller: (),
            parcel_id,
            body,
        }
    }
}

impl utoipa::IntoParams for UpdateParcelOperation {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![
            declare::parameter("parcel_id", ParameterIn::Path, true, "Which parcel.",
            RefOr::T(Schema::Object(ObjectBuilder::new().schema_type(Type::String)
            .format(Some(SchemaFormat::Custom("uuid".to_owned()))).build())))
        ]
    }
}

/// The declared responses of `updateParcel`.
#[derive(Debug, Clone, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "a response is moved once, a box would be in every handler's way"
)]
pub enum UpdateParcelResponse {
    /// It is changed. No body.
    NoContent,
    /// It did not work.
    BadRequest(Vec<models::Fault>),
    /// It did not work.
    Unauthorized(Vec<models::Fault>),
    /// It did not work.
    Forbidden(Vec<models::Fault>),
    /// It did not work.
    NotFound(Vec<models::Fault>),
    /// It did not work.
    RequestTimeout(Vec<models::Fault>),
    /// It did not work.
    PayloadTooLarge(Vec<models::Fault>),
    /// It did not work.
    UnsupportedMediaType(Vec<models::Fault>),
    /// It did not work.
    UnprocessableEntity(Vec<models::Fault>),
    /// It did not work.
    TooManyRequests(Vec<models::Fault>),
    /// It did not work.
    InternalServerError(Vec<models::Fault>),
    /// It did not work.
    ServiceUnavailable(Vec<models::Fault>),
}

impl UpdateParcelResponse {
    const NO_CONTENT: u16 = 204u16;
    const BAD_REQUEST: u16 = 400u16;
    const UNAUTHORIZED: u16 = 401u16;
    const FORBIDDEN: u16 = 403u16;
    const NOT_FOUND: u16 = 404u16;
    const REQUEST_TIMEOUT: u16 = 408u16;
    const PAYLOAD_TOO_LARGE: u16 = 413u16;
    const UNSUPPORTED_MEDIA_TYPE: u16 = 415u16;
    const UNPROCESSABLE_ENTITY: u16 = 422u16;
    const TOO_MANY_REQUESTS: u16 = 429u16;
    const INTERNAL_SERVER_ERROR: u16 = 500u16;
    const SERVICE_UNAVAILABLE: u16 = 503u16;
    const FAILURES: &[u16] = &[
        Self::BAD_REQUEST,
        Self::UNAUTHORIZED,
        Self::FORBIDDEN,
        Self::NOT_FOUND,
        Self::REQUEST_TIMEOUT,
        Self::PAYLOAD_TOO_LARGE,
        Self::UNSUPPORTED_MEDIA_TYPE,
        Self::UNPROCESSABLE_ENTITY,
        Self::TOO_MANY_REQUESTS,
        Self::INTERNAL_SERVER_ERROR,
        Self::SERVICE_UNAVAILABLE,
    ];

    /// Reads a response off the wire.
    ///
    /// # Errors
    /// When the status is not declared or the body is not what the contract says.
    pub fn decode(status: u16, body: &[u8]) -> Result<Self, Undecodable> {
        let _ = body;
        match status {
            Self::NO_CONTENT => Ok(Self::NoContent),
            _ if Self::FAILURES.contains(&status) => {
                UpdateParcelOperation::failure(
                        status,
                        decode::<models::ErrorEnvelope>(body)?.open(),
                    )
                    .ok_or(Undecodable::UndeclaredStatus)
            }
            _ => Err(Undecodable::UndeclaredStatus),
        }
    }
}

impl Reply for UpdateParcelResponse {
    fn status(&self) -> u16 {
        match self {
            Self::NoContent => Self::NO_CONTENT,
            Self::BadRequest(_) => Self::BAD_REQUEST,
            Self::Unauthorized(_) => Self::UNAUTHORIZED,
            Self::Forbidden(_) => Self::FORBIDDEN,
            Self::NotFound(_) => Self::NOT_FOUND,
            Self::RequestTimeout(_) => Self::REQUEST_TIMEOUT,
            Self::PayloadTooLarge(_) => Self::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType(_) => Self::UNSUPPORTED_MEDIA_TYPE,
            Self::UnprocessableEntity(_) => Self::UNPROCESSABLE_ENTITY,
            Self::TooManyRequests(_) => Self::TOO_MANY_REQUESTS,
            Self::InternalServerError(_) => Self::INTERNAL_SERVER_ERROR,
            Self::ServiceUnavailable(_) => Self::SERVICE_UNAVAILABLE,
        }
    }

    fn body(self, stamp: &Stamp) -> Result<Option<Body>, serde_json::Error> {
        let _ = stamp;
        match self {
            Self::NoContent => Ok(None),
            Self::BadRequest(payload)
            | Self::Unauthorized(payload)
            | Self::Forbidden(payload)
            | Self::NotFound(payload)
            | Self::RequestTimeout(payload)
            | Self::PayloadTooLarge(payload)
            | Self::UnsupportedMediaType(payload)
            | Self::UnprocessableEntity(payload)
            | Self::TooManyRequests(payload)
            | Self::InternalServerError(payload)
            | Self::ServiceUnavailable(payload) => {
                Body::json(&models::ErrorEnvelope::seal(payload, stamp)).map(Some)
            }
        }
    }
}

impl utoipa::IntoResponses for UpdateParcelResponse {
    fn responses() -> declare::Responses {
        declare::Responses::from([
            no_content_response(Self::NO_CONTENT),
            bad_request_response(Self::BAD_REQUEST),
            unauthorized_response(Self::UNAUTHORIZED),
            forbidden_response(Self::FORBIDDEN),
            not_found_response(Self::NOT_FOUND),
            request_timeout_response(Self::REQUEST_TIMEOUT),
            payload_too_large_response(Self::PAYLOAD_TOO_LARGE),
            unsupported_media_type_response(Self::UNSUPPORTED_MEDIA_TYPE),
            unprocessable_entity_response(Self::UNPROCESSABLE_ENTITY),
            too_many_requests_response(Self::TOO_MANY_REQUESTS),
            internal_server_error_response(Self::INTERNAL_SERVER_ERROR),
            service_unavailable_response(Self::SERVICE_UNAVAILABLE),
        ])
    }
}

/// `moveParcel`: `POST /parcels/{parcel_id}/moves`.
#[derive(Debug, Clone, Copy)]
pub struct MoveParcelOperation;

impl Scope for MoveParcelOperation {
    type Error = Vec<models::Fault>;
}

impl Declares<400u16> for MoveParcelOperation {}
impl Declares<401u16> for MoveParcelOperation {}
impl Declares<403u16> for MoveParcelOperation {}
impl Declares<409u16> for MoveParcelOperation {}
impl Declares<408u16> for MoveParcelOperation {}
impl Declares<413u16> for MoveParcelOperation {}
impl Declares<415u16> for MoveParcelOperation {}
impl Declares<422u16> for MoveParcelOperation {}
impl Declares<429u16> for MoveParcelOperation {}
impl Declares<500u16> for MoveParcelOperation {}
impl Declares<503u16> for MoveParcelOperation {}
impl Operation for MoveParcelOperation {
    const ID: &'static str = "moveParcel";
    const CHALLENGE: &'static str = "Bearer realm=\"Depot\", ApiKey realm=\"Depot\", header=\"x-manager-key\", ApiKey realm=\"Depot\", header=\"x-key\"";
    const LIMITS: u16 = 422u16;
    type Response = MoveParcelResponse;
    fn failure(status: u16, error: Self::Error) -> Option<Self::Response> {
        match status {
            Self::Response::BAD_REQUEST => Some(Self::Response::BadRequest(error)),
            Self::Response::UNAUTHORIZED => Some(Self::Response::Unauthorized(error)),
            Self::Response::FORBIDDEN => Some(Self::Response::Forbidden(error)),
            Self::Response::CONFLICT => Some(Self::Response::Conflict(error)),
            Self::Response::REQUEST_TIMEOUT => {
                Some(Self::Response::RequestTimeout(error))
            }
            Self::Response::PAYLOAD_TOO_LARGE => {
                Some(Self::Response::PayloadTooLarge(error))
            }
            Self::Response::UNSUPPORTED_MEDIA_TYPE => {
                Some(Self::Response::UnsupportedMediaType(error))
            }
            Self::Response::UNPROCESSABLE_ENTITY => {
                Some(Self::Response::UnprocessableEntity(error))
            }
            Self::Response::TOO_MANY_REQUESTS => {
                Some(Self::Response::TooManyRequests(error))
            }
            Self::Response::INTERNAL_SERVER_ERROR => {
                Some(Self::Response::InternalServerError(error))
            }
            Self::Response::SERVICE_UNAVAILABLE => {
                Some(Self::Response::ServiceUnavailable(error))
            }
            _ => None,
        }
    }
}

impl Idempotent for MoveParcelOperation {
    fn reused(error: Self::Error) -> Failure<Self> {
        Failure::new::<422u16>(error)
    }

    fn reread(status: u16, body: &[u8]) -> Result<Self::Response, Undecodable> {
        MoveParcelResponse::decode(status, body)
    }
}

/// What a handler of `moveParcel` returns.
pub type MoveParcelResult = Result<
    Once<MoveParcelResponse>,
    Failure<MoveParcelOperation>,
>;

/// A request of `moveParcel`. Move a parcel
#[derive(Debug, Clone, PartialEq)]
pub struct MoveParcelRequest<Caller = (), Key = Option<sovx_runtime::Secret>> {
    /// Who calls, proved by the credential that the contract asks for.
    pub caller: Caller,
    /// Which parcel.
    pub parcel_id: uuid::Uuid,
    /// Any text of your own.
    pub idempotency_key: Key,
    /// The JSON body.
    pub body: models::Move,
}

impl MoveParcelRequest {
    /// A request with what must be said; the rest has its default.
    pub fn new(parcel_id: uuid::Uuid, body: models::Move) -> Self {
        Self {
            caller: (),
            parcel_id,
            idempotency_key: None,
            body,
        }
    }
}

impl utoipa::IntoParams for MoveParcelOperation {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![
            declare::parameter("parcel_id", ParameterIn::Path, true, "Which parcel.",
            RefOr::T(Schema::Object(ObjectBuilder::new().schema_type(Type::String)
            .format(Some(SchemaFormat::Custom("uuid".to_owned()))).build()))),
            declare::parameter("Idempotency-Key", ParameterIn::Header, false,
            "Any text of your own.", RefOr::T(Schema::Object(ObjectBuilder::new()
            .schema_type(Type::String).min_length(Some(1)).max_length(Some(9))
            .pattern(Some("^[a-z]+$")).build())))
        ]
    }
}

/// The declared responses of `moveParcel`.
#[derive(Debug, Clone, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "a response is moved once, a box would be in every handler's way"
)]
pub enum MoveParcelResponse {
    /// It is moved.
    Created(models::Parcel),
    /// It did not work.
    BadRequest(Vec<models::Fault>),
    /// It did not work.
    Unauthorized(Vec<models::Fault>),
    /// It did not work.
    Forbidden(Vec<models::Fault>),
    /// It did not work.
    Conflict(Vec<models::Fault>),
    /// It did not work.
    RequestTimeout(Vec<models::Fault>),
    /// It did not work.
    PayloadTooLarge(Vec<models::Fault>),
    /// It did not work.
    UnsupportedMediaType(Vec<models::Fault>),
    /// It did not work.
    UnprocessableEntity(Vec<models::Fault>),
    /// It did not work.
    TooManyRequests(Vec<models::Fault>),
    /// It did not work.
    InternalServerError(Vec<models::Fault>),
    /// It did not work.
    ServiceUnavailable(Vec<models::Fault>),
}

impl MoveParcelResponse {
    const CREATED: u16 = 201u16;
    const BAD_REQUEST: u16 = 400u16;
    const UNAUTHORIZED: u16 = 401u16;
    const FORBIDDEN: u16 = 403u16;
    const CONFLICT: u16 = 409u16;
    const REQUEST_TIMEOUT: u16 = 408u16;
    const PAYLOAD_TOO_LARGE: u16 = 413u16;
    const UNSUPPORTED_MEDIA_TYPE: u16 = 415u16;
    const UNPROCESSABLE_ENTITY: u16 = 422u16;
    const TOO_MANY_REQUESTS: u16 = 429u16;
    const INTERNAL_SERVER_ERROR: u16 = 500u16;
    const SERVICE_UNAVAILABLE: u16 = 503u16;
    const FAILURES: &[u16] = &[
        Self::BAD_REQUEST,
        Self::UNAUTHORIZED,
        Self::FORBIDDEN,
        Self::CONFLICT,
        Self::REQUEST_TIMEOUT,
        Self::PAYLOAD_TOO_LARGE,
        Self::UNSUPPORTED_MEDIA_TYPE,
        Self::UNPROCESSABLE_ENTITY,
        Self::TOO_MANY_REQUESTS,
        Self::INTERNAL_SERVER_ERROR,
        Self::SERVICE_UNAVAILABLE,
    ];

    /// Reads a response off the wire.
    ///
    /// # Errors
    /// When the status is not declared or the body is not what the contract says.
    pub fn decode(status: u16, body: &[u8]) -> Result<Self, Undecodable> {
        let _ = body;
        match status {
            Self::CREATED => {
                Ok(Self::Created(decode::<models::ParcelEnvelope>(body)?.open()))
            }
            _ if Self::FAILURES.contains(&status) => {
                MoveParcelOperation::failure(
                        status,
                        decode::<models::ErrorEnvelope>(body)?.open(),
                    )
                    .ok_or(Undecodable::UndeclaredStatus)
            }
            _ => Err(Undecodable::UndeclaredStatus),
        }
    }
}

impl Reply for MoveParcelResponse {
    fn status(&self) -> u16 {
        match self {
            Self::Created(_) => Self::CREATED,
            Self::BadRequest(_) => Self::BAD_REQUEST,
            Self::Unauthorized(_) => Self::UNAUTHORIZED,
            Self::Forbidden(_) => Self::FORBIDDEN,
            Self::Conflict(_) => Self::CONFLICT,
            Self::RequestTimeout(_) => Self::REQUEST_TIMEOUT,
            Self::PayloadTooLarge(_) => Self::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType(_) => Self::UNSUPPORTED_MEDIA_TYPE,
            Self::UnprocessableEntity(_) => Self::UNPROCESSABLE_ENTITY,
            Self::TooManyRequests(_) => Self::TOO_MANY_REQUESTS,
            Self::InternalServerError(_) => Self::INTERNAL_SERVER_ERROR,
            Self::ServiceUnavailable(_) => Self::SERVICE_UNAVAILABLE,
        }
    }

    fn body(self, stamp: &Stamp) -> Result<Option<Body>, serde_json::Error> {
        let _ = stamp;
        match self {
            Self::Created(payload) => {
                Body::json(&models::ParcelEnvelope::seal(payload, stamp)).map(Some)
            }
            Self::BadRequest(payload)
            | Self::Unauthorized(payload)
            | Self::Forbidden(payload)
            | Self::Conflict(payload)
            | Self::RequestTimeout(payload)
            | Self::PayloadTooLarge(payload)
            | Self::UnsupportedMediaType(payload)
            | Self::UnprocessableEntity(payload)
            | Self::TooManyRequests(payload)
            | Self::InternalServerError(payload)
            | Self::ServiceUnavailable(payload) => {
                Body::json(&models::ErrorEnvelope::seal(payload, stamp)).map(Some)
            }
        }
    }
}

impl utoipa::IntoResponses for MoveParcelResponse {
    fn responses() -> declare::Responses {
        declare::Responses::from([
            created_response_2(Self::CREATED),
            bad_request_response(Self::BAD_REQUEST),
            unauthorized_response(Self::UNAUTHORIZED),
            forbidden_response(Self::FORBIDDEN),
            conflict_response(Self::CONFLICT),
            request_timeout_response(Self::REQUEST_TIMEOUT),
            payload_too_large_response(Self::PAYLOAD_TOO_LARGE),
            unsupported_media_type_response(Self::UNSUPPORTED_MEDIA_TYPE),
            unprocessable_entity_response(Self::UNPROCESSABLE_ENTITY),
            too_many_requests_response(Self::TOO_MANY_REQUESTS),
            internal_server_error_response(Self::INTERNAL_SERVER_ERROR),
            service_unavailable_response(Self::SERVICE_UNAVAILABLE),
        ])
    }
}

/// `countShelf`: `POST /shelves/{shelf}/inventory`.
#[derive(Debug, Clone, Copy)]
pub struct CountShelfOperation;

impl Scope for CountShelfOperation {
    type Error = Vec<models::Fault>;
}

impl Declares<400u16> for CountShelfOperation {}
impl Declares<401u16> for CountShelfOperation {}
impl Declares<403u16> for CountShelfOperation {}
impl Declares<404u16> for CountShelfOperation {}
impl Declares<408u16> for CountShelfOperation {}
impl Declares<413u16> for CountShelfOperation {}
impl Declares<415u16> for CountShelfOperation {}
impl Declares<422u16> for CountShelfOperation {}
impl Declares<429u16> for CountShelfOperation {}
impl Declares<500u16> for CountShelfOperation {}
impl Declares<503u16> for CountShelfOperation {}
impl Operation for CountShelfOperation {
    const ID: &'static str = "countShelf";
    const CHALLENGE: &'static str = "Bearer realm=\"Depot\", ApiKey realm=\"Depot\", header=\"x-manager-key\"";
    const LIMITS: u16 = 422u16;
    type Response = CountShelfResponse;
    fn failure(status: u16, error: Self::Error) -> Option<Self::Response> {
        match status {
            Self::Response::BAD_REQUEST => Some(Self::Response::BadRequest(error)),
            Self::Response::UNAUTHORIZED => Some(Self::Response::Unauthorized(error)),
            Self::Response::FORBIDDEN => Some(Self::Response::Forbidden(error)),
            Self::Response::NOT_FOUND => Some(Self::Response::NotFound(error)),
            Self::Response::REQUEST_TIMEOUT => {
                Some(Self::Response::RequestTimeout(error))
            }
            Self::Response::PAYLOAD_TOO_LARGE => {
                Some(Self::Response::PayloadTooLarge(error))
            }
            Self::Response::UNSUPPORTED_MEDIA_TYPE => {
                Some(Self::Response::UnsupportedMediaType(error))
            }
            Self::Response::UNPROCESSABLE_ENTITY => {
                Some(Self::Response::UnprocessableEntity(error))
            }
            Self::Response::TOO_MANY_REQUESTS => {
                Some(Self::Response::TooManyRequests(error))
            }
            Self::Response::INTERNAL_SERVER_ERROR => {
                Some(Self::Response::InternalServerError(error))
            }
            Self::Response::SERVICE_UNAVAILABLE => {
                Some(Self::Response::ServiceUnavailable(error))
            }
            _ => None,
        }
    }
}

/// What a handler of `countShelf` returns.
pub type CountShelfResult = Result<CountShelfResponse, Failure<CountShelfOperation>>;

/// A request of `countShelf`. Count a shelf
#[derive(Debug, Clone, PartialEq)]
pub struct CountShelfRequest<Caller = ()> {
    /// Who calls, proved by the credential that the contract asks for.
    pub caller: Caller,
    /// Which shelf. Any text will do, an unknown one answers 404.
    pub shelf: String,
    /// The JSON body.
    pub body: Option<models::Count>,
}

impl CountShelfRequest {
    /// A request with what must be said; the rest has its default.
    pub fn new(shelf: String) -> Self {
        Self {
            caller: (),
            shelf,
            body: None,
        }
    }
}

impl utoipa::IntoParams for CountShelfOperation {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![
            declare::parameter("shelf", ParameterIn::Path, true,
            "Which shelf. Any text will do, an unknown one answers 404.",
            RefOr::T(Schema::Object(ObjectBuilder::new().schema_type(Type::String)
            .build())))
        ]
    }
}

/// The declared responses of `countShelf`.
#[derive(Debug, Clone, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "a response is moved once, a box would be in every handler's way"
)]
pub enum CountShelfResponse {
    /// It is counted. No body.
    NoContent,
    /// It did not work.
    BadRequest(Vec<models::Fault>),
    /// It did not work.
    Unauthorized(Vec<models::Fault>),
    /// It did not work.
    Forbidden(Vec<models::Fault>),
    /// It did not work.
    NotFound(Vec<models::Fault>),
    /// It did not work.
    RequestTimeout(Vec<models::Fault>),
    /// It did not work.
    PayloadTooLarge(Vec<models::Fault>),
    /// It did not work.
    UnsupportedMediaType(Vec<models::Fault>),
    /// It did not work.
    UnprocessableEntity(Vec<models::Fault>),
    /// It did not work.
    TooManyRequests(Vec<models::Fault>),
    /// It did not work.
    InternalServerError(Vec<models::Fault>),
    /// It did not work.
    ServiceUnavailable(Vec<models::Fault>),
}

impl CountShelfResponse {
    const NO_CONTENT: u16 = 204u16;
    const BAD_REQUEST: u16 = 400u16;
    const UNAUTHORIZED: u16 = 401u16;
    const FORBIDDEN: u16 = 403u16;
    const NOT_FOUND: u16 = 404u16;
    const REQUEST_TIMEOUT: u16 = 408u16;
    const PAYLOAD_TOO_LARGE: u16 = 413u16;
    const UNSUPPORTED_MEDIA_TYPE: u16 = 415u16;
    const UNPROCESSABLE_ENTITY: u16 = 422u16;
    const TOO_MANY_REQUESTS: u16 = 429u16;
    const INTERNAL_SERVER_ERROR: u16 = 500u16;
    const SERVICE_UNAVAILABLE: u16 = 503u16;
    const FAILURES: &[u16] = &[
        Self::BAD_REQUEST,
        Self::UNAUTHORIZED,
        Self::FORBIDDEN,
        Self::NOT_FOUND,
        Self::REQUEST_TIMEOUT,
        Self::PAYLOAD_TOO_LARGE,
        Self::UNSUPPORTED_MEDIA_TYPE,
        Self::UNPROCESSABLE_ENTITY,
        Self::TOO_MANY_REQUESTS,
        Self::INTERNAL_SERVER_ERROR,
        Self::SERVICE_UNAVAILABLE,
    ];

    /// Reads a response off the wire.
    ///
    /// # Errors
    /// When the status is not declared or the body is not what the contract says.
    pub fn decode(status: u16, body: &[u8]) -> Result<Self, Undecodable> {
        let _ = body;
        match status {
            Self::NO_CONTENT => Ok(Self::NoContent),
            _ if Self::FAILURES.contains(&status) => {
                CountShelfOperation::failure(
                        status,
                        decode::<models::ErrorEnvelope>(body)?.open(),
                    )
                    .ok_or(Undecodable::UndeclaredStatus)
            }
            _ => Err(Undecodable::UndeclaredStatus),
        }
    }
}

impl Reply for CountShelfResponse {
    fn status(&self) -> u16 {
        match self {
            Self::NoContent => Self::NO_CONTENT,
            Self::BadRequest(_) => Self::BAD_REQUEST,
            Self::Unauthorized(_) => Self::UNAUTHORIZED,
            Self::Forbidden(_) => Self::FORBIDDEN,
            Self::NotFound(_) => Self::NOT_FOUND,
            Self::RequestTimeout(_) => Self::REQUEST_TIMEOUT,
            Self::PayloadTooLarge(_) => Self::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType(_) => Self::UNSUPPORTED_MEDIA_TYPE,
            Self::UnprocessableEntity(_) => Self::UNPROCESSABLE_ENTITY,
            Self::TooManyRequests(_) => Self::TOO_MANY_REQUESTS,
            Self::InternalServerError(_) => Self::INTERNAL_SERVER_ERROR,
            Self::ServiceUnavailable(_) => Self::SERVICE_UNAVAILABLE,
        }
    }

    fn body(self, stamp: &Stamp) -> Result<Option<Body>, serde_json::Error> {
        let _ = stamp;
        match self {
            Self::NoContent => Ok(None),
            Self::BadRequest(payload)
            | Self::Unauthorized(payload)
            | Self::Forbidden(payload)
            | Self::NotFound(payload)
            | Self::RequestTimeout(payload)
            | Self::PayloadTooLarge(payload)
            | Self::UnsupportedMediaType(payload)
            | Self::UnprocessableEntity(payload)
            | Self::TooManyRequests(payload)
            | Self::InternalServerError(payload)
            | Self::ServiceUnavailable(payload) => {
                Body::json(&models::ErrorEnvelope::seal(payload, stamp)).map(Some)
            }
        }
    }
}

impl utoipa::IntoResponses for CountShelfResponse {
    fn responses() -> declare::Responses {
        declare::Responses::from([
            no_content_response_2(Self::NO_CONTENT),
            bad_request_response(Self::BAD_REQUEST),
            unauthorized_response(Self::UNAUTHORIZED),
            forbidden_response(Self::FORBIDDEN),
            not_found_response(Self::NOT_FOUND),
            request_timeout_response(Self::REQUEST_TIMEOUT),
            payload_too_large_response(Self::PAYLOAD_TOO_LARGE),
            unsupported_media_type_response(Self::UNSUPPORTED_MEDIA_TYPE),
            unprocessable_entity_response(Self::UNPROCESSABLE_ENTITY),
            too_many_requests_response(Self::TOO_MANY_REQUESTS),
            internal_server_error_response(Self::INTERNAL_SERVER_ERROR),
            service_unavailable_response(Self::SERVICE_UNAVAILABLE),
        ])
    }
}

/// `fileClaim`: `POST /parcels/{parcel_id}/claims`.
#[derive(Debug, Clone, Copy)]
pub struct FileClaimOperation;

impl Scope for FileClaimOperation {
    type Error = Vec<models::ClaimFault>;
}

impl Declares<400u16> for FileClaimOperation {}
impl Declares<401u16> for FileClaimOperation {}
impl Declares<403u16> for FileClaimOperation {}
impl Declares<404u16> for FileClaimOperation {}
impl Declares<408u16> for FileClaimOperation {}
impl Declares<413u16> for FileClaimOperation {}
impl Declares<415u16> for FileClaimOperation {}
impl Declares<422u16> for FileClaimOperation {}
impl Declares<429u16> for FileClaimOperation {}
impl Declares<500u16> for FileClaimOperation {}
impl Declares<503u16> for FileClaimOperation {}
impl Operation for FileClaimOperation {
    const ID: &'static str = "fileClaim";
    const CHALLENGE: &'static str = "Bearer realm=\"Depot\"";
    const LIMITS: u16 = 422u16;
    type Response = FileClaimResponse;
    fn failure(status: u16, error: Self::Error) -> Option<Self::Response> {
        match status {
            Self::Response::BAD_REQUEST => Some(Self::Response::BadRequest(error)),
            Self::Response::UNAUTHORIZED => Some(Self::Response::Unauthorized(error)),
            Self::Response::FORBIDDEN => Some(Self::Response::Forbidden(error)),
            Self::Response::NOT_FOUND => Some(Self::Response::NotFound(error)),
            Self::Response::REQUEST_TIMEOUT => {
                Some(Self::Response::RequestTimeout(error))
            }
            Self::Response::PAYLOAD_TOO_LARGE => {
                Some(Self::Response::PayloadTooLarge(error))
            }
            Self::Response::UNSUPPORTED_MEDIA_TYPE => {
                Some(Self::Response::UnsupportedMediaType(error))
            }
            Self::Response::UNPROCESSABLE_ENTITY => {
                Some(Self::Response::UnprocessableEntity(error))
            }
            Self::Response::TOO_MANY_REQUESTS => {
                Some(Self::Response::TooManyRequests(error))
            }
            Self::Response::INTERNAL_SERVER_ERROR => {
                Some(Self::Response::InternalServerError(error))
            }
            Self::Response::SERVICE_UNAVAILABLE => {
                Some(Self::Response::ServiceUnavailable(error))
            }
            _ => None,
        }
    }
}

/// What a handler of `fileClaim` returns.
pub type FileClaimResult = Result<FileClaimResponse, Failure<FileClaimOperation>>;

/// A request of `fileClaim`. Claim damages
#[derive(Debug, Clone, PartialEq)]
pub struct FileClaimRequest<Caller = ()> {
    /// Who calls, proved by the credential that the contract asks for.
    pub caller: Caller,
    /// Which parcel.
    pub parcel_id: uuid::Uuid,
    /// The JSON body.
    pub body: models::Claim,
}

impl FileClaimRequest {
    /// A request with what must be said; the rest has its default.
    pub fn new(parcel_id: uuid::Uuid, body: models::Claim) -> Self {
        Self {
            caller: (),
            parcel_id,
            body,
        }
    }
}

impl utoipa::IntoParams for FileClaimOperation {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![
            declare::parameter("parcel_id", ParameterIn::Path, true, "Which parcel.",
            RefOr::T(Schema::Object(ObjectBuilder::new().schema_type(Type::String)
            .format(Some(SchemaFormat::Custom("uuid".to_owned()))).build())))
        ]
    }
}

/// The declared responses of `fileClaim`.
#[derive(Debug, Clone, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "a response is moved once, a box would be in every handler's way"
)]
pub enum FileClaimResponse {
    /// It is filed. No body.
    NoContent,
    /// It did not work, and a code says why.
    BadRequest(Vec<models::ClaimFault>),
    /// It did not work, and a code says why.
    Unauthorized(Vec<models::ClaimFault>),
    /// It did not work, and a code says why.
    Forbidden(Vec<models::ClaimFault>),
    /// It did not work, and a code says why.
    NotFound(Vec<models::ClaimFault>),
    /// It did not work, and a code says why.
    RequestTimeout(Vec<models::ClaimFault>),
    /// It did not work, and a code says why.
    PayloadTooLarge(Vec<models::ClaimFault>),
    /// It did not work, and a code says why.
    UnsupportedMediaType(Vec<models::ClaimFault>),
    /// It did not work, and a code says why.
    UnprocessableEntity(Vec<models::ClaimFault>),
    /// It did not work, and a code says why.
    TooManyRequests(Vec<models::ClaimFault>),
    /// It did not work, and a code says why.
    InternalServerError(Vec<models::ClaimFault>),
    /// It did not work, and a code says why.
    ServiceUnavailable(Vec<models::ClaimFault>),
}

impl FileClaimResponse {
    const NO_CONTENT: u16 = 204u16;
    const BAD_REQUEST: u16 = 400u16;
    const UNAUTHORIZED: u16 = 401u16;
    const FORBIDDEN: u16 = 403u16;
    const NOT_FOUND: u16 = 404u16;
    const REQUEST_TIMEOUT: u16 = 408u16;
    const PAYLOAD_TOO_LARGE: u16 = 413u16;
    const UNSUPPORTED_MEDIA_TYPE: u16 = 415u16;
    const UNPROCESSABLE_ENTITY: u16 = 422u16;
    const TOO_MANY_REQUESTS: u16 = 429u16;
    const INTERNAL_SERVER_ERROR: u16 = 500u16;
    const SERVICE_UNAVAILABLE: u16 = 503u16;
    const FAILURES: &[u16] = &[
        Self::BAD_REQUEST,
        Self::UNAUTHORIZED,
        Self::FORBIDDEN,
        Self::NOT_FOUND,
        Self::REQUEST_TIMEOUT,
        Self::PAYLOAD_TOO_LARGE,
        Self::UNSUPPORTED_MEDIA_TYPE,
        Self::UNPROCESSABLE_ENTITY,
        Self::TOO_MANY_REQUESTS,
        Self::INTERNAL_SERVER_ERROR,
        Self::SERVICE_UNAVAILABLE,
    ];

    /// Reads a response off the wire.
    ///
    /// # Errors
    /// When the status is not declared or the body is not what the contract says.
    pub fn decode(status: u16, body: &[u8]) -> Result<Self, Undecodable> {
        let _ = body;
        match status {
            Self::NO_CONTENT => Ok(Self::NoContent),
            _ if Self::FAILURES.contains(&status) => {
                FileClaimOperation::failure(
                        status,
                        decode::<models::ClaimErrorEnvelope>(body)?.open(),
                    )
                    .ok_or(Undecodable::UndeclaredStatus)
            }
            _ => Err(Undecodable::UndeclaredStatus),
        }
    }
}

impl Reply for FileClaimResponse {
    fn status(&self) -> u16 {
        match self {
            Self::NoContent => Self::NO_CONTENT,
            Self::BadRequest(_) => Self::BAD_REQUEST,
            Self::Unauthorized(_) => Self::UNAUTHORIZED,
            Self::Forbidden(_) => Self::FORBIDDEN,
            Self::NotFound(_) => Self::NOT_FOUND,
            Self::RequestTimeout(_) => Self::REQUEST_TIMEOUT,
            Self::PayloadTooLarge(_) => Self::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType(_) => Self::UNSUPPORTED_MEDIA_TYPE,
            Self::UnprocessableEntity(_) => Self::UNPROCESSABLE_ENTITY,
            Self::TooManyRequests(_) => Self::TOO_MANY_REQUESTS,
            Self::InternalServerError(_) => Self::INTERNAL_SERVER_ERROR,
            Self::ServiceUnavailable(_) => Self::SERVICE_UNAVAILABLE,
        }
    }

    fn body(self, stamp: &Stamp) -> Result<Option<Body>, serde_json::Error> {
        let _ = stamp;
        match self {
            Self::NoContent => Ok(None),
            Self::BadRequest(payload)
            | Self::Unauthorized(payload)
            | Self::Forbidden(payload)
            | Self::NotFound(payload)
            | Self::RequestTimeout(payload)
            | Self::PayloadTooLarge(payload)
            | Self::UnsupportedMediaType(payload)
            | Self::UnprocessableEntity(payload)
            | Self::TooManyRequests(payload)
            | Self::InternalServerError(payload)
            | Self::ServiceUnavailable(payload) => {
                Body::json(&models::ClaimErrorEnvelope::seal(payload, stamp)).map(Some)
            }
        }
    }
}

impl utoipa::IntoResponses for FileClaimResponse {
    fn responses() -> declare::Responses {
        declare::Responses::from([
            no_content_response_3(Self::NO_CONTENT),
            bad_request_response_2(Self::BAD_REQUEST),
            unauthorized_response_2(Self::UNAUTHORIZED),
            forbidden_response_2(Self::FORBIDDEN),
            not_found_response_2(Self::NOT_FOUND),
            request_timeout_response_2(Self::REQUEST_TIMEOUT),
            payload_too_large_response_2(Self::PAYLOAD_TOO_LARGE),
            unsupported_media_type_response_2(Self::UNSUPPORTED_MEDIA_TYPE),
            unprocessable_entity_response_2(Self::UNPROCESSABLE_ENTITY),
            too_many_requests_response_2(Self::TOO_MANY_REQUESTS),
            internal_server_error_response_2(Self::INTERNAL_SERVER_ERROR),
            service_unavailable_response_2(Self::SERVICE_UNAVAILABLE),
        ])
    }
}

/// `holdDrill`: `POST /drills`.
#[derive(Debug, Clone, Copy)]
pub struct HoldDrillOperation;

impl Scope for HoldDrillOperation {
    type Error = Vec<models::Fault>;
}

impl Declares<400u16> for HoldDrillOperation {}
impl Declares<401u16> for HoldDrillOperation {}
impl Declares<403u16> for HoldDrillOperation {}
impl Declares<429u16> for HoldDrillOperation {}
impl Declares<500u16> for HoldDrillOperation {}
impl Declares<503u16> for HoldDrillOperation {}
impl Operation for HoldDrillOperation {
    const ID: &'static str = "holdDrill";
    const CHALLENGE: &'static str = "ApiKey realm=\"Depot\", header=\"x-manager-key\", ApiKey realm=\"Depot\", header=\"x-key\"";
    const LIMITS: u16 = 400u16;
    type Response = HoldDrillResponse;
    fn failure(status: u16, error: Self::Error) -> Option<Self::Response> {
        match status {
            Self::Response::BAD_REQUEST => Some(Self::Response::BadRequest(error)),
            Self::Response::UNAUTHORIZED => Some(Self::Response::Unauthorized(error)),
            Self::Response::FORBIDDEN => Some(Self::Response::Forbidden(error)),
            Self::Response::TOO_MANY_REQUESTS => {
                Some(Self::Response::TooManyRequests(error))
            }
            Self::Response::INTERNAL_SERVER_ERROR => {
                Some(Self::Response::InternalServerError(error))
            }
            Self::Response::SERVICE_UNAVAILABLE => {
                Some(Self::Response::ServiceUnavailable(error))
            }
            _ => None,
        }
    }
}

/// What a handler of `holdDrill` returns.
pub type HoldDrillResult = Result<HoldDrillResponse, Failure<HoldDrillOperation>>;

/// A request of `holdDrill`. Hold a drill
#[derive(Debug, Clone, PartialEq)]
pub struct HoldDrillRequest<Caller = ()> {
    /// Who calls, proved by the credential that the contract asks for.
    pub caller: Caller,
}

impl HoldDrillRequest {
    /// A request with what must be said; the rest has its default.
    #[expect(clippy::new_without_default, reason = "every request is made the same way")]
    pub fn new() -> Self {
        Self { caller: () }
    }
}

/// The declared responses of `holdDrill`.
#[derive(Debug, Clone, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "a response is moved once, a box would be in every handler's way"
)]
pub enum HoldDrillResponse {
    /// It is held. No body.
    NoContent,
    /// It did not work.
    BadRequest(Vec<models::Fault>),
    /// It did not work.
    Unauthorized(Vec<models::Fault>),
    /// It did not work.
    Forbidden(Vec<models::Fault>),
    /// It did not work.
    TooManyRequests(Vec<models::Fault>),
    /// It did not work.
    InternalServerError(Vec<models::Fault>),
    /// It did not work.
    ServiceUnavailable(Vec<models::Fault>),
}

impl HoldDrillResponse {
    const NO_CONTENT: u16 = 204u16;
    const BAD_REQUEST: u16 = 400u16;
    const UNAUTHORIZED: u16 = 401u16;
    const FORBIDDEN: u16 = 403u16;
    const TOO_MANY_REQUESTS: u16 = 429u16;
    const INTERNAL_SERVER_ERROR: u16 = 500u16;
    const SERVICE_UNAVAILABLE: u16 = 503u16;
    const FAILURES: &[u16] = &[
        Self::BAD_REQUEST,
        Self::UNAUTHORIZED,
        Self::FORBIDDEN,
        Self::TOO_MANY_REQUESTS,
        Self::INTERNAL_SERVER_ERROR,
        Self::SERVICE_UNAVAILABLE,
    ];

    /// Reads a response off the wire.
    ///
    /// # Errors
    /// When the status is not declared or the body is not what the contract says.
    pub fn decode(status: u16, body: &[u8]) -> Result<Self, Undecodable> {
        let _ = body;
        match status {
            Self::NO_CONTENT => Ok(Self::NoContent),
            _ if Self::FAILURES.contains(&status) => {
                HoldDrillOperation::failure(
                        status,
                        decode::<models::ErrorEnvelope>(body)?.open(),
                    )
                    .ok_or(Undecodable::UndeclaredStatus)
            }
            _ => Err(Undecodable::UndeclaredStatus),
        }
    }
}

impl Reply for HoldDrillResponse {
    fn status(&self) -> u16 {
        match self {
            Self::NoContent => Self::NO_CONTENT,
            Self::BadRequest(_) => Self::BAD_REQUEST,
            Self::Unauthorized(_) => Self::UNAUTHORIZED,
            Self::Forbidden(_) => Self::FORBIDDEN,
            Self::TooManyRequests(_) => Self::TOO_MANY_REQUESTS,
            Self::InternalServerError(_) => Self::INTERNAL_SERVER_ERROR,
            Self::ServiceUnavailable(_) => Self::SERVICE_UNAVAILABLE,
        }
    }

    fn body(self, stamp: &Stamp) -> Result<Option<Body>, serde_json::Error> {
        let _ = stamp;
        match self {
            Self::NoContent => Ok(None),
            Self::BadRequest(payload)
            | Self::Unauthorized(payload)
            | Self::Forbidden(payload)
            | Self::TooManyRequests(payload)
            | Self::InternalServerError(payload)
            | Self::ServiceUnavailable(payload) => {
                Body::json(&models::ErrorEnvelope::seal(payload, stamp)).map(Some)
            }
        }
    }
}

impl utoipa::IntoResponses for HoldDrillResponse {
    fn responses() -> declare::Responses {
        declare::Responses::from([
            no_content_response_4(Self::NO_CONTENT),
            bad_request_response(Self::BAD_REQUEST),
            unauthorized_response(Self::UNAUTHORIZED),
            forbidden_response(Self::FORBIDDEN),
            too_many_requests_response(Self::TOO_MANY_REQUESTS),
            internal_server_error_response(Self::INTERNAL_SERVER_ERROR),
            service_unavailable_response(Self::SERVICE_UNAVAILABLE),
        ])
    }
}

/// `getDoors`: `GET /doors`.
#[derive(Debug, Clone, Copy)]
pub struct GetDoorsOperation;

impl Scope for GetDoorsOperation {
    type Error = Vec<models::Fault>;
}

impl Declares<429u16> for GetDoorsOperation {}
impl Declares<503u16> for GetDoorsOperation {}
impl Operation for GetDoorsOperation {
    const ID: &'static str = "getDoors";
    const CHALLENGE: &'static str = "Bearer realm=\"Depot\"";
    const LIMITS: u16 = 400u16;
    type Response = GetDoorsResponse;
    fn failure(status: u16, error: Self::Error) -> Option<Self::Response> {
        match status {
            Self::Response::TOO_MANY_REQUESTS => {
                Some(Self::Response::TooManyRequests(error))
            }
            Self::Response::SERVICE_UNAVAILABLE => {
                Some(Self::Response::ServiceUnavailable(error))
            }
            _ => None,
        }
    }
}

/// What a handler of `getDoors` returns.
pub type GetDoorsResult = Result<GetDoorsResponse, Failure<GetDoorsOperation>>;

/// A request of `getDoors`. See the doors
#[derive(Debug, Clone, PartialEq)]
pub struct GetDoorsRequest {
    /// Where the request came from.
    pub origin: sovx_runtime::Origin,
}

impl GetDoorsRequest {
    /// A request with what must be said; the rest has its default.
    #[expect(clippy::new_without_default, reason = "every request is made the same way")]
    pub fn new() -> Self {
        Self {
            origin: sovx_runtime::Origin::unknown(),
        }
    }
}

/// The declared responses of `getDoors`.
#[derive(Debug, Clone, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "a response is moved once, a box would be in every handler's way"
)]
pub enum GetDoorsResponse {
    /// Every door.
    Ok(Vec<models::Door>),
    /// It did not work.
    TooManyRequests(Vec<models::Fault>),
    /// It did not work.
    ServiceUnavailable(Vec<models::Fault>),
}

impl GetDoorsResponse {
    const OK: u16 = 200u16;
    const TOO_MANY_REQUESTS: u16 = 429u16;
    const SERVICE_UNAVAILABLE: u16 = 503u16;
    const FAILURES: &[u16] = &[Self::TOO_MANY_REQUESTS, Self::SERVICE_UNAVAILABLE];

    /// Reads a response off the wire.
    ///
    /// # Errors
    /// When the status is not declared or the body is not what the contract says.
    pub fn decode(status: u16, body: &[u8]) -> Result<Self, Undecodable> {
        let _ = body;
        match status {
            Self::OK => Ok(Self::Ok(decode::<Vec<models::Door>>(body)?)),
            _ if Self::FAILURES.contains(&status) => {
                GetDoorsOperation::failure(
                        status,
                        decode::<models::ErrorEnvelope>(body)?.open(),
                    )
                    .ok_or(Undecodable::UndeclaredStatus)
            }
            _ => Err(Undecodable::UndeclaredStatus),
        }
    }
}

impl Reply for GetDoorsResponse {
    fn status(&self) -> u16 {
        match self {
            Self::Ok(_) => Self::OK,
            Self::TooManyRequests(_) => Self::TOO_MANY_REQUESTS,
            Self::ServiceUnavailable(_) => Self::SERVICE_UNAVAILABLE,
        }
    }

    fn body(self, stamp: &Stamp) -> Result<Option<Body>, serde_json::Error> {
        let _ = stamp;
        match self {
            Self::Ok(payload) => Body::json(&payload).map(Some),
            Self::TooManyRequests(payload) | Self::ServiceUnavailable(payload) => {
                Body::json(&models::ErrorEnvelope::seal(payload, stamp)).map(Some)
            }
        }
    }
}

impl utoipa::IntoResponses for GetDoorsResponse {
    fn responses() -> declare::Responses {
        declare::Responses::from([
            ok_response_2(Self::OK),
            too_many_requests_response(Self::TOO_MANY_REQUESTS),
            service_unavailable_response(Self::SERVICE_UNAVAILABLE),
        ])
    }
}

/// `openDoor`: `POST /doors`.
#[derive(Debug, Clone, Copy)]
pub struct OpenDoorOperation;

impl Scope for OpenDoorOperation {
    type Error = Vec<models::Fault>;
}

impl Declares<400u16> for OpenDoorOperation {}
impl Declares<408u16> for OpenDoorOperation {}
impl Declares<413u16> for OpenDoorOperation {}
impl Declares<415u16> for OpenDoorOperation {}
impl Declares<422u16> for OpenDoorOperation {}
impl Operation for OpenDoorOperation {
    const ID: &'static str = "openDoor";
    const CHALLENGE: &'static str = "Bearer realm=\"Depot\"";
    const LIMITS: u16 = 422u16;
    type Response = OpenDoorResponse;
    fn failure(status: u16, error: Self::Error) -> Option<Self::Response> {
        match status {
            Self::Response::BAD_REQUEST => Some(Self::Response::BadRequest(error)),
            Self::Response::REQUEST_TIMEOUT => {
                Some(Self::Response::RequestTimeout(error))
            }
            Self::Response::PAYLOAD_TOO_LARGE => {
                Some(Self::Response::PayloadTooLarge(error))
            }
            Self::Response::UNSUPPORTED_MEDIA_TYPE => {
                Some(Self::Response::UnsupportedMediaType(error))
            }
            Self::Response::UNPROCESSABLE_ENTITY => {
                Some(Self::Response::UnprocessableEntity(error))
            }
            _ => None,
        }
    }
}

/// What a handler of `openDoor` returns.
pub type OpenDoorResult = Result<OpenDoorResponse, Failure<OpenDoorOperation>>;

/// A request of `openDoor`. Open a door
#[derive(Debug, Clone, PartialEq)]
pub struct OpenDoorRequest {
    /// The JSON body.
    pub body: models::OpenDoorBody,
}

impl OpenDoorRequest {
    /// A request with what must be said; the rest has its default.
    pub fn new(body: models::OpenDoorBody) -> Self {
        Self { body }
    }
}

/// The declared responses of `openDoor`.
#[derive(Debug, Clone, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "a response is moved once, a box would be in every handler's way"
)]
pub enum OpenDoorResponse {
    /// It is open.
    Ok(models::Door),
    /// It did not work.
    BadRequest(Vec<models::Fault>),
    /// It did not work.
    RequestTimeout(Vec<models::Fault>),
    /// It did not work.
    PayloadTooLarge(Vec<models::Fault>),
    /// It did not work.
    UnsupportedMediaType(Vec<models::Fault>),
    /// It did not work.
    UnprocessableEntity(Vec<models::Fault>),
}

impl OpenDoorResponse {
    const OK: u16 = 200u16;
    const BAD_REQUEST: u16 = 400u16;
    const REQUEST_TIMEOUT: u16 = 408u16;
    const PAYLOAD_TOO_LARGE: u16 = 413u16;
    const UNSUPPORTED_MEDIA_TYPE: u16 = 415u16;
    const UNPROCESSABLE_ENTITY: u16 = 422u16;
    const FAILURES: &[u16] = &[
        Self::BAD_REQUEST,
        Self::REQUEST_TIMEOUT,
        Self::PAYLOAD_TOO_LARGE,
        Self::UNSUPPORTED_MEDIA_TYPE,
        Self::UNPROCESSABLE_ENTITY,
    ];

    /// Reads a response off the wire.
    ///
    /// # Errors
    /// When the status is not declared or the body is not what the contract says.
    pub fn decode(status: u16, body: &[u8]) -> Result<Self, Undecodable> {
        let _ = body;
        match status {
            Self::OK => Ok(Self::Ok(decode::<models::Door>(body)?)),
            _ if Self::FAILURES.contains(&status) => {
                OpenDoorOperation::failure(
                        status,
                        decode::<models::ErrorEnvelope>(body)?.open(),
                    )
                    .ok_or(Undecodable::UndeclaredStatus)
            }
            _ => Err(Undecodable::UndeclaredStatus),
        }
    }
}

impl Reply for OpenDoorResponse {
    fn status(&self) -> u16 {
        match self {
            Self::Ok(_) => Self::OK,
            Self::BadRequest(_) => Self::BAD_REQUEST,
            Self::RequestTimeout(_) => Self::REQUEST_TIMEOUT,
            Self::PayloadTooLarge(_) => Self::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType(_) => Self::UNSUPPORTED_MEDIA_TYPE,
            Self::UnprocessableEntity(_) => Self::UNPROCESSABLE_ENTITY,
        }
    }

    fn body(self, stamp: &Stamp) -> Result<Option<Body>, serde_json::Error> {
        let _ = stamp;
        match self {
            Self::Ok(payload) => Body::json(&payload).map(Some),
            Self::BadRequest(payload)
            | Self::RequestTimeout(payload)
            | Self::PayloadTooLarge(payload)
            | Self::UnsupportedMediaType(payload)
            | Self::UnprocessableEntity(payload) => {
                Body::json(&models::ErrorEnvelope::seal(payload, stamp)).map(Some)
            }
        }
    }
}

impl utoipa::IntoResponses for OpenDoorResponse {
    fn responses() -> declare::Responses {
        declare::Responses::from([
            ok_response_3(Self::OK),
            bad_request_response(Self::BAD_REQUEST),
            request_timeout_response(Self::REQUEST_TIMEOUT),
            payload_too_large_response(Self::PAYLOAD_TOO_LARGE),
            unsupported_media_type_response(Self::UNSUPPORTED_MEDIA_TYPE),
            unprocessable_entity_response(Self::UNPROCESSABLE_ENTITY),
        ])
    }
}

/// A path or method that no operation has.
#[derive(Debug, Clone, Copy)]
pub struct Unrouted;

impl Scope for Unrouted {
    type Error = Vec<models::Fault>;
}

impl Declares<404u16> for Unrouted {}
impl Declares<405u16> for Unrouted {}
impl Operation for Unrouted {
    const ID: &'static str = "unrouted";
    const CHALLENGE: &'static str = "";
    const LIMITS: u16 = 400u16;
    type Response = UnroutedResponse;
    fn failure(status: u16, error: Self::Error) -> Option<Self::Response> {
        match status {
            Self::Response::NOT_FOUND => Some(Self::Response::NotFound(error)),
            Self::Response::METHOD_NOT_ALLOWED => {
                Some(Self::Response::MethodNotAllowed(error))
            }
            _ => None,
        }
    }
}

/// Answers where no operation is.
#[derive(Debug, Clone, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "a response is moved once, a box would be in every handler's way"
)]
pub enum UnroutedResponse {
    /// It did not work.
    NotFound(Vec<models::Fault>),
    /// It did not work.
    MethodNotAllowed(Vec<models::Fault>),
}

impl UnroutedResponse {
    const NOT_FOUND: u16 = 404u16;
    const METHOD_NOT_ALLOWED: u16 = 405u16;
    const FAILURES: &[u16] = &[Self::NOT_FOUND, Self::METHOD_NOT_ALLOWED];

    /// Reads a response off the wire.
    ///
    /// # Errors
    /// When the status is not declared or the body is not what the contract says.
    pub fn decode(status: u16, body: &[u8]) -> Result<Self, Undecodable> {
        let _ = body;
        match status {
            _ if Self::FAILURES.contains(&status) => {
                Unrouted::failure(status, decode::<models::ErrorEnvelope>(body)?.open())
                    .ok_or(Undecodable::UndeclaredStatus)
            }
            _ => Err(Undecodable::UndeclaredStatus),
        }
    }
}

impl Reply for UnroutedResponse {
    fn status(&self) -> u16 {
        match self {
            Self::NotFound(_) => Self::NOT_FOUND,
            Self::MethodNotAllowed(_) => Self::METHOD_NOT_ALLOWED,
        }
    }

    fn body(self, stamp: &Stamp) -> Result<Option<Body>, serde_json::Error> {
        let _ = stamp;
        match self {
            Self::NotFound(payload) | Self::MethodNotAllowed(payload) => {
                Body::json(&models::ErrorEnvelope::seal(payload, stamp)).map(Some)
            }
        }
    }
}

fn x_trace_id_header() -> (&'static str, Header) {
    (
        "x-trace-id",
        declare::header(
            "The id of this request.",
            RefOr::T(
                Schema::Object(
                    ObjectBuilder::new()
                        .schema_type(Type::String)
                        .min_length(Some(1))
                        .max_length(Some(128))
                        .build(),
                ),
            ),
        ),
    )
}

fn created_response(status: u16) -> (String, RefOr<Response>) {
    declare::linked(
        declare::json::<
            models::ParcelEnvelope,
        >(status, "It is stored.", vec![x_trace_id_header()]),
        vec![
            ("updateParcel", declare::link("updateParcel", "Changes what is stored.", &
            [("parcel_id", "$response.body#/data/parcel_id")]))
        ],
    )
}

fn bad_request_response(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ErrorEnvelope,
    >(status, "It did not work.", vec![x_trace_id_header()])
}

fn unauthorized_response(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ErrorEnvelope,
    >(status, "It did not work.", vec![x_trace_id_header()])
}

fn forbidden_response(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ErrorEnvelope,
    >(status, "It did not work.", vec![x_trace_id_header()])
}

fn conflict_response(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ErrorEnvelope,
    >(status, "It did not work.", vec![x_trace_id_header()])
}

fn request_timeout_response(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ErrorEnvelope,
    >(status, "It did not work.", vec![x_trace_id_header()])
}

fn payload_too_large_response(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ErrorEnvelope,
    >(status, "It did not work.", vec![x_trace_id_header()])
}

fn unsupported_media_type_response(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ErrorEnvelope,
    >(status, "It did not work.", vec![x_trace_id_header()])
}

fn unprocessable_entity_response(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ErrorEnvelope,
    >(status, "It did not work.", vec![x_trace_id_header()])
}

fn too_many_requests_response(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ErrorEnvelope,
    >(status, "It did not work.", vec![x_trace_id_header()])
}

fn internal_server_error_response(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ErrorEnvelope,
    >(status, "It did not work.", vec![x_trace_id_header()])
}

fn service_unavailable_response(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ErrorEnvelope,
    >(status, "It did not work.", vec![x_trace_id_header()])
}

fn ok_response(status: u16) -> (String, RefOr<Response>) {
    declare::json::<models::ParcelPageEnvelope>(status, "One page.", vec![])
}

fn no_content_response(status: u16) -> (String, RefOr<Response>) {
    declare::empty(status, "It is changed. No body.", vec![x_trace_id_header()])
}

fn not_found_response(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ErrorEnvelope,
    >(status, "It did not work.", vec![x_trace_id_header()])
}

fn idempotent_replayed_header() -> (&'static str, Header) {
    (
        "Idempotent-Replayed",
        declare::header(
            "Whether it was moved before.",
            RefOr::T(
                Schema::Object(
                    ObjectBuilder::new()
                        .schema_type(Type::String)
                        .enum_values(Some([Value::from("true")]))
                        .build(),
                ),
            ),
        ),
    )
}

fn created_response_2(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ParcelEnvelope,
    >(status, "It is moved.", vec![idempotent_replayed_header()])
}

fn no_content_response_2(status: u16) -> (String, RefOr<Response>) {
    declare::empty(status, "It is counted. No body.", vec![])
}

fn no_content_response_3(status: u16) -> (String, RefOr<Response>) {
    declare::empty(status, "It is filed. No body.", vec![])
}

fn bad_request_response_2(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ClaimErrorEnvelope,
    >(status, "It did not work, and a code says why.", vec![])
}

fn unauthorized_response_2(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ClaimErrorEnvelope,
    >(status, "It did not work, and a code says why.", vec![])
}

fn forbidden_response_2(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ClaimErrorEnvelope,
    >(status, "It did not work, and a code says why.", vec![])
}

fn not_found_response_2(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ClaimErrorEnvelope,
    >(status, "It did not work, and a code says why.", vec![])
}

fn request_timeout_response_2(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ClaimErrorEnvelope,
    >(status, "It did not work, and a code says why.", vec![])
}

fn payload_too_large_response_2(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ClaimErrorEnvelope,
    >(status, "It did not work, and a code says why.", vec![])
}

fn unsupported_media_type_response_2(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ClaimErrorEnvelope,
    >(status, "It did not work, and a code says why.", vec![])
}

fn unprocessable_entity_response_2(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ClaimErrorEnvelope,
    >(status, "It did not work, and a code says why.", vec![])
}

fn too_many_requests_response_2(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ClaimErrorEnvelope,
    >(status, "It did not work, and a code says why.", vec![])
}

fn internal_server_error_response_2(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ClaimErrorEnvelope,
    >(status, "It did not work, and a code says why.", vec![])
}

fn service_unavailable_response_2(status: u16) -> (String, RefOr<Response>) {
    declare::json::<
        models::ClaimErrorEnvelope,
    >(status, "It did not work, and a code says why.", vec![])
}

fn no_content_response_4(status: u16) -> (String, RefOr<Response>) {
    declare::empty(status, "It is held. No body.", vec![])
}

fn ok_response_2(status: u16) -> (String, RefOr<Response>) {
    declare::json_of(
        status,
        "Every door.",
        vec![],
        RefOr::T(
            Schema::Array(
                ArrayBuilder::new()
                    .items(RefOr::Ref(Ref::from_schema_name("Door")))
                    .max_items(Some(9))
                    .build(),
            ),
        ),
    )
}

fn ok_response_3(status: u16) -> (String, RefOr<Response>) {
    declare::json::<models::Door>(status, "It is open.", vec![])
}
