//! The drifts themselves. A drift that no longer applies is a failure: write it anew.

pub(super) mod answers;
pub(super) mod depot;
pub(super) mod server;
