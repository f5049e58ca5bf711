//! Any contract over HTTP: what generated clients are made of.
//!
//! A response that the contract does not declare is an error of its own, never a success.

mod credentials;
mod error;

pub use error::ClientError;

use std::collections::BTreeMap;
use std::sync::Once;
use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, Url};

use self::credentials::Credential;
use crate::Secret;
use crate::wire::{Answer, Endpoint, Outgoing, Request, Response, joined};

/// How long a call may take in all, unless the caller brings a transport of its own.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The largest body of an answer that is read, in bytes, unless the caller says otherwise.
const LARGEST: usize = 64 * 1024 * 1024;

/// A client for one contract of one server. Cheap to clone; clones share connections.
#[derive(Debug, Clone)]
pub struct Client {
    http: reqwest::Client,
    address: Url,
    base: &'static str,
    credentials: BTreeMap<&'static str, Credential>,
    largest: usize,
}

impl Client {
    /// A client for the server at this address, such as `https://api.example.org`; operations live
    /// below `base`.
    ///
    /// # Errors
    /// When the address is no http or https URL.
    pub fn new(address: &str, base: &'static str) -> Result<Self, ClientError> {
        static PROVIDER: Once = Once::new();
        // Another part of the program may have chosen a provider; then that one serves.
        PROVIDER.call_once(|| drop(rustls::crypto::ring::default_provider().install_default()));
        let address: Url = address.parse().map_err(|_invalid| ClientError::Address)?;
        if !matches!(address.scheme(), "http" | "https") {
            return Err(ClientError::Address);
        }
        let http = reqwest::Client::builder()
            .timeout(TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|source| ClientError::Transport {
                operation: "new",
                source,
            })?;
        Ok(Self {
            http,
            address,
            base,
            credentials: BTreeMap::new(),
            largest: LARGEST,
        })
    }

    /// The same client with the token or the key of a security scheme.
    #[must_use]
    pub fn with_secret(mut self, scheme: &'static str, secret: Secret) -> Self {
        self.credentials.insert(scheme, Credential::Secret(secret));
        self
    }

    /// The same client with a name and a password for a security scheme.
    #[must_use]
    pub fn with_basic(mut self, scheme: &'static str, name: &str, password: Secret) -> Self {
        let credential = Credential::Basic(name.to_owned(), password);
        self.credentials.insert(scheme, credential);
        self
    }

    /// The same client with another bound for the bodies of answers, in bytes; 64 MiB where nothing
    /// is said.
    #[must_use]
    pub fn with_largest_answer(mut self, bytes: usize) -> Self {
        self.largest = bytes;
        self
    }

    /// Calls an operation.
    ///
    /// # Errors
    /// When the request cannot be written or sent, and when the answer is not one that the
    /// contract declares.
    pub async fn call<R: Request>(&self, request: &R) -> Result<R::Response, ClientError> {
        let endpoint = R::ENDPOINT;
        let operation = endpoint.id;
        let mut outgoing = Outgoing::new(endpoint);
        request
            .write(&mut outgoing)
            .map_err(|source| ClientError::Unwritable { operation, source })?;
        let answer = self.send(endpoint, outgoing).await?;
        R::Response::read(&answer).map_err(|source| ClientError::Undeclared {
            operation,
            status: answer.status,
            source,
        })
    }

    async fn send(
        &self,
        endpoint: &'static Endpoint,
        mut outgoing: Outgoing,
    ) -> Result<Answer, ClientError> {
        let operation = endpoint.id;
        let transport = |source| ClientError::Transport { operation, source };
        let secrets = credentials::apply(&self.credentials, endpoint, &mut outgoing)?;
        let method = Method::from_bytes(endpoint.method.as_bytes())
            .map_err(|_invalid| ClientError::Address)?;
        let url = self.url(endpoint.path, &outgoing);
        let mut request = self
            .http
            .request(method, url)
            .headers(headers(&outgoing)?)
            .headers(secrets);
        if let Some(body) = outgoing.body {
            request = request.body(body);
        }
        let mut answer = request.send().await.map_err(transport)?;
        let status = answer.status().as_u16();
        let headers = answer.headers().iter();
        let headers: Vec<(String, String)> = headers
            .map(|(name, value)| {
                let text = String::from_utf8_lossy(value.as_bytes());
                (name.as_str().to_owned(), text.into_owned())
            })
            .collect();
        let mut all = headers.iter();
        let content_type = all.find(|(name, _)| name == CONTENT_TYPE.as_str());
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(transport)? {
            if body.len().saturating_add(chunk.len()) > self.largest {
                let limit = self.largest;
                return Err(ClientError::TooLarge { operation, limit });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer {
            status,
            content_type: content_type.map(|(_, text)| text.clone()),
            headers,
            body,
        })
    }

    fn url(&self, template: &str, outgoing: &Outgoing) -> Url {
        let mut path = template.to_owned();
        for (name, value) in &outgoing.path {
            path = path.replace(&format!("{{{name}}}"), value);
        }
        let mut url = self.address.clone();
        let prefix = url.path().trim_end_matches('/').to_owned();
        url.set_path(&format!("{prefix}{}{path}", self.base));
        let query = joined(outgoing.query.iter().cloned(), "&");
        url.set_query(Some(query.as_str()).filter(|query| !query.is_empty()));
        url
    }
}

fn headers(outgoing: &Outgoing) -> Result<HeaderMap, ClientError> {
    let mut headers = HeaderMap::new();
    for (name, value) in &outgoing.headers {
        headers.append(header_name(name)?, header_value(name, value)?);
    }
    if let Some(content_type) = &outgoing.content_type {
        headers.insert(CONTENT_TYPE, header_value("content-type", content_type)?);
    }
    let cookies = joined(outgoing.cookies.iter().cloned(), "; ");
    if !cookies.is_empty() {
        headers.insert(COOKIE, header_value("cookie", &cookies)?);
    }
    Ok(headers)
}

fn header_name(name: &str) -> Result<HeaderName, ClientError> {
    name.parse()
        .map_err(|_invalid| ClientError::Header(name.to_owned()))
}

fn header_value(name: &str, value: &str) -> Result<HeaderValue, ClientError> {
    HeaderValue::from_str(value).map_err(|_invalid| ClientError::Header(name.to_owned()))
}
