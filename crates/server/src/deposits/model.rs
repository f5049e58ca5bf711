//! Rows of `deposits`.

use diesel::prelude::*;
use sovx_ledger::DepositState;

use crate::db::schema::deposits;
use crate::db::{CustomerKey, DepositId, TransactionId, UserId, WalletId};
use crate::error::Broken;
use crate::ledger::Units;

/// A deposit as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = deposits)]
pub(crate) struct DepositRow {
    pub(super) id: DepositId,
    pub(super) customer_id: CustomerKey,
    pub(super) user_id: UserId,
    pub(super) wallet_id: WalletId,
    pub(super) network: String,
    pub(super) currency: String,
    pub(super) address: String,
    pub(super) tx_hash: String,
    pub(super) output_index: i64,
    pub(super) amount: Units,
    pub(super) state: String,
    pub(super) confirmations: i64,
    pub(super) confirmations_required: i64,
    /// The block that it was last seen in.
    pub(super) block_height: Option<i64>,
    /// Why it was put into suspense.
    pub(super) suspense_reason: Option<String>,
    /// The wallet that it was credited to, also while it is taken back.
    pub(super) credited_to: Option<WalletId>,
    /// How often it was booked: it numbers the references in the ledger.
    pub(super) credits: i64,
    /// How much of it was taken from the wallet when it was taken back.
    pub(super) reversed_amount: Option<Units>,
    /// How much the wallet lacked then, and owes.
    pub(super) reversed_debt: Option<Units>,
    /// What its readers are told of it.
    pub(super) transaction_id: TransactionId,
    pub(super) credited_at: Option<i64>,
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
}

/// What a damaged row is told by.
pub(super) const DAMAGED: Broken = Broken {
    what: "a stored deposit holds a value that the contract does not have",
};

impl DepositRow {
    /// Where it stands.
    pub(super) fn state(&self) -> Result<DepositState, Broken> {
        DepositState::parse(&self.state).ok_or(DAMAGED)
    }

    /// The reference of its movements in the ledger, as often as it was booked.
    pub(super) fn reference(&self) -> String {
        format!("{}:{}", self.id, self.credits)
    }
}
