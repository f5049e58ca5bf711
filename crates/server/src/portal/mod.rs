//! The End Customer Portal: what partners do for their own customers.
//!
//! An API of its own, with its own contract and envelope. What it shares with the other one are the
//! database, the audit log and the secrets.

mod callers;
mod context;
mod customers;
mod error;
#[cfg(test)]
mod tests;
pub(crate) mod usage;

pub(crate) use customers::{Holder, SAMPLE_CUSTOMER_ID, find_by_key, provide_sample};
pub(crate) use error::refused;

/// The contract's traits and routes, generated, and what the compiled server declares.
pub mod api {
    use sovx_api_types::portal::{models, operations};

    include!(concat!(env!("OUT_DIR"), "/portal/server.rs"));
}
