//! The currencies of the ledger: how many places their amounts have, settled by the first account.

use std::collections::HashMap;

use sovx_ledger::Precision;

use super::book::LedgerError;
use super::model::CurrencyRow;
use super::queries;
use super::seals::Seals;
use crate::db::{Connection, DbError};

/// The precision of a currency, in small letters: the settled one, or that of the catalogue where
/// nothing was booked yet. `None` when nobody knows it.
pub(crate) fn precision(conn: &mut Connection, code: &str) -> Result<Option<Precision>, DbError> {
    let settled = queries::find_currency(conn, code)?;
    let precision = match settled {
        Some(CurrencyRow { precision, .. }) => Some(precision),
        None => queries::catalogue_precision(conn, code)?,
    };
    Ok(precision.and_then(of))
}

/// Each row with the precision of its currency, which is looked up once for each currency.
pub(crate) fn with_precision<R>(
    conn: &mut Connection,
    rows: Vec<R>,
    currency: impl Fn(&R) -> &str,
) -> Result<Vec<(R, Option<Precision>)>, DbError> {
    let mut known: HashMap<String, Option<Precision>> = HashMap::new();
    let mut precise = Vec::with_capacity(rows.len());
    for row in rows {
        let code = currency(&row);
        let places = match known.get(code) {
            Some(places) => *places,
            None => {
                let places = precision(conn, code)?;
                known.insert(code.to_owned(), places);
                places
            }
        };
        precise.push((row, places));
    }
    Ok(precise)
}

pub(crate) fn of(places: i32) -> Option<Precision> {
    u8::try_from(places).ok().and_then(Precision::new)
}

/// Settles the precision of a currency, if it is not yet.
///
/// The row of the catalogue is locked: an import that changes it comes wholly before or after.
pub(crate) fn settle(
    conn: &mut Connection,
    seals: &Seals,
    code: &str,
    now: i64,
) -> Result<(), LedgerError> {
    if queries::find_currency(conn, code)?.is_some() {
        return Ok(());
    }
    let precision =
        queries::lock_catalogue_precision(conn, code)?.ok_or(LedgerError::UnknownCurrency)?;
    let mut row = CurrencyRow {
        code: code.to_owned(),
        precision,
        seal: Vec::new(),
        created_at: now,
    };
    row.seal = seals.currency(&row);
    queries::insert_currency(conn, &row)?;
    Ok(())
}
