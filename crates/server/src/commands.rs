//! What each subcommand does.
//!
//! Results go to standard output, complaints to standard error, and the exit code says which.

mod audit;
mod partner;
mod vault;

use std::fmt::Display;
use std::io::{ErrorKind, Write, stderr, stdin, stdout};
use std::process::ExitCode;
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

use crate::accounts::{self, AccountError};
use crate::auth::password;
use crate::auth::pepper::Pepper;
use crate::changes::Changes;
use crate::changes::audit::Verdict;
use crate::cli::{
    AccountArgs, AccountCommand, AccountPasswordArgs, Cli, Command, CurrencyCommand, Format,
    ImportArgs, OpenapiArgs, RegistryCommand, exit_code,
};
use crate::config::{Config, ConfigError, Environment, Overrides};
use crate::currencies::{self, Catalogue, CatalogueError};
use crate::db::DbError;
use crate::logging;
use crate::partners::PartnerError;
use crate::registry::{LocalRegistry, import};
use crate::secrets::{SecretsError, has_pepper, open_pepper};
use crate::serve::{self, StartError, open_changes};

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
    #[error("{0}")]
    Audit(Verdict),
    #[error("no server has been started with {0}: name its data directory or set SOVX_PEPPER")]
    NoServer(String),
    #[error("the document cannot be written: {0}")]
    Document(#[source] Box<dyn std::error::Error>),
    #[error("standard input or output failed: {0}")]
    Terminal(#[from] std::io::Error),
    #[error("the first line of standard input must hold the password; or say --generate")]
    NoPassword,
}

/// Does what the command line asks for.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    let done = match cli.into_command() {
        Command::Serve(args) => serve(&args.into()),
        Command::Account(command) => account(command),
        Command::Partner(command) => partner::run(command),
        Command::Registry(RegistryCommand::Import(args)) => import_profiles(args),
        Command::Currency(CurrencyCommand::Import(args)) => import_currencies(args),
        Command::Vault(command) => vault::run(command),
        Command::Audit(command) => audit::audit(command),
        Command::Openapi(args) => openapi(&args),
    };
    match done {
        Ok(()) => ExitCode::from(exit_code::SUCCESS),
        Err(error) => complain(&error),
    }
}

impl CommandError {
    /// A setting is as wrong when only its use shows it.
    fn exit_code(&self) -> u8 {
        match self {
            Self::Config(_)
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
            | Self::Audit(_)
            | Self::NoServer(_)
            | Self::Document(_)
            | Self::Terminal(_)
            | Self::NoPassword => exit_code::FAILURE,
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

/// Runs work that waits for the database.
fn block_on<T>(work: impl Future<Output = Result<T, CommandError>>) -> Result<T, CommandError> {
    actix_web::rt::System::new().block_on(work)
}

fn serve(overrides: &Overrides) -> Result<(), CommandError> {
    let config = Config::load(overrides)?;
    logging::start(&config.log);
    block_on(async { Ok(serve::serve(&config).await?) })
}

fn account(command: AccountCommand) -> Result<(), CommandError> {
    match command {
        AccountCommand::Create(args) => with_password(args, "created", accounts::create),
        AccountCommand::Password(args) => with_password(args, "re-keyed", accounts::set_password),
        AccountCommand::Disable(AccountArgs { email, store }) => {
            with_changes(&store.into(), async |changes| {
                Ok(accounts::disable(changes, &email).await?)
            })?;
            say(format_args!(
                "account {email} is disabled, its sessions have ended"
            ))
        }
    }
}

fn with_password(
    args: AccountPasswordArgs,
    done: &str,
    act: impl AsyncFnOnce(&Changes, &str, SecretString) -> Result<(), AccountError>,
) -> Result<(), CommandError> {
    let AccountPasswordArgs {
        account: AccountArgs { email, store },
        generate,
    } = args;
    let password = if generate {
        password::generate()
    } else {
        read_password()?
    };
    let shown = password.clone();
    with_changes(&store.into(), async |changes| {
        Ok(act(changes, &email, password).await?)
    })?;
    say(format_args!("account {email} is {done}"))?;
    if generate {
        say(format_args!(
            "password {} (shown once)",
            shown.expose_secret()
        ))?;
    }
    Ok(())
}

fn read_password() -> Result<SecretString, CommandError> {
    let mut line = String::new();
    stdin().read_line(&mut line)?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        return Err(CommandError::NoPassword);
    }
    Ok(password.into())
}

fn import_profiles(args: ImportArgs) -> Result<(), CommandError> {
    let text = std::fs::read_to_string(&args.file).map_err(CommandError::ImportFile)?;
    let entries = import::parse(&text)?;
    let count = with_changes(&args.store.into(), async |changes| {
        Ok(LocalRegistry::import(changes, entries).await?)
    })?;
    say(format_args!("imported {count} profiles"))
}

fn import_currencies(args: ImportArgs) -> Result<(), CommandError> {
    let text = std::fs::read_to_string(&args.file).map_err(CommandError::ImportFile)?;
    let catalogue = Catalogue::parse(&text)?;
    let (currencies, pairs) = with_changes(&args.store.into(), async |changes| {
        Ok(currencies::import(changes, catalogue).await?)
    })?;
    say(format_args!(
        "imported {currencies} currencies and {pairs} pairs"
    ))
}

/// What a command works with.
struct Opened {
    changes: Changes,
    pepper: Arc<Pepper>,
    environment: Environment,
}

/// Opens the database that the configuration names, beside a running server or alone, does `work`
/// and closes it.
fn with_opened<T>(
    overrides: &Overrides,
    work: impl AsyncFnOnce(&Opened) -> Result<T, CommandError>,
) -> Result<T, CommandError> {
    let config = Config::load(overrides)?;
    logging::start(&config.log);
    let pepper = open_pepper(&config).map_err(StartError::from)?;
    block_on(async {
        let opened = Opened {
            changes: open_changes(&config, &pepper, false).await?,
            pepper,
            environment: config.environment,
        };
        let done = work(&opened).await;
        opened.changes.db().close().await;
        done
    })
}

/// The same for work that needs the database only.
fn with_changes<T>(
    overrides: &Overrides,
    work: impl AsyncFnOnce(&Changes) -> Result<T, CommandError>,
) -> Result<T, CommandError> {
    with_opened(overrides, async |opened| work(&opened.changes).await)
}

/// The same where a server has been. Elsewhere everything would be empty, which says nothing.
fn with_server<T>(
    overrides: &Overrides,
    work: impl AsyncFnOnce(&Changes) -> Result<T, CommandError>,
) -> Result<T, CommandError> {
    let config = Config::load(overrides)?;
    if !has_pepper(&config) {
        let directory = config.data_dir.display().to_string();
        return Err(CommandError::NoServer(directory));
    }
    with_changes(overrides, work)
}

fn openapi(args: &OpenapiArgs) -> Result<(), CommandError> {
    let api = args.api.parts();
    let unwritable = |error: serde_json::Error| CommandError::Document(error.into());
    let document: serde_json::Value = if args.contract {
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
