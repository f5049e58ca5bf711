//! Clients that do not read what they asked for.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::rt::time::{Instant, Sleep, sleep};

/// How many bytes may wait for clients that do not read, over all connections.
const MAX_UNREAD: usize = 32 * 1024 * 1024;

/// The bytes that wait for clients that do not read, over all connections.
#[derive(Clone, Default)]
pub(super) struct Unread(Arc<AtomicUsize>);

/// A client that does not read, since when, and what waits for it.
pub(super) struct Stall {
    until: Pin<Box<Sleep>>,
    bytes: usize,
    unread: Unread,
}

impl Stall {
    pub(super) fn begin(unread: &Unread, bytes: usize, patience: Duration) -> Self {
        let others = unread.0.fetch_add(bytes, Ordering::Relaxed);
        let too_much = others.saturating_add(bytes) > MAX_UNREAD;
        let patience = if too_much { Duration::ZERO } else { patience };
        Self {
            until: Box::pin(sleep(patience)),
            bytes,
            unread: unread.clone(),
        }
    }

    /// Waits no longer than that from now on.
    pub(super) fn shorten(&mut self, patience: Duration) {
        let until = Instant::now() + patience;
        if until < self.until.deadline() {
            self.until.as_mut().reset(until);
        }
    }

    /// Whether the client is given up.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        self.until.as_mut().poll(cx)
    }
}

impl Drop for Stall {
    fn drop(&mut self) {
        self.unread.0.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}
