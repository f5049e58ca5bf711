//! The environment of the database: sandbox or live, and never the other one by mistake.

use diesel::prelude::*;

use super::queries::{self, NAME};
use crate::auth::caller::Actor;
use crate::auth::keys::KeyKind;
use crate::changes::{Change, Changed, Changes};
use crate::config::Environment;
use crate::db::schema::{accounts, credentials, partners, vault_sources};
use crate::db::{Connection, DbError};
use crate::vault::Network;

const ENVIRONMENT: &str = "environment";

/// Why a program must not use the database.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EnvironmentError {
    /// It belongs to the other environment.
    #[error(
        "this is a {stored} database and must not be used as {configured}: say --environment \
         {stored} or SOVX_ENVIRONMENT={stored}"
    )]
    Other {
        /// What the database knows.
        stored: Environment,
        /// What the configuration says.
        configured: Environment,
    },
    /// It is older than this rule, and what it holds does not tell.
    #[error(
        "the database does not say whether it is sandbox or live, and neither does what it holds: \
         decide it once with `sovx environment set sandbox` or `sovx environment set live`"
    )]
    Unclear,
    /// It holds a word that is no environment.
    #[error("the database names an environment that does not exist: restore it from a backup")]
    Damaged,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Makes sure that the database is of this environment. A new one is from now on; one of an older
/// version becomes what its keys and its sources of addresses say.
pub(crate) async fn settle(
    changes: &Changes,
    configured: Environment,
) -> Result<(), EnvironmentError> {
    let settle = || changes.upkeep(move |conn| settle_in(conn, configured));
    match settle().await {
        // Another process was first; what it has stored counts.
        Err(EnvironmentError::Db(error)) if error.violates(&NAME) => settle().await,
        other => other,
    }
}

/// The environment of the database, if it has one yet.
pub(crate) async fn find(changes: &Changes) -> Result<Option<Environment>, EnvironmentError> {
    changes.db().read(stored).await
}

/// Decides the environment, whatever it was; says what it was.
pub(crate) async fn set(
    changes: &Changes,
    environment: Environment,
) -> Result<Option<Environment>, EnvironmentError> {
    let name = environment.to_string();
    let set = changes.change(Actor::operator(), move |conn| {
        let before = queries::find(conn, ENVIRONMENT)?;
        match before.as_deref() {
            Some(before) if before == name => return Ok(Changed::nothing(before.parse().ok())),
            Some(before) => drop(queries::replace(conn, ENVIRONMENT, before, &name)?),
            None => queries::insert(conn, ENVIRONMENT, &name)?,
        }
        let before = before.and_then(|before| before.parse().ok());
        let change = Change::of("environment.set", &name);
        Ok::<_, DbError>(Changed::by(before, change))
    });
    Ok(set.await?)
}

fn settle_in(conn: &mut Connection, configured: Environment) -> Result<(), EnvironmentError> {
    let known = stored(conn)?;
    let stored = match known {
        Some(environment) => environment,
        None => judge(&Holdings::of(conn)?, configured).ok_or(EnvironmentError::Unclear)?,
    };
    if stored != configured {
        return Err(EnvironmentError::Other { stored, configured });
    }
    if known.is_none() {
        queries::insert(conn, ENVIRONMENT, &stored.to_string())?;
    }
    Ok(())
}

fn stored(conn: &mut Connection) -> Result<Option<Environment>, EnvironmentError> {
    match queries::find(conn, ENVIRONMENT)? {
        Some(word) => match word.parse() {
            Ok(environment) => Ok(Some(environment)),
            Err(_) => Err(EnvironmentError::Damaged),
        },
        None => Ok(None),
    }
}

/// What a database without an environment holds.
struct Holdings {
    /// Keys of each environment.
    sandbox_keys: bool,
    live_keys: bool,
    /// Sources of addresses of each environment.
    sandbox_sources: bool,
    live_sources: bool,
    /// Accounts or partners.
    anything: bool,
}

impl Holdings {
    fn of(conn: &mut Connection) -> Result<Self, DbError> {
        let accounts: i64 = accounts::table.count().get_result(conn)?;
        let partners: i64 = partners::table.count().get_result(conn)?;
        Ok(Self {
            sandbox_keys: has_keys(conn, Environment::Sandbox)?,
            live_keys: has_keys(conn, Environment::Live)?,
            sandbox_sources: has_sources(conn, Environment::Sandbox)?,
            live_sources: has_sources(conn, Environment::Live)?,
            anything: accounts + partners > 0,
        })
    }
}

/// Whether there are keys of this environment; their masked forms begin with its prefixes.
fn has_keys(conn: &mut Connection, environment: Environment) -> Result<bool, DbError> {
    let like = |kind: KeyKind| format!("{}%", kind.prefix(environment));
    let owner: i64 = credentials::table
        .filter(credentials::masked.like(like(KeyKind::Owner)))
        .count()
        .get_result(conn)?;
    let platform: i64 = partners::table
        .filter(partners::key_masked.like(like(KeyKind::Platform)))
        .count()
        .get_result(conn)?;
    Ok(owner + platform > 0)
}

fn has_sources(conn: &mut Connection, environment: Environment) -> Result<bool, DbError> {
    let networks: Vec<String> = vault_sources::table
        .select(vault_sources::network)
        .load(conn)?;
    let is_of = |name: &String| {
        name.parse()
            .is_ok_and(|network: Network| network.belongs_to(environment))
    };
    Ok(networks.iter().any(is_of))
}

/// The environment that the holdings tell: keys first, then sources. An empty database takes the
/// one that is configured.
fn judge(holdings: &Holdings, configured: Environment) -> Option<Environment> {
    let by_keys = (holdings.sandbox_keys, holdings.live_keys);
    let by_sources = (holdings.sandbox_sources, holdings.live_sources);
    let evidence = match by_keys {
        (false, false) => by_sources,
        keys => keys,
    };
    match (evidence, holdings.anything) {
        ((true, false), _) => Some(Environment::Sandbox),
        ((false, true), _) => Some(Environment::Live),
        ((false, false), false) => Some(configured),
        ((true, true), _) | ((false, false), true) => None,
    }
}
