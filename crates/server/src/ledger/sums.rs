//! What accounts hold together, added up by the database.
//!
//! Amounts of 38 digits are too long for the databases' integers, and a decimal type is exact on one
//! of them only. So each is cut into three numbers that are summed up for themselves and joined
//! here: exact for 900,000 accounts of one currency and more.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable};
use sovx_ledger::{AccountKind, Total};

use crate::db::schema::ledger_accounts;
use crate::db::{Connection, CustomerKey, DbError, UserId, WalletId};

/// Whose accounts are added up.
#[derive(Debug, Clone)]
pub(crate) enum Holder {
    /// A customer's revenue and the wallets of all its users.
    Customer(CustomerKey),
    /// The wallets of a user.
    User(CustomerKey, UserId),
    /// A wallet.
    Wallet(CustomerKey, WalletId),
}

/// What there is of a currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CurrencySums {
    /// In small letters.
    pub(crate) currency: String,
    pub(crate) available: Total,
    pub(crate) held: Total,
}

impl CurrencySums {
    /// Nothing of a currency.
    pub(crate) fn nothing(currency: String) -> Self {
        Self {
            currency,
            available: Total::ZERO,
            held: Total::ZERO,
        }
    }
}

/// The sums of the three parts of a column, as [`chunks`] selects them.
pub(crate) type Chunks = (Option<i64>, Option<i64>, Option<i64>);

/// Selects the sums of the three parts of a column of 38 digits.
macro_rules! chunks {
    ($column:literal) => {
        (
            sql::<Nullable<BigInt>>(concat!(
                "CAST(SUM(CAST(substr(",
                $column,
                ", 1, 13) AS BIGINT)) AS BIGINT)"
            )),
            sql::<Nullable<BigInt>>(concat!(
                "CAST(SUM(CAST(substr(",
                $column,
                ", 14, 13) AS BIGINT)) AS BIGINT)"
            )),
            sql::<Nullable<BigInt>>(concat!(
                "CAST(SUM(CAST(substr(",
                $column,
                ", 27, 12) AS BIGINT)) AS BIGINT)"
            )),
        )
    };
}

pub(crate) use chunks;

/// The totals of a holder, one for each currency that it has accounts in, by code.
pub(crate) fn sums(conn: &mut Connection, holder: &Holder) -> Result<Vec<CurrencySums>, DbError> {
    let kinds = [AccountKind::Wallet.as_str(), AccountKind::Revenue.as_str()];
    let mut query = ledger_accounts::table
        .filter(ledger_accounts::kind.eq_any(kinds))
        .group_by(ledger_accounts::currency)
        .order(ledger_accounts::currency)
        .select((
            ledger_accounts::currency,
            chunks!("available"),
            chunks!("held"),
        ))
        .into_boxed();
    query = match holder {
        Holder::Customer(customer) => query.filter(ledger_accounts::customer_id.eq(customer)),
        Holder::User(customer, user) => query
            .filter(ledger_accounts::customer_id.eq(customer))
            .filter(ledger_accounts::user_id.eq(user)),
        Holder::Wallet(customer, wallet) => query
            .filter(ledger_accounts::customer_id.eq(customer))
            .filter(ledger_accounts::wallet_id.eq(wallet)),
    };
    let rows: Vec<(String, Chunks, Chunks)> = query.load(conn)?;
    let sums = rows
        .into_iter()
        .map(|(currency, available, held)| CurrencySums {
            currency,
            available: joined(available),
            held: joined(held),
        });
    Ok(sums.collect())
}

/// The sum of a column; that of no rows is nothing.
pub(crate) fn joined((high, middle, low): Chunks) -> Total {
    let part = Option::unwrap_or_default;
    // Parts of digits are not negative.
    Total::from_chunks(part(high), part(middle), part(low)).unwrap_or(Total::ZERO)
}
