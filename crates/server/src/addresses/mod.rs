//! Addresses: where coins can be sent so that they arrive in a wallet.
//!
//! An address is given out once and stays with its wallet. It is taken from the vault in the
//! transaction that stores it, so that none is lost and none is given twice.

mod convert;
mod creation;
mod handlers;
mod model;
mod provide;
mod queries;
#[cfg(test)]
mod tests;

pub(crate) use model::{AddressRow, GivenOut};
pub(crate) use provide::provide;
pub(crate) use queries::{currencies_of_user, currencies_of_wallet, find_wallet, given_out, list};
