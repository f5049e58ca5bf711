//! Between HTTP and a handler: read, check, answer.
//!
//! A generated route is one call of [`answer`]. Whatever goes wrong before, in or after the
//! handler leaves through the operation's declared responses, in its envelope.

pub(crate) mod body;
mod parameters;
mod presented;
mod rate_limit;
mod room;
#[cfg(test)]
mod tests;

pub use body::{BodyDeadline, BodyLimit, json, optional_json};
pub use parameters::{Complete, Parameters, Scalar};
pub use presented::{Credential, Presented, Repeated};
pub use rate_limit::RateLimit;

use std::future::Future;
use std::net::{IpAddr, Ipv4Addr};
use std::panic::AssertUnwindSafe;

use actix_web::http::header::{
    ALLOW, CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE,
};
use actix_web::http::{ConnectionType, StatusCode};
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use futures_util::FutureExt;

use serde::Serialize;

use crate::{
    Cause, Failure, Idempotency, Idempotent, Operation, Rejection, Secret, Stamp, Timestamp,
    Written,
};

/// Words a rejection in the contract's own error type.
pub trait Describe<E> {
    /// The content of the error envelope.
    fn describe(&self, rejection: &Rejection) -> E;
}

/// The trace id of a request, put there by the outermost middleware.
#[derive(Debug, Clone)]
pub struct TraceId(pub String);

/// The network address of the caller, put there by the outermost middleware.
#[derive(Debug, Clone, Copy)]
pub struct ClientAddress(pub IpAddr);

/// The peer's address where no middleware said otherwise.
pub(crate) fn client_address(http: &HttpRequest) -> IpAddr {
    let known = http
        .extensions()
        .get::<ClientAddress>()
        .map(|known| known.0);
    let peer = || http.peer_addr().map(|peer| peer.ip());
    known
        .or_else(peer)
        .unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

/// Which operation answered, for the log.
#[derive(Debug, Clone, Copy)]
pub struct OperationId(pub &'static str);

/// Why a response is an error, for the log and never for the wire.
#[derive(Debug, Clone)]
pub struct FailureCause(pub Cause);

/// Why a request did not end in its handler's response.
pub enum Halt<O: Operation> {
    /// The boundary refused it.
    Rejected(Rejection),
    /// A check or the handler failed.
    Failed(Failure<O>),
}

impl<O: Operation> From<Rejection> for Halt<O> {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

impl<O: Operation> From<Failure<O>> for Halt<O> {
    fn from(failure: Failure<O>) -> Self {
        Self::Failed(failure)
    }
}

/// Runs an operation and writes its response, whichever it is.
pub async fn answer<O, S, W>(
    http: &HttpRequest,
    server: &S,
    work: impl Future<Output = Result<W, Halt<O>>>,
) -> HttpResponse
where
    O: Operation,
    S: Describe<O::Error>,
    W: Written<O::Response>,
{
    http.extensions_mut().insert(OperationId(O::ID));
    let work = AssertUnwindSafe(work).catch_unwind().await;
    match work.unwrap_or_else(|_panic| Err(Halt::Rejected(Rejection::Panicked))) {
        Ok(response) => reply::<O>(http, Some(response)),
        Err(Halt::Rejected(rejection)) => {
            let error = server.describe(&rejection);
            reply::<O>(http, O::failure(rejection.status(O::LIMITS), error))
        }
        Err(Halt::Failed(failure)) => {
            let mut answer = reply::<O>(http, O::failure(failure.status, failure.error));
            if let Some(seconds) = failure.retry_after {
                let headers = answer.headers_mut();
                headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
            }
            if let Some(cause) = failure.cause {
                answer.extensions_mut().insert(FailureCause(cause));
            }
            answer
        }
    }
}

/// Says that an answer was given before and is repeated.
const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// The idempotency key of a request, bound to its method, its path and its body.
///
/// # Errors
/// When the body cannot be written as JSON again, which only a defect can cause.
pub fn idempotency<O: Idempotent>(
    http: &HttpRequest,
    key: Option<Secret>,
    body: Option<&impl Serialize>,
) -> Result<Idempotency<O>, Rejection> {
    let target = format!("{} {}", http.method(), http.path());
    let unbound = Idempotency::new(key, target, stamp(http));
    match body {
        Some(body) => unbound
            .with_body(body)
            .map_err(|_unwritable| Rejection::Panicked),
        None => Ok(unbound),
    }
}

/// Answers a path that exists with the methods that it has (RFC 9110, section 15.5.6).
pub fn allow(mut response: HttpResponse, methods: &'static str) -> HttpResponse {
    let headers = response.headers_mut();
    headers.insert(ALLOW, HeaderValue::from_static(methods));
    response
}

/// Writes a response and what the caller may still spend.
fn reply<O: Operation>(
    http: &HttpRequest,
    response: Option<impl Written<O::Response>>,
) -> HttpResponse {
    let mut answer = written::<O>(http, response);
    let known = http.extensions().get::<RateLimit>().copied();
    for (name, value) in known.into_iter().flat_map(RateLimit::headers) {
        answer.headers_mut().insert(name, value);
    }
    closing(answer)
}

/// Ends the connection of a request that did not come in time (RFC 9110, section 15.5.9).
pub(crate) fn closing(mut answer: HttpResponse) -> HttpResponse {
    if answer.status() == StatusCode::REQUEST_TIMEOUT {
        let head = answer.head_mut();
        head.set_connection_type(ConnectionType::Close);
    }
    answer
}

/// A response; an internal error without a body when it cannot be written at all.
fn written<O: Operation>(
    http: &HttpRequest,
    response: Option<impl Written<O::Response>>,
) -> HttpResponse {
    let written = response.map(|response| response.written(&stamp(http)));
    let (status, body, replayed) = match written {
        Some(Ok(written)) => written.into_parts(),
        Some(Err(cause)) => {
            let mut answer = HttpResponse::InternalServerError().finish();
            let cause = FailureCause(std::sync::Arc::new(cause));
            answer.extensions_mut().insert(cause);
            return answer;
        }
        None => return HttpResponse::InternalServerError().finish(),
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut builder = HttpResponse::build(status);
    if status == StatusCode::UNAUTHORIZED {
        builder.insert_header((WWW_AUTHENTICATE, O::CHALLENGE));
    }
    if replayed {
        builder.insert_header((REPLAYED, "true"));
    }
    match body {
        Some(body) => builder
            .insert_header((CONTENT_TYPE, body.content_type))
            .body(body.bytes),
        None => builder.finish(),
    }
}

/// What the envelope of a response to this request says.
pub fn stamp(http: &HttpRequest) -> Stamp {
    Stamp {
        timestamp: Timestamp::now(),
        trace_id: trace_id(http),
    }
}

fn trace_id(http: &HttpRequest) -> String {
    let known = http.extensions().get::<TraceId>().map(|id| id.0.clone());
    known.unwrap_or_else(|| uuid::Uuid::now_v7().to_string())
}
