//! One statement each. Movements and lines are appended and read, never changed: triggers refuse
//! the rest.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable};
use sovx_ledger::AccountKind;

use super::model::{AccountRow, CurrencyRow, LineRow, MovementRow};
use super::owner::Owner;
use super::sums::{Chunks, chunks};
use super::units::Units;
use crate::db::schema::{
    currencies, ledger_accounts, ledger_currencies, ledger_lines, ledger_movements,
};
use crate::db::{Connection, CustomerKey, DbError, LedgerAccountId, UserId, WalletId, columns};

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
pub(crate) fn find_mac(
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

/// The customer that an account belongs to, if it is anybody's.
pub(super) fn find_customer(
    conn: &mut Connection,
    id: &LedgerAccountId,
) -> Result<Option<CustomerKey>, DbError> {
    let customer: Option<Option<CustomerKey>> = ledger_accounts::table
        .find(id)
        .select(ledger_accounts::customer_id)
        .get_result(conn)
        .optional()?;
    Ok(customer.flatten())
}

/// How many movements of a kind an operation has in each currency, and the sum of their amounts.
pub(super) fn sums_of_operation(
    conn: &mut Connection,
    kind: &str,
    operation: &str,
) -> Result<Vec<(String, i64, Chunks)>, DbError> {
    let rows = ledger_movements::table
        .filter(ledger_movements::operation.eq(operation))
        .filter(ledger_movements::kind.eq(kind))
        .group_by(ledger_movements::currency)
        .order(ledger_movements::currency)
        .select((
            ledger_movements::currency,
            diesel::dsl::count_star(),
            chunks!("amount"),
        ))
        .load(conn)?;
    Ok(rows)
}

/// The accounts of a user's wallets.
pub(super) fn wallet_accounts(
    conn: &mut Connection,
    customer: &CustomerKey,
    user: &UserId,
) -> Result<Vec<(String, LedgerAccountId)>, DbError> {
    let accounts = ledger_accounts::table
        .filter(ledger_accounts::customer_id.eq(customer))
        .filter(ledger_accounts::user_id.eq(user))
        .filter(ledger_accounts::kind.eq(AccountKind::Wallet.as_str()))
        .select((ledger_accounts::kind, ledger_accounts::id))
        .load(conn)?;
    Ok(accounts)
}

/// Accounts of a customer in which something is available, of wallets and of its revenue.
pub(super) fn filled_accounts(
    conn: &mut Connection,
    customer: &CustomerKey,
    limit: i64,
) -> Result<Vec<(String, LedgerAccountId)>, DbError> {
    let accounts = ledger_accounts::table
        .filter(ledger_accounts::customer_id.eq(customer))
        .filter(ledger_accounts::kind.eq_any(own()))
        .filter(ledger_accounts::available.gt(Units::ZERO))
        .select((ledger_accounts::kind, ledger_accounts::id))
        .limit(limit)
        .load(conn)?;
    Ok(accounts)
}

/// Whether a customer has something on hold, in a wallet or in its revenue.
pub(crate) fn has_holds(conn: &mut Connection, customer: &CustomerKey) -> Result<bool, DbError> {
    let holding = ledger_accounts::table
        .filter(ledger_accounts::customer_id.eq(customer))
        .filter(ledger_accounts::kind.eq_any(own()))
        .filter(ledger_accounts::held.gt(Units::ZERO));
    Ok(diesel::select(diesel::dsl::exists(holding)).get_result(conn)?)
}

/// Whether a wallet of a user owes something.
pub(crate) fn has_debt(
    conn: &mut Connection,
    customer: &CustomerKey,
    user: &UserId,
) -> Result<bool, DbError> {
    let owing = ledger_accounts::table
        .filter(ledger_accounts::customer_id.eq(customer))
        .filter(ledger_accounts::user_id.eq(user))
        .filter(ledger_accounts::kind.eq(AccountKind::DepositReversals.as_str()))
        .filter(ledger_accounts::available.gt(Units::ZERO));
    Ok(diesel::select(diesel::dsl::exists(owing)).get_result(conn)?)
}

/// Whether a wallet owes something, in whatever currency.
pub(crate) fn owes(conn: &mut Connection, wallet: &WalletId) -> Result<bool, DbError> {
    let owing = ledger_accounts::table
        .filter(ledger_accounts::kind.eq(AccountKind::DepositReversals.as_str()))
        .filter(ledger_accounts::owner.eq(wallet.as_str()))
        .filter(ledger_accounts::available.gt(Units::ZERO));
    Ok(diesel::select(diesel::dsl::exists(owing)).get_result(conn)?)
}

/// The kinds of accounts that hold what belongs to a customer or to one of its users.
fn own() -> [&'static str; 2] {
    [AccountKind::Wallet.as_str(), AccountKind::Revenue.as_str()]
}

/// How many places the catalogue gives a currency, its code in either case.
pub(super) fn catalogue_precision(
    conn: &mut Connection,
    code: &str,
) -> Result<Option<i32>, DbError> {
    let precision = currencies::table
        .find(code.to_ascii_uppercase())
        .select(currencies::precision)
        .get_result(conn)
        .optional()?;
    Ok(precision)
}

/// The same; the currency stays as it is until the transaction ends.
///
/// The lock is an `UPDATE` that changes nothing, which every database understands.
pub(super) fn lock_catalogue_precision(
    conn: &mut Connection,
    code: &str,
) -> Result<Option<i32>, DbError> {
    let precision = diesel::update(currencies::table.find(code.to_ascii_uppercase()))
        .set(currencies::precision.eq(currencies::precision))
        .returning(currencies::precision)
        .get_result(conn)
        .optional()?;
    Ok(precision)
}
