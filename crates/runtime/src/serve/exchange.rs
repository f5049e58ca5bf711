//! One request on its way to its handler.

use actix_web::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING};
use actix_web::{HttpRequest, web};

use super::{Callers, Presented};
use crate::boundary::body::{self, Body};
use crate::wire::{Endpoint, Fault, Incoming, Raw, Refusal, Request, choose};
use crate::{At, Rejection, Rule, Violations};

/// Why a request did not end in its handler's response.
pub(super) enum Halt {
    /// The boundary refused it.
    Rejected(Rejection),
    /// The caller was not let in.
    Refused(Refusal),
    /// The body is coded, and no coding is taken.
    Coded,
    /// The handler met the unexpected.
    Fault(Fault),
}

impl From<Rejection> for Halt {
    fn from(rejection: Rejection) -> Self {
        Self::Rejected(rejection)
    }
}

impl From<Refusal> for Halt {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

fn ambiguous(place: &str) -> Rejection {
    let mut violations = Violations::default();
    let message = "is given more than once, with different values";
    violations.push(&At::Parameter(place), Rule::Repeated, message);
    Rejection::InvalidParameters(violations)
}

/// One request.
pub(super) struct Exchange {
    pub(super) http: HttpRequest,
    pub(super) payload: Option<web::Payload>,
    /// The values of the path template, still encoded.
    pub(super) values: Vec<(&'static str, String)>,
}

impl Exchange {
    /// Lets the caller in: any of the alternatives is enough, whatever else is presented.
    pub(super) async fn caller<S: Callers>(
        &self,
        server: &S,
        endpoint: &'static Endpoint,
    ) -> Result<Option<S::Caller>, Halt> {
        let Some(requirement) = endpoint.security else {
            return Ok(None);
        };
        if let Some(place) = Presented::ambiguous(&self.http, requirement) {
            return Err(ambiguous(place).into());
        }
        if requirement.optional && !Presented::any(&self.http, requirement) {
            return Ok(None);
        }
        let mut refused = Refusal::Unauthenticated;
        for presented in Presented::all(&self.http, requirement) {
            match server.authenticate(&presented, presented.asked()).await {
                Ok(caller) => return Ok(Some(caller)),
                Err(refusal) => refused = refused.or(refusal),
            }
        }
        Err(refused.into())
    }

    /// Reads the request, its body last.
    pub(super) async fn request<R: Request>(&mut self) -> Result<R, Halt> {
        let endpoint = R::ENDPOINT;
        let content_type = self.header(CONTENT_TYPE.as_str());
        let (media, body) = self.body(endpoint, content_type.as_deref()).await?;
        let headers = self.http.headers().iter();
        let headers = headers.map(|(name, value)| {
            let text = String::from_utf8_lossy(value.as_bytes());
            (name.as_str().to_owned(), text.into_owned())
        });
        let length = body.as_ref().map_or(0, |body| body.bytes.len());
        let received = Received {
            values: std::mem::take(&mut self.values),
            query: self.http.query_string().to_owned(),
            headers: headers.collect(),
            content_type,
            media,
            body,
        };
        Ok(body::parsed(&self.http, length, move || received.read()).await?)
    }

    /// The body and which of the accepted content types it has, before anything of it is read.
    async fn body(
        &mut self,
        endpoint: &'static Endpoint,
        content_type: Option<&str>,
    ) -> Result<(usize, Option<Body>), Halt> {
        let accepted = endpoint.accepts;
        let Some(payload) = self.payload.take().filter(|_| !accepted.is_empty()) else {
            return Ok((0, None));
        };
        if self.announces_body() && self.is_coded() {
            return Err(Halt::Coded);
        }
        let media = content_type.and_then(|given| choose(given, accepted));
        let unsupported = Rejection::UnsupportedMediaType { accepted };
        if media.is_none() && self.announces_body() {
            return Err(unsupported.into());
        }
        let body = body::read(&self.http, payload).await?;
        match (media, body.bytes.is_empty()) {
            (Some(media), true) if endpoint.body_required => Ok((media, Some(body))),
            (_, true) if endpoint.body_required => Err(Rejection::MissingBody.into()),
            (_, true) => Ok((0, None)),
            (Some(media), false) => Ok((media, Some(body))),
            (None, false) => Err(unsupported.into()),
        }
    }

    /// Whether the head says that a body follows.
    fn announces_body(&self) -> bool {
        let length = self.header(CONTENT_LENGTH.as_str());
        length.is_some_and(|length| length != "0")
            || self.header(TRANSFER_ENCODING.as_str()).is_some()
    }

    /// Whether the body is said to be compressed or coded otherwise (RFC 9110, section 8.4).
    fn is_coded(&self) -> bool {
        let mut codings = self.http.headers().get_all(CONTENT_ENCODING);
        codings.any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"))
    }

    fn header(&self, name: &str) -> Option<String> {
        let value = self.http.headers().get(name)?.to_str().ok()?;
        Some(value.to_owned())
    }
}

/// A request that has come in full.
struct Received {
    values: Vec<(&'static str, String)>,
    query: String,
    headers: Vec<(String, String)>,
    content_type: Option<String>,
    media: usize,
    body: Option<Body>,
}

impl Received {
    /// Reads and checks its parameters and its body.
    fn read<R: Request>(self) -> Result<R, Rejection> {
        // The body's room is taken until it is parsed.
        let (bytes, _room) = self.body.map(Body::into_parts).unzip();
        let values = self.values.iter();
        let headers = self.headers.iter();
        let raw = Raw {
            path: values.map(|(name, raw)| (*name, raw.as_str())).collect(),
            query: &self.query,
            headers: headers
                .map(|(name, text)| (name.as_str(), text.clone()))
                .collect(),
            content_type: self.content_type,
            media: self.media,
            body: bytes,
        };
        R::read(&mut Incoming::new(R::ENDPOINT, raw))
    }
}
