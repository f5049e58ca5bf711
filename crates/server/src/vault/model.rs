//! Rows of the vault: sources of addresses, and the addresses of those that cannot be computed.
//!
//! Nothing here is secret, and nothing here can spend.

use diesel::prelude::*;

use super::material::Material;
use super::network::Network;
use crate::db::SourceId;
use crate::db::schema::{vault_pool, vault_sources};

/// A source as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = vault_sources)]
pub(super) struct SourceRow {
    pub(super) id: SourceId,
    pub(super) network: String,
    pub(super) kind: String,
    pub(super) fingerprint: String,
    /// What the addresses are computed from; a pool has none.
    pub(super) formula: Option<String>,
    /// How many addresses a pool began with; a formula has no end.
    pub(super) pool_size: Option<i64>,
    /// The index that the next address will have: as many were given out before.
    pub(super) next_index: i64,
    pub(super) is_active: bool,
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
}

/// A source to be stored. It begins active and has given nothing out.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = vault_sources)]
pub(super) struct NewSource {
    pub(super) id: SourceId,
    pub(super) network: &'static str,
    pub(super) kind: &'static str,
    pub(super) fingerprint: String,
    pub(super) formula: Option<String>,
    pub(super) pool_size: Option<i64>,
    pub(super) next_index: i64,
    pub(super) is_active: bool,
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
}

/// An address of a pool.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = vault_pool)]
pub(super) struct NewPoolAddress {
    pub(super) source_id: SourceId,
    pub(super) address_index: i64,
    pub(super) network: &'static str,
    pub(super) address: String,
}

impl NewSource {
    pub(super) fn new(network: Network, material: &Material, now: i64) -> Self {
        let size = material.pool().map(<[String]>::len);
        Self {
            id: SourceId::fresh(),
            network: network.as_str(),
            kind: material.kind(),
            fingerprint: material.fingerprint(),
            formula: material.formula(),
            pool_size: size.map(|size| i64::try_from(size).unwrap_or(i64::MAX)),
            next_index: 0,
            is_active: true,
            created_at: now,
            updated_at: now,
        }
    }

    /// The addresses that are stored beside the source.
    pub(super) fn pool(&self, network: Network, material: &Material) -> Vec<NewPoolAddress> {
        let addresses = material.pool().unwrap_or_default();
        (0_i64..)
            .zip(addresses)
            .map(|(address_index, address)| NewPoolAddress {
                source_id: self.id.clone(),
                address_index,
                network: network.as_str(),
                address: address.clone(),
            })
            .collect()
    }
}
