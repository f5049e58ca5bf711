//! Rows of `sim_chains`, `sim_blocks` and `sim_transactions`.

use diesel::prelude::*;

use crate::db::schema::{sim_chains, sim_transactions};
use crate::ledger::Units;

/// The last block of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = sim_chains)]
pub(in crate::deposits) struct TipRow {
    pub(super) network: String,
    pub(super) height: i64,
    pub(super) hash: String,
    pub(super) mined_at: i64,
}

/// A transaction. It pays one address.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = sim_transactions)]
pub(in crate::deposits) struct TransactionRow {
    pub(super) network: String,
    pub(super) tx_hash: String,
    pub(super) address: String,
    pub(super) amount: Units,
    /// The block that it is in; none as long as it waits for one.
    pub(super) height: Option<i64>,
    /// Whether a conflicting one has taken its place.
    pub(super) is_replaced: bool,
    pub(super) created_at: i64,
}
