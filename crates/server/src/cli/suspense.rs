//! `sovx suspense`: deposits that could not be credited.

use clap::{Args, Subcommand};

use super::OutputArgs;
use super::order::{deposit_id, wallet_id};
use crate::adjustments::Reason;
use crate::db::{DepositId, WalletId};

/// What can be done with deposits in suspense.
#[derive(Debug, Subcommand)]
pub enum SuspenseCommand {
    /// Show each deposit in suspense, whose it would be, and why it is there.
    #[command(after_help = "Examples:\n  sovx suspense list\n  sovx suspense list --format json")]
    List(OutputArgs),
    /// Credit a deposit to a wallet, its own or another one.
    ///
    /// The wallet must be active and have an address for the currency. Should the chain lose the
    /// deposit later, it is taken from that wallet.
    #[command(after_help = "\
Example:
  sovx suspense assign --deposit 0194670a-7c1d-7b2a-8c4d-6e5f7a8b9c01 \\
    --wallet 0194670a-7c1b-7a52-9d3e-5f8c6b2a1d40 --reason \"New account of the same person\"")]
    Assign(AssignArgs),
}

/// Which deposit, and to which wallet.
#[derive(Debug, Clone, Args)]
pub struct AssignArgs {
    /// Id of the deposit.
    #[arg(long, value_name = "ID", value_parser = deposit_id)]
    pub deposit: DepositId,
    /// Id of the wallet that gets it.
    #[arg(long, value_name = "ID", value_parser = wallet_id)]
    pub wallet: WalletId,
    /// Why, in up to 255 characters. The audit log keeps it, and the customer of another wallet
    /// reads it as the memo of the transaction: name no person.
    #[arg(long, value_name = "TEXT")]
    pub reason: Reason,
    /// How to print the outcome.
    #[command(flatten)]
    pub output: OutputArgs,
}
