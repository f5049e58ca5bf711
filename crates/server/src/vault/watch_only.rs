//! Handing out: the one way from a source to an address that nobody had before.

use super::material::Material;
use super::model::SourceRow;
use super::network::Network;
use super::queries;
use crate::db::{Connection, DbError, SourceId};

/// Below this share of its addresses, in percent, a pool is said to run low.
pub(super) const LOW_PERCENT: i64 = 20;

/// Where deposit addresses come from.
pub(crate) trait Vault: Send + Sync {
    /// Takes the next address of a network within the transaction of the caller: when that fails,
    /// nothing was taken.
    ///
    /// # Errors
    /// [`VaultError`]; nothing was taken then, provided that the caller's transaction fails too.
    fn take(
        &self,
        conn: &mut Connection,
        network: Network,
        now: i64,
    ) -> Result<TakenAddress, VaultError>;
}

/// An address that belongs to whoever took it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TakenAddress {
    /// The source it is from.
    pub(crate) source_id: SourceId,
    /// Its place there.
    pub(crate) index: i64,
    /// The address as wallets write it.
    pub(crate) address: String,
}

/// Why there is no address.
#[derive(Debug, thiserror::Error)]
pub(crate) enum VaultError {
    /// Nobody has imported a source for the network.
    #[error("the network has no source of addresses")]
    NoSource(Network),
    /// Every address of the pool is given out.
    #[error("the pool of the network is empty")]
    Exhausted(Network),
    /// A stored source makes no address.
    #[error("a stored source of addresses makes no address")]
    Damaged(Network),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A vault that knows public keys only, from the tables that an operator has filled.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct WatchOnly;

impl Vault for WatchOnly {
    fn take(
        &self,
        conn: &mut Connection,
        network: Network,
        now: i64,
    ) -> Result<TakenAddress, VaultError> {
        let source = match queries::advance(conn, network, now)? {
            Some(source) => source,
            // On Postgres another source may have taken over while the first statement waited.
            None => {
                let other = queries::advance(conn, network, now)?;
                other.ok_or(VaultError::NoSource(network))?
            }
        };
        let index = source.next_index - 1;
        let address = match &source.formula {
            Some(formula) => computed(network, formula, index)?,
            None => queries::find_pool_address(conn, &source.id, index)?
                .ok_or(VaultError::Exhausted(network))?,
        };
        if source.is_low() {
            let left = source.left().unwrap_or_default();
            tracing::warn!(%network, left, "the pool of addresses runs low: import another one");
        }
        Ok(TakenAddress {
            source_id: source.id,
            index,
            address,
        })
    }
}

fn computed(network: Network, formula: &str, index: i64) -> Result<String, VaultError> {
    let address = || {
        let material = Material::parse(network, formula).ok()?;
        material.address(network, u32::try_from(index).ok()?)
    };
    address().ok_or(VaultError::Damaged(network))
}

impl SourceRow {
    /// How many addresses a pool still has; `None` for a source without an end.
    pub(super) fn left(&self) -> Option<i64> {
        self.pool_size.map(|size| (size - self.next_index).max(0))
    }

    /// Whether a pool has less than a fifth of its addresses left.
    pub(super) fn is_low(&self) -> bool {
        match (self.left(), self.pool_size) {
            (Some(left), Some(size)) => left * 100 < size * LOW_PERCENT,
            _ => false,
        }
    }
}
