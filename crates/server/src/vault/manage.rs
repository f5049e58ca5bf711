//! What an operator does to the vault: import a source, look at all, compare addresses.

use super::material::Material;
use super::model::{NewSource, SourceRow};
use super::network::Network;
use super::queries;
use crate::auth::caller::Actor;
use crate::changes::{Change, Changed, Changes};
use crate::db::{Connection, Db, DbError};

/// How many unused addresses in a row wallet software looks past, if it is not told otherwise
/// (BIP 44).
const GAP_LIMIT: i64 = 20;

/// Why a source was not imported.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ImportError {
    /// The pool and another one of the network have an address in common.
    #[error("some of these public keys are in the vault already; import only new ones")]
    Overlap,
    /// Another import for the network was committed in between.
    #[error("another source of this network was imported at the same moment; try again")]
    Raced,
    /// The database failed.
    #[error(transparent)]
    Db(DbError),
}

impl From<DbError> for ImportError {
    fn from(error: DbError) -> Self {
        if error.violates(&queries::POOL_ADDRESS) {
            Self::Overlap
        } else if error.violates(&queries::ACTIVE) || error.violates(&queries::FINGERPRINT) {
            Self::Raced
        } else {
            Self::Db(error)
        }
    }
}

/// What the vault says of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceStatus {
    pub(crate) network: String,
    pub(crate) kind: String,
    pub(crate) fingerprint: String,
    pub(crate) is_active: bool,
    pub(crate) given_out: i64,
    pub(crate) next_index: i64,
    /// What a pool has left.
    pub(crate) left: Option<i64>,
    pub(crate) warning: Option<String>,
}

impl From<SourceRow> for SourceStatus {
    fn from(row: SourceRow) -> Self {
        let (left, warning) = (row.left(), warning(&row));
        let SourceRow {
            id: _,
            network,
            kind,
            fingerprint,
            formula: _,
            pool_size: _,
            next_index,
            is_active,
            created_at: _,
            updated_at: _,
        } = row;
        Self {
            network,
            kind,
            fingerprint,
            is_active,
            given_out: next_index,
            next_index,
            left,
            warning,
        }
    }
}

fn warning(row: &SourceRow) -> Option<String> {
    if row.left() == Some(0) {
        return Some("the pool is empty: import another one".to_owned());
    }
    if row.is_low() {
        return Some("less than 20 % of the pool is left: import another one".to_owned());
    }
    (row.pool_size.is_none() && row.next_index > GAP_LIMIT).then(|| {
        format!(
            "{} addresses in a row may be unused: set the gap limit of your wallet software to \
             more than that",
            row.next_index
        )
    })
}

/// Makes this material the active source of the network. Addresses given out before stay as they
/// are; a source that was there before goes on where it was left.
pub(crate) async fn import(
    changes: &Changes,
    network: Network,
    material: Material,
) -> Result<SourceStatus, ImportError> {
    let clock = changes.clock().clone();
    let stored = changes.change(Actor::operator(), move |conn| {
        let row = activate(conn, network, &material, clock.now_millis())?;
        let change = imported(&row);
        Ok::<_, ImportError>(Changed::by(row, change))
    });
    Ok(stored.await?.into())
}

/// What the audit log says of an import: which source, and not what is in it.
pub(super) fn imported(row: &SourceRow) -> Change {
    Change::of("vault.imported", &row.id)
        .with("network", row.network.as_str())
        .with("kind", row.kind.as_str())
        .with("fingerprint", row.fingerprint.as_str())
}

/// The statements of an import, for the transaction of the caller.
pub(super) fn activate(
    conn: &mut Connection,
    network: Network,
    material: &Material,
    now: i64,
) -> Result<SourceRow, ImportError> {
    queries::deactivate(conn, network, now)?;
    let known = queries::reactivate(conn, network, &material.fingerprint(), now)?;
    if let Some(row) = known {
        return Ok(row);
    }
    let new = NewSource::new(network, material, now);
    let row = queries::insert(conn, &new)?;
    queries::insert_pool(conn, &new.pool(network, material))?;
    Ok(row)
}

/// All sources, by network, the active one first.
pub(crate) async fn show(db: &Db) -> Result<Vec<SourceStatus>, DbError> {
    let rows = db.read(queries::list).await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The material of a network's active source.
pub(crate) async fn active(db: &Db, network: Network) -> Result<Option<Material>, DbError> {
    let found = db.read(move |conn| {
        let Some(row) = queries::find_active(conn, network)? else {
            return Ok(None);
        };
        let pool = queries::list_pool(conn, &row.id, 0, i64::MAX)?;
        Ok::<_, DbError>(Some((row, pool)))
    });
    let material = found.await?.map(|(row, pool)| match row.formula {
        Some(formula) => Material::parse(network, &formula).ok(),
        None => Some(Material::of_pool(pool)),
    });
    Ok(material.flatten())
}
