//! What a proof reads of the rows that say why money moved.

use diesel::prelude::*;

use crate::db::schema::{deposits, transactions};
use crate::db::{CustomerKey, DepositId, TransactionId, UserId, WalletId};
use crate::ledger::units::Units;

/// A deposit, as far as its money is concerned.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = deposits)]
pub(super) struct DepositFound {
    pub(super) id: DepositId,
    pub(super) customer_id: CustomerKey,
    pub(super) user_id: UserId,
    pub(super) wallet_id: WalletId,
    pub(super) network: String,
    pub(super) currency: String,
    pub(super) tx_hash: String,
    pub(super) amount: Units,
    pub(super) state: String,
    pub(super) credited_to: Option<WalletId>,
    pub(super) credits: i64,
    pub(super) reversed_amount: Option<Units>,
    pub(super) reversed_debt: Option<Units>,
    pub(super) transaction_id: TransactionId,
}

/// A transaction, as far as its money is concerned.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = transactions)]
pub(super) struct TransactionFound {
    pub(super) id: TransactionId,
    pub(super) customer_id: CustomerKey,
    pub(super) user_id: Option<UserId>,
    pub(super) wallet_id: Option<WalletId>,
    pub(super) operation_id: Option<String>,
    pub(super) kind: String,
    pub(super) currency: String,
    pub(super) amount: Units,
    pub(super) fee: Units,
    pub(super) net_amount: Units,
    pub(super) is_outgoing: bool,
    pub(super) status: String,
    pub(super) tx_hash: Option<String>,
    pub(super) created_at: i64,
}
