//! Deposits: coins that arrive at an address of a wallet.
//!
//! What the chain says decides: at every look the state of a deposit is derived anew, and what was
//! credited too early is taken back. A deposit that is not in a block is shown and never counted.
//! Money that cannot be credited is kept in suspense, never dropped.

mod arrival;
mod convert;
mod credit;
mod errors;
mod handlers;
mod listing;
mod model;
mod observe;
mod queries;
mod requests;
mod simulated;
mod source;
pub(crate) mod suspense;
#[cfg(test)]
mod tests;
mod watch;

pub(crate) use observe::ObserveError;
pub(crate) use queries::{is_coming, pending};
pub(crate) use simulated::SimulatedChain;
pub(crate) use source::ChainSource;
pub(crate) use watch::Watcher;
