//! What generated code calls.
//!
//! Everything that is the same for every contract lives here once: checking a JSON value, telling
//! absent from null, naming what is wrong, and (feature `actix`) the boundary between HTTP and a
//! handler. Nothing here knows a particular contract.

#![warn(missing_docs)]

mod absent;
#[cfg(feature = "actix")]
pub mod boundary;
pub mod check;
mod constant;
pub mod declare;
mod format;
mod idempotency;
mod operation;
mod patch;
mod rejection;
mod secret;
mod timestamp;

mod violation;

pub use absent::{nullable, present};
pub use check::Check;
pub use constant::{False, True};
pub use idempotency::{Idempotency, Idempotent, Once, Written};
pub use operation::{
    Body, Cause, Declares, Failure, Operation, Origin, Paged, Reply, Scope, Secured, Stamp,
    Undecodable, decode,
};
pub use patch::Patch;
pub use rejection::Rejection;
pub use secret::Secret;
pub use timestamp::Timestamp;
pub use violation::{At, Rule, Violation, Violations, validate};
