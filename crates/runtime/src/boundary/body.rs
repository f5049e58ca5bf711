//! A request body: its type, its size, its syntax, then the contract's rules.
//!
//! A body has to come within a time, and a large one waits until there is room for it. It is parsed
//! and checked away from the workers, a few at a time, so that it delays nobody else's requests.

use std::num::NonZeroUsize;
use std::sync::LazyLock;
use std::thread::{self, available_parallelism};
use std::time::Duration;

use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::{HttpRequest, web};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use tokio::sync::{Semaphore, oneshot};
use tokio::time::timeout;

use super::room::Room;
use crate::{Check, Rejection, json};

/// The largest body that is read, in bytes. Put into the app's data; 1 MiB where it is not.
#[derive(Debug, Clone, Copy)]
pub struct BodyLimit(pub usize);

impl Default for BodyLimit {
    fn default() -> Self {
        Self(1024 * 1024)
    }
}

/// How long a body may take to come and, when the server is busy, to be looked at. Put into the
/// app's data; 30 seconds where it is not.
#[derive(Debug, Clone, Copy)]
pub struct BodyDeadline(pub Duration);

impl Default for BodyDeadline {
    fn default() -> Self {
        Self(Duration::from_secs(30))
    }
}

impl BodyDeadline {
    fn of(http: &HttpRequest) -> Self {
        http.app_data::<Self>().copied().unwrap_or_default()
    }

    fn passed(self) -> Rejection {
        Rejection::SlowBody {
            seconds: self.0.as_secs(),
        }
    }
}

/// A body of up to so many bytes is parsed where it was read.
const SMALL: usize = 64 * 1024;

/// How many large bodies are parsed at once, in the whole process: one for every two processors. A
/// mebibyte of small values takes a hundred of them as a tree, so this bounds the memory too.
static LARGE: LazyLock<Semaphore> = LazyLock::new(|| {
    let processors = available_parallelism().map_or(1, NonZeroUsize::get);
    Semaphore::new((processors / 2).max(1))
});

const ACCEPTED: &[&str] = &["application/json"];

/// What is accepted, told to those who code it.
const UNCODED: &[&str] = &["application/json, without Content-Encoding"];

/// Reads and checks a JSON body, whose lists may have `most_items` items at most.
///
/// # Errors
/// The rejection that says what is wrong, every broken rule at once.
pub async fn json<T>(
    http: &HttpRequest,
    payload: web::Payload,
    most_items: usize,
) -> Result<T, Rejection>
where
    T: Check + DeserializeOwned + Send + 'static,
{
    is_plain_json(http)?;
    let body = read(http, payload).await?;
    let length = body.bytes.len();
    parsed(http, length, move || parse(body, most_items)).await
}

/// Reads and checks a JSON body that may be left out: no bytes are no body, whatever its type.
///
/// # Errors
/// As those of [`json`].
pub async fn optional_json<T>(
    http: &HttpRequest,
    payload: web::Payload,
    most_items: usize,
) -> Result<Option<T>, Rejection>
where
    T: Check + DeserializeOwned + Send + 'static,
{
    let body = read(http, payload).await?;
    let length = body.bytes.len();
    if body.bytes.is_empty() {
        return Ok(None);
    }
    is_plain_json(http)?;
    parsed(http, length, move || parse(body, most_items).map(Some)).await
}

/// Parses and checks a JSON body, and gives its room back.
fn parse<T: Check + DeserializeOwned>(body: Body, most_items: usize) -> Result<T, Rejection> {
    let (bytes, _room) = body.into_parts();
    json::parse(&bytes, most_items, T::check)
}

/// Refuses another type, and a body that is said to be coded: no coding is taken (RFC 9110, section
/// 8.4), whether what is said is true or not.
fn is_plain_json(http: &HttpRequest) -> Result<(), Rejection> {
    let mut codings = http.headers().get_all(CONTENT_ENCODING);
    if codings.any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity")) {
        return Err(Rejection::UnsupportedMediaType { accepted: UNCODED });
    }
    match is_json(http) {
        true => Ok(()),
        false => Err(Rejection::UnsupportedMediaType { accepted: ACCEPTED }),
    }
}

/// `application/json`, whatever its parameters.
fn is_json(http: &HttpRequest) -> bool {
    http.headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

/// The bytes of a body, and the room that they take.
#[derive(Debug, Default)]
pub(crate) struct Body {
    pub(crate) bytes: Vec<u8>,
    room: Room,
}

impl Body {
    /// Returns the bytes, and the room to keep until they are dropped.
    pub(crate) fn into_parts(self) -> (Vec<u8>, Room) {
        (self.bytes, self.room)
    }
}

/// Reads all of a body, if that is not too much and does not take too long.
pub(crate) async fn read(http: &HttpRequest, payload: web::Payload) -> Result<Body, Rejection> {
    let BodyLimit(limit) = http.app_data::<BodyLimit>().copied().unwrap_or_default();
    let declared = http
        .headers()
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if declared.is_some_and(|length| length > limit) {
        return Err(Rejection::PayloadTooLarge { limit });
    }
    let deadline = BodyDeadline::of(http);
    let body = collect(payload, limit, declared);
    let Ok(body) = timeout(deadline.0, body).await else {
        return Err(deadline.passed());
    };
    body
}

async fn collect(
    mut payload: web::Payload,
    limit: usize,
    declared: Option<usize>,
) -> Result<Body, Rejection> {
    let mut body = Body::default();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_broken| Rejection::InterruptedBody)?;
        let length = body.bytes.len().saturating_add(chunk.len());
        if length > limit {
            return Err(Rejection::PayloadTooLarge { limit });
        }
        let most = declared.unwrap_or(limit);
        if body.room.make(length, most).await {
            let rest = most.min(Room::MOST).saturating_sub(body.bytes.len());
            body.bytes.reserve_exact(rest);
        }
        body.bytes.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Parses and checks a body of that length: a small one at once, a large one in its turn on a thread
/// of its own, which gives the memory back when it ends.
pub(crate) async fn parsed<T: Send + 'static>(
    http: &HttpRequest,
    length: usize,
    parse: impl FnOnce() -> Result<T, Rejection> + Send + 'static,
) -> Result<T, Rejection> {
    if length <= SMALL {
        return parse();
    }
    let deadline = BodyDeadline::of(http);
    let Ok(Ok(turn)) = timeout(deadline.0, LARGE.acquire()).await else {
        return Err(deadline.passed());
    };
    let (tell, told) = oneshot::channel();
    let thread = thread::Builder::new().name("large-body".to_owned());
    let spawned = thread.spawn(move || {
        // Nobody is told when it panics, or when the client has gone.
        let _ = tell.send(parse());
        drop(turn);
    });
    match spawned {
        Ok(_ends_by_itself) => told.await.unwrap_or(Err(Rejection::Panicked)),
        Err(_no_thread) => Err(Rejection::Panicked),
    }
}
