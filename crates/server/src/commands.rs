//! What each subcommand does.
//!
//! Results go to standard output, complaints to standard error, and the exit code says which.

mod account;
mod adjustments;
mod audit;
mod input;
mod installation;
mod ledger;
mod once;
mod open;
mod partner;
mod program;
mod suspense;
mod vault;
mod wallet;

use std::fmt::Display;
use std::io::{ErrorKind, Write, stderr, stdout};
use std::process::ExitCode;

use serde_json::{Value, json};
use sovx_runtime::Timestamp;

use crate::accounts::AccountError;
use crate::adjustments::AdjustmentError;
use crate::anchors::AnchorError;
use crate::changes::audit::StatementError;
use crate::cli::{
    Cli, Command, CurrencyCommand, Format, ImportArgs, OpenapiArgs, OutputFormat, RegistryCommand,
    StoreArgs, exit_code,
};
use crate::config::{Config, ConfigError, Overrides};
use crate::currencies::{self, Catalogue, CatalogueError};
use crate::db::DbError;
use crate::deposits::ObserveError;
use crate::deposits::suspense::AssignError;
use crate::logging;
use crate::partners::PartnerError;
use crate::registry::{LocalRegistry, import};
use crate::secrets::SecretsError;
use crate::serve::{self, StartError};
use crate::wallets::manage::FreezeError;

use input::PasswordInputError;
use ledger::LedgerCommandError;
use open::{Opened, with_server};
use vault::VaultCommandError;

