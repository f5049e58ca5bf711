//! Rows of `currencies` and `currency_pairs`.
//!
//! A currency is stored by its code in capitals, a pair by its symbol in small letters.

use crate::db::schema::{currencies, currency_pairs};
use diesel::prelude::*;
use sovx_api_types::sovx::models::{Currency, CurrencyOrder, CurrencyPair, CurrencyPairOrder};

use crate::decimal::Decimal;
use crate::error::Broken;

/// A currency.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = currencies, primary_key(code))]
pub(super) struct CurrencyRow {
    pub(super) code: String,
    pub(super) id: i32,
    pub(super) name: String,
    pub(super) precision: i32,
    pub(super) ascii_sign: String,
    pub(super) can_deposit: bool,
    pub(super) can_withdraw: bool,
    /// An exact decimal.
    pub(super) min_withdrawal: String,
    pub(super) is_fiat: bool,
    pub(super) is_confirmations_needed: bool,
    pub(super) is_custody_enabled: bool,
    pub(super) is_trading_enabled: bool,
    pub(super) updated_at: i64,
}

/// A trading pair; both its currencies are in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = currency_pairs, primary_key(symbol))]
pub(super) struct PairRow {
    pub(super) symbol: String,
    pub(super) base: String,
    pub(super) quote: String,
    pub(super) updated_at: i64,
}

/// Which currencies to list, and how; what is `None` does not matter.
#[derive(Debug, Clone, Default)]
pub(super) struct Listing {
    pub(super) code: Option<String>,
    pub(super) is_fiat: Option<bool>,
    pub(super) can_deposit: Option<bool>,
    pub(super) can_withdraw: Option<bool>,
    pub(super) is_trading_enabled: Option<bool>,
    pub(super) order: Option<CurrencyOrder>,
}

/// Which pairs to list, and how; what is `None` does not matter.
#[derive(Debug, Clone, Default)]
pub(super) struct PairListing {
    pub(super) base: Option<String>,
    pub(super) quote: Option<String>,
    pub(super) order: Option<CurrencyPairOrder>,
}

impl CurrencyRow {
    /// A currency as the contract has it; `None` when its smallest withdrawal is no exact decimal
    /// of its precision.
    pub(super) fn of(currency: Currency, now: i64) -> Option<Self> {
        let Currency {
            id,
            symbol: _,
            name,
            code,
            currency: _,
            precision,
            ascii_sign,
            can_deposit,
            can_withdraw,
            min_withdrawal,
            is_fiat,
            is_confirmations_needed,
            is_custody_enabled,
            is_trading_enabled,
        } = currency;
        let places = usize::try_from(precision).ok()?;
        Some(Self {
            code,
            id,
            name,
            precision,
            ascii_sign,
            can_deposit,
            can_withdraw,
            min_withdrawal: Decimal::exact(min_withdrawal, places)?.as_str().to_owned(),
            is_fiat,
            is_confirmations_needed,
            is_custody_enabled,
            is_trading_enabled,
            updated_at: now,
        })
    }
}

impl TryFrom<CurrencyRow> for Currency {
    type Error = Broken;

    fn try_from(row: CurrencyRow) -> Result<Self, Broken> {
        let CurrencyRow {
            code,
            id,
            name,
            precision,
            ascii_sign,
            can_deposit,
            can_withdraw,
            min_withdrawal,
            is_fiat,
            is_confirmations_needed,
            is_custody_enabled,
            is_trading_enabled,
            updated_at: _,
        } = row;
        Ok(Self {
            id,
            symbol: code.clone(),
            name,
            code: code.clone(),
            currency: code,
            precision,
            ascii_sign,
            can_deposit,
            can_withdraw,
            min_withdrawal: Decimal::number(&min_withdrawal).ok_or(Broken {
                what: "a stored currency holds a smallest withdrawal that is no number",
            })?,
            is_fiat,
            is_confirmations_needed,
            is_custody_enabled,
            is_trading_enabled,
        })
    }
}

impl PairRow {
    /// A pair as the contract has it.
    pub(super) fn of(pair: CurrencyPair, now: i64) -> Self {
        let CurrencyPair {
            formatted_symbol: _,
            symbol,
            base,
            quote,
        } = pair;
        Self {
            symbol,
            base: base.to_ascii_uppercase(),
            quote: quote.to_ascii_uppercase(),
            updated_at: now,
        }
    }
}

impl From<PairRow> for CurrencyPair {
    fn from(row: PairRow) -> Self {
        let PairRow {
            symbol,
            base,
            quote,
            updated_at: _,
        } = row;
        Self {
            formatted_symbol: format!("{base}/{quote}"),
            symbol,
            base: base.to_ascii_lowercase(),
            quote: quote.to_ascii_lowercase(),
        }
    }
}
