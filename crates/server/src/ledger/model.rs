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
pub(crate) struct CurrencyRow {
    /// In small letters.
    pub(crate) code: String,
    pub(crate) precision: i32,
    /// The keyed hash of the other columns.
    pub(crate) seal: Vec<u8>,
    pub(crate) created_at: i64,
}

/// An account and what is in it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = ledger_accounts)]
pub(crate) struct AccountRow {
    pub(crate) id: LedgerAccountId,
    pub(crate) kind: String,
    pub(crate) owner: String,
    pub(crate) currency: String,
    pub(crate) customer_id: Option<CustomerKey>,
    pub(crate) user_id: Option<UserId>,
    pub(crate) wallet_id: Option<WalletId>,
    pub(crate) debits: Units,
    pub(crate) credits: Units,
    pub(crate) held: Units,
    /// Only of accounts that may not be overdrawn.
    pub(crate) available: Option<Units>,
    /// The number of the last line, 0 before the first.
    pub(crate) seq: i64,
    /// The keyed hash of the last line, sealed with its number.
    pub(crate) mac: Vec<u8>,
    /// The keyed hash of what never changes in this row.
    pub(crate) seal: Vec<u8>,
    pub(crate) created_at: i64,
}

impl AccountRow {
    /// What is in it.
    pub(crate) fn balances(&self) -> Balances {
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
pub(crate) struct LineRow {
    pub(crate) account_id: LedgerAccountId,
    /// From 1, without a gap.
    pub(crate) seq: i64,
    pub(crate) movement_id: MovementId,
    pub(crate) side: String,
    pub(crate) amount: Units,
    pub(crate) debits_after: Units,
    pub(crate) credits_after: Units,
    pub(crate) held_after: Units,
    pub(crate) available_after: Option<Units>,
    /// The keyed hash of the line, its movement and the line before.
    pub(crate) mac: Vec<u8>,
}

/// How far an account was proved.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = ledger_checkpoints)]
pub(crate) struct CheckpointRow {
    pub(crate) account_id: LedgerAccountId,
    /// The last line that was proved.
    pub(crate) seq: i64,
    /// Its keyed hash.
    pub(crate) mac: Vec<u8>,
    /// The holds that were open then, by their ids, separated by commas.
    pub(crate) holds: String,
    /// The keyed hash of the other columns.
    pub(crate) seal: Vec<u8>,
    pub(crate) created_at: i64,
}
