//! Drifts of the depot's sources.

mod contract;
mod generated;
mod handlers;

use super::super::Drift;

pub(in super::super) use contract::CONTRACT_ALONE;

/// Those that are compiled.
pub(in super::super) fn all() -> impl Iterator<Item = &'static Drift> {
    let parts = [
        handlers::HANDLERS,
        contract::CONTRACT_AND_CODE,
        generated::GENERATED,
    ];
    parts.into_iter().flatten()
}
