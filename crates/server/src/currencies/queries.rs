//! The catalogue belongs to nobody in particular, hence no query takes a tenant.

use super::model::{CurrencyRow, PairRow};
use crate::db::schema::{currencies, currency_pairs};
use crate::db::{Connection, DbError, columns};
use diesel::prelude::*;

/// All currencies, by id.
pub(super) fn list(conn: &mut Connection) -> Result<Vec<CurrencyRow>, DbError> {
    let rows = currencies::table
        .order(currencies::id)
        .select(columns::<CurrencyRow>())
        .load(conn)?;
    Ok(rows)
}

/// All pairs, by symbol.
pub(super) fn list_pairs(conn: &mut Connection) -> Result<Vec<PairRow>, DbError> {
    let rows = currency_pairs::table
        .order(currency_pairs::symbol)
        .select(columns::<PairRow>())
        .load(conn)?;
    Ok(rows)
}

/// Whether there is a currency of this code, in upper or lower case.
pub(crate) fn knows(conn: &mut Connection, code: &str) -> Result<bool, DbError> {
    let same = currencies::table.find(code.to_ascii_uppercase());
    Ok(diesel::select(diesel::dsl::exists(same)).get_result(conn)?)
}

/// Whether there is a pair of this symbol, in upper or lower case.
pub(crate) fn trades(conn: &mut Connection, symbol: &str) -> Result<bool, DbError> {
    let same = currency_pairs::table.find(symbol.to_ascii_lowercase());
    Ok(diesel::select(diesel::dsl::exists(same)).get_result(conn)?)
}

/// Whether there is no currency at all.
pub(super) fn is_empty(conn: &mut Connection) -> Result<bool, DbError> {
    let any = diesel::select(diesel::dsl::exists(
        currencies::table.select(currencies::code),
    ));
    Ok(!any.get_result::<bool>(conn)?)
}

/// Stores currencies, replacing those known, within the transaction of the caller.
///
/// Sorted, so that two imports at once lock the rows in the same order.
pub(super) fn upsert(conn: &mut Connection, rows: &[CurrencyRow]) -> Result<(), DbError> {
    let mut sorted: Vec<&CurrencyRow> = rows.iter().collect();
    sorted.sort_by(|a, b| a.code.cmp(&b.code));
    for row in sorted {
        let replaced = diesel::update(currencies::table.find(&row.code))
            .set(row)
            .execute(conn)?;
        if replaced == 0 {
            diesel::insert_into(currencies::table)
                .values(row)
                .execute(conn)?;
        }
    }
    Ok(())
}

/// The same for pairs, whose currencies must be there.
pub(super) fn upsert_pairs(conn: &mut Connection, rows: &[PairRow]) -> Result<(), DbError> {
    let mut sorted: Vec<&PairRow> = rows.iter().collect();
    sorted.sort_by(|a, b| a.symbol.cmp(&b.symbol));
    for row in sorted {
        let replaced = diesel::update(currency_pairs::table.find(&row.symbol))
            .set(row)
            .execute(conn)?;
        if replaced == 0 {
            diesel::insert_into(currency_pairs::table)
                .values(row)
                .execute(conn)?;
        }
    }
    Ok(())
}
