//! What can be asked of the ledger.

use chrono::DateTime;
use clap::{Args, Subcommand};
use sovx_runtime::Timestamp;

use super::{CorrectionArgs, OutputArgs, TableArgs};
use crate::db::WalletId;

/// What can be done with the ledger.
#[derive(Debug, Subcommand)]
pub enum LedgerCommand {
    /// Prove that every balance follows from what was booked, and that nothing was altered.
    ///
    /// Begins after what the last clean proof has seen, and may run beside a server. Prints what
    /// was proved; or each row that is not as it must be, and exits with 1 then.
    #[command(after_help = "\
Examples:
  sovx ledger verify --data-dir /srv/sovx
  sovx ledger verify --full --format json")]
    Verify(LedgerVerifyArgs),
    /// Print what was booked on a wallet, oldest first, with the balance after each line.
    #[command(after_help = "\
Examples:
  sovx ledger statement --wallet 0196a1c2-… > statement.csv
  sovx ledger statement --wallet 0196a1c2-… --currency BTC \\
    --from 2026-01-01T00:00:00Z --to 2027-01-01T00:00:00Z")]
    Statement(LedgerStatementArgs),
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

/// How much to prove.
#[derive(Debug, Clone, Args)]
pub struct LedgerVerifyArgs {
    /// Prove every line since the first, whatever was proved before.
    #[arg(long)]
    pub full: bool,
    /// How to print the outcome.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Which lines, and how to print them.
#[derive(Debug, Clone, Args)]
pub struct LedgerStatementArgs {
    /// The wallet, by its id.
    #[arg(long, value_name = "ID", value_parser = wallet)]
    pub wallet: WalletId,
    /// In this currency only, such as BTC.
    #[arg(long, value_name = "CODE")]
    pub currency: Option<String>,
    /// From this moment on (RFC 3339).
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub from: Option<Timestamp>,
    /// Before this moment (RFC 3339).
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub to: Option<Timestamp>,
    /// How to print them.
    #[command(flatten)]
    pub table: TableArgs,
}

fn wallet(text: &str) -> Result<WalletId, &'static str> {
    WalletId::parse(text).ok_or("must be a UUID")
}

fn time(text: &str) -> Result<Timestamp, &'static str> {
    match DateTime::parse_from_rfc3339(text) {
        Ok(time) => Ok(time.to_utc().into()),
        Err(_) => Err("must be a time such as 2026-01-31T00:00:00Z"),
    }
}
