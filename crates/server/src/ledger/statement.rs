//! Statements: what happened to a wallet, line by line, as it was written.

use diesel::prelude::*;
use sovx_ledger::{AccountKind, Minor, Precision, Side, Signed};

use super::model::{LineRow, MovementRow};
use crate::db::schema::{ledger_accounts, ledger_lines, ledger_movements};
use crate::db::{Connection, DbError, LedgerAccountId, MultiBackend, WalletId, columns};

/// How many lines are read at once.
const PAGE: i64 = 1000;

/// Which lines are wanted, by the time of their movements in milliseconds since 1970.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Period {
    /// From this moment on.
    pub(crate) from: Option<i64>,
    /// Before this moment.
    pub(crate) to: Option<i64>,
}

/// A line of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) seq: i64,
    pub(crate) at: i64,
    pub(crate) kind: String,
    pub(crate) phase: String,
    pub(crate) operation: String,
    pub(crate) reference: String,
    pub(crate) side: String,
    /// What the balance changed by; nothing where the line holds or releases.
    pub(crate) change: Signed,
    /// The balance after it, what is held included.
    pub(crate) balance: Signed,
    /// What was held after it.
    pub(crate) held: Minor,
}

impl From<(LineRow, MovementRow)> for Entry {
    fn from((line, movement): (LineRow, MovementRow)) -> Self {
        let changes = matches!(movement.phase.as_str(), "POST" | "COMMIT");
        let amount = match changes {
            true => line.amount.minor(),
            false => Minor::ZERO,
        };
        let is_debit = line.side == Side::Debit.as_str();
        Self {
            seq: line.seq,
            at: movement.created_at,
            kind: movement.kind,
            phase: movement.phase,
            operation: movement.operation,
            reference: movement.reference,
            side: line.side,
            change: Signed::new(is_debit, amount),
            balance: Signed::difference(line.credits_after.minor(), line.debits_after.minor()),
            held: line.held_after.minor(),
        }
    }
}

/// An account of a wallet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WalletAccount {
    account: LedgerAccountId,
    /// In small letters.
    pub(crate) currency: String,
    pub(crate) precision: Precision,
}

/// The accounts of a wallet, in all currencies or in one, by the currency.
pub(crate) fn wallet_accounts(
    conn: &mut Connection,
    wallet: &WalletId,
    currency: Option<&str>,
) -> Result<Vec<WalletAccount>, DbError> {
    let mut query = ledger_accounts::table
        .filter(ledger_accounts::kind.eq(AccountKind::Wallet.as_str()))
        .filter(ledger_accounts::owner.eq(wallet.as_str()))
        .order(ledger_accounts::currency)
        .select((ledger_accounts::id, ledger_accounts::currency))
        .into_boxed::<MultiBackend>();
    if let Some(currency) = currency {
        query = query.filter(ledger_accounts::currency.eq(currency));
    }
    let rows: Vec<(LedgerAccountId, String)> = query.load(conn)?;
    let mut holdings = Vec::with_capacity(rows.len());
    for (account, currency) in rows {
        let precision = super::precision(conn, &currency)?.unwrap_or(Precision::MAX);
        holdings.push(WalletAccount {
            account,
            currency,
            precision,
        });
    }
    Ok(holdings)
}

/// The lines that follow one, in the order in which they were written; none at the end.
pub(crate) fn entries(
    conn: &mut Connection,
    holding: &WalletAccount,
    period: Period,
    after: i64,
) -> Result<Vec<Entry>, DbError> {
    let mut query = ledger_lines::table
        .inner_join(ledger_movements::table)
        .filter(ledger_lines::account_id.eq(&holding.account))
        .filter(ledger_lines::seq.gt(after))
        .order(ledger_lines::seq)
        .limit(PAGE)
        .select((columns::<LineRow>(), columns::<MovementRow>()))
        .into_boxed::<MultiBackend>();
    if let Some(from) = period.from {
        query = query.filter(ledger_movements::created_at.ge(from));
    }
    if let Some(to) = period.to {
        query = query.filter(ledger_movements::created_at.lt(to));
    }
    let rows: Vec<(LineRow, MovementRow)> = query.load(conn)?;
    Ok(rows.into_iter().map(Entry::from).collect())
}
