//! Wallets: where a user's coins belong, with a deposit address on each network.
//!
//! A wallet belongs to one user of one customer. Every query takes the customer, and for a caller
//! with a user token the user too, so that no handler reads across either by accident. The wallets
//! of a deleted user are gone.

mod convert;
mod creation;
mod frozen;
mod handlers;
mod listing;
pub(crate) mod manage;
mod model;
mod queries;
mod reach;
#[cfg(test)]
mod tests;

pub(crate) use frozen::{DEPOSIT_REVERSED, freeze, thaw};
pub(crate) use listing::find;
pub(crate) use model::WalletRow;
pub(crate) use queries::{
    InsertError, active_of_user, exists, find_anywhere, lock_of_anybody, of_anybody, touch,
};
pub(crate) use reach::{Reach, lock_user};
