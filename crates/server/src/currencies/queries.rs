//! The catalogue belongs to nobody in particular, hence no query takes a tenant.

use super::model::{CurrencyRow, Listing, PairListing, PairRow};
use crate::db::schema::{currencies, currency_pairs, ledger_currencies};
use crate::db::{Connection, DbError, MultiBackend, columns};
use diesel::prelude::*;
use sovx_api_types::sovx::models::{CurrencyOrder, CurrencyPairOrder};

/// The currencies that the filters let through, in the order asked for.
pub(super) fn list(conn: &mut Connection, listing: &Listing) -> Result<Vec<CurrencyRow>, DbError> {
    let mut query = currencies::table.into_boxed::<MultiBackend>();
    if let Some(code) = &listing.code {
        query = query.filter(currencies::code.eq(code.to_ascii_uppercase()));
    }
    if let Some(is_fiat) = listing.is_fiat {
        query = query.filter(currencies::is_fiat.eq(is_fiat));
    }
    if let Some(can_deposit) = listing.can_deposit {
        query = query.filter(currencies::can_deposit.eq(can_deposit));
    }
    if let Some(can_withdraw) = listing.can_withdraw {
        query = query.filter(currencies::can_withdraw.eq(can_withdraw));
    }
    if let Some(is_trading_enabled) = listing.is_trading_enabled {
        query = query.filter(currencies::is_trading_enabled.eq(is_trading_enabled));
    }
    query = match listing.order.unwrap_or(CurrencyOrder::Id) {
        CurrencyOrder::Id => query.order(currencies::id.asc()),
        CurrencyOrder::MinusId => query.order(currencies::id.desc()),
        CurrencyOrder::Code => query.order(currencies::code.asc()),
        CurrencyOrder::MinusCode => query.order(currencies::code.desc()),
    };
    Ok(query.select(columns::<CurrencyRow>()).load(conn)?)
}

/// The pairs that the filters let through, in the order asked for.
pub(super) fn list_pairs(
    conn: &mut Connection,
    listing: &PairListing,
) -> Result<Vec<PairRow>, DbError> {
    let mut query = currency_pairs::table.into_boxed::<MultiBackend>();
    if let Some(base) = &listing.base {
        query = query.filter(currency_pairs::base.eq(base.to_ascii_uppercase()));
    }
    if let Some(quote) = &listing.quote {
        query = query.filter(currency_pairs::quote.eq(quote.to_ascii_uppercase()));
    }
    let (up, down) = (currency_pairs::symbol.asc(), currency_pairs::symbol.desc());
    query = match listing.order.unwrap_or(CurrencyPairOrder::Symbol) {
        CurrencyPairOrder::Symbol => query.order(up),
        CurrencyPairOrder::MinusSymbol => query.order(down),
        CurrencyPairOrder::Base => query.order((currency_pairs::base.asc(), up)),
        CurrencyPairOrder::MinusBase => query.order((currency_pairs::base.desc(), down)),
        CurrencyPairOrder::Quote => query.order((currency_pairs::quote.asc(), up)),
        CurrencyPairOrder::MinusQuote => query.order((currency_pairs::quote.desc(), down)),
    };
    Ok(query.select(columns::<PairRow>()).load(conn)?)
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

/// Whether deposits of a currency are credited.
pub(crate) fn takes_deposits(conn: &mut Connection, code: &str) -> Result<bool, DbError> {
    let can_deposit = currencies::table
        .find(code.to_ascii_uppercase())
        .select(currencies::can_deposit)
        .get_result(conn)
        .optional()?;
    Ok(can_deposit.unwrap_or(false))
}

/// The precision that the ledger has settled on for a currency, its code in either case.
pub(super) fn settled_precision(conn: &mut Connection, code: &str) -> Result<Option<i32>, DbError> {
    let precision = ledger_currencies::table
        .find(code.to_ascii_lowercase())
        .select(ledger_currencies::precision)
        .get_result(conn)
        .optional()?;
    Ok(precision)
}

/// The smallest withdrawal of a currency, an exact decimal; `None` where nothing of it can be
/// withdrawn.
pub(crate) fn min_withdrawal(conn: &mut Connection, code: &str) -> Result<Option<String>, DbError> {
    let smallest = currencies::table
        .find(code.to_ascii_uppercase())
        .filter(currencies::can_withdraw.eq(true))
        .select(currencies::min_withdrawal)
        .get_result(conn)
        .optional()?;
    Ok(smallest)
}
