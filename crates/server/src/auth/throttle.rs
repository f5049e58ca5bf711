//! The login throttle: guessing a password gets slow, for the guesser only.
//!
//! Failures count per account *and* address, so nobody can lock an owner out from elsewhere. That
//! one guesser cannot go through many accounts is the work of [`limits`](crate::limits). Memory is
//! bounded.

use std::fmt;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::clock::Clock;
use crate::limits::Network;

mod counts;

use counts::{Account, Pair, State};

/// How the throttle counts.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Failures of one account from one address that cost no wait.
    pub free_failures: u32,
    /// The longest wait after a failure. Waits are 1, 2, 4 ... seconds up to this.
    pub longest_wait: Duration,
    /// Failures are forgotten when the last one, with its wait, is this long ago.
    pub forget_after: Duration,
    /// Pairs of account and address that are remembered. Beyond this the ones unused for longest
    /// are dropped.
    pub remembered: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            free_failures: 5,
            longest_wait: Duration::from_secs(900),
            forget_after: Duration::from_secs(3600),
            remembered: 65_536,
        }
    }
}

/// The attempt is refused for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many login attempts")]
pub struct RetryAfter {
    /// Whole seconds to wait, at least 1: the value of the `Retry-After` header.
    pub seconds: u64,
}

/// Counts login attempts of this process. Cheap to clone; clones share the counts.
#[derive(Clone)]
pub struct Throttle {
    clock: Arc<dyn Clock>,
    limits: Limits,
    state: Arc<Mutex<State>>,
}

impl Throttle {
    /// A throttle with the default [`Limits`].
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self::with_limits(clock, Limits::default())
    }

    /// A throttle with other limits.
    #[must_use]
    pub fn with_limits(clock: Arc<dyn Clock>, limits: Limits) -> Self {
        Self {
            clock,
            limits,
            state: Arc::default(),
        }
    }

    /// Asks to begin an attempt. Report its outcome to the [`Attempt`]; dropping that without an
    /// outcome (the server was busy, the caller went away) counts no failure.
    ///
    /// Attempts under way count as failures until they end, so sending many at once gains nothing.
    ///
    /// # Errors
    ///
    /// [`RetryAfter`] while the account has to wait at this address. A refused attempt counts for
    /// nothing, so waiting always ends.
    pub fn check(&self, address: IpAddr, email: &str) -> Result<Attempt, RetryAfter> {
        let now = self.clock.now();
        let pair = (account(email), Network::from(address));
        let mut state = self.lock();

        state.check(pair, now, &self.limits)?;
        state.begin(pair, now, &self.limits);
        drop(state);
        Ok(Attempt {
            throttle: self.clone(),
            pair,
        })
    }

    /// A panic elsewhere leaves at worst one count half made, never the lock unusable.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Throttle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Throttle")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// A login attempt under way.
#[derive(Debug)]
#[must_use = "report the outcome with `failed` or `succeeded`"]
pub struct Attempt {
    throttle: Throttle,
    pair: Pair,
}

impl Attempt {
    /// The password was wrong or the account unknown or disabled.
    pub fn failed(self) {
        let now = self.throttle.clock.now();
        self.throttle
            .lock()
            .failed(self.pair, now, &self.throttle.limits);
    }

    /// The login succeeded: the failures of this account at this address are forgotten.
    pub fn succeeded(self) {
        self.throttle.lock().succeeded(self.pair);
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        self.throttle.lock().ended(self.pair);
    }
}

fn account(email: &str) -> Account {
    Sha256::digest(email.trim().to_lowercase().as_bytes()).into()
}

#[cfg(test)]
mod tests;
