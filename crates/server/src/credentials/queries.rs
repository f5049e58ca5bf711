//! Every query takes the account, except the authenticator's look-up, which has none yet.

use super::model::{CUSTOMER_INACTIVE, CredentialRow, Holder, NewCredential};
use crate::db::schema::{credentials, customers, peppers};
use crate::db::{AccountId, Connection, CredentialId, CustomerKey, DbError, columns};
use diesel::prelude::*;

/// Stores a credential; `None` when the account has no active customer of this id.
///
/// The customer is locked by an `UPDATE` that changes nothing, which every database understands:
/// a deletion at the same moment either ends this credential or prevents it.
pub(super) fn insert(
    conn: &mut Connection,
    account: &AccountId,
    customer_id: &str,
    new: &NewCredential,
) -> Result<Option<CredentialRow>, DbError> {
    let key: Option<CustomerKey> = diesel::update(customers::table)
        .filter(customers::customer_id.eq(customer_id))
        .filter(customers::account_id.eq(account))
        .filter(customers::status.ne(CUSTOMER_INACTIVE))
        .set(customers::updated_at.eq(customers::updated_at))
        .returning(customers::id)
        .get_result(conn)
        .optional()?;
    let Some(key) = key else {
        return Ok(None);
    };
    let row = diesel::insert_into(credentials::table)
        .values((credentials::customer_id.eq(&key), new))
        .returning(columns::<CredentialRow>())
        .get_result(conn)?;
    Ok(Some(row))
}

/// The credentials of an active customer, newest first, revoked ones included; `None` when the
/// account has no such customer.
pub(super) fn list(
    conn: &mut Connection,
    account: &AccountId,
    customer_id: &str,
) -> Result<Option<Vec<CredentialRow>>, DbError> {
    let Some(key) = active_customer(conn, account, customer_id)? else {
        return Ok(None);
    };
    let rows = credentials::table
        .filter(credentials::customer_id.eq(&key))
        .order((credentials::created_at.desc(), credentials::id.desc()))
        .select(columns::<CredentialRow>())
        .load(conn)?;
    Ok(Some(rows))
}

/// Revokes a credential; `false` when it was revoked before or is none of this customer's.
pub(super) fn revoke(
    conn: &mut Connection,
    account: &AccountId,
    customer_id: &str,
    credential: &CredentialId,
    now: i64,
) -> Result<bool, DbError> {
    let Some(key) = active_customer(conn, account, customer_id)? else {
        return Ok(false);
    };
    let revoked = diesel::update(credentials::table.find(credential))
        .filter(credentials::customer_id.eq(&key))
        .filter(credentials::is_active.eq(true))
        .set((
            credentials::is_active.eq(false),
            credentials::updated_at.eq(now),
            credentials::revoked_at.eq(now),
        ))
        .execute(conn)?;
    Ok(revoked > 0)
}

fn active_customer(
    conn: &mut Connection,
    account: &AccountId,
    customer_id: &str,
) -> Result<Option<CustomerKey>, DbError> {
    let key = customers::table
        .filter(customers::customer_id.eq(customer_id))
        .filter(customers::account_id.eq(account))
        .filter(customers::status.ne(CUSTOMER_INACTIVE))
        .select(customers::id)
        .get_result(conn)
        .optional()?;
    Ok(key)
}

/// Finds whose key this is, for the authenticator. It takes no tenant because it is what tells
/// the tenant: the hash can only be known to who holds the key.
pub(super) fn find_by_hash(
    conn: &mut Connection,
    key_hash: &[u8],
) -> Result<Option<Holder>, DbError> {
    type Found = (
        CredentialId,
        CustomerKey,
        String,
        AccountId,
        bool,
        bool,
        String,
    );
    let found: Option<Found> = credentials::table
        .inner_join(customers::table)
        .filter(credentials::key_hash.eq(key_hash))
        .select((
            credentials::id,
            customers::id,
            customers::customer_id,
            customers::account_id,
            credentials::is_owner,
            credentials::is_active,
            customers::status,
        ))
        .get_result(conn)
        .optional()?;
    Ok(found.map(
        |(credential_id, customer_key, customer_id, account_id, is_owner, active, status)| Holder {
            credential_id,
            customer_key,
            customer_id,
            account_id,
            is_owner,
            credential_is_active: active,
            customer_is_active: status != CUSTOMER_INACTIVE,
        },
    ))
}

/// Records that keys are hashed with this pepper, once; later calls change nothing.
pub(super) fn record_pepper(
    conn: &mut Connection,
    pepper_id: &str,
    now: i64,
) -> Result<(), DbError> {
    let known: i64 = peppers::table.find(pepper_id).count().get_result(conn)?;
    if known == 0 {
        diesel::insert_into(peppers::table)
            .values((
                peppers::pepper_id.eq(pepper_id),
                peppers::created_at.eq(now),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// The peppers ever used, oldest first: the server must hold them all to verify old keys.
pub(super) fn list_peppers(conn: &mut Connection) -> Result<Vec<String>, DbError> {
    let ids = peppers::table
        .order((peppers::created_at, peppers::pepper_id))
        .select(peppers::pepper_id)
        .load(conn)?;
    Ok(ids)
}
