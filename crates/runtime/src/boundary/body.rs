//! A request body: its type, its size, its syntax, then the contract's rules.

use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::{HttpRequest, web};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;

use crate::{Check, Rejection, json};

/// The largest body that is read, in bytes. Put into the app's data; 1 MiB where it is not.
#[derive(Debug, Clone, Copy)]
pub struct BodyLimit(pub usize);

impl Default for BodyLimit {
    fn default() -> Self {
        Self(1024 * 1024)
    }
}

const ACCEPTED: &[&str] = &["application/json"];

/// Reads and checks a JSON body.
///
/// # Errors
/// The rejection that says what is wrong, every broken rule at once.
pub async fn json<T>(http: &HttpRequest, payload: web::Payload) -> Result<T, Rejection>
where
    T: Check + DeserializeOwned,
{
    if !is_json(http) {
        return Err(Rejection::UnsupportedMediaType { accepted: ACCEPTED });
    }
    let bytes = read(http, payload).await?;
    json::parse(&bytes, T::check)
}

/// Reads and checks a JSON body that may be left out: no bytes are no body, whatever its type.
///
/// # Errors
/// As those of [`json`].
pub async fn optional_json<T>(
    http: &HttpRequest,
    payload: web::Payload,
) -> Result<Option<T>, Rejection>
where
    T: Check + DeserializeOwned,
{
    let bytes = read(http, payload).await?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if !is_json(http) {
        return Err(Rejection::UnsupportedMediaType { accepted: ACCEPTED });
    }
    json::parse(&bytes, T::check).map(Some)
}

/// `application/json`, whatever its parameters.
fn is_json(http: &HttpRequest) -> bool {
    http.headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

pub(crate) async fn read(
    http: &HttpRequest,
    mut payload: web::Payload,
) -> Result<Vec<u8>, Rejection> {
    let BodyLimit(limit) = http.app_data::<BodyLimit>().copied().unwrap_or_default();
    let declared = http
        .headers()
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if declared.is_some_and(|length| length > limit) {
        return Err(Rejection::PayloadTooLarge { limit });
    }
    let mut bytes = Vec::with_capacity(declared.unwrap_or_default());
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_broken| Rejection::InterruptedBody)?;
        if bytes.len().saturating_add(chunk.len()) > limit {
            return Err(Rejection::PayloadTooLarge { limit });
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
