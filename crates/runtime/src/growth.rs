//! How the work of the processor grows with the size of its task.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Where work of linear time stays below: eight times the size takes eight times as much work, and
/// 64 times where each piece is compared with each.
pub(crate) const LINEAR: f64 = 24.0;

/// How much more work eight times the size is: the least of three attempts each, by the clock of
/// this thread, which stands still while others run.
pub(crate) fn growth(size: usize, work: impl Fn(usize)) -> f64 {
    let least = |size| {
        let attempts = (0..3).map(|_| {
            let start = spent();
            work(size);
            spent() - start
        });
        attempts.min().unwrap_or(Duration::MAX)
    };
    least(8 * size).as_secs_f64() / least(size).as_secs_f64()
}

/// How long this thread has run.
fn spent() -> Duration {
    let spent = clock_gettime(ClockId::ThreadCPUTime);
    spent.try_into().unwrap_or_default()
}
