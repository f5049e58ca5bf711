//! Room for the bodies that a process has read and not yet parsed.
//!
//! Each body is bounded, and so are all of them together: a client that sends most of a body and then
//! nothing more would hold a mebibyte for as long as a body may take, and thousands of them gigabytes.

use tokio::sync::{Semaphore, SemaphorePermit};

/// The unit in which room is given, in bytes. A body that is not longer takes none.
const UNIT: usize = 16 * 1024;

/// How much room there is, in units: 32 MiB.
const UNITS: usize = 2048;

static FREE: Semaphore = Semaphore::const_new(UNITS);

/// The room that a body takes, until it is dropped.
#[derive(Debug, Default)]
pub(crate) struct Room(Option<SemaphorePermit<'static>>);

impl Room {
    /// How much there is in all, in bytes.
    pub(crate) const MOST: usize = UNITS * UNIT;

    /// Waits until there is room for a body that has come to `length` bytes and may come to `most`.
    /// All of it is taken at once, so that two bodies never wait for each other. Says whether it was
    /// taken now.
    pub(crate) async fn make(&mut self, length: usize, most: usize) -> bool {
        if length <= UNIT || self.0.is_some() {
            return false;
        }
        let units = most.div_ceil(UNIT).min(UNITS);
        let units = u32::try_from(units).unwrap_or(u32::MAX);
        // The semaphore is never closed.
        self.0 = FREE.acquire_many(units).await.ok();
        true
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;

    #[actix_web::test]
    async fn small_bodies_take_no_room_and_large_ones_wait_for_theirs() {
        let mut all = Room::default();
        assert!(all.make(UNIT + 1, usize::MAX).await);
        let (mut small, mut large) = (Room::default(), Room::default());

        assert!(!small.make(UNIT, 1 << 20).await);
        let waits = timeout(Duration::from_millis(50), large.make(UNIT + 1, 1 << 20)).await;
        drop(all);
        assert!(large.make(UNIT + 1, 1 << 20).await);

        assert!(small.0.is_none());
        assert!(waits.is_err());
        assert_eq!(large.0.map(|room| room.num_permits()), Some(64));
    }
}
