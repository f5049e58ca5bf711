//! `sovx vault`: the sources that deposit addresses come from.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{OutputArgs, TableArgs};
use crate::vault::Network;

/// What can be done to the vault.
#[derive(Debug, Subcommand)]
pub enum VaultCommand {
    /// Take a source of addresses into use: a file, or `-` for standard input.
    ///
    /// Bitcoin takes an output descriptor, wpkh([fingerprint/84h/0h/0h]xpub.../0/*). Ethereum takes
    /// the extended public key of an account, m/44h/60h/0h. Solana takes ready public keys in
    /// base58, one a line. Private keys and seeds are refused. The first three addresses are shown
    /// for you to compare with your own wallet; nothing is imported before you confirm them.
    #[command(after_help = "\
Examples:
  sovx vault import --network bitcoin-testnet descriptor.txt
  sovx vault import --network solana-devnet --yes - < public-keys.txt")]
    Import(VaultImportArgs),
    /// Show each source: how many addresses it has given out, what is left, and what to look after.
    #[command(after_help = "Example:\n  sovx vault show")]
    Show(OutputArgs),
    /// Print every address that was given out, as CSV: network, source, index, address,
    /// wallet, time.
    #[command(after_help = "\
Examples:
  sovx vault export > addresses.csv
  sovx vault export --network bitcoin")]
    Export(VaultExportArgs),
    /// Print addresses as CSV without giving them out: of a file, or of the imported source.
    #[command(after_help = "\
Examples:
  sovx vault derive --network bitcoin-testnet --count 100 descriptor.txt
  sovx vault derive --network ethereum --from 1000")]
    Derive(VaultDeriveArgs),
}

/// What to import.
#[derive(Debug, Clone, Args)]
pub struct VaultImportArgs {
    /// The network whose addresses it makes.
    #[arg(long, value_enum, value_name = "NAME")]
    pub network: Network,
    /// Do not ask: the addresses are known to be right.
    #[arg(long)]
    pub yes: bool,
    /// The file, or `-` for standard input (which needs --yes).
    pub file: PathBuf,
    /// How to print the outcome. JSON needs --yes: nobody is asked then.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Which addresses to print.
#[derive(Debug, Clone, Args)]
pub struct VaultExportArgs {
    /// Those of this network only.
    #[arg(long, value_enum, value_name = "NAME")]
    pub network: Option<Network>,
    /// How to print them.
    #[command(flatten)]
    pub table: TableArgs,
}

/// Which addresses to make.
#[derive(Debug, Clone, Args)]
pub struct VaultDeriveArgs {
    /// The network they are of.
    #[arg(long, value_enum, value_name = "NAME")]
    pub network: Network,
    /// The first index.
    #[arg(long, value_name = "INDEX", default_value_t = 0)]
    pub from: u32,
    /// How many, 10,000 at most; --from goes on where another call ended.
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub count: u32,
    /// A file as for import, or `-`; the imported source when left out.
    pub file: Option<PathBuf>,
    /// How to print them.
    #[command(flatten)]
    pub table: TableArgs,
}
