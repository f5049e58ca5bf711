//! The time of day, injected so that tests can move it.

#[cfg(test)]
use std::sync::Arc;
#[cfg(test)]
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};

use crate::db::now_millis;

/// Tells the time of day. Cheap to clone; all clones tell the same.
///
/// A unit of work reads it after it has waited for its locks, so that nothing is judged by a time
/// that has passed meanwhile.
#[derive(Debug, Clone, Default)]
pub(crate) struct Clock {
    #[cfg(test)]
    ahead: Arc<AtomicI64>,
    /// The time that it tells until it is moved.
    #[cfg(test)]
    stands_at: Option<i64>,
}

impl Clock {
    /// Milliseconds since the Unix epoch, UTC.
    pub(crate) fn now_millis(&self) -> i64 {
        #[cfg(test)]
        return self.stands_at.unwrap_or_else(now_millis) + self.ahead.load(Ordering::Relaxed);
        #[cfg(not(test))]
        now_millis()
    }

    /// The same as a date and time, to the millisecond.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.now_millis()).unwrap_or_default()
    }

    /// A clock that goes on only where it is moved.
    #[cfg(test)]
    pub(crate) fn standing() -> Self {
        Self {
            ahead: Arc::default(),
            stands_at: Some(now_millis()),
        }
    }

    /// Moves the clock, also back.
    #[cfg(test)]
    pub(crate) fn jump(&self, millis: i64) {
        self.ahead.fetch_add(millis, Ordering::Relaxed);
    }
}
