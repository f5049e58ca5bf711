//! One statement each, besides the pages.

use diesel::dsl::{count_star, exists, not, sql};
use diesel::expression::SqlLiteral;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable};

use super::product::TransactionFound;
use crate::db::schema::{
    deposits, ledger_accounts, ledger_currencies, ledger_lines, ledger_movements, transactions,
};
use crate::db::{
    Connection, CustomerKey, DbError, LedgerAccountId, MovementId, TransactionId, WalletId, columns,
};
use crate::ledger::model::{AccountRow, CurrencyRow, MovementRow};
use crate::ledger::sums::{Chunks, chunks};

/// How many rows a search for what should not be there names.
const FEW: i64 = 101;

/// Movements that change both of their accounts.
const MOVES: [&str; 2] = ["POST", "COMMIT"];

/// Whether a column holds digits. Postgres refuses to add up what is something else.
fn digits(conn: &Connection, column: &str) -> SqlLiteral<Bool> {
    match conn {
        Connection::Sqlite(_) => sql("TRUE"),
        Connection::Postgres(_) => sql(&format!("{column} ~ '^[0-9]{{38}}$'")),
    }
}

pub(super) fn currencies(conn: &mut Connection) -> Result<Vec<CurrencyRow>, DbError> {
    let rows = ledger_currencies::table
        .select(columns::<CurrencyRow>())
        .load(conn)?;
    Ok(rows)
}

pub(super) fn movements(conn: &mut Connection, ids: &[&str]) -> Result<Vec<MovementRow>, DbError> {
    let rows = ledger_movements::table
        .filter(ledger_movements::id.eq_any(ids.to_vec()))
        .select(columns::<MovementRow>())
        .load(conn)?;
    Ok(rows)
}

/// The movements of operations, in the order in which they were made.
pub(super) fn movements_of(
    conn: &mut Connection,
    operations: &[&str],
) -> Result<Vec<MovementRow>, DbError> {
    let rows = ledger_movements::table
        .filter(ledger_movements::operation.eq_any(operations.to_vec()))
        .order(ledger_movements::id)
        .select(columns::<MovementRow>())
        .load(conn)?;
    Ok(rows)
}

pub(super) fn accounts(
    conn: &mut Connection,
    ids: &[&LedgerAccountId],
) -> Result<Vec<AccountRow>, DbError> {
    let rows = ledger_accounts::table
        .filter(ledger_accounts::id.eq_any(ids.to_vec()))
        .select(columns::<AccountRow>())
        .load(conn)?;
    Ok(rows)
}

/// The transactions of operations.
pub(super) fn transactions_of(
    conn: &mut Connection,
    operations: &[&str],
) -> Result<Vec<TransactionFound>, DbError> {
    let rows = transactions::table
        .filter(transactions::operation_id.eq_any(operations.to_vec()))
        .select(columns::<TransactionFound>())
        .load(conn)?;
    Ok(rows)
}

/// The transactions of customers at these times that name no operation.
pub(super) fn transactions_at(
    conn: &mut Connection,
    customers: &[&CustomerKey],
    times: &[i64],
) -> Result<Vec<TransactionFound>, DbError> {
    let rows = transactions::table
        .filter(transactions::customer_id.eq_any(customers.to_vec()))
        .filter(transactions::created_at.eq_any(times.to_vec()))
        .filter(transactions::operation_id.is_null())
        .select(columns::<TransactionFound>())
        .load(conn)?;
    Ok(rows)
}

pub(super) fn transactions(
    conn: &mut Connection,
    ids: &[&TransactionId],
) -> Result<Vec<TransactionFound>, DbError> {
    let rows = transactions::table
        .filter(transactions::id.eq_any(ids.to_vec()))
        .select(columns::<TransactionFound>())
        .load(conn)?;
    Ok(rows)
}

/// Which of these are deposits, with their transactions.
pub(super) fn deposits_among(
    conn: &mut Connection,
    ids: &[&str],
) -> Result<Vec<(String, TransactionId)>, DbError> {
    let found = deposits::table
        .filter(deposits::id.eq_any(ids.to_vec()))
        .select((deposits::id, deposits::transaction_id))
        .load(conn)?;
    Ok(found)
}

/// How many movements there are, by phase.
pub(super) fn count_movements(conn: &mut Connection) -> Result<Vec<(String, i64)>, DbError> {
    let counts = ledger_movements::table
        .group_by(ledger_movements::phase)
        .select((ledger_movements::phase, count_star()))
        .load(conn)?;
    Ok(counts)
}

pub(super) fn count_lines(conn: &mut Connection) -> Result<i64, DbError> {
    Ok(ledger_lines::table.count().get_result(conn)?)
}

