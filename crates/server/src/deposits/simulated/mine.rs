//! What makes a simulated chain grow, and what it does on request.

use rand::Rng as _;
use sovx_ledger::Minor;

use super::super::source::{Output, Seen};
use super::model::{TipRow, TransactionRow};
use super::{queries, seen_of};
use crate::auth::strength::to_hex;
use crate::db::{Connection, DbError};
use crate::ledger::Units;
use crate::vault::Network;

/// How many blocks are remembered, which is how deep a reorganisation is noticed.
const REMEMBERED: i64 = 200;

/// Mines a block if a transaction waits for one and the last one is at least `wait` milliseconds
/// old.
pub(super) fn next_block(
    conn: &mut Connection,
    network: Network,
    now: i64,
    wait: i64,
) -> Result<(), DbError> {
    let unripe = |tip: &TipRow| tip.height - i64::from(network.confirmations()) + 1;
    let seen = queries::tip(conn, network)?;
    if !queries::waits(conn, network, unripe(&seen))? {
        return Ok(());
    }
    let tip = queries::lock_tip(conn, network)?;
    if now < tip.mined_at.saturating_add(wait) && tip.mined_at <= now {
        return Ok(());
    }
    mine(conn, network, tip, now).map(drop)
}

/// Mines a block with every transaction that waits.
fn mine(conn: &mut Connection, network: Network, tip: TipRow, now: i64) -> Result<TipRow, DbError> {
    let height = tip.height + 1;
    let hash = random_hex();
    queries::insert_block(conn, network, height, &hash)?;
    queries::include_all(conn, network, height)?;
    queries::forget_blocks(conn, network, height - REMEMBERED)?;
    let tip = TipRow {
        height,
        hash,
        mined_at: now,
        ..tip
    };
    queries::set_tip(conn, &tip)?;
    Ok(tip)
}

/// Sends coins to an address; the transaction waits for a block.
pub(in crate::deposits) fn send(
    conn: &mut Connection,
    network: Network,
    address: &str,
    amount: Minor,
    now: i64,
) -> Result<(Output, Seen), DbError> {
    let row = TransactionRow {
        network: network.as_str().to_owned(),
        tx_hash: random_hex(),
        address: address.to_owned(),
        amount: Units::of(amount),
        height: None,
        is_replaced: false,
        created_at: now,
    };
    queries::insert_transaction(conn, &row)?;
    let seen = seen_of(&queries::tip(conn, network)?, &row);
    let output = Output {
        tx_hash: row.tx_hash,
        index: 0,
    };
    Ok((output, seen))
}

/// Mines blocks until a transaction has enough confirmations; `None` when another one has taken its
/// place.
pub(in crate::deposits) fn confirm(
    conn: &mut Connection,
    network: Network,
    output: &Output,
    now: i64,
) -> Result<Option<Seen>, DbError> {
    let mut tip = queries::lock_tip(conn, network)?;
    for _ in 0..=network.confirmations() {
        let Some(row) = queries::find_transaction(conn, network, &output.tx_hash)? else {
            return Ok(None);
        };
        if row.is_replaced {
            return Ok(None);
        }
        let ripe = tip.height - i64::from(network.confirmations()) + 1;
        if row.height.is_some_and(|height| height <= ripe) {
            return Ok(Some(seen_of(&tip, &row)));
        }
        tip = mine(conn, network, tip, now)?;
    }
    let row = queries::find_transaction(conn, network, &output.tx_hash)?;
    Ok(row.map(|row| seen_of(&tip, &row)))
}

/// Lets a conflicting transaction win over another one. If that was in a block, the block and all
/// after it are replaced by a longer branch, which has everything else.
pub(in crate::deposits) fn orphan(
    conn: &mut Connection,
    network: Network,
    output: &Output,
    now: i64,
) -> Result<Option<Seen>, DbError> {
    let tip = queries::lock_tip(conn, network)?;
    let Some(mut row) = queries::find_transaction(conn, network, &output.tx_hash)? else {
        return Ok(None);
    };
    let height = row.height.take();
    row.is_replaced = true;
    queries::update_transaction(conn, &row)?;
    if let Some(height) = height {
        branch(conn, network, tip, height, now)?;
    }
    let tip = queries::tip(conn, network)?;
    Ok(Some(seen_of(&tip, &row)))
}

/// Replaces the block that a transaction is in, and all after it, by a longer branch that has
/// everything else; `None` when it is in no block.
pub(in crate::deposits) fn reorganise(
    conn: &mut Connection,
    network: Network,
    output: &Output,
    now: i64,
) -> Result<Option<Seen>, DbError> {
    let tip = queries::lock_tip(conn, network)?;
    let found = queries::find_transaction(conn, network, &output.tx_hash)?;
    let Some((mut row, height)) = found.and_then(|mut row| {
        let height = row.height.take()?;
        Some((row, height))
    }) else {
        return Ok(None);
    };
    row.height = None;
    // The branch is made while the transaction is away, so that it is in none of its blocks.
    queries::update_transaction(conn, &row)?;
    branch(conn, network, tip, height, now)?;
    let tip = queries::tip(conn, network)?;
    Ok(Some(seen_of(&tip, &row)))
}

/// Replaces the blocks from a height on, and adds one that holds nothing new.
fn branch(
    conn: &mut Connection,
    network: Network,
    tip: TipRow,
    from: i64,
    now: i64,
) -> Result<(), DbError> {
    let hash = random_hex();
    queries::replace_blocks(conn, network, from, &hash)?;
    let height = tip.height + 1;
    queries::insert_block(conn, network, height, &hash)?;
    let tip = TipRow {
        height,
        hash,
        mined_at: now,
        ..tip
    };
    queries::set_tip(conn, &tip)
}

/// 32 random bytes, as chains write their hashes.
fn random_hex() -> String {
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    to_hex(&bytes)
}
