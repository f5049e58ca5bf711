//! Drifts of the whole server.

mod contract;
mod sources;

pub(in super::super) use contract::CONTRACT_ALONE;
pub(in super::super) use sources::{CONTRACT_AND_CODE, HANDLERS, RUNNING};
