//! Monetization: what a customer earns on its users' transactions.
//!
//! A setting belongs to one customer, and a customer has one at most for the same feature, method,
//! currency and pair. Its id counts up within the customer and is never given out again.

mod fees;
mod handlers;
mod manage;
mod model;
mod queries;
mod rules;
#[cfg(test)]
mod tests;

pub(crate) use fees::{FeeError, withdrawal_fee};
pub(crate) use manage::{CreateError, UpdateError};
