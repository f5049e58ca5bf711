//! `sovx account`: who may sign in.

use clap::{Args, Subcommand};

use super::OutputArgs;

/// What can be done to accounts.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Create an account.
    ///
    /// The password is asked for twice on a terminal, read from the first line of standard input
    /// elsewhere, or generated and printed once.
    #[command(after_help = "\
Examples:
  sovx account create --email ops@acme.example
  sovx account create --email ops@acme.example --generate
  sovx account create --email ops@acme.example < password.txt")]
    Create(AccountPasswordArgs),
    /// Show each account: id, state, time of creation and e-mail address.
    #[command(after_help = "Examples:\n  sovx account list\n  sovx account list --format json")]
    List(OutputArgs),
    /// Disable an account and end its sessions at once.
    ///
    /// Nothing is deleted: `sovx account enable` lets the same password in again.
    #[command(after_help = "Example:\n  sovx account disable --email ops@acme.example")]
    Disable(AccountDisableArgs),
    /// Let a disabled account sign in again, with the password that it had.
    #[command(after_help = "Example:\n  sovx account enable --email ops@acme.example")]
    Enable(AccountArgs),
    /// Give an account another password and end its sessions at once.
    ///
    /// The password is asked for as by `create`. A disabled account stays disabled.
    #[command(after_help = "\
Examples:
  sovx account password --email ops@acme.example
  sovx account password --email ops@acme.example --generate")]
    Password(AccountPasswordArgs),
}

/// Which account.
#[derive(Debug, Clone, Args)]
pub struct AccountArgs {
    /// E-mail address of the account.
    #[arg(long, value_name = "EMAIL")]
    pub email: String,
    /// How to print the outcome.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Which account to disable.
#[derive(Debug, Clone, Args)]
pub struct AccountDisableArgs {
    /// Which account.
    #[command(flatten)]
    pub account: AccountArgs,
    /// Disable it even if it is the last active one, after which nobody can sign in.
    #[arg(long)]
    pub force: bool,
}

/// Which account, and where its password comes from.
#[derive(Debug, Clone, Args)]
pub struct AccountPasswordArgs {
    /// Which account.
    #[command(flatten)]
    pub account: AccountArgs,
    /// Generate the password and print it once, instead of asking for it.
    #[arg(long)]
    pub generate: bool,
}
