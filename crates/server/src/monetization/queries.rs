//! Every query takes the customer.

use super::model::{Filter, NewSetting, SettingRow};
use crate::db::schema::{customers, monetization_counters, monetization_settings};
use crate::db::{Connection, CustomerKey, DbError, MultiBackend, columns};
use diesel::prelude::*;
use sovx_api_types::sovx::models::{FeatureCode, MethodCode, SettingOrder};

/// A setting with the id under which clients know its customer.
pub(super) type Found = (SettingRow, String);

/// The next id of the customer's settings. The customer must be locked.
pub(super) fn next_id(conn: &mut Connection, customer: &CustomerKey) -> Result<i64, DbError> {
    let next: Option<i64> = diesel::update(monetization_counters::table.find(customer))
        .set(monetization_counters::last_id.eq(monetization_counters::last_id + 1))
        .returning(monetization_counters::last_id)
        .get_result(conn)
        .optional()?;
    if let Some(next) = next {
        return Ok(next);
    }
    let first = diesel::insert_into(monetization_counters::table)
        .values((
            monetization_counters::customer_id.eq(customer),
            monetization_counters::last_id.eq(1),
        ))
        .returning(monetization_counters::last_id)
        .get_result(conn)?;
    Ok(first)
}

/// Stores a setting under an id of its own.
pub(super) fn insert(
    conn: &mut Connection,
    customer: &CustomerKey,
    id: i64,
    new: &NewSetting,
) -> Result<(), DbError> {
    diesel::insert_into(monetization_settings::table)
        .values((
            monetization_settings::customer_id.eq(customer),
            monetization_settings::id.eq(id),
            new,
        ))
        .execute(conn)?;
    Ok(())
}

/// Finds a setting.
pub(super) fn find(
    conn: &mut Connection,
    customer: &CustomerKey,
    id: i64,
) -> Result<Option<Found>, DbError> {
    let found = monetization_settings::table
        .inner_join(customers::table)
        .filter(monetization_settings::customer_id.eq(customer))
        .filter(monetization_settings::id.eq(id))
        .select((columns::<SettingRow>(), customers::customer_id))
        .get_result(conn)
        .optional()?;
    Ok(found)
}

/// The settings that pass the filter, in its order.
pub(super) fn list(
    conn: &mut Connection,
    customer: &CustomerKey,
    filter: &Filter,
) -> Result<Vec<Found>, DbError> {
    let mut query = monetization_settings::table
        .inner_join(customers::table)
        .filter(monetization_settings::customer_id.eq(customer))
        .select((columns::<SettingRow>(), customers::customer_id))
        .into_boxed::<MultiBackend>();
    if let Some(feature) = filter.feature {
        query = query.filter(monetization_settings::feature.eq(feature.as_str()));
    }
    if let Some(method) = filter.method {
        query = query.filter(monetization_settings::method.eq(method.as_str()));
    }
    if let Some(currency) = &filter.currency {
        query = query.filter(monetization_settings::currency.eq(currency.to_ascii_lowercase()));
    }
    if let Some(pair) = &filter.pair {
        query = query.filter(monetization_settings::pair.eq(pair.to_ascii_uppercase()));
    }
    // Equal ones are ordered by id, the same way round.
    let (created, updated) = (
        monetization_settings::created_at,
        monetization_settings::updated_at,
    );
    let id = monetization_settings::id;
    query = match filter.order.unwrap_or(SettingOrder::MinusCreatedAt) {
        SettingOrder::MinusCreatedAt => query.order((created.desc(), id.desc())),
        SettingOrder::CreatedAt => query.order((created.asc(), id.asc())),
        SettingOrder::MinusUpdatedAt => query.order((updated.desc(), id.desc())),
        SettingOrder::UpdatedAt => query.order((updated.asc(), id.asc())),
    };
    Ok(query.load(conn)?)
}

/// Gives a setting another amount; `false` when the customer has none of this id.
pub(super) fn update(
    conn: &mut Connection,
    customer: &CustomerKey,
    id: i64,
    amount: &str,
    now: i64,
) -> Result<bool, DbError> {
    let updated = diesel::update(monetization_settings::table.find((customer, id)))
        .set((
            monetization_settings::amount.eq(amount),
            monetization_settings::updated_at.eq(now),
        ))
        .execute(conn)?;
    Ok(updated > 0)
}

/// Deletes a setting; `false` when the customer has none of this id.
pub(super) fn delete(
    conn: &mut Connection,
    customer: &CustomerKey,
    id: i64,
) -> Result<bool, DbError> {
    let deleted =
        diesel::delete(monetization_settings::table.find((customer, id))).execute(conn)?;
    Ok(deleted > 0)
}

/// The flat fee of withdrawals: the one for the currency, or else the one for all of them.
pub(super) fn flat_withdrawal_fee(
    conn: &mut Connection,
    customer: &CustomerKey,
    currency: &str,
) -> Result<Option<String>, DbError> {
    let amount = monetization_settings::table
        .filter(monetization_settings::customer_id.eq(customer))
        .filter(monetization_settings::feature.eq(FeatureCode::Withdraw.as_str()))
        .filter(monetization_settings::method.eq(MethodCode::FeeFlat.as_str()))
        .filter(monetization_settings::currency.eq_any([currency, ""]))
        // The empty code stands for all currencies, and sorts before every other one.
        .order(monetization_settings::currency.desc())
        .select(monetization_settings::amount)
        .first(conn)
        .optional()?;
    Ok(amount)
}
