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
    /// Prints how many entries there are, or the first one that is not as it was written; exits
    /// with 1 then. Note the count now and then: it never falls.
    #[command(after_help = "Example:\n  sovx audit verify --data-dir /srv/sovx")]
    Verify(OutputArgs),
    /// Print entries, oldest first.
    #[command(after_help = "\
Examples:
  sovx audit list --limit 20
  sovx audit list --after 1500 --action customer.updated --format json")]
    List(AuditListArgs),
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
