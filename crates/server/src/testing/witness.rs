//! What a server must have kept to itself when it ends: every secret that its callers have seen
//! or sent.

use std::collections::BTreeSet;
use std::sync::Mutex;

use reqwest::Request;
use reqwest::header::HeaderName;
use serde_json::Value;
use sovx_contract::Document;
use sovx_contract::model::{Carrier, Operation};

use super::issued::Issued;
use super::judged::Judged;
use super::log::LogSince;
use super::{Seen, TestApp};
use crate::db::testing::Place;

/// The secrets of one server, and where its log begins.
pub(super) struct Witness {
    issued: Mutex<Issued>,
    log: LogSince,
}

impl Witness {
    /// Begins before the server does. `own` are the server's secrets by what they are.
    pub(super) fn begin(own: &[(&str, &str)]) -> Self {
        let mut issued = Issued::default();
        for (what, secret) in own {
            issued.remember(what, secret);
        }
        Self {
            issued: Mutex::new(issued),
            log: LogSince::now(),
        }
    }

    /// Remembers the secrets of a call: what the caller presented and sent, and what it was shown.
    pub(super) fn saw(&self, judged: &Judged, request: &Request, seen: &Seen) {
        let document = judged.document;
        let operation = document.operation(&judged.operation).unwrap();
        let mut issued = self.issued.lock().unwrap();
        for name in secret_headers(document, operation) {
            if let Some(value) = request.headers().get(&name) {
                let value = String::from_utf8_lossy(value.as_bytes());
                let secret = value.strip_prefix("Bearer ").unwrap_or(&value);
                issued.remember(name.as_str(), secret);
            }
        }
        if let Some(body) = request.body().and_then(reqwest::Body::as_bytes) {
            issued.remember_sent(document, &operation.id, body);
        }
        issued.remember_shown(document, &operation.id, seen.status, &seen.body);
    }

    /// Fails when a secret is in the database of the place or in the log.
    ///
    /// As long as a connection is open, SQLite keeps beside its file what it has not yet taken
    /// over into it, so that both are searched.
    pub(super) fn assert_secrets_kept(&self, place: &Place) {
        let mut places = place.stored();
        places.push(("the log".to_owned(), self.log.lines()));
        let found = self.issued.lock().unwrap().found_in(&places);
        assert_eq!(found, BTreeSet::new(), "secrets were found");
    }
}

impl TestApp {
    /// What was logged with this in it, line by line.
    pub(crate) fn logged(&self, text: &str) -> Vec<Value> {
        let lines = String::from_utf8(self.witness.log.lines()).unwrap();
        let lines = lines.lines().filter(|line| line.contains(text));
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

/// The headers that carry a credential, or the key that seals a stored answer.
fn secret_headers(document: &Document, operation: &Operation) -> Vec<HeaderName> {
    let mut names = Vec::new();
    for scheme in &document.security_schemes {
        match &scheme.carrier {
            Carrier::Header(name) => names.push(name.as_str()),
            Carrier::Bearer | Carrier::Basic | Carrier::Http(_) => names.push("authorization"),
            Carrier::Query(_) | Carrier::Cookie(_) | Carrier::MutualTls => {}
        }
    }
    let keys = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.idempotency_key);
    names.extend(keys.map(|key| key.name.as_str()));
    let names = names.into_iter().map(|name| name.to_lowercase());
    names.map(|name| name.parse().unwrap()).collect()
}
