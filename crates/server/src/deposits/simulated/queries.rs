//! The chain belongs to nobody: it knows addresses, not tenants.

use diesel::prelude::*;

use super::model::{TipRow, TransactionRow};
use crate::db::schema::{sim_blocks, sim_chains, sim_transactions};
use crate::db::{Connection, DbError, columns};
use crate::vault::Network;

/// The last block; a chain without one has the height 0.
pub(super) fn tip(conn: &mut Connection, network: Network) -> Result<TipRow, DbError> {
    let row = sim_chains::table
        .find(network.as_str())
        .select(columns::<TipRow>())
        .get_result(conn)
        .optional()?;
    Ok(row.unwrap_or_else(|| genesis(network)))
}

fn genesis(network: Network) -> TipRow {
    TipRow {
        network: network.as_str().to_owned(),
        height: 0,
        hash: String::new(),
        mined_at: 0,
    }
}

/// The last block; nobody adds another one until the transaction ends.
pub(super) fn lock_tip(conn: &mut Connection, network: Network) -> Result<TipRow, DbError> {
    let insert = diesel::insert_into(sim_chains::table).values(genesis(network));
    match conn {
        Connection::Sqlite(conn) => insert.on_conflict_do_nothing().execute(conn)?,
        Connection::Postgres(conn) => insert.on_conflict_do_nothing().execute(conn)?,
    };
    let row = diesel::update(sim_chains::table.find(network.as_str()))
        .set(sim_chains::height.eq(sim_chains::height))
        .returning(columns::<TipRow>())
        .get_result(conn)?;
    Ok(row)
}

/// Says which block is the last one now.
pub(super) fn set_tip(conn: &mut Connection, tip: &TipRow) -> Result<(), DbError> {
    diesel::update(sim_chains::table.find(&tip.network))
        .set((
            sim_chains::height.eq(tip.height),
            sim_chains::hash.eq(&tip.hash),
            sim_chains::mined_at.eq(tip.mined_at),
        ))
        .execute(conn)?;
    Ok(())
}

/// Appends a block.
pub(super) fn insert_block(
    conn: &mut Connection,
    network: Network,
    height: i64,
    hash: &str,
) -> Result<(), DbError> {
    diesel::insert_into(sim_blocks::table)
        .values((
            sim_blocks::network.eq(network.as_str()),
            sim_blocks::height.eq(height),
            sim_blocks::hash.eq(hash),
        ))
        .execute(conn)?;
    Ok(())
}

/// Gives the blocks from a height on another hash each, as they are replaced by others.
pub(super) fn replace_blocks(
    conn: &mut Connection,
    network: Network,
    from: i64,
    branch: &str,
) -> Result<(), DbError> {
    let heights: Vec<i64> = sim_blocks::table
        .filter(sim_blocks::network.eq(network.as_str()))
        .filter(sim_blocks::height.ge(from))
        .select(sim_blocks::height)
        .load(conn)?;
    for height in heights {
        diesel::update(sim_blocks::table.find((network.as_str(), height)))
            .set(sim_blocks::hash.eq(format!("{branch}{height:x}")))
            .execute(conn)?;
    }
    Ok(())
}

/// Forgets the blocks below a height.
pub(super) fn forget_blocks(
    conn: &mut Connection,
    network: Network,
    below: i64,
) -> Result<(), DbError> {
    diesel::delete(sim_blocks::table)
        .filter(sim_blocks::network.eq(network.as_str()))
        .filter(sim_blocks::height.lt(below))
        .execute(conn)?;
    Ok(())
}

/// The hash of the block at a height.
pub(super) fn hash_at(
    conn: &mut Connection,
    network: Network,
    height: i64,
) -> Result<Option<String>, DbError> {
    let hash = sim_blocks::table
        .find((network.as_str(), height))
        .select(sim_blocks::hash)
        .get_result(conn)
        .optional()?;
    Ok(hash)
}

/// The lowest block that is still known.
pub(super) fn lowest_block(
    conn: &mut Connection,
    network: Network,
) -> Result<Option<i64>, DbError> {
    let lowest = sim_blocks::table
        .filter(sim_blocks::network.eq(network.as_str()))
        .select(diesel::dsl::min(sim_blocks::height))
        .get_result(conn)?;
    Ok(lowest)
}

/// Stores a transaction that waits for a block.
pub(super) fn insert_transaction(
    conn: &mut Connection,
    row: &TransactionRow,
) -> Result<(), DbError> {
    diesel::insert_into(sim_transactions::table)
        .values(row)
        .execute(conn)?;
    Ok(())
}

/// The transaction with this hash.
pub(super) fn find_transaction(
    conn: &mut Connection,
    network: Network,
    tx_hash: &str,
) -> Result<Option<TransactionRow>, DbError> {
    let row = sim_transactions::table
        .find((network.as_str(), tx_hash))
        .select(columns::<TransactionRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// Writes down where a transaction is.
pub(super) fn update_transaction(
    conn: &mut Connection,
    row: &TransactionRow,
) -> Result<(), DbError> {
    diesel::update(sim_transactions::table.find((&row.network, &row.tx_hash)))
        .set((
            sim_transactions::height.eq(row.height),
            sim_transactions::is_replaced.eq(row.is_replaced),
        ))
        .execute(conn)?;
    Ok(())
}

/// The transactions that wait for a block, and those in blocks above a height.
pub(super) fn transactions_from(
    conn: &mut Connection,
    network: Network,
    height: i64,
) -> Result<Vec<TransactionRow>, DbError> {
    let waiting = sim_transactions::height
        .is_null()
        .and(sim_transactions::is_replaced.eq(false));
    let rows = sim_transactions::table
        .filter(sim_transactions::network.eq(network.as_str()))
        .filter(waiting.or(sim_transactions::height.ge(height).assume_not_null()))
        .order(sim_transactions::tx_hash)
        .select(columns::<TransactionRow>())
        .load(conn)?;
    Ok(rows)
}

/// Whether a transaction waits for a block, or for more blocks upon the one that it is in.
pub(super) fn waits(conn: &mut Connection, network: Network, unripe: i64) -> Result<bool, DbError> {
    let waiting = sim_transactions::height
        .is_null()
        .and(sim_transactions::is_replaced.eq(false));
    let some = sim_transactions::table
        .filter(sim_transactions::network.eq(network.as_str()))
        .filter(waiting.or(sim_transactions::height.gt(unripe).assume_not_null()));
    Ok(diesel::select(diesel::dsl::exists(some)).get_result(conn)?)
}

/// Puts every transaction that waits into a block.
pub(super) fn include_all(
    conn: &mut Connection,
    network: Network,
    height: i64,
) -> Result<(), DbError> {
    diesel::update(sim_transactions::table)
        .filter(sim_transactions::network.eq(network.as_str()))
        .filter(sim_transactions::height.is_null())
        .filter(sim_transactions::is_replaced.eq(false))
        .set(sim_transactions::height.eq(height))
        .execute(conn)?;
    Ok(())
}
