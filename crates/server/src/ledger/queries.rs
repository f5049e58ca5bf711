//! One statement each. Movements and lines are appended and read, never changed: triggers refuse
//! the rest.

use diesel::prelude::*;

use super::model::{AccountRow, CurrencyRow, LineRow, MovementRow};
use super::owner::Owner;
use crate::db::schema::{ledger_accounts, ledger_currencies, ledger_lines, ledger_movements};
use crate::db::{Connection, DbError, LedgerAccountId, columns};

/// The settled currency of this code.
pub(super) fn find_currency(
    conn: &mut Connection,
    code: &str,
) -> Result<Option<CurrencyRow>, DbError> {
    let row = ledger_currencies::table
        .find(code)
        .select(columns::<CurrencyRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// Stores a currency, unless another transaction was first.
pub(super) fn insert_currency(conn: &mut Connection, row: &CurrencyRow) -> Result<(), DbError> {
    let insert = diesel::insert_into(ledger_currencies::table).values(row);
    match conn {
        Connection::Sqlite(conn) => insert.on_conflict_do_nothing().execute(conn)?,
        Connection::Postgres(conn) => insert.on_conflict_do_nothing().execute(conn)?,
    };
    Ok(())
}

/// The account of this owner in a currency.
pub(super) fn find_account(
    conn: &mut Connection,
    owner: &Owner,
    currency: &str,
) -> Result<Option<AccountRow>, DbError> {
    let row = ledger_accounts::table
        .filter(ledger_accounts::kind.eq(owner.kind.as_str()))
        .filter(ledger_accounts::owner.eq(&owner.name))
        .filter(ledger_accounts::currency.eq(currency))
        .select(columns::<AccountRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// Stores an account, unless another transaction was first.
pub(super) fn insert_account(conn: &mut Connection, row: &AccountRow) -> Result<(), DbError> {
    let insert = diesel::insert_into(ledger_accounts::table).values(row);
    match conn {
        Connection::Sqlite(conn) => insert.on_conflict_do_nothing().execute(conn)?,
        Connection::Postgres(conn) => insert.on_conflict_do_nothing().execute(conn)?,
    };
    Ok(())
}

/// Keeps an account as it is until the transaction ends.
///
/// The lock is an `UPDATE` that changes nothing, which every database understands.
pub(super) fn lock_account(
    conn: &mut Connection,
    id: &LedgerAccountId,
) -> Result<AccountRow, DbError> {
    let row = diesel::update(ledger_accounts::table.find(id))
        .set(ledger_accounts::seq.eq(ledger_accounts::seq))
        .returning(columns::<AccountRow>())
        .get_result(conn)?;
    Ok(row)
}

/// Writes down what is in an account that was locked before.
pub(super) fn update_account(conn: &mut Connection, row: &AccountRow) -> Result<(), DbError> {
    diesel::update(ledger_accounts::table.find(&row.id))
        .set((
            ledger_accounts::debits.eq(row.debits),
            ledger_accounts::credits.eq(row.credits),
            ledger_accounts::held.eq(row.held),
            ledger_accounts::available.eq(row.available),
            ledger_accounts::seq.eq(row.seq),
            ledger_accounts::mac.eq(&row.mac),
        ))
        .execute(conn)?;
    Ok(())
}

/// The hash of a line.
pub(super) fn find_mac(
    conn: &mut Connection,
    account: &LedgerAccountId,
    seq: i64,
) -> Result<Option<Vec<u8>>, DbError> {
    let mac = ledger_lines::table
        .find((account, seq))
        .select(ledger_lines::mac)
        .get_result(conn)
        .optional()?;
    Ok(mac)
}

/// Appends a movement.
pub(super) fn insert_movement(conn: &mut Connection, row: &MovementRow) -> Result<(), DbError> {
    diesel::insert_into(ledger_movements::table)
        .values(row)
        .execute(conn)?;
    Ok(())
}

/// Appends a line.
pub(super) fn insert_line(conn: &mut Connection, row: &LineRow) -> Result<(), DbError> {
    diesel::insert_into(ledger_lines::table)
        .values(row)
        .execute(conn)?;
    Ok(())
}

/// The kind of an account.
pub(super) fn find_kind(
    conn: &mut Connection,
    id: &LedgerAccountId,
) -> Result<Option<String>, DbError> {
    let kind = ledger_accounts::table
        .find(id)
        .select(ledger_accounts::kind)
        .get_result(conn)
        .optional()?;
    Ok(kind)
}

/// The holds of an operation that nothing has resolved, in the order in which they were made.
pub(super) fn open_holds(
    conn: &mut Connection,
    operation: &str,
) -> Result<Vec<MovementRow>, DbError> {
    let rows: Vec<MovementRow> = ledger_movements::table
        .filter(ledger_movements::operation.eq(operation))
        .order(ledger_movements::id)
        .select(columns::<MovementRow>())
        .load(conn)?;
    let ends: Vec<_> = rows.iter().filter_map(|row| row.resolves.clone()).collect();
    let is_open = |row: &MovementRow| row.phase == "HOLD" && !ends.contains(&row.id);
    Ok(rows.into_iter().filter(is_open).collect())
}

/// The movement of a kind and phase that has this reference.
pub(super) fn find_by_reference(
    conn: &mut Connection,
    (kind, phase): (&str, &str),
    reference: &str,
) -> Result<Option<MovementRow>, DbError> {
    let row = ledger_movements::table
        .filter(ledger_movements::kind.eq(kind))
        .filter(ledger_movements::phase.eq(phase))
        .filter(ledger_movements::reference.eq(reference))
        .select(columns::<MovementRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}
