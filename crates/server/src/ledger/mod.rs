//! The ledger: every movement of money, double entry, append-only.
//!
//! A movement has one debit account, one credit account and one positive amount, so that it cannot
//! be unbalanced. Nothing is changed later: a correction is a movement of its own. What an account
//! may hold is decided on its locked row, and the database refuses a row that does not add up.
//!
//! The ledger knows neither API: it is told who owns an account and why money moves.

mod accounts;
mod book;
pub(crate) mod currency;
mod holdings;
mod holds;
pub(crate) mod model;
mod owner;
mod posted;
pub(crate) mod queries;
pub(crate) mod seals;
mod statement;
pub(crate) mod sums;
#[cfg(test)]
mod tests;
pub(crate) mod units;

pub(crate) use book::{Ledger, LedgerError, Posting};
pub(crate) use currency::{precision, with_precision};
pub(crate) use holdings::{Holding, lock_filled, lock_of_user};
pub(crate) use owner::Owner;
pub(crate) use posted::{moved, posted};
pub(crate) use queries::{has_debt, has_holds, owes};
pub(crate) use statement::{Entry, Period, WalletAccount, entries, wallet_accounts};
pub(crate) use sums::{Chunks, CurrencySums, Holder, chunks, joined, sums};
pub(crate) use units::Units;
