//! The secrets of a test, and the search for them in what a server leaves behind.
//!
//! Both the tests in the server's own process and those of the real program use this file. What it
//! says names a secret and a place, and never repeats the secret.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde_json::Value;
use sovx_contract::Document;
use sovx_contract::model::{Kind, Media, Schema};

/// How much of a secret's end is looked for: whoever has the whole has its end, and no masked form
/// shows as much.
const TAIL: usize = 32;

/// What is shorter is found by chance.
const LEAST: usize = 9;

/// Whether a text says so much that it is found only where it was left: tests also present what is
/// short or one letter again and again.
fn is_telling(secret: &str) -> bool {
    let mut letters = secret.chars();
    let first = letters.next();
    secret.len() >= LEAST && letters.any(|letter| Some(letter) != first)
}

/// Secrets that callers have seen or sent, each with what it is.
#[derive(Default)]
pub(crate) struct Issued(BTreeMap<String, String>);

impl Issued {
    /// Remembers a secret under the name that a hit will have.
    pub(crate) fn remember(&mut self, what: &str, secret: &str) {
        if is_telling(secret) {
            let what = || what.to_owned();
            self.0.entry(secret.to_owned()).or_insert_with(what);
        }
    }

    /// Remembers what the contract marks as secret in the body of this request.
    pub(crate) fn remember_sent(&mut self, document: &Document, operation: &str, body: &[u8]) {
        let operation = document.operation(operation).unwrap();
        if let Some(declared) = &operation.body {
            self.remember_body(document, &declared.content, body);
        }
    }

    /// Remembers what the contract marks as secret in the body of this answer.
    pub(crate) fn remember_shown(
        &mut self,
        document: &Document,
        operation: &str,
        status: u16,
        body: &[u8],
    ) {
        let operation = document.operation(operation).unwrap();
        if let Some(declared) = operation.response(status) {
            self.remember_body(document, &declared.content, body);
        }
    }

    fn remember_body(&mut self, document: &Document, content: &[Media], body: &[u8]) {
        // Tests also send what is no JSON.
        let Ok(value) = serde_json::from_slice(body) else {
            return;
        };
        for schema in content.iter().filter_map(|media| media.schema.as_ref()) {
            self.remember_value(document, schema, "the body", &value);
        }
    }

    fn remember_value(&mut self, document: &Document, schema: &Schema, name: &str, value: &Value) {
        let schema = document.resolve(schema);
        if let (Some(Value::Bool(true)), Value::String(secret)) =
            (schema.extensions.get("x-secret"), value)
        {
            self.remember(name, secret);
        }
        match &schema.kind {
            Kind::Object(rules) => {
                for property in &rules.properties {
                    if let Some(value) = value.get(&property.name) {
                        self.remember_value(document, &property.schema, &property.name, value);
                    }
                }
            }
            Kind::Array(rules) => {
                for item in value.as_array().into_iter().flatten() {
                    self.remember_value(document, &rules.items, name, item);
                }
            }
            Kind::OneOf(schemas, _) | Kind::AnyOf(schemas) => {
                for schema in schemas {
                    self.remember_value(document, schema, name, value);
                }
            }
            _ => {}
        }
    }

    /// Every secret that these places hold, as `customer_secret in the log`.
    pub(crate) fn found_in(&self, places: &[(String, Vec<u8>)]) -> BTreeSet<String> {
        let (names, spellings): (Vec<_>, Vec<_>) = self
            .0
            .iter()
            .flat_map(|(secret, what)| {
                let spellings = spellings(secret).into_iter();
                spellings.map(move |spelling| (what, spelling))
            })
            .unzip();
        // Hexadecimal comes in both cases.
        let mut searcher = AhoCorasick::builder();
        let searcher = searcher.ascii_case_insensitive(true).build(spellings);
        let searcher = searcher.unwrap();
        let mut found = BTreeSet::new();
        for (place, bytes) in places {
            let hits = searcher.find_iter(bytes);
            found.extend(hits.map(|hit| format!("{} in {place}", names[hit.pattern()])));
        }
        found
    }
}

/// The ways in which a log or a file could spell a secret.
fn spellings(secret: &str) -> Vec<Vec<u8>> {
    let bytes = secret.as_bytes();
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let mut spellings = vec![tail.to_vec()];
    spellings.extend(encodings(tail));
    if tail.len() == TAIL
        && let Some(key) = from_hex(tail)
    {
        spellings.extend(encodings(&key));
        spellings.push(key);
    }
    spellings
}

fn encodings(bytes: &[u8]) -> Vec<Vec<u8>> {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    // As `{:?}` of bytes.
    let debug = format!("{bytes:?}");
    let debug = debug.trim_matches(['[', ']']).to_owned();
    let mut encodings = vec![hex, debug];
    // In base64 a text looks different at each of three offsets.
    for offset in 0..3 {
        let shifted = [&[0; 2][..offset], bytes].concat();
        let whole = shifted.len() / 3 * 3;
        let base64 = STANDARD_NO_PAD.encode(&shifted[..whole]);
        let base64 = base64.split_at(4 * offset.min(1)).1.to_owned();
        let for_urls = base64.replace('+', "-").replace('/', "_");
        if for_urls != base64 {
            encodings.push(for_urls);
        }
        encodings.push(base64);
    }
    encodings.into_iter().map(String::into_bytes).collect()
}

fn from_hex(text: &[u8]) -> Option<Vec<u8>> {
    let pairs = text.chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_finds_each_spelling() {
        let secret = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";
        let mut issued = Issued::default();
        issued.remember("key", secret);
        let bytes = from_hex(secret.as_bytes()).unwrap();

        for spelling in [
            secret.to_uppercase().into_bytes(),
            format!("{:?}", secret.as_bytes()).into_bytes(),
            format!("{bytes:?}").into_bytes(),
            STANDARD_NO_PAD
                .encode(format!("Bearer {secret} "))
                .into_bytes(),
            bytes,
        ] {
            let place = ("a place".to_owned(), [b"a", &spelling[..], b"z"].concat());
            let found = issued.found_in(&[place]);

            assert_eq!(found, BTreeSet::from(["key in a place".to_owned()]));
        }
    }
}