/// Why a command did not do what was asked.
#[derive(Debug, thiserror::Error)]
enum CommandError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(transparent)]
    Account(#[from] AccountError),
    #[error(transparent)]
    Partner(#[from] PartnerError),
    #[error(transparent)]
    Database(#[from] DbError),
    #[error("the import file cannot be read: {0}")]
    ImportFile(#[source] std::io::Error),
    #[error(transparent)]
    Import(#[from] import::ImportError),
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    #[error(transparent)]
    Currencies(#[from] currencies::ImportError),
    #[error(transparent)]
    Vault(#[from] VaultCommandError),
    #[error(transparent)]
    Adjustment(#[from] AdjustmentError),
    #[error(transparent)]
    Assign(#[from] AssignError),
    #[error(transparent)]
    Suspense(#[from] ObserveError),
    #[error(transparent)]
    Freeze(#[from] FreezeError),
    #[error(transparent)]
    Anchor(#[from] AnchorError),
    #[error(transparent)]
    Ledger(#[from] LedgerCommandError),
    #[error("what --anchor gives {0}")]
    Statement(StatementError),
    #[error(
        "no server has been started with {0}: start one there first with `sovx serve`, or say by \
         --data-dir, --database-url or --config where it is"
    )]
    NoServer(String),
    #[error(
        "{0} holds a database and no pepper: restore the file `pepper` from a backup, or set \
         SOVX_PEPPER"
    )]
    NoPepper(String),
    #[error("the document cannot be written: {0}")]
    Document(#[source] Box<dyn std::error::Error>),
    #[error(
        "standard output is closed or /dev/null: nothing was done, since what this makes is shown once"
    )]
    NoReader,
    #[error("standard output failed, so that the secret was not shown: {remedy}")]
    NotShown {
        remedy: &'static str,
        #[source]
        source: std::io::Error,
    },
    #[error("standard input or output failed: {0}")]
    Terminal(#[from] std::io::Error),
    #[error("the manual cannot be written: {0}")]
    Manual(#[source] std::io::Error),
    #[error(transparent)]
    Password(#[from] PasswordInputError),
}

/// Does what the command line asks for.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    let done = match cli.into_parts() {
        Ok((store, command)) => obey(command, store),
        Err(error) => {
            // Nobody is left to tell when standard error is closed.
            let _ = error.print();
            return ExitCode::from(exit_code::USAGE);
        }
    };
    logging::finish();
    match done {
        Ok(()) => ExitCode::from(exit_code::SUCCESS),
        Err(error) => complain(&error),
    }
}

fn obey(command: Command, store: StoreArgs) -> Result<(), CommandError> {
    let place = Overrides::from(store.clone());
    match command {
        Command::Serve(args) => serve(&args.with(store)),
        Command::Account(command) => account::run(command, &place),
        Command::Partner(command) => partner::run(command, &place),
        Command::Registry(RegistryCommand::Import(args)) => import_profiles(&args, &place),
        Command::Currency(CurrencyCommand::Import(args)) => import_currencies(&args, &place),
        Command::Vault(command) => vault::run(command, &place),
        Command::Revenue(command) => adjustments::revenue(command, &place),
        Command::Customer(command) => adjustments::customer(command, &place),
        Command::Suspense(command) => suspense::run(command, &place),
        Command::Wallet(command) => wallet::run(command, &place),
        Command::Environment(command) => installation::environment(&command, &place),
        Command::Secret(command) => installation::secret(&command, &place),
        Command::Audit(command) => audit::run(command, &place),
        Command::Ledger(command) => ledger::run(command, &place),
        Command::Openapi(args) => openapi(&args),
        Command::Version(args) => program::version(args),
        Command::Completions(args) => program::completions(&args),
        Command::Man(args) => program::manual(&args),
    }
}

impl CommandError {
    /// A setting is as wrong when only its use shows it.
    fn exit_code(&self) -> u8 {
        match self {
            Self::Config(_)
            | Self::Statement(_)
            | Self::Start(
                StartError::Secrets(SecretsError::Weak { .. }) | StartError::DatabaseUrl(_),
            ) => exit_code::USAGE,
            Self::Start(_)
            | Self::Account(_)
            | Self::Partner(_)
            | Self::Database(_)
            | Self::ImportFile(_)
            | Self::Import(_)
            | Self::Catalogue(_)
            | Self::Currencies(_)
            | Self::Vault(_)
            | Self::Adjustment(_)
            | Self::Assign(_)
            | Self::Suspense(_)
            | Self::Freeze(_)
            | Self::Anchor(_)
            | Self::Ledger(_)
            | Self::NoServer(_)
            | Self::NoPepper(_)
            | Self::Document(_)
            | Self::NoReader
            | Self::NotShown { .. }
            | Self::Terminal(_)
            | Self::Manual(_)
            | Self::Password(_) => exit_code::FAILURE,
        }
    }
}

fn complain(error: &CommandError) -> ExitCode {
    let error_itself: &dyn std::error::Error = error;
    let causes = std::iter::successors(Some(error_itself), |error| error.source());
    let mut said: Vec<String> = causes.map(ToString::to_string).collect();
    said.dedup_by(|later, earlier| earlier.contains(later.as_str()));
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(stderr(), "sovx: {}", said.join(": "));
    ExitCode::from(error.exit_code())
}

/// A reader that has seen enough, such as `head`, is no failure.
fn say(line: impl Display) -> Result<(), CommandError> {
    match writeln!(stdout(), "{line}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// The same for a whole document.
fn say_bytes(document: &[u8]) -> Result<(), CommandError> {
    match stdout().write_all(document) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Says what was done or found: as text, or as a JSON object on a line.
fn report(format: OutputFormat, text: impl Display, json: &Value) -> Result<(), CommandError> {
    match format {
        OutputFormat::Text => say(text),
        OutputFormat::Json => say(json),
    }
}

/// A time; one outside of the calendar is shown as the number that it is.
fn shown_time(millis: i64) -> String {
    Timestamp::from_millis(millis).map_or_else(|| millis.to_string(), |time| time.to_string())
}

/// Runs work that waits for the database.
fn block_on<T>(work: impl Future<Output = Result<T, CommandError>>) -> Result<T, CommandError> {
    actix_web::rt::System::new().block_on(work)
}

/// The configuration, once the log has begun.
fn configured(overrides: &Overrides) -> Result<Config, CommandError> {
    let config = Config::load(overrides)?;
    logging::start(&config.log);
    for warning in &config.warnings {
        tracing::warn!("{warning}");
    }
    Ok(config)
}

fn serve(overrides: &Overrides) -> Result<(), CommandError> {
    let config = configured(overrides)?;
    block_on(async { Ok(serve::serve(&config).await?) })
}

fn import_profiles(args: &ImportArgs, store: &Overrides) -> Result<(), CommandError> {
    let text = input::text_of(&args.file).map_err(CommandError::ImportFile)?;
    let entries = import::parse(&text)?;
    let count = with_server(store, async |opened| {
        Ok(LocalRegistry::import(&opened.changes, entries).await?)
    })?;
    report(
        args.output.format,
        format_args!("imported {count} profiles"),
        &json!({ "profiles": count }),
    )
}

fn import_currencies(args: &ImportArgs, store: &Overrides) -> Result<(), CommandError> {
    let text = input::text_of(&args.file).map_err(CommandError::ImportFile)?;
    let catalogue = Catalogue::parse(&text)?;
    let (currencies, pairs) = with_server(store, async |opened| {
        Ok(currencies::import(&opened.changes, catalogue).await?)
    })?;
    report(
        args.output.format,
        format_args!("imported currencies: {currencies}, pairs: {pairs}"),
        &json!({ "currencies": currencies, "pairs": pairs }),
    )
}

fn openapi(args: &OpenapiArgs) -> Result<(), CommandError> {
    let api = args.api.parts();
    let unwritable = |error: serde_json::Error| CommandError::Document(error.into());
    let document: Value = if args.contract {
        serde_json::from_str(api.contract).map_err(unwritable)?
    } else {
        serde_json::to_value((api.declared)()).map_err(unwritable)?
    };
    match args.format {
        Format::Json => say(format_args!("{document:#}")),
        Format::Yaml => {
            let yaml = yaml_serde::to_string(&document);
            let yaml = yaml.map_err(|error| CommandError::Document(error.into()))?;
            say(yaml.trim_end())
        }
    }
}
