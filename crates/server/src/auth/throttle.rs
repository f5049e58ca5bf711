//! The login throttle: guessing a password gets slow, for the guesser only.
//!
//! Failures count per account *and* address, so nobody can lock an owner out from elsewhere.
//! Attempts count per address, so one guesser cannot go through many accounts. Memory is bounded.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::clock::Clock;

/// How the throttle counts.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Failures of one account from one address that cost no wait.
    pub free_failures: u32,
    /// The longest wait after a failure. Waits are 1, 2, 4 ... seconds up to this.
    pub longest_wait: Duration,
    /// Attempts that one address may start within `window`, whatever the account and outcome.
    pub attempts: usize,
    /// The sliding window for `attempts`.
    pub window: Duration,
    /// Failures are forgotten when the last one, with its wait, is this long ago.
    pub forget_after: Duration,
    /// Addresses, and pairs of account and address, that are remembered. Beyond this the ones
    /// unused for longest are dropped.
    pub remembered: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            free_failures: 5,
            longest_wait: Duration::from_secs(900),
            attempts: 30,
            window: Duration::from_secs(60),
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
    /// [`RetryAfter`] while the address or the account at this address has to wait. A refused
    /// attempt counts for nothing, so waiting always ends.
    pub fn check(&self, address: IpAddr, email: &str) -> Result<Attempt, RetryAfter> {
        let now = self.clock.now();
        let source = source(address);
        let pair = (account(email), source);
        let mut state = self.lock();

        state.check_address(source, now, &self.limits)?;
        state.check_pair(pair, now, &self.limits)?;
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
        let limits = self.throttle.limits;
        let mut state = self.throttle.lock();
        let failures = state.pairs.entry(self.pair).or_default();
        failures.count = failures.count.saturating_add(1);
        failures.last_used = now;
        failures.open_at = now + wait_after(failures.count, &limits);
    }

    /// The login succeeded: the failures of this account at this address are forgotten.
    pub fn succeeded(self) {
        if let Some(failures) = self.throttle.lock().pairs.get_mut(&self.pair) {
            failures.count = 0;
            failures.open_at = Duration::ZERO;
        }
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        let mut state = self.throttle.lock();
        let Some(failures) = state.pairs.get_mut(&self.pair) else {
            return;
        };
        failures.under_way = failures.under_way.saturating_sub(1);
        if failures.count == 0 && failures.under_way == 0 {
            state.pairs.remove(&self.pair);
        }
    }
}

/// The hash of an e-mail address in lower case: fixed in size, and no address stays in memory.
type Account = [u8; 32];
type Pair = (Account, IpAddr);

#[derive(Debug, Default)]
struct State {
    pairs: HashMap<Pair, Failures>,
    addresses: HashMap<IpAddr, Attempts>,
}

#[derive(Debug, Default)]
struct Failures {
    count: u32,
    under_way: u32,
    open_at: Duration,
    last_used: Duration,
}

/// When the attempts of the current window began, oldest first.
#[derive(Debug, Default)]
struct Attempts(VecDeque<Duration>);

/// What makes an entry droppable when memory is short.
trait Entry {
    fn last_used(&self) -> Duration;
}

impl Entry for Failures {
    fn last_used(&self) -> Duration {
        self.last_used.max(self.open_at)
    }
}

impl Entry for Attempts {
    fn last_used(&self) -> Duration {
        self.0.back().copied().unwrap_or_default()
    }
}

impl State {
    fn check_address(
        &mut self,
        source: IpAddr,
        now: Duration,
        limits: &Limits,
    ) -> Result<(), RetryAfter> {
        let Some(Attempts(began)) = self.addresses.get_mut(&source) else {
            return Ok(());
        };
        while began
            .front()
            .is_some_and(|oldest| now >= *oldest + limits.window)
        {
            began.pop_front();
        }
        match began.front() {
            Some(oldest) if began.len() >= limits.attempts => {
                Err(retry_after((*oldest + limits.window).saturating_sub(now)))
            }
            Some(_) | None => Ok(()),
        }
    }

    fn check_pair(&mut self, pair: Pair, now: Duration, limits: &Limits) -> Result<(), RetryAfter> {
        let Some(failures) = self.pairs.get_mut(&pair) else {
            return Ok(());
        };
        if now >= failures.last_used() + limits.forget_after {
            failures.count = 0;
        }
        if now < failures.open_at {
            return Err(retry_after(failures.open_at - now));
        }
        let free = failures.count.saturating_add(failures.under_way) <= limits.free_failures;
        if failures.under_way > 0 && !free {
            return Err(retry_after(Duration::ZERO));
        }
        Ok(())
    }

    fn begin(&mut self, pair: Pair, now: Duration, limits: &Limits) {
        make_room(
            &mut self.pairs,
            &pair,
            now,
            limits.forget_after,
            limits.remembered,
        );
        make_room(
            &mut self.addresses,
            &pair.1,
            now,
            limits.window,
            limits.remembered,
        );

        let failures = self.pairs.entry(pair).or_default();
        failures.under_way += 1;
        failures.last_used = now;
        self.addresses.entry(pair.1).or_default().0.push_back(now);
    }
}

/// Keeps the map within its bound before an insertion: first what is forgotten anyway goes, then
/// the quarter that was unused for longest, so that the cost is spread over many insertions.
fn make_room<K: Eq + Hash, V: Entry>(
    map: &mut HashMap<K, V>,
    key: &K,
    now: Duration,
    forget_after: Duration,
    remembered: usize,
) {
    if map.len() < remembered || map.contains_key(key) {
        return;
    }
    map.retain(|_, entry| now < entry.last_used() + forget_after);
    if map.len() < remembered {
        return;
    }
    let mut ages: Vec<Duration> = map.values().map(Entry::last_used).collect();
    let quarter = ages.len() / 4;
    let (_, oldest_kept, _) = ages.select_nth_unstable(quarter);
    let oldest_kept = *oldest_kept;
    map.retain(|_, entry| entry.last_used() > oldest_kept);
}

/// The wait that a failure imposes, when it is the `count`-th in a row.
fn wait_after(count: u32, limits: &Limits) -> Duration {
    let Some(paid) = count.checked_sub(limits.free_failures + 1) else {
        return Duration::ZERO;
    };
    let seconds = 1_u64.checked_shl(paid).unwrap_or(u64::MAX);
    Duration::from_secs(seconds).min(limits.longest_wait)
}

fn retry_after(wait: Duration) -> RetryAfter {
    let begun = u64::from(wait.subsec_nanos() > 0);
    RetryAfter {
        seconds: (wait.as_secs() + begun).max(1),
    }
}

/// Who is asking: an IPv4 address, or an IPv6 network of 64 bits, which is what one customer of a
/// provider is given.
fn source(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
}

fn account(email: &str) -> Account {
    Sha256::digest(email.trim().to_lowercase().as_bytes()).into()
}

#[cfg(test)]
mod tests;
