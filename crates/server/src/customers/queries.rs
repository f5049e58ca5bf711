//! Every query takes the account, except the master list, which is the administrator's.

use super::model::{CustomerChanges, CustomerRow, NewCustomer};
use crate::db::schema::{accounts, credentials, customers};
use crate::db::{AccountId, Connection, CustomerKey, DbError, Unique, columns};
use diesel::prelude::*;
use sovx_api_types::sovx::models::CustomerStatus;

const CUSTOMER_ID: Unique = Unique {
    constraint: "customers_customer_id_key",
    columns: "customers.customer_id",
};

/// Why a customer was not stored or changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ChangeError {
    /// The id is taken, by a customer of any account, deleted ones included.
    #[error("the customer id is taken")]
    DuplicateCustomerId,
    /// Another active customer of the account has the country and registration number asked for.
    #[error("the account has a customer with this registration")]
    DuplicateRegistration,
    #[error(transparent)]
    Db(DbError),
}

impl From<DbError> for ChangeError {
    fn from(error: DbError) -> Self {
        if error.violates(&CUSTOMER_ID) {
            Self::DuplicateCustomerId
        } else {
            Self::Db(error)
        }
    }
}

/// Stores a customer, unless its id is taken.
pub(super) fn insert(
    conn: &mut Connection,
    account: &AccountId,
    new: &NewCustomer,
) -> Result<CustomerRow, ChangeError> {
    let row = diesel::insert_into(customers::table)
        .values((customers::account_id.eq(account), new))
        .returning(columns::<CustomerRow>())
        .get_result(conn)
        .map_err(DbError::from)?;
    Ok(row)
}

/// Finds an active customer.
pub(super) fn find(
    conn: &mut Connection,
    account: &AccountId,
    customer_id: &str,
) -> Result<Option<CustomerRow>, DbError> {
    let row = customers::table
        .filter(customers::customer_id.eq(customer_id))
        .filter(customers::account_id.eq(account))
        .filter(customers::status.ne(CustomerStatus::Inactive.as_str()))
        .select(columns::<CustomerRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// Finds an active customer and keeps it as it is until the transaction ends.
///
/// The lock is an `UPDATE` that changes nothing, which every database understands.
pub(super) fn find_locked(
    conn: &mut Connection,
    account: &AccountId,
    customer_id: &str,
) -> Result<Option<CustomerRow>, DbError> {
    let row = diesel::update(customers::table)
        .filter(customers::customer_id.eq(customer_id))
        .filter(customers::account_id.eq(account))
        .filter(customers::status.ne(CustomerStatus::Inactive.as_str()))
        .set(customers::updated_at.eq(customers::updated_at))
        .returning(columns::<CustomerRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// Changes an active customer; `None` when the account has none of this id.
pub(super) fn update(
    conn: &mut Connection,
    account: &AccountId,
    customer_id: &str,
    changes: &CustomerChanges,
) -> Result<Option<CustomerRow>, DbError> {
    let row = diesel::update(customers::table)
        .filter(customers::customer_id.eq(customer_id))
        .filter(customers::account_id.eq(account))
        .filter(customers::status.ne(CustomerStatus::Inactive.as_str()))
        .set(changes)
        .returning(columns::<CustomerRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// Whether another active customer of the account has this registration. The account stays locked
/// until the transaction ends, so that of two changes at once the later one sees the earlier.
pub(super) fn is_registered(
    conn: &mut Connection,
    account: &AccountId,
    customer: &CustomerKey,
    (country, number): (&str, &str),
) -> Result<bool, DbError> {
    diesel::update(accounts::table.find(account))
        .set(accounts::updated_at.eq(accounts::updated_at))
        .execute(conn)?;
    let same = customers::table
        .filter(customers::account_id.eq(account))
        .filter(customers::business_incorporation_country.eq(country))
        .filter(customers::business_registration_number.eq(number))
        .filter(customers::status.ne(CustomerStatus::Inactive.as_str()))
        .filter(customers::id.ne(customer));
    Ok(diesel::select(diesel::dsl::exists(same)).get_result(conn)?)
}

/// Deletes a customer softly, with all its credentials; `false` when the account has no active
/// one of this id. Both statements belong to the transaction of the caller.
pub(super) fn deactivate(
    conn: &mut Connection,
    account: &AccountId,
    customer_id: &str,
    now: i64,
) -> Result<bool, DbError> {
    let key: Option<CustomerKey> = diesel::update(customers::table)
        .filter(customers::customer_id.eq(customer_id))
        .filter(customers::account_id.eq(account))
        .filter(customers::status.ne(CustomerStatus::Inactive.as_str()))
        .set((
            customers::status.eq(CustomerStatus::Inactive.as_str()),
            customers::updated_at.eq(now),
        ))
        .returning(customers::id)
        .get_result(conn)
        .optional()?;
    let Some(key) = key else {
        return Ok(false);
    };
    diesel::update(credentials::table)
        .filter(credentials::customer_id.eq(&key))
        .filter(credentials::is_active.eq(true))
        .set((
            credentials::is_active.eq(false),
            credentials::updated_at.eq(now),
            credentials::revoked_at.eq(now),
        ))
        .execute(conn)?;
    Ok(true)
}

/// Locks an active customer until the transaction ends; `false` when it is not active any more.
///
/// By an `UPDATE` that changes nothing, which every database understands.
pub(crate) fn lock(conn: &mut Connection, customer: &CustomerKey) -> Result<bool, DbError> {
    let locked = diesel::update(customers::table.find(customer))
        .filter(customers::status.ne(CustomerStatus::Inactive.as_str()))
        .set(customers::updated_at.eq(customers::updated_at))
        .execute(conn)?;
    Ok(locked > 0)
}

/// The status of a customer, an inactive one included.
pub(crate) fn status(
    conn: &mut Connection,
    customer: &CustomerKey,
) -> Result<Option<CustomerStatus>, DbError> {
    let status: Option<String> = customers::table
        .find(customer)
        .select(customers::status)
        .get_result(conn)
        .optional()?;
    Ok(status.and_then(|status| CustomerStatus::from_wire(&status)))
}

/// The customer that clients know by this id, of any account, with its status; deleted ones
/// included.
pub(crate) fn find_anywhere(
    conn: &mut Connection,
    customer_id: &str,
) -> Result<Option<(CustomerKey, CustomerStatus)>, DbError> {
    let found: Option<(CustomerKey, String)> = customers::table
        .filter(customers::customer_id.eq(customer_id))
        .select((customers::id, customers::status))
        .get_result(conn)
        .optional()?;
    Ok(found.and_then(|(key, status)| Some((key, CustomerStatus::from_wire(&status)?))))
}

/// The id under which clients know a customer.
pub(crate) fn id_of(conn: &mut Connection, customer: &CustomerKey) -> Result<String, DbError> {
    let id = customers::table
        .find(customer)
        .select(customers::customer_id)
        .get_result(conn)?;
    Ok(id)
}
