//! The counts behind the throttle, within a bound of memory.

use std::collections::HashMap;
use std::time::Duration;

use super::{Limits, RetryAfter};
use crate::limits::Network;

/// The hash of an e-mail address in lower case: fixed in size, and no address stays in memory.
pub(super) type Account = [u8; 32];

/// What failures are counted by.
pub(super) type Pair = (Account, Network);

/// Every count of one process.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) pairs: HashMap<Pair, Failures>,
}

/// Failures in a row, attempts under way, and when the next may begin.
#[derive(Debug, Default)]
pub(super) struct Failures {
    count: u32,
    under_way: u32,
    open_at: Duration,
    last_used: Duration,
}

impl Failures {
    /// What makes an entry droppable when memory is short.
    fn last_used(&self) -> Duration {
        self.last_used.max(self.open_at)
    }
}

impl State {
    pub(super) fn check(
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
        make_room(&mut self.pairs, &pair, now, limits);
        let failures = self.pairs.entry(pair).or_default();
        failures.under_way += 1;
        failures.last_used = now;
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
fn make_room(pairs: &mut HashMap<Pair, Failures>, pair: &Pair, now: Duration, limits: &Limits) {
    if pairs.len() < limits.remembered || pairs.contains_key(pair) {
        return;
    }
    pairs.retain(|_, failures| now < failures.last_used() + limits.forget_after);
    if pairs.len() < limits.remembered {
        return;
    }
    let mut ages: Vec<Duration> = pairs.values().map(Failures::last_used).collect();
    let quarter = ages.len() / 4;
    let (_, oldest_kept, _) = ages.select_nth_unstable(quarter);
    let oldest_kept = *oldest_kept;
    pairs.retain(|_, failures| failures.last_used() > oldest_kept);
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
