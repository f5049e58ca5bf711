//! `sovx ledger`: the books.

use clap::Subcommand;

use super::CorrectionArgs;

/// What can be done with the ledger.
#[derive(Debug, Subcommand)]
pub enum LedgerCommand {
    /// Put money into a wallet or a customer's revenue, or take it out with a minus.
    ///
    /// The money comes from equity and goes back there. No more is taken than is available.
    #[command(after_help = "\
Examples:
  sovx ledger post-correction --wallet 0194670a-7c1b-7a52-9d3e-5f8c6b2a1d40 --currency btc \\
    --amount 0.5 --reason \"Deposit of 3 May\" --reference ticket-17
  sovx ledger post-correction --customer corp-acme --currency usdc --amount -12.50 \\
    --reason \"Fee taken twice\" --reference ticket-18")]
    PostCorrection(CorrectionArgs),
}
