//! Any contract on actix-web: a route is found, a caller let in, a request read, an answer written.
//!
//! A generated server is one [`Router`]. Whatever the boundary refuses is a [`Problem`]; where the
//! operation declares a JSON body for that status, the server words it by [`Describe`], and
//! elsewhere the problem itself is the answer.

mod answer;
mod exchange;
mod presented;
mod router;
mod tree;

pub use presented::Presented;
pub use router::Router;

use std::future::Future;

use crate::wire::{Alternative, Problem, Refusal};

/// Words a refusal in a type of the contract's own.
pub trait Describe<T> {
    /// The body that says so.
    fn describe(&self, problem: &Problem) -> T;
}

/// Knows who calls.
pub trait Callers {
    /// A caller that was let in.
    type Caller;

    /// Finds out who presents these credentials, and whether that is enough for what is asked: all
    /// of these schemes together. Every one of them is presented. Where the contract names several
    /// alternatives this is called for each that is presented, until one lets the caller in.
    fn authenticate(
        &self,
        presented: &Presented<'_>,
        asked: Alternative,
    ) -> impl Future<Output = Result<Self::Caller, Refusal>>;
}
