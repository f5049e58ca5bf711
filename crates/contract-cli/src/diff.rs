//! `contract diff`: what two contracts say differently, and what it does to clients.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use sovx_contract::{Changes, DiffOptions, Document, Level};

use crate::{Failure, Outcome, print, source};

#[derive(Debug, Args)]
#[command(
    after_help = "With --mode compat the first contract is the old one: a change that a client of it \
        could stumble over is breaking.\nWith --mode check every difference counts: the first is the \
        contract, the second what a server declares."
)]
pub(crate) struct Options {
    /// The root file of the first contract
    old: PathBuf,
    /// The root file of the second contract
    new: PathBuf,
    #[command(flatten)]
    root: source::Root,
    /// What to ask
    #[arg(long, value_enum, default_value_t = Mode::Compat)]
    mode: Mode,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Which changes end the command with 1
    #[arg(long, value_enum, default_value_t = FailOn::Breaking, value_name = "WHAT")]
    fail_on: FailOn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Mode {
    /// What do the changes from the first to the second do to clients?
    Compat,
    /// Do both say the same?
    Check,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A line for each change
    Text,
    /// For programs
    Json,
    /// A table, for the comment of a change request
    Markdown,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    /// Those that break clients; in check mode all
    Breaking,
    /// All
    Any,
    /// None
    None,
}

/// Compares and prints.
///
/// # Errors
/// One of the contracts cannot be used.
pub(crate) fn run(options: &Options) -> Result<Outcome, Failure> {
    let load = |contract| source::load(&options.root.files(contract));
    let (old, new) = (load(&options.old)?, load(&options.new)?);
    let changes = sovx_contract::compare(&old, &new);
    match (options.format, options.mode) {
        (Format::Text, Mode::Compat) => print_changes(&changes)?,
        (Format::Text, Mode::Check) => print_differences(&old, &new)?,
        (Format::Json, _) => print::line(format_args!("{:#}", changes.to_json()))?,
        (Format::Markdown, _) => print::line(changes.to_markdown())?,
    }
    let is_found = match (options.fail_on, options.mode) {
        (FailOn::None, _) => false,
        (FailOn::Any, _) | (FailOn::Breaking, Mode::Check) => !changes.is_empty(),
        (FailOn::Breaking, Mode::Compat) => is_breaking(&changes),
    };
    Ok(if is_found {
        Outcome::Found
    } else {
        Outcome::Fine
    })
}

fn is_breaking(changes: &Changes) -> bool {
    changes.worst() == Some(Level::Breaking)
}

fn print_changes(changes: &Changes) -> Result<(), Failure> {
    if !changes.is_empty() {
        print::line(changes)?;
    }
    let [breaking, warnings, compatible] =
        [Level::Breaking, Level::Warning, Level::Compatible].map(|level| changes.of(level).count());
    let warnings = source::counted(warnings, "warning");
    print::line(format_args!(
        "{breaking} breaking, {warnings}, {compatible} compatible"
    ))
}

fn print_differences(old: &Document, new: &Document) -> Result<(), Failure> {
    let differences = sovx_contract::diff(old, new, DiffOptions::default());
    for difference in &differences {
        print::line(difference)?;
    }
    print::line(source::counted(differences.len(), "difference"))
}
