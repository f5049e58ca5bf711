//! `sovx registry` and `sovx currency`: tables that are filled from files.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::OutputArgs;

/// What can be done to the local registry.
#[derive(Debug, Subcommand)]
pub enum RegistryCommand {
    /// Add or replace business profiles from a file, all of them or none.
    ///
    /// The file is a list of profiles, each with its `customer_id` beside the other fields, as a JSON
    /// array or as JSON lines; or a JSON object from customer id to profile. Every problem of the
    /// file is told by item, line or key.
    #[command(after_help = "\
A file that is taken (examples/registry.json has every field):
  [{\"customer_id\": \"corp-acme\", \"account_type\": \"corporation\", \"account_role\": \"client\",
    \"business\": {\"entity_name\": \"Acme Ltd\", \"incorporation_country\": \"GB\"}}]

Examples:
  sovx registry import customers.json
  sovx registry import customers.jsonl --data-dir /srv/sovx")]
    Import(ImportArgs),
}

/// What can be done to the catalogue of currencies.
#[derive(Debug, Subcommand)]
pub enum CurrencyCommand {
    /// Add or replace currencies and pairs from a file, all of them or none.
    ///
    /// The file is a JSON object with the lists `currencies` and `pairs`, in the form in which the
    /// API shows them. Every problem of the file is told by place. A currency that the ledger has
    /// amounts of keeps its precision, and one of a network has at least the decimals of its chain.
    #[command(after_help = "\
A file that is taken is examples/currencies.json.

Examples:
  sovx currency import currencies.json
  sovx currency import currencies.json --data-dir /srv/sovx")]
    Import(ImportArgs),
}

/// What to import.
#[derive(Debug, Clone, Args)]
pub struct ImportArgs {
    /// The import file, of at most 64 MiB.
    pub file: PathBuf,
    /// How to print the outcome.
    #[command(flatten)]
    pub output: OutputArgs,
}
