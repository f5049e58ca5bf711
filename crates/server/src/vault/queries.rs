//! Sources belong to the server, not to a tenant: their addresses do once they are given out.

use diesel::prelude::*;

use super::model::{NewPoolAddress, NewSource, SourceRow};
use super::network::Network;
use crate::db::schema::{vault_pool, vault_sources};
use crate::db::{Connection, DbError, SourceId, Unique, columns};

/// At most one source of a network is active.
pub(super) const ACTIVE: Unique = Unique {
    constraint: "vault_sources_active_key",
    columns: "vault_sources.network",
};

/// A source is stored once.
pub(super) const FINGERPRINT: Unique = Unique {
    constraint: "vault_sources_fingerprint_key",
    columns: "vault_sources.network, vault_sources.fingerprint",
};

/// An address is in one pool of its network.
pub(super) const POOL_ADDRESS: Unique = Unique {
    constraint: "vault_pool_address_key",
    columns: "vault_pool.network, vault_pool.address",
};

/// Rows of one statement: well below the databases' limits on parameters.
const CHUNK: usize = 500;

/// Moves the active source of a network on by one address and shows it as it is then; `None` when
/// the network has no source.
///
/// The row stays locked until the caller's transaction ends, so that no address is taken twice, and
/// one whose transaction fails is the next one's.
pub(super) fn advance(
    conn: &mut Connection,
    network: Network,
    now: i64,
) -> Result<Option<SourceRow>, DbError> {
    let row = diesel::update(vault_sources::table)
        .filter(vault_sources::network.eq(network.as_str()))
        .filter(vault_sources::is_active.eq(true))
        .set((
            vault_sources::next_index.eq(vault_sources::next_index + 1),
            vault_sources::updated_at.eq(now),
        ))
        .returning(columns::<SourceRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// The address at an index of a pool.
pub(super) fn find_pool_address(
    conn: &mut Connection,
    source: &SourceId,
    index: i64,
) -> Result<Option<String>, DbError> {
    let address = vault_pool::table
        .find((source, index))
        .select(vault_pool::address)
        .get_result(conn)
        .optional()?;
    Ok(address)
}

/// The addresses of a pool from an index on, so many at most.
pub(super) fn list_pool(
    conn: &mut Connection,
    source: &SourceId,
    from: i64,
    count: i64,
) -> Result<Vec<String>, DbError> {
    let addresses = vault_pool::table
        .filter(vault_pool::source_id.eq(source))
        .filter(vault_pool::address_index.ge(from))
        .order(vault_pool::address_index)
        .limit(count)
        .select(vault_pool::address)
        .load(conn)?;
    Ok(addresses)
}

/// All sources, by network, the active one first, then the newest.
pub(super) fn list(conn: &mut Connection) -> Result<Vec<SourceRow>, DbError> {
    let rows = vault_sources::table
        .order((
            vault_sources::network,
            vault_sources::is_active.desc(),
            vault_sources::created_at.desc(),
        ))
        .select(columns::<SourceRow>())
        .load(conn)?;
    Ok(rows)
}

/// The active source of a network.
pub(super) fn find_active(
    conn: &mut Connection,
    network: Network,
) -> Result<Option<SourceRow>, DbError> {
    let row = vault_sources::table
        .filter(vault_sources::network.eq(network.as_str()))
        .filter(vault_sources::is_active.eq(true))
        .select(columns::<SourceRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// Ends the time of a network's active source.
pub(super) fn deactivate(conn: &mut Connection, network: Network, now: i64) -> Result<(), DbError> {
    diesel::update(vault_sources::table)
        .filter(vault_sources::network.eq(network.as_str()))
        .filter(vault_sources::is_active.eq(true))
        .set((
            vault_sources::is_active.eq(false),
            vault_sources::updated_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Takes up a source that is stored already, where it was left; `None` when there is none like it.
pub(super) fn reactivate(
    conn: &mut Connection,
    network: Network,
    fingerprint: &str,
    now: i64,
) -> Result<Option<SourceRow>, DbError> {
    let row = diesel::update(vault_sources::table)
        .filter(vault_sources::network.eq(network.as_str()))
        .filter(vault_sources::fingerprint.eq(fingerprint))
        .set((
            vault_sources::is_active.eq(true),
            vault_sources::updated_at.eq(now),
        ))
        .returning(columns::<SourceRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// Stores a source.
pub(super) fn insert(conn: &mut Connection, new: &NewSource) -> Result<SourceRow, DbError> {
    let row = diesel::insert_into(vault_sources::table)
        .values(new)
        .returning(columns::<SourceRow>())
        .get_result(conn)?;
    Ok(row)
}

/// Stores the addresses of a pool, many in a statement.
///
/// Said once for each database: their shared connection knows no statement of many rows.
pub(super) fn insert_pool(
    conn: &mut Connection,
    addresses: &[NewPoolAddress],
) -> Result<(), DbError> {
    for chunk in addresses.chunks(CHUNK) {
        let insert = diesel::insert_into(vault_pool::table).values(chunk);
        match conn {
            Connection::Sqlite(conn) => insert.execute(conn)?,
            Connection::Postgres(conn) => insert.execute(conn)?,
        };
    }
    Ok(())
}
