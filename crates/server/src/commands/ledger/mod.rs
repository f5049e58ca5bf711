//! `sovx ledger`: the books proved and read.

mod statement;
mod verify;

use super::{CommandError, adjustments};
use crate::cli::LedgerCommand;
use crate::config::Overrides;
use crate::db::WalletId;

/// Why a command on the ledger did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub(super) enum LedgerCommandError {
    /// The rows are named on standard output.
    #[error("the ledger is not as it must be; findings: {0}")]
    Broken(u64),
    #[error("there is no wallet {0}")]
    NoWallet(WalletId),
}

pub(super) fn run(command: LedgerCommand, store: &Overrides) -> Result<(), CommandError> {
    match command {
        LedgerCommand::Verify(args) => verify::run(&args, store),
        LedgerCommand::Statement(args) => statement::run(&args, store),
        LedgerCommand::PostCorrection(args) => adjustments::correct(args, store),
    }
}
