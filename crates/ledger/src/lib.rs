//! The rules of a double-entry ledger: what an amount is, what an account may do, which states a
//! deposit passes through.
//!
//! Everything here is a pure function of its arguments. Reading, locking and storing rows is the
//! caller's work, so each rule is tested without a database.
//!
//! An amount is a whole number of a currency's smallest unit and never a float. Arithmetic is
//! checked: there are no operators, and what does not fit is refused.

#![warn(missing_docs)]

mod account;
mod deposit;
mod kind;
mod minor;
mod movement;
mod parse;
mod precision;
mod reversal;
mod sighting;
mod signed;
mod total;
mod write;

pub use account::{Balances, Refused};
pub use deposit::{Actor, DepositState, EDGES};
pub use kind::AccountKind;
pub use minor::Minor;
pub use movement::{Effect, Phase, Side};
pub use parse::AmountError;
pub use precision::Precision;
pub use reversal::Reversal;
pub use sighting::{Destination, Outcome, Sighting};
pub use signed::Signed;
pub use total::Total;
