//! Which credentials a call carries, and where.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};

use super::{ClientError, header_name, header_value};
use crate::Secret;
use crate::wire::{Alternative, Asked, Carrier, Endpoint, Escape, Outgoing};

/// What a caller has for one scheme. It does not print.
#[derive(Debug, Clone)]
pub(super) enum Credential {
    /// A token or a key.
    Secret(Secret),
    /// A name and a password.
    Basic(String, Secret),
}

impl Credential {
    fn text(&self) -> String {
        match self {
            Self::Secret(secret) => secret.expose().to_owned(),
            Self::Basic(name, password) => STANDARD.encode(format!("{name}:{}", password.expose())),
        }
    }
}

/// Puts credentials in their places: those of the first alternative that the client has all of. An
/// operation that needs none is called without, where there is no such alternative.
pub(super) fn apply(
    known: &BTreeMap<&'static str, Credential>,
    endpoint: &'static Endpoint,
    outgoing: &mut Outgoing,
) -> Result<HeaderMap, ClientError> {
    let mut headers = HeaderMap::new();
    let Some(requirement) = endpoint.security else {
        return Ok(headers);
    };
    let has =
        |asked: &Asked| asked.carrier == Carrier::MutualTls || known.contains_key(asked.scheme);
    let met = |all: &&Alternative| all.iter().all(has);
    let Some(chosen) = requirement.alternatives.iter().find(met) else {
        let mut wanted = requirement.schemes().filter(|asked| !has(asked));
        return match wanted.next().filter(|_| !requirement.optional) {
            Some(asked) => Err(ClientError::NoCredential(asked.scheme)),
            None => Ok(headers),
        };
    };
    for asked in chosen.iter() {
        if let Some(credential) = known.get(asked.scheme) {
            place(asked.carrier, &credential.text(), outgoing, &mut headers)?;
        }
    }
    Ok(headers)
}

fn place(
    carrier: Carrier,
    text: &str,
    outgoing: &mut Outgoing,
    headers: &mut HeaderMap,
) -> Result<(), ClientError> {
    let pair = |name: &str| (Escape::Uri.write(name), Escape::Uri.write(text));
    match carrier {
        Carrier::Header(name) => {
            headers.insert(header_name(name)?, sensitive(name, text)?);
        }
        Carrier::Query(name) => outgoing.query.push(pair(name)),
        Carrier::Cookie(name) => outgoing.cookies.push(pair(name)),
        Carrier::MutualTls => {}
        Carrier::Bearer | Carrier::Basic | Carrier::Http(_) => {
            let word = carrier.authorization().unwrap_or_default();
            let value = sensitive("authorization", &format!("{word} {text}"))?;
            headers.insert(AUTHORIZATION, value);
        }
    }
    Ok(())
}

/// A value that the transport's own logs do not show.
fn sensitive(name: &str, text: &str) -> Result<HeaderValue, ClientError> {
    let mut value = header_value(name, text)?;
    value.set_sensitive(true);
    Ok(value)
}
