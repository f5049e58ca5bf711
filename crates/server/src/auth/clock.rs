//! Time that only moves forward, injected so that schedules can be proved exactly.

use std::time::{Duration, Instant, SystemTime};

/// A monotonic clock.
///
/// Readings are durations since an origin of the clock's own choice; only differences mean anything.
pub trait Clock: Send + Sync {
    /// The time since this clock's origin. Never decreases.
    fn now(&self) -> Duration;

    /// The time of day, counted from the UNIX epoch: to be shown, never to be measured with.
    fn since_epoch(&self) -> Duration;
}

/// The operating system's monotonic clock, counted from the construction of this value.
#[derive(Debug, Clone, Copy)]
pub struct MonotonicClock {
    origin: Instant,
}

impl MonotonicClock {
    /// A clock that reads zero now.
    #[must_use]
    pub fn new() -> Self {
        Self {
            origin: Instant::now(),
        }
    }
}

impl Default for MonotonicClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for MonotonicClock {
    fn now(&self) -> Duration {
        self.origin.elapsed()
    }

    fn since_epoch(&self) -> Duration {
        SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default()
    }
}

#[cfg(test)]
pub(crate) mod simulated {
    use std::sync::Mutex;
    use std::time::Duration;

    use super::Clock;

    /// A clock that stands still until a test moves it.
    #[derive(Debug, Default)]
    pub(crate) struct SimulatedClock(Mutex<Duration>);

    impl SimulatedClock {
        /// The time of day at this clock's origin, in seconds since the UNIX epoch.
        pub(crate) const EPOCH: u64 = 1_800_000_000;

        pub(crate) fn advance(&self, by: Duration) {
            *self.0.lock().unwrap() += by;
        }
    }

    impl Clock for SimulatedClock {
        fn now(&self) -> Duration {
            *self.0.lock().unwrap()
        }

        fn since_epoch(&self) -> Duration {
            Duration::from_secs(Self::EPOCH) + self.now()
        }
    }
}
