//! Transactions: what a customer and its users are told of their money.
//!
//! One row for each wallet and currency that an operation changes, or for a customer's revenue. Per
//! wallet and currency the net amounts of the completed rows add up to the balance.

mod convert;
mod handlers;
mod listing;
mod model;
mod queries;
#[cfg(test)]
mod tests;

pub(crate) use model::{NewTransaction, Subject};
pub(crate) use queries::{insert, is_noted, set_status, settle_pending};
