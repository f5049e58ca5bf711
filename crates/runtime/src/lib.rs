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
#[cfg(feature = "client")]
pub mod client;
mod constant;
mod decimal;
#[cfg(feature = "declare")]
pub mod declare;
mod enums;
mod format;
#[cfg(test)]
mod growth;
mod idempotency;
mod json;
pub mod line;
mod operation;
mod patch;
mod read;
mod rejection;
mod secret;
mod sent;
#[cfg(feature = "actix")]
pub mod serve;
mod timestamp;
#[cfg(feature = "validator")]
mod validation;
mod violation;
#[cfg_attr(
    not(all(feature = "actix", feature = "client")),
    allow(
        dead_code,
        unused_imports,
        reason = "a server and a client use a half each"
    )
)]
pub mod wire;

pub use absent::{nullable, present};
pub use check::Check;
pub use constant::{False, True};
pub use idempotency::{Idempotency, Idempotent, Once, Written};
pub use operation::{
    Body, Cause, Declares, Failure, Operation, Origin, Paged, Reply, Reword, Scope, Secured, Stamp,
    Undecodable, decode,
};
pub use patch::Patch;
pub use read::{read, typed};
pub use rejection::Rejection;
pub use secret::Secret;
pub use timestamp::Timestamp;
#[cfg(feature = "validator")]
pub use validation::validate;
pub use violation::{At, Rule, Violation, Violations};
#[doc(hidden)]
pub use {serde, serde_json};
