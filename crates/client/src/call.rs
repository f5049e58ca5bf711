//! One HTTP call: what generated methods fill in, and how it is sent.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::marker::PhantomData;
use std::sync::Once;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::{Method, RequestBuilder, Url};
use serde::Serialize;
use sovx_runtime::{Secret, Undecodable};

use crate::{Answer, ClientError, Contract};

/// How long a call may take in all.
const TIMEOUT: Duration = Duration::from_secs(30);
/// The largest body of an answer that is read, in bytes: no contract declares one that comes near.
const LARGEST: usize = 16 * 1024 * 1024;

/// A client for one contract of one server. Cheap to clone; clones share connections.
#[derive(Debug, Clone)]
pub struct Client<C> {
    http: reqwest::Client,
    address: Url,
    credentials: BTreeMap<&'static str, Secret>,
    trace_id: Option<String>,
    contract: PhantomData<C>,
}

impl<C: Contract> Client<C> {
    /// A client for the server at this address, such as `https://api.example.org`.
    ///
    /// # Errors
    /// When the address is no http or https URL.
    pub fn new(address: &str) -> Result<Self, ClientError> {
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
            credentials: BTreeMap::new(),
            trace_id: None,
            contract: PhantomData,
        })
    }

    /// The same client with a credential for a tier of the contract, such as `session`.
    /// Where an operation admits several, the first of the contract's alternatives is sent.
    #[must_use]
    pub fn with_credential(mut self, tier: &'static str, credential: Secret) -> Self {
        self.credentials.insert(tier, credential);
        self
    }

    /// The same client with a trace id on every request.
    #[must_use]
    pub fn with_trace_id(mut self, trace_id: String) -> Self {
        self.trace_id = Some(trace_id);
        self
    }

    /// Sends a call and reads its declared response.
    pub(crate) async fn send<T>(
        &self,
        call: Call,
        decode: impl FnOnce(u16, &[u8]) -> Result<T, Undecodable>,
    ) -> Result<Answer<T>, ClientError> {
        let operation = call.operation;
        let transport = |source| ClientError::Transport { operation, source };
        let request = self.request(call)?;
        let mut answer = request.send().await.map_err(transport)?;
        let status = answer.status().as_u16();
        let trace_id = text(answer.headers(), &HeaderName::from_static("x-trace-id"));
        let retry_after = text(answer.headers(), &RETRY_AFTER).and_then(|text| text.parse().ok());
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(transport)? {
            if body.len().saturating_add(chunk.len()) > LARGEST {
                let limit = LARGEST;
                return Err(ClientError::TooLarge { operation, limit });
            }
            body.extend_from_slice(&chunk);
        }
        let undeclared = |source| ClientError::Undeclared {
            operation,
            status,
            source,
        };
        let response = decode(status, &body).map_err(undeclared)?;
        Ok(Answer {
            response,
            trace_id,
            retry_after,
        })
    }

    /// The first alternative that the client has all credentials for; the first of all where it has
    /// none such.
    fn credentials(&self, admitted: &[Alternative]) -> Alternative {
        let known = |(tier, _): &(&str, &str)| self.credentials.contains_key(tier);
        let met = |alternative: &&Alternative| alternative.iter().all(known);
        let chosen = admitted.iter().find(met).or(admitted.first());
        chosen.copied().unwrap_or_default()
    }

    fn request(&self, call: Call) -> Result<RequestBuilder, ClientError> {
        let mut url = self.address.clone();
        url.path_segments_mut()
            .map_err(|()| ClientError::Address)?
            .pop_if_empty()
            .extend(C::BASE_PATH.split('/').filter(|part| !part.is_empty()))
            .extend(call.segments);
        let mut headers = HeaderMap::new();
        for (name, value) in &call.headers {
            headers.insert(header_name(name)?, header_value(name, value)?);
        }
        if let Some(trace_id) = &self.trace_id {
            headers.insert("x-trace-id", header_value("x-trace-id", trace_id)?);
        }
        for (name, secret) in &call.secret_headers {
            let mut value = header_value(name, secret.expose())?;
            value.set_sensitive(true);
            headers.insert(header_name(name)?, value);
        }
        for (tier, name) in self.credentials(&call.credentials) {
            let secret = self.credentials.get(tier);
            let secret = secret.ok_or(ClientError::NoCredential(tier))?;
            let mut value = match *name {
                "authorization" => header_value(name, &format!("Bearer {}", secret.expose()))?,
                _ => header_value(name, secret.expose())?,
            };
            value.set_sensitive(true);
            headers.insert(header_name(name)?, value);
        }
        let request = self
            .http
            .request(call.method, url)
            .query(&call.query)
            .headers(headers);
        Ok(match &call.body {
            Some(body) => request.json(body),
            None => request,
        })
    }
}

fn header_name(name: &str) -> Result<HeaderName, ClientError> {
    name.parse()
        .map_err(|_invalid| ClientError::Header(name.to_owned()))
}

fn header_value(name: &str, value: &str) -> Result<HeaderValue, ClientError> {
    HeaderValue::from_str(value).map_err(|_invalid| ClientError::Header(name.to_owned()))
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// Credentials that are sent together: of which tier, in which header.
type Alternative = &'static [(&'static str, &'static str)];

/// A request in the making.
#[derive(Debug)]
pub(crate) struct Call {
    operation: &'static str,
    method: Method,
    segments: Vec<String>,
    query: Vec<(&'static str, String)>,
    headers: Vec<(&'static str, String)>,
    secret_headers: Vec<(&'static str, Secret)>,
    credentials: Vec<Alternative>,
    body: Option<serde_json::Value>,
}

impl Call {
    pub(crate) fn new(operation: &'static str, method: Method, segments: &[&str]) -> Self {
        Self {
            operation,
            method,
            segments: segments.iter().map(|&segment| segment.to_owned()).collect(),
            query: Vec::new(),
            headers: Vec::new(),
            secret_headers: Vec::new(),
            credentials: Vec::new(),
            body: None,
        }
    }

    /// Who is admitted: each tier of the alternative and the header that carries its credential.
    pub(crate) fn credential(mut self, alternative: Alternative) -> Self {
        self.credentials.push(alternative);
        self
    }

    /// A header that proves something: it does not show in the transport's own logs.
    pub(crate) fn secret_header(mut self, name: &'static str, value: Option<&Secret>) -> Self {
        self.secret_headers
            .extend(value.map(|value| (name, value.clone())));
        self
    }

    pub(crate) fn query(mut self, name: &'static str, value: Option<&impl Display>) -> Self {
        self.query
            .extend(value.map(|value| (name, value.to_string())));
        self
    }

    /// A JSON body that may be left out.
    pub(crate) fn optional_json<T: Serialize>(self, body: Option<&T>) -> Self {
        match body {
            Some(body) => self.json(body),
            None => self,
        }
    }

    /// A JSON body. A value that JSON cannot hold is sent as none, which the server refuses.
    pub(crate) fn json<T: Serialize>(mut self, body: &T) -> Self {
        self.body = serde_json::to_value(body).ok();
        self
    }
}
