//! Every query takes the account, except the authenticator's look-up, which has none yet.

use super::model::{CredentialRow, Customer, Holder, Listing, NewCredential};
use crate::db::schema::{credentials, customers, peppers};
use crate::db::{AccountId, Connection, CredentialId, CustomerKey, DbError, MultiBackend, columns};
use diesel::prelude::*;
use sovx_api_types::sovx::models::{CredentialOrder, CustomerStatus};

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
        .filter(customers::status.ne(CustomerStatus::Inactive.as_str()))
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

/// An active customer and those of its credentials that the filters let through, revoked ones
/// included; `None` when the account has no such customer.
pub(super) fn list(
    conn: &mut Connection,
    account: &AccountId,
    customer_id: &str,
    listing: &Listing,
) -> Result<Option<(Customer, Vec<CredentialRow>)>, DbError> {
    let Some(customer) = active_customer(conn, account, customer_id)? else {
        return Ok(None);
    };
    let mut query = credentials::table
        .filter(credentials::customer_id.eq(&customer.key))
        .into_boxed::<MultiBackend>();
    if let Some(is_active) = listing.is_active {
        query = query.filter(credentials::is_active.eq(is_active));
    }
    if let Some(is_owner) = listing.is_owner {
        query = query.filter(credentials::is_owner.eq(is_owner));
    }
    let rows = ordered(query, listing.order)
        .select(columns::<CredentialRow>())
        .load(conn)?;
    Ok(Some((customer, rows)))
}

type Selection<'a> = credentials::BoxedQuery<'a, MultiBackend>;

/// Equal ones are ordered by id, the same way round.
fn ordered(query: Selection<'_>, order: Option<CredentialOrder>) -> Selection<'_> {
    let (up, down) = (credentials::id.asc(), credentials::id.desc());
    match order.unwrap_or(CredentialOrder::MinusCreatedAt) {
        CredentialOrder::MinusCreatedAt => query.order((credentials::created_at.desc(), down)),
        CredentialOrder::CreatedAt => query.order((credentials::created_at.asc(), up)),
        CredentialOrder::MinusUpdatedAt => query.order((credentials::updated_at.desc(), down)),
        CredentialOrder::UpdatedAt => query.order((credentials::updated_at.asc(), up)),
    }
}

/// Revokes a credential: `None` when the account has no such customer, `false` when the credential
/// was revoked before or is none of this customer's.
pub(super) fn revoke(
    conn: &mut Connection,
    account: &AccountId,
    customer_id: &str,
    credential: &CredentialId,
    now: i64,
) -> Result<Option<bool>, DbError> {
    let Some(customer) = active_customer(conn, account, customer_id)? else {
        return Ok(None);
    };
    let revoked = diesel::update(credentials::table.find(credential))
        .filter(credentials::customer_id.eq(&customer.key))
        .filter(credentials::is_active.eq(true))
        .set((
            credentials::is_active.eq(false),
            credentials::updated_at.eq(now),
            credentials::revoked_at.eq(now),
        ))
        .execute(conn)?;
    Ok(Some(revoked > 0))
}

fn active_customer(
    conn: &mut Connection,
    account: &AccountId,
    customer_id: &str,
) -> Result<Option<Customer>, DbError> {
    let found = customers::table
        .filter(customers::customer_id.eq(customer_id))
        .filter(customers::account_id.eq(account))
        .filter(customers::status.ne(CustomerStatus::Inactive.as_str()))
        .select((
            customers::id,
            customers::customer_id,
            customers::email,
            customers::business_entity_name,
        ))
        .get_result(conn)
        .optional()?;
    Ok(
        found.map(|(key, customer_id, email, entity_name)| Customer {
            key,
            customer_id,
            email,
            entity_name,
        }),
    )
}

/// Whose key it is that has this hash, and which of the customer's; `None` unless it may call now.
/// The hash can only be known to who holds the key.
pub(crate) fn find_live(conn: &mut Connection, key_hash: &[u8]) -> Result<Option<Holder>, DbError> {
    let holder = find_by_hash(conn, key_hash)?;
    let is_live = |holder: &Holder| {
        holder.is_owner && holder.credential_is_active && holder.customer_is_active
    };
    Ok(holder.filter(is_live))
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
            customer_is_active: status != CustomerStatus::Inactive.as_str(),
        },
    ))
}

/// Takes a pepper into use. `false`, and nothing changes, when keys were hashed with another one:
/// no key that exists would work any more.
pub(crate) fn adopt_pepper(
    conn: &mut Connection,
    pepper_id: &str,
    now: i64,
) -> Result<bool, DbError> {
    let known = list_peppers(conn)?;
    if !known.is_empty() && !known.iter().any(|id| id == pepper_id) {
        return Ok(false);
    }
    record_pepper(conn, pepper_id, now)?;
    Ok(true)
}

/// Whether keys are hashed with this pepper; `None` when no pepper was taken into use yet.
pub(crate) fn knows_pepper(
    conn: &mut Connection,
    pepper_id: &str,
) -> Result<Option<bool>, DbError> {
    let known = list_peppers(conn)?;
    let is_known = known.iter().any(|id| id == pepper_id);
    Ok((!known.is_empty()).then_some(is_known))
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
