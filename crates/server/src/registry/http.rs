//! A registry reached over HTTP: `GET {base}/{customer_id}`.
//!
//! The whole exchange has one time limit, the answer a size limit, and redirects are not followed. A
//! failing registry is told apart from one that answers nonsense.

use std::time::Duration;

use futures_util::future::{BoxFuture, FutureExt};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, StatusCode, Url};
use serde_json::Value;

use super::profile::{Problem, Profile};
use super::upstream::{Registry, RegistryError};

/// The longest that one look-up may take, connection and answer included.
const TIME_LIMIT: Duration = Duration::from_secs(5);

/// The largest accepted answer in bytes: 64 KiB.
const ANSWER_LIMIT: usize = 64 * 1024;

/// The client could not be set up: no usable TLS roots on this machine, for example.
#[derive(Debug, thiserror::Error)]
#[error("cannot set up the client for the upstream registry")]
pub struct HttpRegistryError(#[source] reqwest::Error);

/// A registry reached over HTTP. Cheap to clone; clones share connections.
#[derive(Debug, Clone)]
pub struct HttpRegistry {
    client: Client,
    base: Url,
}

impl HttpRegistry {
    /// A registry under this address, which must be `http` or `https`. Certificates are judged by
    /// the operating system's roots.
    ///
    /// # Errors
    ///
    /// [`HttpRegistryError`] if TLS cannot be set up. Plain `http` needs no roots.
    pub fn new(base: Url) -> Result<Self, HttpRegistryError> {
        Self::with_time_limit(base, TIME_LIMIT)
    }

    fn with_time_limit(base: Url, limit: Duration) -> Result<Self, HttpRegistryError> {
        // An error means that a provider is installed already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();

        let mut builder = Client::builder()
            .timeout(limit)
            .redirect(Policy::none())
            .no_proxy()
            .user_agent(concat!("sovx/", env!("CARGO_PKG_VERSION")));
        if base.scheme() == "http" {
            builder = builder.tls_certs_only([]);
        }
        let client = builder.build().map_err(HttpRegistryError)?;
        Ok(Self { client, base })
    }

    async fn look_up(&self, customer_id: &str) -> Result<Profile, RegistryError> {
        let Some(url) = self.address(customer_id) else {
            return Err(RegistryError::Unknown);
        };
        let mut response = self.client.get(url).send().await.map_err(unavailable)?;
        judge_status(response.status())?;
        let body = read_limited(&mut response).await?;
        parse(&body, customer_id)
    }

    /// `None` for an id that no path segment can express.
    fn address(&self, customer_id: &str) -> Option<Url> {
        if matches!(customer_id, "" | "." | "..") {
            return None;
        }
        let mut url = self.base.clone();
        url.path_segments_mut()
            .ok()?
            .pop_if_empty()
            .push(customer_id);
        Some(url)
    }
}

impl Registry for HttpRegistry {
    fn profile<'a>(
        &'a self,
        customer_id: &'a str,
    ) -> BoxFuture<'a, Result<Profile, RegistryError>> {
        self.look_up(customer_id).boxed()
    }
}

/// Why an answer is nonsense. For the log; holds no value from the answer.
#[derive(Debug, thiserror::Error)]
enum Nonsense {
    #[error("unexpected status {0}")]
    Status(StatusCode),
    #[error("more than {ANSWER_LIMIT} bytes")]
    TooLong,
    #[error("not JSON from line {line} column {column} on")]
    NotJson { line: usize, column: usize },
    #[error("about another customer id")]
    OtherCustomer,
    #[error("{}", list(.0))]
    Profile(Vec<Problem>),
}

fn list(problems: &[Problem]) -> String {
    let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
    problems.join(", ")
}

/// The address holds the customer id, which is no business of the log.
fn unavailable(error: reqwest::Error) -> RegistryError {
    RegistryError::Unavailable(Box::new(error.without_url()))
}

fn garbage(nonsense: Nonsense) -> RegistryError {
    RegistryError::Garbage(Box::new(nonsense))
}

/// Server errors and "slow down" mean that a later attempt may succeed; other statuses do not.
fn judge_status(status: StatusCode) -> Result<(), RegistryError> {
    let unexpected = Nonsense::Status(status);
    match status {
        StatusCode::OK => Ok(()),
        StatusCode::NOT_FOUND => Err(RegistryError::Unknown),
        StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => {
            Err(RegistryError::Unavailable(Box::new(unexpected)))
        }
        _ if status.is_server_error() => Err(RegistryError::Unavailable(Box::new(unexpected))),
        _ => Err(garbage(unexpected)),
    }
}

async fn read_limited(response: &mut Response) -> Result<Vec<u8>, RegistryError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(unavailable)? {
        if body.len() + chunk.len() > ANSWER_LIMIT {
            return Err(garbage(Nonsense::TooLong));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// The answer may repeat the customer id; if it does, it must be the one asked for.
fn parse(body: &[u8], customer_id: &str) -> Result<Profile, RegistryError> {
    let mut value: Value = serde_json::from_slice(body).map_err(|error| {
        garbage(Nonsense::NotJson {
            line: error.line(),
            column: error.column(),
        })
    })?;
    let repeated = value
        .as_object_mut()
        .and_then(|object| object.shift_remove("customer_id"));
    if repeated.is_some_and(|repeated| repeated.as_str() != Some(customer_id)) {
        return Err(garbage(Nonsense::OtherCustomer));
    }
    Profile::from_json(value).map_err(|problems| garbage(Nonsense::Profile(problems)))
}

#[cfg(test)]
mod tests;
