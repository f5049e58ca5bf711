//! The credentials of a request, in the places that its operation reads.

use std::borrow::Cow;
use std::net::IpAddr;

use actix_web::HttpRequest;
use actix_web::http::header::{AUTHORIZATION, COOKIE};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::boundary;
use crate::wire::{Alternative, Asked, Carrier, Pair, Requirement, parse, parse_cookies};

/// What a caller presents for one of the alternatives of its operation.
#[derive(Debug, Clone, Copy)]
pub struct Presented<'a> {
    http: &'a HttpRequest,
    asked: Alternative,
}

impl<'a> Presented<'a> {
    /// The alternatives of which every credential is presented, in the contract's order. Whether a
    /// certificate was presented is not known here: [`Self::http`] knows the connection.
    pub(super) fn all(
        http: &'a HttpRequest,
        requirement: &'static Requirement,
    ) -> impl Iterator<Item = Self> {
        let all = requirement.alternatives.iter();
        all.map(move |asked| Self { http, asked })
            .filter(|presented| presented.asked.iter().all(|asked| presented.has(asked)))
    }

    /// Whether any credential that the operation reads is presented.
    pub(super) fn any(http: &HttpRequest, requirement: &'static Requirement) -> bool {
        let mut all = requirement.schemes();
        all.any(|asked| credential(http, asked).is_some())
    }

    /// The place where two different credentials are presented: which of them counts, nobody could
    /// say.
    pub(super) fn ambiguous(
        http: &HttpRequest,
        requirement: &'static Requirement,
    ) -> Option<&'static str> {
        let mut places = requirement.schemes().map(|asked| asked.carrier);
        let place = places.find(|carrier| {
            let texts = texts(http, *carrier);
            let mut others = texts.iter().skip(1);
            others.any(|other| Some(other) != texts.first())
        });
        place.and_then(Carrier::place)
    }

    /// Every scheme of the alternative, with what it asks.
    pub fn asked(&self) -> Alternative {
        self.asked
    }

    /// The credential of that scheme: a token, a key, or what follows the word in
    /// `Authorization`.
    pub fn secret(&self, scheme: &str) -> Option<Cow<'a, str>> {
        let mut schemes = self.asked.iter();
        let asked = schemes.find(|asked| asked.scheme == scheme)?;
        credential(self.http, asked)
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
        asked.carrier == Carrier::MutualTls || credential(self.http, asked).is_some()
    }
}

/// The credential that is presented for a scheme.
fn credential<'a>(http: &'a HttpRequest, asked: &Asked) -> Option<Cow<'a, str>> {
    let text = texts(http, asked.carrier).into_iter().next()?;
    let credential = match asked.carrier.authorization() {
        None => text,
        Some(own) => {
            let (word, credential) = text.split_once(' ')?;
            let credential = credential.trim().to_owned();
            Cow::Owned(Some(credential).filter(|_| word.eq_ignore_ascii_case(own))?)
        }
    };
    Some(credential).filter(|credential| !credential.is_empty())
}

/// Every text that stands where a credential travels.
fn texts(http: &HttpRequest, carrier: Carrier) -> Vec<Cow<'_, str>> {
    let lines = |name: &str| {
        let lines = http.headers().get_all(name);
        lines.map(|line| String::from_utf8_lossy(line.as_bytes()))
    };
    let named = |pairs: Vec<Pair>, name: &str| {
        let own = pairs.into_iter().filter(|pair| pair.name == name);
        own.map(|pair| Cow::Owned(pair.text())).collect()
    };
    match carrier {
        Carrier::Header(name) => lines(name).collect(),
        Carrier::Query(name) => named(parse(http.query_string()), name),
        Carrier::Cookie(name) => {
            let pairs = lines(COOKIE.as_str()).flat_map(|line| parse_cookies(&line));
            named(pairs.collect(), name)
        }
        Carrier::MutualTls => Vec::new(),
        Carrier::Bearer | Carrier::Basic | Carrier::Http(_) => {
            lines(AUTHORIZATION.as_str()).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    const fn asked(scheme: &'static str, carrier: Carrier) -> Asked {
        Asked {
            scheme,
            carrier,
            scopes: &[],
        }
    }

    static REQUIREMENT: Requirement = Requirement {
        alternatives: &[
            &[
                asked("key", Carrier::Header("X-Key")),
                asked("session", Carrier::Cookie("session")),
            ],
            &[asked("link", Carrier::Query("link"))],
            &[asked("token", Carrier::Bearer)],
            &[asked("desk", Carrier::Basic)],
        ],
        optional: false,
    };

    fn request(target: &str, headers: &[(&'static str, &'static str)]) -> HttpRequest {
        let mut request = TestRequest::with_uri(target);
        for header in headers {
            request = request.append_header(*header);
        }
        request.to_http_request()
    }

    fn schemes(http: &HttpRequest) -> Vec<&'static str> {
        let all = Presented::all(http, &REQUIREMENT);
        all.filter_map(|presented| presented.asked().first())
            .map(|asked| asked.scheme)
            .collect()
    }

    #[test]
    fn an_alternative_is_presented_when_all_of_it_is() {
        let half = request("/", &[("X-Key", "k")]);
        // Another version of HTTP may send a header for each cookie.
        let cookies = [("Cookie", "a=b"), ("Cookie", "session=s%20t")];
        let whole = request("/?link=", &[&cookies[..], &[("X-Key", "k")]].concat());
        let several = request("/?link=l", &[("Authorization", "bearer  t ")]);

        assert!(schemes(&half).is_empty());
        assert_eq!(schemes(&whole), ["key"]);
        assert_eq!(schemes(&several), ["link", "token"]);
        let presented = Presented::all(&whole, &REQUIREMENT).next().unwrap();
        assert_eq!(presented.secret("key").as_deref(), Some("k"));
        assert_eq!(presented.secret("session").as_deref(), Some("s t"));
        assert_eq!(presented.secret("token"), None);
        assert!(Presented::any(&half, &REQUIREMENT));
        assert!(!Presented::any(&request("/?link=", &[]), &REQUIREMENT));
    }

    #[test]
    fn two_different_texts_in_one_place_are_ambiguous_in_every_place() {
        let place =
            |target, headers: &[_]| Presented::ambiguous(&request(target, headers), &REQUIREMENT);
        let bearer = ("Authorization", "Bearer t");

        assert_eq!(place("/?link=a&link=b", &[]), Some("link"));
        assert_eq!(place("/", &[("X-Key", "a"), ("x-key", "b")]), Some("X-Key"));
        assert_eq!(place("/", &[("X-Key", "a"), ("x-key", "")]), Some("X-Key"));
        assert_eq!(
            place("/", &[("Cookie", "session=a; session=b")]),
            Some("session")
        );
        assert_eq!(
            place("/", &[("Cookie", "session=a"), ("Cookie", "session=b")]),
            Some("session")
        );
        assert_eq!(
            place("/", &[bearer, ("Authorization", "Basic dDp0")]),
            Some("Authorization")
        );
        assert_eq!(place("/?link=a&link=%61", &[bearer, bearer]), None);
        assert_eq!(place("/?other=a&other=b", &[("Cookie", "a=b; a=c")]), None);
    }
}