/// Some movements that lack a line on an account that they change.
pub(super) fn movements_without_line(conn: &mut Connection) -> Result<Vec<MovementId>, DbError> {
    let of = ledger_lines::table.filter(ledger_lines::movement_id.eq(ledger_movements::id));
    let debit = of.filter(ledger_lines::account_id.eq(ledger_movements::debit_id));
    let credit = of.filter(ledger_lines::account_id.eq(ledger_movements::credit_id));
    let has_two = ledger_movements::phase.eq_any(MOVES);
    let lacks_credit = has_two.and(not(exists(credit)));
    let ids = ledger_movements::table
        .filter(not(exists(debit)).or(lacks_credit))
        .select(ledger_movements::id)
        .limit(FEW)
        .load(conn)?;
    Ok(ids)
}

/// Some lines whose account is not there.
pub(super) fn lines_without_account(
    conn: &mut Connection,
) -> Result<Vec<(LedgerAccountId, i64)>, DbError> {
    let account = ledger_accounts::table.filter(ledger_accounts::id.eq(ledger_lines::account_id));
    let keys = ledger_lines::table
        .filter(not(exists(account)))
        .select((ledger_lines::account_id, ledger_lines::seq))
        .limit(FEW)
        .load(conn)?;
    Ok(keys)
}

/// Whose completed transactions, of which currency, whether they take, and how much together.
pub(super) type Told<Key> = (Key, String, bool, Chunks);

pub(super) fn told_of_wallets(
    conn: &mut Connection,
    wallets: &[&WalletId],
) -> Result<Vec<Told<Option<WalletId>>>, DbError> {
    let wallet = transactions::wallet_id;
    let sums = transactions::table
        .filter(wallet.eq_any(wallets.to_vec()))
        .filter(transactions::status.eq("COMPLETED"))
        .filter(digits(conn, "net_amount"))
        .group_by((wallet, transactions::currency, transactions::is_outgoing))
        .select((
            wallet,
            transactions::currency,
            transactions::is_outgoing,
            chunks!("net_amount"),
        ))
        .load(conn)?;
    Ok(sums)
}

pub(super) fn told_of_customers(
    conn: &mut Connection,
    customers: &[&CustomerKey],
) -> Result<Vec<Told<CustomerKey>>, DbError> {
    let customer = transactions::customer_id;
    let sums = transactions::table
        .filter(customer.eq_any(customers.to_vec()))
        .filter(transactions::wallet_id.is_null())
        .filter(transactions::status.eq("COMPLETED"))
        .filter(digits(conn, "net_amount"))
        .group_by((customer, transactions::currency, transactions::is_outgoing))
        .select((
            customer,
            transactions::currency,
            transactions::is_outgoing,
            chunks!("net_amount"),
        ))
        .load(conn)?;
    Ok(sums)
}

/// What lies on each network by the states of the deposits.
pub(super) fn counted_deposits(
    conn: &mut Connection,
) -> Result<Vec<(String, String, Chunks)>, DbError> {
    let sums = deposits::table
        .filter(deposits::state.eq_any(["CREDITED", "SUSPENSE"]))
        .filter(digits(conn, "amount"))
        .group_by((deposits::network, deposits::currency))
        .select((deposits::network, deposits::currency, chunks!("amount")))
        .load(conn)?;
    Ok(sums)
}

/// What other movements than those of deposits have debited to accounts.
pub(super) fn other_debits(
    conn: &mut Connection,
    accounts: &[&LedgerAccountId],
) -> Result<Vec<(LedgerAccountId, Chunks)>, DbError> {
    let account = ledger_movements::debit_id;
    let sums = ledger_movements::table
        .filter(account.eq_any(accounts.to_vec()))
        .filter(ledger_movements::phase.eq_any(MOVES))
        .filter(ledger_movements::kind.not_like("deposit%"))
        .filter(digits(conn, "amount"))
        .group_by(account)
        .select((account, chunks!("amount")))
        .load(conn)?;
    Ok(sums)
}

/// What other movements than those of deposits have credited to accounts.
pub(super) fn other_credits(
    conn: &mut Connection,
    accounts: &[&LedgerAccountId],
) -> Result<Vec<(LedgerAccountId, Chunks)>, DbError> {
    let account = ledger_movements::credit_id;
    let sums = ledger_movements::table
        .filter(account.eq_any(accounts.to_vec()))
        .filter(ledger_movements::phase.eq_any(MOVES))
        .filter(ledger_movements::kind.not_like("deposit%"))
        .filter(digits(conn, "amount"))
        .group_by(account)
        .select((account, chunks!("amount")))
        .load(conn)?;
    Ok(sums)
}
