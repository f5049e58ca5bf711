//! The vault: where deposit addresses come from.
//!
//! No private key is ever on the server. An operator imports what is public, and every address is
//! made or taken from that, each once: a source counts on in the transaction that gives the address
//! to a wallet.

mod descriptor;
mod extended;
mod formats;
pub(crate) mod manage;
mod material;
mod model;
mod network;
mod private;
mod queries;
pub(crate) mod sandbox;
mod seed;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod watch_only;

pub use material::{Material, MaterialError};
pub use network::{Network, UnknownNetwork};
pub(crate) use watch_only::{TakenAddress, Vault, VaultError, WatchOnly};
