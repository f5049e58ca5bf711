//! Credentials: the keys a customer calls with, stored only as keyed hashes.
//!
//! A credential belongs to one customer and dies with it.

mod handlers;
mod model;
mod queries;
#[cfg(test)]
mod tests;

pub(crate) use queries::{adopt_pepper, find_live, knows_pepper};
