//! Budgets in the memory of one process.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::future::{BoxFuture, FutureExt, ready};
use sovx_runtime::boundary::RateLimit;

use super::{Decision, Quota, RateLimiter, Spent, Subject};
use crate::auth::clock::Clock;

/// How many subjects are remembered unless said otherwise.
const REMEMBERED: usize = 65_536;

const NANOS: u64 = 1_000_000_000;

/// Keeps each budget as one number, the time at which it is whole again: the generic cell rate
/// algorithm (ITU-T I.371), whose burst is the whole quota.
///
/// Memory is bounded. When it is short, budgets that are whole are forgotten, and then those that
/// are nearest to it, so that a spent budget is the last to come back for nothing.
pub struct LocalLimiter {
    clock: Arc<dyn Clock>,
    remembered: usize,
    whole_at: Mutex<HashMap<Subject, u64>>,
}

impl LocalLimiter {
    /// A limiter in which every budget is whole.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self::remembering(clock, REMEMBERED)
    }

    pub(super) fn remembering(clock: Arc<dyn Clock>, remembered: usize) -> Self {
        Self {
            clock,
            remembered,
            whole_at: Mutex::default(),
        }
    }

    /// A panic elsewhere leaves at worst one budget unspent, never the lock unusable.
    pub(super) fn budgets(&self) -> MutexGuard<'_, HashMap<Subject, u64>> {
        self.whole_at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take_now(&self, subject: &Subject, quota: Quota) -> Decision {
        let now = nanos(self.clock.now());
        let mut budgets = self.budgets();
        let known = budgets.get_mut(subject);
        let before = known.as_deref().copied().unwrap_or_default().max(now);
        let outcome = after_one(before, now, quota);
        match (outcome, known) {
            (Ok(after), Some(whole_at)) => *whole_at = after,
            (Ok(after), None) => {
                make_room(&mut budgets, now, self.remembered);
                budgets.insert(subject.clone(), after);
            }
            (Err(_), _) => {}
        }
        drop(budgets);
        self.decision(outcome.unwrap_or(before), now, quota, outcome)
    }

    fn peek_now(&self, subject: &Subject, quota: Quota) -> Decision {
        let now = nanos(self.clock.now());
        let whole_at = self.budgets().get(subject).copied();
        let whole_at = whole_at.unwrap_or_default().max(now);
        self.decision(whole_at, now, quota, after_one(whole_at, now, quota))
    }

    fn decision(
        &self,
        whole_at: u64,
        now: u64,
        quota: Quota,
        outcome: Result<u64, Spent>,
    ) -> Decision {
        let missing = whole_at.saturating_sub(now);
        let unspent = burst(quota).saturating_sub(missing) / quota.interval();
        let whole_on = nanos(self.clock.since_epoch()).saturating_add(missing);
        Decision {
            budget: RateLimit {
                limit: quota.requests(),
                remaining: u32::try_from(unspent).unwrap_or(u32::MAX),
                reset: whole_on.div_ceil(NANOS),
            },
            outcome: outcome.map(|_| ()),
        }
    }
}

impl RateLimiter for LocalLimiter {
    fn take<'a>(&'a self, subject: &'a Subject, quota: Quota) -> BoxFuture<'a, Decision> {
        ready(self.take_now(subject, quota)).boxed()
    }

    fn peek<'a>(&'a self, subject: &'a Subject, quota: Quota) -> BoxFuture<'a, Decision> {
        ready(self.peek_now(subject, quota)).boxed()
    }
}

impl fmt::Debug for LocalLimiter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("LocalLimiter")
            .finish_non_exhaustive()
    }
}

/// How long a spent budget takes to be whole again, in nanoseconds.
fn burst(quota: Quota) -> u64 {
    quota.interval() * u64::from(quota.requests())
}

/// When a budget that is whole at `whole_at` is so after one more request.
fn after_one(whole_at: u64, now: u64, quota: Quota) -> Result<u64, Spent> {
    let after = whole_at.saturating_add(quota.interval());
    let latest = now.saturating_add(burst(quota));
    match after.checked_sub(latest) {
        None | Some(0) => Ok(after),
        Some(wait) => Err(Spent {
            retry_after: u32::try_from(wait.div_ceil(NANOS)).unwrap_or(u32::MAX),
        }),
    }
}

/// Keeps the map within its bound before an insertion: at least a quarter goes at once, so that the
/// cost is spread over many insertions.
fn make_room(budgets: &mut HashMap<Subject, u64>, now: u64, remembered: usize) {
    if budgets.len() < remembered {
        return;
    }
    let mut times: Vec<u64> = budgets.values().copied().collect();
    let quarter = times.len() / 4;
    let (_, last_dropped, _) = times.select_nth_unstable(quarter);
    let last_dropped = (*last_dropped).max(now);
    budgets.retain(|_, whole_at| *whole_at > last_dropped);
}

fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}
