//! Connections: what stands between a socket and actix's HTTP/1.
//!
//! actix reads as many requests ahead as a client sends, answers what is no HTTP with a bare status,
//! waits for the head of a second request and for a client that does not read without a deadline,
//! and takes every offer to upgrade for one that was accepted. The [`Gate`] around each socket hands
//! it one request at a time, judged before, and bounds how long and how much is waited for.

mod answer;
mod framing;
mod gate;
mod head;
mod refusal;
mod server;
mod stall;
#[cfg(test)]
mod tests;
mod turn;

pub(crate) use answer::Answer;
pub(crate) use gate::Gate;
pub(crate) use refusal::Refusal;
pub(crate) use server::{Listening, listen};
pub(crate) use turn::{Held, Turn};

use std::time::Duration;

/// How long a client is waited for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// From the first byte of a head to its end.
    pub(crate) head: Duration,
    /// For the first byte of a request, on a new connection and after an answer.
    pub(crate) idle: Duration,
    /// Until a client has taken what waits for it; an answer waits 24 KiB at a time.
    pub(crate) unread: Duration,
    /// The same, and for the next bytes of a body, once the server is asked to end.
    pub(crate) ending: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(5),
            idle: Duration::from_secs(5),
            unread: Duration::from_secs(10),
            ending: Duration::from_secs(2),
        }
    }
}
