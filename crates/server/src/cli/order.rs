//! What every order to move money says.

use clap::Args;

use super::OutputArgs;
use crate::adjustments::{Reason, Reference};
use crate::db::{DepositId, WalletId};

/// Why, under which name, and how to print what came of it.
#[derive(Debug, Clone, Args)]
pub struct OrderArgs {
    /// Why, in up to 255 characters. The audit log keeps it, and the customer reads it as the memo
    /// of the transaction: name no person.
    #[arg(long, value_name = "TEXT")]
    pub reason: Reason,
    /// What the order is known by, in up to 128 characters. An order is carried out once: the same
    /// one again moves nothing, another one under its reference is refused.
    #[arg(long, value_name = "TEXT")]
    pub reference: Reference,
    /// How to print the outcome.
    #[command(flatten)]
    pub output: OutputArgs,
}

pub(super) fn wallet_id(text: &str) -> Result<WalletId, &'static str> {
    WalletId::parse(text).ok_or("the id of a wallet is a UUID")
}

pub(super) fn deposit_id(text: &str) -> Result<DepositId, &'static str> {
    DepositId::parse(text).ok_or("the id of a deposit is a UUID")
}
