//! Opening the database, by its server and by commands.

use std::sync::Arc;

use secrecy::ExposeSecret;

use super::StartError;
use crate::auth::pepper::Pepper;
use crate::changes::Changes;
use crate::config::{Config, Database, Environment};
use crate::db::{DatabaseUrl, Db, DbError, DbSettings, OpenError, now_millis};
use crate::secrets::Secrets;
use crate::{credentials, installation};

/// Opens the configured database as its server. Secrets that are new are written once it is known
/// that the database has no others, and before anything in it depends on them.
pub(super) async fn open_installation(
    config: &Config,
    secrets: &mut Secrets,
) -> Result<Changes, StartError> {
    let changes = Changes::new(open_database(config, true)?, &secrets.pepper);
    installation::settle(&changes, config.environment).await?;
    if knows_pepper(&changes, &secrets.pepper).await? == Some(false) {
        return Err(StartError::OtherPepper);
    }
    let proofs = std::mem::take(&mut secrets.proofs);
    installation::check(&changes, proofs.clone(), secrets.unwritten.names()).await?;
    secrets.unwritten.write_keys()?;
    adopt_pepper(&changes, &secrets.pepper).await?;
    installation::record(&changes, proofs).await?;
    Ok(changes)
}

/// Opens the configured database for changes beside its server. Nothing is made: there must be a
/// database that a server has used with this pepper, in this environment, or in the one that is
/// returned where the configuration says none.
pub(crate) async fn open_existing(
    config: &Config,
    pepper: &Arc<Pepper>,
) -> Result<(Changes, Environment), StartError> {
    let (changes, _) = open_undecided(config, pepper).await?;
    let stored = installation::find(&changes).await?;
    if let Some(stored) = stored.filter(|_| !config.is_environment_given) {
        return Ok((changes, stored));
    }
    installation::settle(&changes, config.environment).await?;
    Ok((changes, config.environment))
}

/// The same, whatever the environment of the database is.
pub(crate) async fn open_undecided(
    config: &Config,
    pepper: &Arc<Pepper>,
) -> Result<(Changes, Environment), StartError> {
    let changes = Changes::new(open_database(config, false)?, pepper);
    match knows_pepper(&changes, pepper).await? {
        Some(true) => Ok((changes, config.environment)),
        Some(false) => Err(StartError::OtherPepper),
        None => Err(StartError::Open(OpenError::Absent)),
    }
}

/// Whether keys were hashed with this pepper; `None` if with none yet.
async fn knows_pepper(changes: &Changes, pepper: &Pepper) -> Result<Option<bool>, DbError> {
    let id = pepper.id().to_owned();
    let known = move |conn: &mut _| credentials::knows_pepper(conn, &id);
    changes.db().read(known).await
}

async fn adopt_pepper(changes: &Changes, pepper: &Pepper) -> Result<(), StartError> {
    let (pepper_id, now) = (pepper.id().to_owned(), now_millis());
    let adopted = changes.upkeep(move |conn| credentials::adopt_pepper(conn, &pepper_id, now));
    let adopted: Result<bool, DbError> = adopted.await;
    match adopted? {
        true => Ok(()),
        false => Err(StartError::OtherPepper),
    }
}

/// As its one server, which makes what is missing, or beside it.
fn open_database(config: &Config, as_server: bool) -> Result<Db, StartError> {
    let url = match &config.database {
        Database::Sqlite(path) => DatabaseUrl::sqlite(path),
        Database::Postgres(url) => url.expose_secret().parse()?,
    };
    let settings = DbSettings {
        create: as_server,
        exclusive: as_server,
        ..DbSettings::new(url)
    };
    Ok(Db::open(&settings)?)
}
