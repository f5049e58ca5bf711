//! Tokens: what a user shows to act for itself, stored only as keyed hashes.
//!
//! A user has one token at most: a new one replaces the old one in the same transaction. It ends
//! with its user, with its user's customer, and after a calendar year.

mod handlers;
mod lifetime;
mod model;
mod queries;
#[cfg(test)]
mod tests;

pub(crate) use queries::{end, find_holder};
