//! What a caller presents to prove who it is.

use std::fmt;
use std::net::IpAddr;

use actix_web::http::header::{AUTHORIZATION, HeaderValue};
use actix_web::{HttpMessage, HttpRequest};

use super::{RateLimit, client_address, trace_id};
use crate::Origin;

/// The credentials of a request, in whatever headers they stand.
#[derive(Debug, Clone, Copy)]
pub struct Presented<'a> {
    http: &'a HttpRequest,
}

/// What one header holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Credential<'a> {
    /// The token of `Authorization: Bearer`, or the value of another header; `None` where it is
    /// neither, or no text.
    pub text: Option<&'a str>,
}

/// Does not show what it is.
impl fmt::Debug for Credential<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Credential([REDACTED])")
    }
}

/// A header that was sent several times, with different values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeated;

impl<'a> Presented<'a> {
    /// Those of this request.
    pub fn of(http: &'a HttpRequest) -> Self {
        Self { http }
    }

    /// The trace id of the request that presents it.
    pub fn trace_id(&self) -> String {
        trace_id(self.http)
    }

    /// The network address of the caller.
    pub fn client_address(&self) -> IpAddr {
        client_address(self.http)
    }

    /// Where the request came from.
    pub fn origin(&self) -> Origin {
        Origin {
            address: self.client_address(),
            trace_id: self.trace_id(),
        }
    }

    /// Says what the caller may still spend, on every response to the request, whatever becomes of
    /// it. What is said last counts.
    pub fn limited(&self, budget: RateLimit) {
        self.http.extensions_mut().insert(budget);
    }

    /// Leaves what became known of the request to the layers around it.
    pub fn note<T: 'static>(&self, fact: T) {
        self.http.extensions_mut().insert(fact);
    }

    /// The credential in a header of this name; an empty one counts as none, and several that are
    /// equal as one.
    ///
    /// # Errors
    /// When the header was sent several times, with different values.
    pub fn in_header(&self, name: &str) -> Result<Option<Credential<'a>>, Repeated> {
        let is_bearer = name.eq_ignore_ascii_case(AUTHORIZATION.as_str());
        let mut values = self.http.headers().get_all(name);
        let mut held = values.by_ref().filter_map(|value| {
            let credential = if is_bearer {
                bearer(value)
            } else {
                plain(value)
            };
            credential.map(|credential| (credential, value))
        });
        let Some((first, value)) = held.next() else {
            return Ok(None);
        };
        let is_same = |(other, again): (Credential<'_>, &HeaderValue)| {
            other == first && (first.text.is_some() || again == value)
        };
        held.all(is_same).then_some(Some(first)).ok_or(Repeated)
    }
}

/// What stands in `Authorization` (RFC 6750, section 2.1).
fn bearer(value: &HeaderValue) -> Option<Credential<'_>> {
    let Some(text) = plain(value)?.text else {
        return Some(Credential { text: None });
    };
    let (scheme, token) = text.split_once(' ').unwrap_or((text, ""));
    let token = token.trim_matches(' ');
    let is_bearer = scheme.eq_ignore_ascii_case("bearer");
    (!is_bearer || !token.is_empty()).then_some(Credential {
        text: is_bearer.then_some(token),
    })
}

/// What stands in a header of its own.
fn plain(value: &HeaderValue) -> Option<Credential<'_>> {
    let text = value.to_str().ok().map(str::trim);
    (text != Some("")).then_some(Credential { text })
}
