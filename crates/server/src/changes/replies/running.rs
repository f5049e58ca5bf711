//! Which keys this process is working on.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// The keys, by the hash of their scope.
#[derive(Debug, Default)]
pub(in crate::changes) struct Running(Mutex<HashSet<[u8; 32]>>);

/// A key that is being worked on, until this is dropped.
#[derive(Debug)]
pub(in crate::changes) struct Claim {
    running: Arc<Running>,
    hash: [u8; 32],
}

impl Running {
    /// Claims a key; `None` while another request has it.
    pub(in crate::changes) fn claim(self: &Arc<Self>, hash: [u8; 32]) -> Option<Claim> {
        let mut hashes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        hashes.insert(hash).then(|| Claim {
            running: Arc::clone(self),
            hash,
        })
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        let hashes = &self.running.0;
        let mut hashes = hashes.lock().unwrap_or_else(PoisonError::into_inner);
        hashes.remove(&self.hash);
    }
}
