//! What holds for a whole installation: every server and command that uses one database.
//!
//! The database knows its environment and a proof of each of the server's secrets. A program that
//! disagrees does not start, so that no second environment and no second set of secrets ever mixes
//! with the first.

mod environment;
mod proofs;
mod queries;
#[cfg(test)]
mod tests;

pub(crate) use environment::{EnvironmentError, find, set, settle};
pub(crate) use proofs::{OtherSecret, ProofError, check, forget, record};
pub(crate) use queries::{NAME, find as find_value, insert as insert_value, remove, replace};
