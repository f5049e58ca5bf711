//! Around every request: its trace id, where it came from, the headers that every response
//! carries, whose usage it counts as, and one line in the log.

mod origin;

use std::rc::Rc;
use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::StatusCode;
use actix_web::http::header::{
    ACCEPT_ENCODING, ACCESS_CONTROL_REQUEST_METHOD, CACHE_CONTROL, CONTENT_ENCODING,
    CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, STRICT_TRANSPORT_SECURITY, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse, middleware::Next, web};
use ipnet::IpNet;
use origin::origin;
use sovx_runtime::boundary::{ClientAddress, FailureCause, OperationId, TraceId, stamp};
use sovx_runtime::{Body, Stamp};
use uuid::Uuid;

use crate::connection::{Answer, Refusal, Turn};
use crate::portal::usage::{Metered, Outcome, Usage};

/// What the layer needs to know of the configuration.
#[derive(Debug, Clone, Default)]
pub(crate) struct Edge {
    /// Whose `x-forwarded-*` headers count.
    pub(crate) trusted_proxies: Vec<IpNet>,
    /// The words of each API that is served for a refusal, by what its paths begin with. Those of
    /// the first count for all other paths.
    pub(crate) refusals: Vec<(&'static str, Refuse)>,
}

/// The body that tells of a refusal, in the envelope of an API.
pub(crate) type Refuse = fn(message: &str, stamp: &Stamp) -> Option<Body>;

const TRACE_ID: HeaderName = HeaderName::from_static("x-trace-id");

/// Swagger UI runs from this server alone; it styles itself inline.
const DOCS_POLICY: &str = "default-src 'self'; img-src 'self' data:; \
                           style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

/// The outermost middleware.
pub(crate) async fn edge(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<Answer>, Error> {
    let started = Instant::now();
    let trace_id = trace_id(request.headers());
    // On a socket for both versions of IP, an IPv4 peer is written as an IPv6 address.
    let peer = request.peer_addr().map(|peer| peer.ip().to_canonical());
    let mut secure = false;
    if let Some((edge, peer)) = request.app_data::<web::Data<Edge>>().zip(peer) {
        let (address, over_tls) = origin(request.headers(), peer, &edge.trusted_proxies);
        request.extensions_mut().insert(ClientAddress(address));
        secure = over_tls;
    }
    request.extensions_mut().insert(TraceId(trace_id.clone()));
    let is_docs = request.path().starts_with("/docs");
    // The connection sends no body to HEAD; all else is as with GET (RFC 9110, section 9.3.2).
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }

    let turn = request.request().conn_data::<Rc<Turn>>().cloned();
    let held = turn.as_ref().map(Turn::hold);
    let preflight = is_preflight(&request);
    let refusal = turn.and_then(|turn| turn.refusal());
    let mut response = match refusal {
        Some(refusal) => {
            let refused = refused(request.request(), refusal);
            request.into_response(refused)
        }
        None => next.call(request).await?.map_into_boxed_body(),
    };
    let is_415 = response.status() == StatusCode::UNSUPPORTED_MEDIA_TYPE;
    if is_415 && response.request().headers().contains_key(CONTENT_ENCODING) {
        // RFC 9110, section 15.5.16.
        let headers = response.headers_mut();
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    }
    if preflight && response.status() == StatusCode::BAD_REQUEST {
        response = refuse_preflight(response);
    }

    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&trace_id) {
        headers.insert(TRACE_ID, value);
    }
    secure_headers(headers, is_docs, secure);
    meter(&response);
    log(&response, &trace_id, started);
    Ok(response.map_body(|_, body| Answer::new(body, held)))
}

/// Whether a browser asks what a page of another origin may do (section 4.8 of the fetch standard).
fn is_preflight(request: &ServiceRequest) -> bool {
    request.method() == Method::OPTIONS
        && request
            .headers()
            .contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

/// The CORS layer has words of its own; the envelope takes their place.
fn refuse_preflight(response: ServiceResponse) -> ServiceResponse {
    let (request, _) = response.into_parts();
    let mut refused = refused(&request, Refusal::Preflight);
    let asked = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    let headers = refused.headers_mut();
    headers.insert(VARY, HeaderValue::from_static(asked));
    ServiceResponse::new(request, refused)
}

/// Answers a request that reaches no route, in the envelope of the API that it was meant for.
fn refused(request: &HttpRequest, refusal: Refusal) -> HttpResponse {
    let edge = request.app_data::<web::Data<Edge>>();
    let known = edge
        .map(|edge| edge.refusals.as_slice())
        .unwrap_or_default();
    let meant = known
        .iter()
        .find(|(base, _)| request.path().starts_with(base));
    let refuse = meant.or(known.first()).map(|(_, refuse)| refuse);
    let body = refuse.and_then(|refuse| refuse(refusal.message(), &stamp(request)));
    let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::BAD_REQUEST);
    let mut answer = HttpResponse::build(status);
    match body {
        Some(body) => answer.content_type(body.content_type).body(body.bytes),
        None => answer.finish(),
    }
}

/// The caller's trace id if it is well formed, else a fresh one.
fn trace_id(headers: &HeaderMap) -> String {
    let well_formed = |id: &&str| {
        let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        (1..=128).contains(&id.len()) && id.chars().all(letter)
    };
    headers
        .get(TRACE_ID)
        .and_then(|value| value.to_str().ok())
        .filter(well_formed)
        .map_or_else(|| Uuid::new_v4().to_string(), str::to_owned)
}

/// RFC 9111 and the fetch standard: nothing is guessed, and nothing is cached that does not say so.
fn secure_headers(headers: &mut HeaderMap, is_docs: bool, secure: bool) {
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if is_docs {
        headers.insert(
            CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(DOCS_POLICY),
        );
    }
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if secure {
        let a_year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(STRICT_TRANSPORT_SECURITY, a_year);
    }
}

/// Counts the request for the end customer that it was made for. What its client no longer waited
/// for does not come here and is not counted.
fn meter(response: &ServiceResponse<impl MessageBody>) {
    let request = response.request();
    let extensions = request.extensions();
    let metered = extensions.get::<Metered>();
    if let Some((usage, Metered(customer))) = request.app_data::<web::Data<Usage>>().zip(metered) {
        let now = usage.clock().now_millis();
        usage.record(customer, Outcome::of(response.status()), now);
    }
}

/// One line for each request. Paths and bodies stay out of it: they may hold anything.
fn log(response: &ServiceResponse<impl MessageBody>, trace_id: &str, started: Instant) {
    let operation = response
        .request()
        .extensions()
        .get::<OperationId>()
        .map(|known| known.0);
    let operation = operation.unwrap_or("-");
    let status = response.status().as_u16();
    let milliseconds = (started.elapsed().as_secs_f64() * 1_000_000.0).round() / 1000.0;
    let extensions = response.response().extensions();
    let cause = extensions
        .get::<FailureCause>()
        .map(|cause| chain(cause.0.as_ref()));
    match cause {
        Some(cause) => {
            tracing::error!(
                trace_id,
                operation,
                status,
                milliseconds,
                cause,
                "request failed"
            );
        }
        None if status >= 500 => {
            tracing::error!(trace_id, operation, status, milliseconds, "request failed");
        }
        None => tracing::info!(trace_id, operation, status, milliseconds, "request"),
    }
}

/// An error and what caused it, in one line.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ")
}

#[cfg(test)]
mod tests;
