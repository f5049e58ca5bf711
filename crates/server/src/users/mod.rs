//! Users: the people and businesses that a customer serves.
//!
//! A user belongs to one customer. Every query takes the customer, so a handler cannot read across
//! customers by accident. The number of an identity document is stored sealed to its user.

mod age;
mod changes;
mod check;
mod convert;
mod deletion;
mod handlers;
mod identity;
mod listing;
mod model;
mod phone;
mod queries;
#[cfg(test)]
mod tests;

pub(crate) use check::Refused;
pub(crate) use queries::{ChangeError, StatusError, find_status, lock_status};
