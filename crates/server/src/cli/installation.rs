//! `sovx environment` and `sovx secret`: what holds for the whole installation.

use clap::{Args, Subcommand};

use crate::config::Environment;
use crate::secrets::SharedSecret;

/// What can be done about the environment of a database.
#[derive(Debug, Subcommand)]
pub enum EnvironmentCommand {
    /// Decide whether the database is sandbox or live, whatever it was.
    ///
    /// A database decides by itself at its first start. This is for one of an older version that
    /// holds keys of both, or none. Stop its servers first: they keep what they started with.
    #[command(after_help = "Example:\n  sovx environment set live")]
    Set(EnvironmentSetArgs),
    /// Show what the database is.
    #[command(after_help = "Example:\n  sovx environment show")]
    Show,
}

/// Which environment.
#[derive(Debug, Clone, Args)]
pub struct EnvironmentSetArgs {
    /// sandbox or live.
    #[arg(value_name = "NAME")]
    pub decided: Environment,
}

/// What can be done about the secrets that the servers of a database share.
#[derive(Debug, Subcommand)]
pub enum SecretCommand {
    /// Let the next server that starts bring another session key or master key.
    ///
    /// Servers of one database prove at start that their secrets agree. To replace one, stop them,
    /// forget it, remove its file or change its setting, and start them again.
    #[command(after_help = "Example:\n  sovx secret forget master-key")]
    Forget(SecretForgetArgs),
}

/// Which secret.
#[derive(Debug, Clone, Args)]
pub struct SecretForgetArgs {
    /// session-key or master-key.
    #[arg(value_name = "NAME")]
    pub secret: SharedSecret,
}
