//! The credentials at hand: those that were given, and those that the visited server hands out.

use std::collections::BTreeMap;

use serde_json::Value;
use sovx_contract::Probe;

use super::courier::Answer;
use super::visit::named;
use super::{LOGIN, LOGOUT};

/// The operations that hand out credentials, the tier of each and the member that holds it. A later
/// answer replaces an earlier credential of the tier.
const ISSUING: [(&str, &str, &str); 5] = [
    ("generateCredentials", "owner", "customer_secret"),
    ("generateUserToken", "user", "token"),
    ("generateUserTokens", "user", "token"),
    ("createCustomer", "customer", "apiKey"),
    ("rotateCustomerKey", "customer", "apiKey"),
];

/// The tier of what [`LOGIN`] hands out.
const SESSION: &str = "session";

/// Credentials by tier. Never printed.
#[derive(Default)]
pub(super) struct Wallet {
    held: BTreeMap<&'static str, String>,
    /// The session that the judged login opened, for the judged logout to end.
    second_session: Option<String>,
}

impl Wallet {
    /// A wallet with a credential that was given, if it was.
    pub(super) fn with(mut self, tier: &'static str, credential: Option<&String>) -> Self {
        self.held
            .extend(credential.map(|secret| (tier, secret.clone())));
        self
    }

    /// Keeps the session that the visit uses, if there is one.
    pub(super) fn keep_session(&mut self, token: Option<String>) {
        self.held.extend(token.map(|token| (SESSION, token)));
    }

    /// Whether there is a session.
    pub(super) fn has_session(&self) -> bool {
        self.held.contains_key(SESSION)
    }

    /// The credential of a tier. What ends a session ends the second one where there is one.
    pub(super) fn secret(&self, probe: &Probe, tier: &str) -> Option<String> {
        let ending = probe.operation.as_deref() == Some(LOGOUT) && tier == SESSION;
        let second = self.second_session.as_ref().filter(|_| ending);
        second.or_else(|| self.held.get(tier)).cloned()
    }

    /// Whether the request would end the session that everything else needs.
    pub(super) fn would_end_all(&self, probe: &Probe) -> bool {
        let ending = probe.operation.as_deref() == Some(LOGOUT);
        ending && probe.valid && self.second_session.is_none()
    }

    /// Takes what a success hands out; says whether that was a tier's first credential.
    pub(super) fn take(&mut self, operation: &str, answer: &Answer) -> bool {
        let Ok(body) = serde_json::from_slice::<Value>(&answer.body) else {
            return false;
        };
        if operation == LOGIN && self.second_session.is_none() {
            self.second_session = named(&body, "token");
        }
        let mut is_first = false;
        for (_, tier, member) in ISSUING.iter().filter(|(issuing, ..)| *issuing == operation) {
            if let Some(secret) = named(&body, member) {
                is_first |= self.held.insert(tier, secret).is_none();
            }
        }
        is_first
    }

    /// Forgets the second session, so that it is the visit's own that ends.
    pub(super) fn forget_second_session(&mut self) {
        self.second_session = None;
    }
}
