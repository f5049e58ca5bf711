//! The vault of a sandbox: at the first start every test network gets a source of its own.
//!
//! The private part is one throw-away seed in a file beside the data directory, so that a copy of
//! the data directory alone cannot spend even test coins. The server reads the file only while a
//! network has no source.

use std::path::{Path, PathBuf};

use super::manage::{self, ImportError};
use super::material::Material;
use super::network::Network;
use super::queries;
use super::seed::Seed;
use crate::auth::caller::Actor;
use crate::changes::{Changed, Changes};
use crate::config::Environment;
use crate::db::{Db, DbError};
use crate::secrets::files::Access;
use crate::secrets::{SecretsError, files};

/// Why a sandbox has no addresses. Names the file, never the words.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SandboxError {
    /// The file cannot be used.
    #[error(transparent)]
    File(#[from] SecretsError),
    /// The words make no keys.
    #[error("the seed makes no keys")]
    Underivable,
    /// The sources cannot be stored.
    #[error("the sources of the sandbox cannot be stored")]
    Import(#[from] ImportError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Gives every test network that has no source one from the sandbox's seed, and says where the seed
/// is when this start has put it to use.
pub(crate) async fn furnish(
    changes: &Changes,
    data_dir: &Path,
    access: Access,
) -> Result<Option<PathBuf>, SandboxError> {
    let missing = without_source(changes.db()).await?;
    if missing.is_empty() {
        return Ok(None);
    }
    let path = seed_path(data_dir);
    let seed = seed(&path, access)?;
    let materials = missing
        .into_iter()
        .map(|network| Some((network, seed.material(network)?)));
    let materials: Vec<_> = materials
        .collect::<Option<_>>()
        .ok_or(SandboxError::Underivable)?;
    let used = match store(changes, materials.clone()).await {
        // Another server was first; what it has stored counts.
        Err(ImportError::Raced | ImportError::Overlap) => store(changes, materials).await?,
        other => other?,
    };
    Ok(used.then_some(path))
}

/// Where the seed of an earlier start is, if there is one.
pub(crate) fn kept_seed(data_dir: &Path) -> Option<PathBuf> {
    Some(seed_path(data_dir)).filter(|path| path.exists())
}

async fn without_source(db: &Db) -> Result<Vec<Network>, DbError> {
    let sources = manage::show(db).await?;
    let has_source = |network: &Network| {
        let name = network.as_str();
        sources.iter().any(|source| source.network == name)
    };
    let test_networks = Network::ALL
        .into_iter()
        .filter(|network| network.belongs_to(Environment::Sandbox));
    Ok(test_networks
        .filter(|network| !has_source(network))
        .collect())
}

/// Stores what still has no source; whether any of these materials is in use then.
async fn store(
    changes: &Changes,
    materials: Vec<(Network, Material)>,
) -> Result<bool, ImportError> {
    let clock = changes.clock().clone();
    let stored = changes.change(Actor::operator(), move |conn| {
        let (mut used, mut imported) = (false, Vec::new());
        for (network, material) in &materials {
            let row = match queries::find_active(conn, *network)? {
                Some(row) => row,
                None => {
                    let row = manage::activate(conn, *network, material, clock.now_millis())?;
                    imported.push(manage::imported(&row));
                    row
                }
            };
            used |= row.fingerprint == material.fingerprint();
        }
        Ok::<_, ImportError>(Changed::by_all(used, imported))
    });
    stored.await
}

/// The words in the file, or new ones that are written there. Several processes that start at once
/// on one data directory end with the same.
fn seed(path: &Path, access: Access) -> Result<Seed, SandboxError> {
    let damaged = || SecretsError::Damaged(path.to_owned());
    if files::read(path, access)?.is_none() {
        let fresh = Seed::generate().ok_or(SandboxError::Underivable)?;
        files::create(path, &fresh.to_text())?;
    }
    let text = files::read(path, access)?.unwrap_or_default();
    Ok(Seed::from_text(&text).ok_or_else(damaged)?)
}

/// Beside the data directory, not in it: `./sovx-data.sandbox-seed`.
pub(super) fn seed_path(data_dir: &Path) -> PathBuf {
    let absolute = std::path::absolute(data_dir).unwrap_or_else(|_| data_dir.to_owned());
    let named = match absolute.file_name() {
        Some(_) => absolute,
        None => absolute.canonicalize().unwrap_or(absolute),
    };
    let mut name = named.file_name().unwrap_or_default().to_owned();
    name.push(".sandbox-seed");
    named.with_file_name(name)
}
