//! What changes settings, within the transaction of the caller.

use sovx_api_types::sovx::models::{MethodCode, MonetizationSetting};

use super::model::NewSetting;
use super::{queries, rules};
use crate::changes::{Change, Changed};
use crate::db::{Connection, CustomerKey, DbError, Unique};
use crate::error::{Broken, Misfit, Rule, Unprocessable};
use crate::{currencies, customers};

const SCOPE: Unique = Unique {
    constraint: "monetization_settings_scope_key",
    columns: "monetization_settings.customer_id, monetization_settings.feature, \
              monetization_settings.method, monetization_settings.currency, \
              monetization_settings.pair",
};

/// Why a setting was not stored.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CreateError {
    /// The customer was deleted a moment ago, and its keys with it.
    #[error("the customer is not active")]
    CustomerGone,
    /// There is one for the same feature, method, currency and pair.
    #[error("the customer has such a setting")]
    Duplicate,
    /// It names a currency or pair that nobody knows.
    #[error(transparent)]
    Unprocessable(#[from] Unprocessable),
    #[error(transparent)]
    Broken(#[from] Broken),
    #[error(transparent)]
    Db(DbError),
}

impl From<DbError> for CreateError {
    fn from(error: DbError) -> Self {
        if error.violates(&SCOPE) {
            Self::Duplicate
        } else {
            Self::Db(error)
        }
    }
}

/// Why a setting was not changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum UpdateError {
    /// The amount is none for the setting's method.
    #[error(transparent)]
    Unprocessable(#[from] Unprocessable),
    #[error(transparent)]
    Broken(#[from] Broken),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Stores a setting, and says what that changed.
pub(super) fn create(
    conn: &mut Connection,
    customer: &CustomerKey,
    new: &NewSetting,
) -> Result<(MonetizationSetting, Change), CreateError> {
    if !customers::lock(conn, customer)? {
        return Err(CreateError::CustomerGone);
    }
    check_catalogue(conn, new)?;
    let id = queries::next_id(conn, customer)?;
    queries::insert(conn, customer, id, new)?;
    let (row, customer_id) = queries::find(conn, customer, id)?.ok_or(VANISHED)?;
    let change = Change::of("setting.created", target(&customer_id, id))
        .with("feature", new.feature.as_str())
        .with("method", new.method.as_str())
        .with("amount", new.amount.as_str());
    Ok((row.shown(customer_id)?, change))
}

/// Gives a setting another amount, and says what that changed, which is nothing where it has this
/// amount; `None` when the customer has none of this id.
pub(super) fn update(
    conn: &mut Connection,
    customer: &CustomerKey,
    id: i64,
    amount: f64,
    now: i64,
) -> Result<Changed<Option<MonetizationSetting>>, UpdateError> {
    let Some((row, customer_id)) = queries::find(conn, customer, id)? else {
        return Ok(Changed::nothing(None));
    };
    let method = MethodCode::from_wire(&row.method).ok_or(UNKNOWN_METHOD)?;
    let amount = rules::amount(amount, method)?;
    if row.amount == amount.as_str() {
        return Ok(Changed::nothing(Some(row.shown(customer_id)?)));
    }
    if !queries::update(conn, customer, id, amount.as_str(), now)? {
        return Ok(Changed::nothing(None));
    }
    let change = Change::of("setting.updated", target(&customer_id, id));
    let change = change.with("amount", amount.as_str());
    let (row, customer_id) = queries::find(conn, customer, id)?.ok_or(VANISHED)?;
    Ok(Changed::by(Some(row.shown(customer_id)?), change))
}

/// Deletes a setting, and says what that changed; `None` when the customer has none of this id.
pub(super) fn delete(
    conn: &mut Connection,
    customer: &CustomerKey,
    id: i64,
) -> Result<Option<Change>, DbError> {
    let Some((_, customer_id)) = queries::find(conn, customer, id)? else {
        return Ok(None);
    };
    let deleted = queries::delete(conn, customer, id)?;
    Ok(deleted.then(|| Change::of("setting.deleted", target(&customer_id, id))))
}

/// A setting that was read and written in this transaction is there.
const VANISHED: Broken = Broken {
    what: "a setting vanished within the transaction that wrote it",
};

const UNKNOWN_METHOD: Broken = Broken {
    what: "a stored setting has a method that the contract does not know",
};

/// Ids of settings are unique within a customer only.
fn target(customer_id: &str, id: i64) -> String {
    format!("{customer_id}/{id}")
}

fn check_catalogue(conn: &mut Connection, new: &NewSetting) -> Result<(), CreateError> {
    let mut misfits = Vec::new();
    if !new.currency.is_empty() && !currencies::knows(conn, &new.currency)? {
        let (field, rule) = ("/currency", Rule::Currency);
        misfits.push(Misfit { field, rule });
    }
    if !new.pair.is_empty() && !currencies::trades(conn, &new.pair)? {
        let (field, rule) = ("/pair", Rule::Pair);
        misfits.push(Misfit { field, rule });
    }
    match misfits.is_empty() {
        true => Ok(()),
        false => Err(Unprocessable(misfits).into()),
    }
}
