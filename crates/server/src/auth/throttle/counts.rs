//! The counts behind the throttle, within a bound of memory.

use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::net::IpAddr;
use std::time::Duration;

use super::{Limits, RetryAfter};

/// The hash of an e-mail address in lower case: fixed in size, and no address stays in memory.
pub(super) type Account = [u8; 32];

/// What failures are counted by.
pub(super) type Pair = (Account, IpAddr);

/// Every count of one process.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) pairs: HashMap<Pair, Failures>,
    pub(super) addresses: HashMap<IpAddr, Attempts>,
}

/// Failures in a row, attempts under way, and when the next may begin.
#[derive(Debug, Default)]
pub(super) struct Failures {
    count: u32,
    under_way: u32,
    open_at: Duration,
    last_used: Duration,
}

/// When the attempts of the current window began, oldest first.
#[derive(Debug, Default)]
pub(super) struct Attempts(VecDeque<Duration>);

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
    pub(super) fn check_address(
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

    pub(super) fn check_pair(
        &mut self,
        pair: Pair,
        now: Duration,
        limits: &Limits,
    ) -> Result<(), RetryAfter> {
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

    pub(super) fn begin(&mut self, pair: Pair, now: Duration, limits: &Limits) {
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

    pub(super) fn failed(&mut self, pair: Pair, now: Duration, limits: &Limits) {
        let failures = self.pairs.entry(pair).or_default();
        failures.count = failures.count.saturating_add(1);
        failures.last_used = now;
        failures.open_at = now + wait_after(failures.count, limits);
    }

    pub(super) fn succeeded(&mut self, pair: Pair) {
        if let Some(failures) = self.pairs.get_mut(&pair) {
            failures.count = 0;
            failures.open_at = Duration::ZERO;
        }
    }

    pub(super) fn ended(&mut self, pair: Pair) {
        let Some(failures) = self.pairs.get_mut(&pair) else {
            return;
        };
        failures.under_way = failures.under_way.saturating_sub(1);
        if failures.count == 0 && failures.under_way == 0 {
            self.pairs.remove(&pair);
        }
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
