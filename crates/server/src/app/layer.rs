//! Around every request: its trace id, where it came from, the headers that every response
//! carries, whose usage it counts as, and one line in the log.

use std::net::{IpAddr, SocketAddr};
use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use actix_web::{Error, HttpMessage, middleware::Next, web};
use ipnet::IpNet;
use sovx_runtime::boundary::{ClientAddress, FailureCause, OperationId, TraceId};
use uuid::Uuid;

use crate::db::now_millis;
use crate::portal::usage::{Metered, Outcome, Usage};

/// What the layer needs to know of the configuration.
#[derive(Debug, Clone, Default)]
pub(crate) struct Edge {
    /// Whose `x-forwarded-*` headers count.
    pub(crate) trusted_proxies: Vec<IpNet>,
}

const TRACE_ID: HeaderName = HeaderName::from_static("x-trace-id");

/// Swagger UI runs from this server alone; it styles itself inline.
const DOCS_POLICY: &str = "default-src 'self'; img-src 'self' data:; \
                           style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

/// The outermost middleware.
pub(crate) async fn edge(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let started = Instant::now();
    let trace_id = trace_id(request.headers());
    // On a socket for both versions of IP, an IPv4 peer is written as an IPv6 address.
    let peer = request.peer_addr().map(|peer| peer.ip().to_canonical());
    let trusted = request
        .app_data::<web::Data<Edge>>()
        .zip(peer)
        .is_some_and(|(edge, peer)| is_trusted(edge, peer));
    let (address, secure) = origin(&request, peer, trusted);
    if let Some(address) = address {
        request.extensions_mut().insert(ClientAddress(address));
    }
    request.extensions_mut().insert(TraceId(trace_id.clone()));
    let is_docs = request.path().starts_with("/docs");

    let mut response = next.call(request).await?;

    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(&trace_id) {
        headers.insert(TRACE_ID, value);
    }
    secure_headers(headers, is_docs, secure);
    meter(&response);
    log(&response, &trace_id, started);
    Ok(response)
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

fn is_trusted(edge: &Edge, peer: IpAddr) -> bool {
    edge.trusted_proxies
        .iter()
        .any(|network| network.contains(&peer))
}

/// The caller's address and whether it came over TLS, as far as a trusted proxy says.
///
/// The last address in the last `x-forwarded-for` is the one that the trusted proxy itself saw; all
/// before it are the caller's word.
fn origin(request: &ServiceRequest, peer: Option<IpAddr>, trusted: bool) -> (Option<IpAddr>, bool) {
    if !trusted {
        return (peer, false);
    }
    let last = |name: &str| {
        let value = request.headers().get_all(name).last()?;
        value.to_str().ok()?.rsplit(',').next().map(str::trim)
    };
    let forwarded = last("x-forwarded-for").and_then(address);
    let secure = last("x-forwarded-proto") == Some("https");
    (forwarded.or(peer), secure)
}

/// An address, with or without the port that some proxies add.
fn address(text: &str) -> Option<IpAddr> {
    let with_port = || text.parse().ok().map(|socket: SocketAddr| socket.ip());
    text.parse().ok().or_else(with_port)
}

/// RFC 9111 and the fetch standard: nothing is cached, nothing is guessed.
fn secure_headers(headers: &mut HeaderMap, is_docs: bool, secure: bool) {
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if is_docs {
        headers.insert(
            CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(DOCS_POLICY),
        );
    } else {
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
        usage.record(customer, Outcome::of(response.status()), now_millis());
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
