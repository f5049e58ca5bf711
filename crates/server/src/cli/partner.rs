//! `sovx partner`: who may use the portal.

use clap::{Args, Subcommand};

use super::OutputArgs;
use crate::partners::PartnerName;

/// What can be done to partners.
#[derive(Debug, Subcommand)]
pub enum PartnerCommand {
    /// Create a partner and print its platform key, once.
    #[command(after_help = "Example:\n  sovx partner create --name \"Acme Platform\"")]
    Create(PartnerArgs),
    /// Show each partner: id, key (masked), state and name.
    #[command(after_help = "Example:\n  sovx partner list")]
    List(OutputArgs),
    /// Give a partner another platform key and print it, once. The old one ends at once.
    ///
    /// Its end customers keep their keys. A disabled partner stays disabled.
    #[command(after_help = "Example:\n  sovx partner rotate --name \"Acme Platform\"")]
    Rotate(PartnerArgs),
    /// Refuse a partner's key, and with it the keys of its end customers, from now on.
    ///
    /// Nothing is deleted: `sovx partner enable` lets the same keys in again. Rotate the key first
    /// if others may have seen it.
    #[command(after_help = "Example:\n  sovx partner disable --name \"Acme Platform\"")]
    Disable(PartnerArgs),
    /// Let a disabled partner in again, with the keys that it had.
    #[command(after_help = "Example:\n  sovx partner enable --name \"Acme Platform\"")]
    Enable(PartnerArgs),
}

/// Which partner.
#[derive(Debug, Clone, Args)]
pub struct PartnerArgs {
    /// Name of the partner, up to 255 characters. Upper and lower case are the same.
    #[arg(long, value_name = "NAME")]
    pub name: PartnerName,
    /// How to print the outcome.
    #[command(flatten)]
    pub output: OutputArgs,
}
