//! From what was counted to what the contract shows.

use sovx_api_types::portal::models::{RateLimit, UsageMetrics};
use sovx_runtime::Timestamp;

use super::{Counts, Period};
use crate::error::Broken;
use crate::limits::{Decision, Quota};

/// What a damaged row is told by.
const DAMAGED: Broken = Broken {
    what: "the last request of a stored count is beyond the calendar",
};

/// The counts of a period.
pub(super) fn metrics(counts: Counts, period: Period) -> Result<UsageMetrics, Broken> {
    let moment = |millis| Timestamp::from_millis(millis).ok_or(DAMAGED);
    let total_requests = counts.total();
    let Counts {
        successful,
        failed,
        rate_limited,
        last_request_at,
    } = counts;
    let last = (total_requests > 0).then(|| moment(last_request_at));
    Ok(UsageMetrics {
        period_start: moment(period.start)?,
        period_end: moment(period.end)?,
        total_requests,
        successful_requests: successful,
        failed_requests: failed,
        rate_limited_requests: rate_limited,
        last_request_at: last.transpose()?,
    })
}

/// A budget, in the numbers of the headers that tell of it.
pub(super) fn rate_limit(found: &Decision, quota: Quota) -> RateLimit {
    let largest = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    RateLimit {
        limit: found.budget.limit.into(),
        remaining: found.budget.remaining.into(),
        reset: largest(found.budget.reset),
        window_seconds: largest(quota.window().as_secs()),
    }
}
