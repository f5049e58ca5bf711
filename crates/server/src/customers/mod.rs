//! Customers: the businesses an account manages.
//!
//! A customer belongs to one account. Every query takes the account, so a handler cannot read
//! across accounts by accident.

mod convert;
mod handlers;
mod listing;
mod model;
mod queries;
#[cfg(test)]
mod tests;

pub(crate) use queries::{ChangeError, find_anywhere, id_of, lock, status};
