//! An answer as a test reads it.

use std::fmt;

use reqwest::Response;
use reqwest::header::HeaderMap;
use serde_json::Value;

/// Members that differ from run to run.
const CHANGING: [&str; 20] = [
    "timestamp",
    "trace_id",
    "token",
    "expires",
    "uptime",
    "credential_id",
    "created_at",
    "updated_at",
    "customer_secret",
    "user_id",
    "customerId",
    "apiKey",
    "createdAt",
    "updatedAt",
    "rotatedAt",
    "previousKeyExpiresAt",
    "reset",
    "periodStart",
    "periodEnd",
    "lastRequestAt",
];

/// An answer. Displays as `404 {json}`, with `…` for what differs from run to run.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Seen {
    pub(super) async fn read(response: Response) -> Self {
        Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.bytes().await.unwrap().to_vec(),
        }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {self}"))
    }

    /// The content of the envelope.
    pub(crate) fn data(&self) -> Value {
        self.json()["data"].take()
    }

    /// The value of a header, empty if there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The fields that are to blame and their codes, `/email VALIDATION_ERROR`.
    pub(crate) fn blamed(&self) -> Vec<String> {
        let errors = self.json()["errors"].take();
        let blamed = errors.as_array().unwrap().iter().map(|error| {
            let text = |name: &str| error[name].as_str().unwrap_or("-").to_owned();
            format!("{} {}", text("field"), text("code"))
        });
        blamed.collect()
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status)?;
        match serde_json::from_slice::<Value>(&self.body) {
            Ok(mut value) => {
                redact(&mut value);
                write!(f, " {value}")
            }
            Err(_) if self.body.is_empty() => Ok(()),
            Err(_) => write!(f, " {} bytes", self.body.len()),
        }
    }
}

fn redact(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                // Where an id is a number, it counts from 1.
                let is_id = name == "id" && member.is_string();
                if is_id || CHANGING.contains(&name.as_str()) {
                    *member = "…".into();
                } else {
                    redact(member);
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(redact),
        _ => {}
    }
}
