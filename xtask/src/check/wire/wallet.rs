//! The credentials at hand: those that were given, and those that the visited server hands out.

use serde_json::Value;
use sovx_contract::Probe;

use super::courier::Answer;
use super::visit::named;
use super::{LOGIN, LOGOUT};

/// The operations that hand out credentials, the tier of each and the member that holds it. A later
/// answer replaces an earlier credential of the tier.
const ISSUING: [(&str, &str, &str); 3] = [
    ("generateCredentials", "owner", "customer_secret"),
    ("generateUserToken", "user", "token"),
    ("generateUserTokens", "user", "token"),
];

/// Credentials by tier. Never printed.
#[derive(Default)]
pub(super) struct Wallet {
    pub(super) session: Option<String>,
    pub(super) master: Option<String>,
    owner: Option<String>,
    user: Option<String>,
    /// The session that the judged login opened, for the judged logout to end.
    second_session: Option<String>,
}

impl Wallet {
    pub(super) fn new(session: Option<String>, master: Option<String>) -> Self {
        Self {
            session,
            master,
            ..Self::default()
        }
    }

    /// The credential of a tier. What ends a session ends the second one where there is one.
    pub(super) fn secret(&self, probe: &Probe, tier: &str) -> Option<String> {
        let ending = probe.operation.as_deref() == Some(LOGOUT);
        let session = self.second_session.as_ref().filter(|_| ending);
        let known = match tier {
            "session" => session.or(self.session.as_ref()),
            "master" => self.master.as_ref(),
            "owner" => self.owner.as_ref(),
            "user" => self.user.as_ref(),
            _ => None,
        };
        known.cloned()
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
        let issued = ISSUING.iter().find(|(issuing, ..)| *issuing == operation);
        let Some((_, tier, member)) = issued else {
            return false;
        };
        let held = match *tier {
            "owner" => &mut self.owner,
            _ => &mut self.user,
        };
        let was_missing = held.is_none();
        *held = named(&body, member).or(held.take());
        was_missing && held.is_some()
    }

    /// Forgets the second session, so that it is the visit's own that ends.
    pub(super) fn forget_second_session(&mut self) {
        self.second_session = None;
    }
}
