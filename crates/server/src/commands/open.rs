//! The one way in which commands get at the data: beside a server that runs, or where one has been.
//!
//! Nothing is made here. In a folder where no server has been, everything would be empty, and a key
//! that was made there would open nothing.

use std::sync::Arc;

use super::{CommandError, block_on, configured};
use crate::anchors::Anchors;
use crate::auth::pepper::Pepper;
use crate::changes::Changes;
use crate::config::{Config, Database, Environment, Overrides};
use crate::db::OpenError;
use crate::ledger::Ledger;
use crate::secrets::existing_pepper;
use crate::serve::{StartError, open_existing, open_undecided};

/// What a command works with.
pub(super) struct Opened {
    pub(super) changes: Changes,
    pub(super) anchors: Anchors,
    pub(super) pepper: Arc<Pepper>,
    pub(super) environment: Environment,
}

impl Opened {
    /// The ledger of the installation.
    pub(super) fn ledger(&self) -> Ledger {
        Ledger::new(&self.pepper)
    }
}

/// Opens the database that the configuration names, does `work` and closes it.
pub(super) fn with_server<T>(
    overrides: &Overrides,
    work: impl AsyncFnOnce(&Opened) -> Result<T, CommandError>,
) -> Result<T, CommandError> {
    open_with(overrides, open_existing, work)
}

/// The same, whatever the environment of the database is.
pub(super) fn with_undecided<T>(
    overrides: &Overrides,
    work: impl AsyncFnOnce(&Opened) -> Result<T, CommandError>,
) -> Result<T, CommandError> {
    open_with(overrides, open_undecided, work)
}

fn open_with<T>(
    overrides: &Overrides,
    open: impl AsyncFnOnce(&Config, &Arc<Pepper>) -> Result<(Changes, Environment), StartError>,
    work: impl AsyncFnOnce(&Opened) -> Result<T, CommandError>,
) -> Result<T, CommandError> {
    let config = configured(overrides)?;
    let pepper = existing_pepper(&config).map_err(StartError::from)?;
    let pepper = pepper.ok_or_else(|| no_pepper(&config))?;
    block_on(async {
        let (changes, environment) = match open(&config, &pepper).await {
            Err(StartError::Open(OpenError::Absent)) => return Err(no_server(&config)),
            opened => opened?,
        };
        let opened = Opened {
            anchors: Anchors::new(changes.clone(), &config),
            changes,
            pepper,
            environment,
        };
        let done = work(&opened).await;
        opened.changes.db().close().await;
        done
    })
}

/// A database without a pepper has lost it; without both no server has been here.
fn no_pepper(config: &Config) -> CommandError {
    match &config.database {
        Database::Sqlite(path) if path.exists() => {
            CommandError::NoPepper(config.data_dir.display().to_string())
        }
        Database::Sqlite(_) | Database::Postgres(_) => no_server_at(config),
    }
}

fn no_server_at(config: &Config) -> CommandError {
    CommandError::NoServer(config.data_dir.display().to_string())
}

fn no_server(config: &Config) -> CommandError {
    match &config.database {
        Database::Sqlite(_) => no_server_at(config),
        Database::Postgres(_) => CommandError::NoServer("this Postgres database".to_owned()),
    }
}
