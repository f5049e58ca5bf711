//! The credentials at hand: those that were given, and those that the visited server hands out.

use std::collections::HashMap;

use serde_json::Value;
use sovx_contract::Probe;

use crate::Customs;
use crate::courier::Answer;
use crate::visit::named;

/// Credentials by tier. Never printed.
pub(crate) struct Wallet {
    pub(crate) customs: Customs,
    held: HashMap<String, String>,
    /// The session that the judged login opened, for the judged logout to end.
    second_session: Option<String>,
}

impl Wallet {
    pub(crate) fn new(customs: Customs, held: HashMap<String, String>) -> Self {
        Self {
            customs,
            held,
            second_session: None,
        }
    }

    /// Keeps the session that the visit uses, if there is one.
    pub(crate) fn keep_session(&mut self, token: Option<String>) {
        let session = self.customs.session.to_owned();
        self.held.extend(token.map(|token| (session, token)));
    }

    /// Whether there is a session.
    pub(crate) fn has_session(&self) -> bool {
        self.held.contains_key(self.customs.session)
    }

    /// The credential of a tier. What ends a session ends the second one where there is one.
    pub(crate) fn secret(&self, probe: &Probe, tier: &str) -> Option<String> {
        let ending =
            probe.operation.as_deref() == Some(self.customs.logout) && tier == self.customs.session;
        let second = self.second_session.as_ref().filter(|_| ending);
        second.or_else(|| self.held.get(tier)).cloned()
    }

    /// Whether the request would end the session that everything else needs.
    pub(crate) fn would_end_all(&self, probe: &Probe) -> bool {
        let ending = probe.operation.as_deref() == Some(self.customs.logout);
        ending && probe.valid && self.second_session.is_none()
    }

    /// Takes what a success hands out; says whether that was a tier's first credential.
    pub(crate) fn take(&mut self, operation: &str, answer: &Answer) -> bool {
        let Ok(body) = serde_json::from_slice::<Value>(&answer.body) else {
            return false;
        };
        if operation == self.customs.login && self.second_session.is_none() {
            self.second_session = named(&body, "token");
        }
        let mut is_first = false;
        let all = self.customs.issuing.iter();
        for (_, tier, member) in all.filter(|(issuing, ..)| *issuing == operation) {
            if let Some(secret) = named(&body, member) {
                is_first |= self.held.insert((*tier).to_owned(), secret).is_none();
            }
        }
        is_first
    }

    /// Forgets the second session, so that it is the visit's own that ends.
    pub(crate) fn forget_second_session(&mut self) {
        self.second_session = None;
    }
}
