//! What can be asked of the audit log.

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};

use super::OutputArgs;
use crate::changes::ACTIONS;

/// What can be done with the audit log.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Prove that no entry was changed, removed, added or reordered.
    ///
    /// Prints how many entries there are and how far they are anchored, or the first one that is
    /// not as it was written; exits with 1 then.
    #[command(after_help = "\
Examples:
  sovx audit verify --data-dir /srv/sovx
  sovx audit verify --anchor v1.audit.1500.1796083200000.5e0c….91d2…")]
    Verify(AuditVerifyArgs),
    /// State how far the log is, for keeping it elsewhere.
    ///
    /// `sovx audit verify --anchor` proves later that the log still holds what is stated. A running
    /// server writes the same to its log once an hour.
    #[command(after_help = "Example:\n  sovx audit anchor >> /mnt/elsewhere/sovx-anchors")]
    Anchor(OutputArgs),
    /// Take the log as it is, whatever its anchors say.
    ///
    /// This is for an installation whose backup was restored: the anchors tell of entries that came
    /// after the backup. The log tells of this command.
    #[command(after_help = "Example:\n  sovx audit accept --data-dir /srv/sovx")]
    Accept(OutputArgs),
    /// Print entries, oldest first.
    #[command(after_help = "\
Examples:
  sovx audit list --limit 20
  sovx audit list --after 1500 --action customer.updated --format json")]
    List(AuditListArgs),
}

/// What the log must hold.
#[derive(Debug, Clone, Args)]
pub struct AuditVerifyArgs {
    /// What `sovx audit anchor` or the server's log stated earlier. May be given several times.
    #[arg(long, value_name = "STATEMENT")]
    pub anchor: Vec<String>,
    /// How to print the outcome.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Which entries, and how to print them.
#[derive(Debug, Clone, Args)]
pub struct AuditListArgs {
    /// At most so many.
    #[arg(long, value_name = "NUMBER", default_value_t = 50)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub limit: u32,
    /// Those that follow the entry of this number; the newest if left out.
    #[arg(long, value_name = "NUMBER")]
    pub after: Option<i64>,
    /// Those of this action only, such as customer.created.
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(ACTIONS))]
    #[arg(hide_possible_values = true)]
    pub action: Option<String>,
    /// Those of this actor only: the id of an account or a user, the key of a customer (its entry
    /// `customer.created` tells it), or `operator`.
    #[arg(long, value_name = "ID")]
    pub actor: Option<String>,
    /// How to print them.
    #[command(flatten)]
    pub output: OutputArgs,
}
