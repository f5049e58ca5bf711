//! Rows of the ledger.

use diesel::prelude::*;
use sovx_ledger::Balances;

use super::units::Units;
use crate::db::schema::{
    ledger_accounts, ledger_checkpoints, ledger_currencies, ledger_lines, ledger_movements,
};
use crate::db::{CustomerKey, LedgerAccountId, MovementId, UserId, WalletId};

/// A currency whose precision is settled for ever.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = ledger_currencies)]
pub(super) struct CurrencyRow {
    /// In small letters.
    pub(super) code: String,
    pub(super) precision: i32,
    /// The keyed hash of the other columns.
    pub(super) seal: Vec<u8>,
    pub(super) created_at: i64,
}

/// An account and what is in it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = ledger_accounts)]
pub(super) struct AccountRow {
    pub(super) id: LedgerAccountId,
    pub(super) kind: String,
    pub(super) owner: String,
    pub(super) currency: String,
    pub(super) customer_id: Option<CustomerKey>,
    pub(super) user_id: Option<UserId>,
    pub(super) wallet_id: Option<WalletId>,
    pub(super) debits: Units,
    pub(super) credits: Units,
    pub(super) held: Units,
    /// Only of accounts that may not be overdrawn.
    pub(super) available: Option<Units>,
    /// The number of the last line, 0 before the first.
    pub(super) seq: i64,
    /// The keyed hash of the last line, sealed with its number.
    pub(super) mac: Vec<u8>,
    /// The keyed hash of what never changes in this row.
    pub(super) seal: Vec<u8>,
    pub(super) created_at: i64,
}

impl AccountRow {
    /// What is in it.
    pub(super) fn balances(&self) -> Balances {
        Balances {
            debits: self.debits.minor(),
            credits: self.credits.minor(),
            held: self.held.minor(),
        }
    }
}

/// A movement, as it is stored and read: hashes are computed over the very row.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = ledger_movements)]
pub(crate) struct MovementRow {
    pub(crate) id: MovementId,
    /// What it belongs to: the id of a deposit, or of the movement's own.
    pub(crate) operation: String,
    /// The leg of the operation, such as `deposit`.
    pub(crate) kind: String,
    pub(crate) phase: String,
    pub(crate) debit_id: LedgerAccountId,
    pub(crate) credit_id: LedgerAccountId,
    pub(crate) currency: String,
    pub(crate) amount: Units,
    /// The hold that it ends.
    pub(crate) resolves: Option<MovementId>,
    /// Unique for its kind and phase, for ever.
    pub(crate) reference: String,
    pub(crate) created_at: i64,
}

/// What a movement did to one account.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = ledger_lines)]
pub(super) struct LineRow {
    pub(super) account_id: LedgerAccountId,
    /// From 1, without a gap.
    pub(super) seq: i64,
    pub(super) movement_id: MovementId,
    pub(super) side: String,
    pub(super) amount: Units,
    pub(super) debits_after: Units,
    pub(super) credits_after: Units,
    pub(super) held_after: Units,
    pub(super) available_after: Option<Units>,
    /// The keyed hash of the line, its movement and the line before.
    pub(super) mac: Vec<u8>,
}

/// How far an account was proved.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = ledger_checkpoints)]
pub(super) struct CheckpointRow {
    pub(super) account_id: LedgerAccountId,
    /// The last line that was proved.
    pub(super) seq: i64,
    /// Its keyed hash.
    pub(super) mac: Vec<u8>,
    /// The holds that were open then, by their ids, separated by commas.
    pub(super) holds: String,
    /// The keyed hash of the other columns.
    pub(super) seal: Vec<u8>,
    pub(super) created_at: i64,
}
