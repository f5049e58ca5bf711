//! The memory that hashes are computed in: used again while others wait, given back afterwards.

use std::sync::{Mutex, PoisonError};

use argon2::Block;

/// What a buffer has room for, in blocks of 1 KiB. An allocator hands out what is larger than 32 MiB
/// in pages of its own and gives those back to the system at once; of a smaller buffer it may keep
/// the pages for ever. Room that is never written to takes no memory.
const ROOM: usize = 33 * 1024;

/// Buffers of finished computations. There are never more than computations run at once.
#[derive(Default)]
pub(super) struct Buffers(Mutex<Vec<Vec<Block>>>);

impl Buffers {
    /// A buffer, with anything in it.
    pub(super) fn take(&self) -> Vec<Block> {
        let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        idle.pop().unwrap_or_else(|| Vec::with_capacity(ROOM))
    }

    /// Keeps a buffer for those who wait; gives the memory of all back if nobody does.
    pub(super) fn put_back(&self, buffer: Vec<Block>, others_wait: bool) {
        let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if others_wait {
            idle.push(buffer);
        } else {
            idle.clear();
        }
    }

    #[cfg(test)]
    pub(super) fn idle(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}
