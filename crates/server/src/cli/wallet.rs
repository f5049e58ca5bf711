//! `sovx wallet`: wallets that nothing may leave.

use clap::{Args, Subcommand};

use super::OutputArgs;
use super::order::wallet_id;
use crate::adjustments::Reason;
use crate::db::WalletId;

/// What can be done with wallets.
#[derive(Debug, Subcommand)]
pub enum WalletCommand {
    /// Show each wallet: id, customer, user, status, and why and since when it is frozen.
    #[command(after_help = "\
Examples:
  sovx wallet list --frozen
  sovx wallet list --format json")]
    List(WalletListArgs),
    /// Freeze a wallet: nothing leaves it. What arrives is credited.
    #[command(after_help = "\
Example:
  sovx wallet freeze --wallet 0194670a-7c1b-7a52-9d3e-5f8c6b2a1d40 --reason \"Stolen device\"")]
    Freeze(FreezeArgs),
    /// Free a frozen wallet, whatever it was frozen for.
    #[command(after_help = "\
Example:
  sovx wallet unfreeze --wallet 0194670a-7c1b-7a52-9d3e-5f8c6b2a1d40 --reason \"Ticket 17\"")]
    Unfreeze(FreezeArgs),
}

/// Which wallets, and how to print them.
#[derive(Debug, Clone, Args)]
pub struct WalletListArgs {
    /// Frozen ones only.
    #[arg(long)]
    pub frozen: bool,
    /// How to print them.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Which wallet, and why.
#[derive(Debug, Clone, Args)]
pub struct FreezeArgs {
    /// Id of the wallet.
    #[arg(long, value_name = "ID", value_parser = wallet_id)]
    pub wallet: WalletId,
    /// Why, in up to 255 characters, for the audit log: name no person.
    #[arg(long, value_name = "TEXT")]
    pub reason: Reason,
    /// How to print the outcome.
    #[command(flatten)]
    pub output: OutputArgs,
}
