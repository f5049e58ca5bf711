//! What there is, beside what is on its way.

use std::collections::BTreeMap;

use sovx_api_types::sovx::models::Balance;
use sovx_ledger::{Precision, Total};

use crate::config::Environment;
use crate::db::{Connection, DbError};
use crate::error::Broken;
use crate::ledger::{CurrencySums, Holder, precision, sums};
use crate::vault::Network;
use crate::{addresses, deposits};

/// A currency, how precise it is, what there is of it, and what is on its way.
pub(super) struct Line {
    currency: String,
    precision: Option<Precision>,
    available: Total,
    held: Total,
    pending: Total,
}

/// The currencies that a holder can receive or ever had, by code.
pub(super) fn lines(
    conn: &mut Connection,
    holder: &Holder,
    environment: Environment,
) -> Result<Vec<Line>, DbError> {
    let mut lines: BTreeMap<String, CurrencySums> = BTreeMap::new();
    for currency in receivable(conn, holder, environment)? {
        lines.insert(currency.clone(), CurrencySums::nothing(currency));
    }
    for sums in sums(conn, holder)? {
        lines.insert(sums.currency.clone(), sums);
    }
    let mut coming: BTreeMap<String, Total> = BTreeMap::new();
    coming.extend(deposits::pending(conn, holder)?);
    let lines = lines.into_values().map(|sums| {
        let CurrencySums {
            currency,
            available,
            held,
        } = sums;
        Ok(Line {
            precision: precision(conn, &currency)?,
            pending: coming.remove(&currency).unwrap_or(Total::ZERO),
            currency,
            available,
            held,
        })
    });
    lines.collect()
}

/// The currencies that have an address here, with anything in them or not.
fn receivable(
    conn: &mut Connection,
    holder: &Holder,
    environment: Environment,
) -> Result<Vec<String>, DbError> {
    match holder {
        Holder::Customer(_) => Ok(Network::ALL
            .into_iter()
            .filter(|network| network.belongs_to(environment))
            .map(|network| network.currency().to_owned())
            .collect()),
        Holder::User(customer, user) => addresses::currencies_of_user(conn, customer, user),
        Holder::Wallet(customer, wallet) => addresses::currencies_of_wallet(conn, customer, wallet),
    }
}

impl TryFrom<Line> for Balance {
    type Error = Broken;

    /// As the contract shows it.
    fn try_from(line: Line) -> Result<Self, Broken> {
        let Line {
            currency,
            precision,
            available,
            held,
            pending,
        } = line;
        let precision = precision.ok_or(Broken {
            what: "a currency with an account is not in the catalogue",
        })?;
        let balance = available.checked_add(held).ok_or(Broken {
            what: "a balance is too large",
        })?;
        Ok(Self {
            currency,
            balance: balance.number(precision),
            balance_decimal: balance.decimal(precision),
            available: available.number(precision),
            available_decimal: available.decimal(precision),
            held: held.number(precision),
            held_decimal: held.decimal(precision),
            pending: pending.number(precision),
            pending_decimal: pending.decimal(precision),
        })
    }
}
