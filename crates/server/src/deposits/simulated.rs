//! A chain of the sandbox: blocks and transactions in tables, so that it outlives the process and
//! is the same for every node.
//!
//! A block is mined every few seconds as long as a transaction waits for one.

mod mine;
mod model;
mod queries;

pub(super) use mine::{confirm, next_block, orphan, reorganise, send};

use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sovx_ledger::Sighting;

use super::source::{ChainSource, Cursor, Found, Output, Scan, Seen, SourceError};
use crate::changes::Changes;
use crate::db::{Connection, DbError};
use crate::vault::Network;
use model::{TipRow, TransactionRow};

/// How long it takes at least from one block to the next.
const BLOCK: Duration = Duration::from_secs(2);

/// The simulated chain of a network.
#[derive(Debug, Clone)]
pub(crate) struct SimulatedChain {
    changes: Changes,
    network: Network,
}

impl SimulatedChain {
    pub(crate) fn new(changes: Changes, network: Network) -> Self {
        Self { changes, network }
    }

    /// Mines blocks from time to time, without end.
    pub(crate) async fn keep_mining(self) {
        loop {
            actix_web::rt::time::sleep(BLOCK).await;
            if let Err(error) = self.mine().await {
                let cause: &dyn std::error::Error = &error;
                tracing::warn!(error = cause, network = %self.network, "no block was mined");
            }
        }
    }

    /// Mines a block if a transaction waits for one and the last block is old enough.
    pub(crate) async fn mine(&self) -> Result<(), DbError> {
        let (network, clock) = (self.network, self.changes.clock().clone());
        let wait = i64::try_from(BLOCK.as_millis()).unwrap_or(i64::MAX);
        self.changes
            .upkeep(move |conn| next_block(conn, network, clock.now_millis(), wait))
            .await
    }
}

impl ChainSource for SimulatedChain {
    fn network(&self) -> Network {
        self.network
    }

    fn scan(&self, cursor: Option<Cursor>) -> BoxFuture<'_, Result<Scan, SourceError>> {
        let network = self.network;
        let scanned = self
            .changes
            .db()
            .read(move |conn| scan(conn, network, cursor.as_ref()));
        async { Ok(scanned.await?) }.boxed()
    }

    fn sight(&self, outputs: Vec<Output>) -> BoxFuture<'_, Result<Vec<Seen>, SourceError>> {
        let network = self.network;
        let sighted = self
            .changes
            .db()
            .read(move |conn| sight(conn, network, &outputs));
        async { Ok(sighted.await?) }.boxed()
    }
}

pub(super) fn scan(
    conn: &mut Connection,
    network: Network,
    cursor: Option<&Cursor>,
) -> Result<Scan, DbError> {
    let tip = queries::tip(conn, network)?;
    let mut fork = None;
    let mut from = 0;
    if let Some(cursor) = cursor {
        from = cursor.height;
        if queries::hash_at(conn, network, cursor.height)?.as_ref() != Some(&cursor.hash) {
            // Which of the blocks before are the same cannot be told from one hash. The block of the
            // cursor may be below all that are remembered.
            let lowest = queries::lowest_block(conn, network)?.unwrap_or(0);
            from = lowest.min(cursor.height);
            fork = Some(from);
        }
    }
    let found = queries::transactions_from(conn, network, from)?;
    let found = found.into_iter().map(|row| found_of(&tip, row)).collect();
    let cursor = Cursor {
        height: tip.height,
        hash: tip.hash,
    };
    Ok(Scan {
        fork,
        found,
        cursor,
    })
}

pub(super) fn sight(
    conn: &mut Connection,
    network: Network,
    outputs: &[Output],
) -> Result<Vec<Seen>, DbError> {
    let tip = queries::tip(conn, network)?;
    outputs
        .iter()
        .map(|output| {
            let row = queries::find_transaction(conn, network, &output.tx_hash)?;
            Ok(row.map_or(GONE, |row| seen_of(&tip, &row)))
        })
        .collect()
}

const GONE: Seen = Seen {
    sighting: Sighting::Gone,
    height: None,
    amount: None,
};

fn found_of(tip: &TipRow, row: TransactionRow) -> Found {
    let seen = seen_of(tip, &row);
    Found {
        output: Output {
            tx_hash: row.tx_hash,
            index: 0,
        },
        address: row.address,
        amount: row.amount.minor(),
        seen,
    }
}

/// What the chain says of a transaction.
pub(super) fn seen_of(tip: &TipRow, row: &TransactionRow) -> Seen {
    if row.is_replaced {
        return GONE;
    }
    let sighting = match row.height {
        None => Sighting::Unconfirmed,
        Some(height) => {
            let confirmations = tip.height.saturating_sub(height).saturating_add(1);
            Sighting::Confirmed(u32::try_from(confirmations).unwrap_or(u32::MAX))
        }
    };
    Seen {
        sighting,
        height: row.height,
        amount: Some(row.amount.minor()),
    }
}
