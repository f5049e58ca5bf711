//! The credentials of a request, in the places that its operation reads.

use std::borrow::Cow;
use std::net::IpAddr;

use actix_web::HttpRequest;
use actix_web::http::header::AUTHORIZATION;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::boundary;
use crate::wire::{Alternative, Asked, Carrier, Requirement, parse, parse_cookies};

/// What a caller presents to prove who it is.
#[derive(Debug, Clone, Copy)]
pub struct Presented<'a> {
    http: &'a HttpRequest,
    requirement: &'static Requirement,
}

impl<'a> Presented<'a> {
    pub(super) fn of(http: &'a HttpRequest, requirement: &'static Requirement) -> Self {
        Self { http, requirement }
    }

    /// The alternatives of which every credential is presented, in the contract's order. Whether a
    /// certificate was presented is not known here: [`Self::http`] knows the connection.
    pub fn alternatives(&self) -> impl Iterator<Item = Alternative> {
        let all = self.requirement.alternatives.iter().copied();
        all.filter(|all| all.iter().all(|asked| self.has(asked)))
    }

    /// Whether any credential that the operation reads is presented.
    pub(super) fn any(&self) -> bool {
        let mut schemes = self.requirement.schemes();
        schemes.any(|asked| asked.carrier != Carrier::MutualTls && self.has(asked))
    }

    /// The credential of that scheme: a token, a key, or what follows the word in
    /// `Authorization`.
    pub fn secret(&self, scheme: &str) -> Option<Cow<'a, str>> {
        let mut schemes = self.requirement.schemes();
        let asked = schemes.find(|asked| asked.scheme == scheme)?;
        self.carried(asked.carrier).filter(|text| !text.is_empty())
    }

    /// The name and the password of a scheme that is `Authorization: Basic`.
    pub fn basic(&self, scheme: &str) -> Option<(String, String)> {
        let bytes = STANDARD.decode(self.secret(scheme)?.as_bytes()).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let (name, password) = text.split_once(':')?;
        Some((name.to_owned(), password.to_owned()))
    }

    /// The network address of the caller.
    pub fn client_address(&self) -> IpAddr {
        boundary::client_address(self.http)
    }

    /// The request, for what is known of its connection.
    pub fn http(&self) -> &'a HttpRequest {
        self.http
    }

    fn has(&self, asked: &Asked) -> bool {
        asked.carrier == Carrier::MutualTls || self.secret(asked.scheme).is_some()
    }

    fn carried(&self, carrier: Carrier) -> Option<Cow<'a, str>> {
        let paired = |pairs: Vec<crate::wire::Pair>, name: &str| {
            let mut own = pairs.into_iter().filter(|pair| pair.name == name);
            own.next().map(|pair| Cow::Owned(pair.text()))
        };
        match carrier {
            Carrier::Header(name) => self.header(name).map(Cow::Borrowed),
            Carrier::Query(name) => paired(parse(self.http.query_string()), name),
            Carrier::Cookie(name) => paired(parse_cookies(self.header("cookie")?), name),
            Carrier::MutualTls => None,
            Carrier::Bearer | Carrier::Basic | Carrier::Http(_) => {
                let (word, text) = self.header(AUTHORIZATION.as_str())?.split_once(' ')?;
                let own = carrier.authorization()?;
                let own = word.eq_ignore_ascii_case(own);
                own.then(|| Cow::Borrowed(text.trim()))
            }
        }
    }

    fn header(&self, name: &str) -> Option<&'a str> {
        self.http.headers().get(name)?.to_str().ok()
    }
}
