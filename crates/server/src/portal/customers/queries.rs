//! Every query takes the partner, except the authenticator's look-up, which is what tells it.
//!
//! Keys are written together with their customer, whose row is locked first: of two rotations, or
//! of a rotation and a deletion, the later finds what the earlier left.

use diesel::prelude::*;

use super::model::{CustomerChanges, CustomerRow, Holder, KeyRow, NewCustomer, NewKey};
use crate::db::schema::{end_customer_keys as keys, end_customers as customers, partners};
use crate::db::{Connection, DbError, EndCustomerId, PartnerId, Unique, columns};

const NAME: Unique = Unique {
    constraint: "end_customers_name_key",
    columns: "end_customers.partner_id, end_customers.name_key",
};

/// Why an end customer was not stored or changed.
#[derive(Debug, thiserror::Error)]
pub(in crate::portal) enum ChangeError {
    /// Another end customer of the partner has the name.
    #[error("the name is taken")]
    TakenName,
    #[error(transparent)]
    Db(DbError),
}

impl From<DbError> for ChangeError {
    fn from(error: DbError) -> Self {
        if error.violates(&NAME) {
            Self::TakenName
        } else {
            Self::Db(error)
        }
    }
}

/// Stores an end customer with its first key, unless its name is taken.
pub(super) fn insert(
    conn: &mut Connection,
    partner: &PartnerId,
    new: &NewCustomer,
    key: &NewKey,
) -> Result<CustomerRow, ChangeError> {
    let row: CustomerRow = diesel::insert_into(customers::table)
        .values((customers::partner_id.eq(partner), new))
        .returning(columns::<CustomerRow>())
        .get_result(conn)
        .map_err(DbError::from)?;
    insert_key(conn, &row.id, key)?;
    Ok(row)
}

/// Finds an end customer that is not deleted.
pub(super) fn find(
    conn: &mut Connection,
    partner: &PartnerId,
    id: &EndCustomerId,
) -> Result<Option<CustomerRow>, DbError> {
    let row = customers::table
        .filter(customers::id.eq(id))
        .filter(customers::partner_id.eq(partner))
        .filter(customers::deleted_at.is_null())
        .select(columns::<CustomerRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// Whether the partner has this end customer, not deleted.
pub(in crate::portal) fn is_known(
    conn: &mut Connection,
    partner: &PartnerId,
    id: &EndCustomerId,
) -> Result<bool, DbError> {
    Ok(find(conn, partner, id)?.is_some())
}

/// Finds an end customer that is not deleted, with its current key.
pub(super) fn find_with_key(
    conn: &mut Connection,
    partner: &PartnerId,
    id: &EndCustomerId,
) -> Result<Option<(CustomerRow, KeyRow)>, DbError> {
    let found = customers::table
        .inner_join(keys::table)
        .filter(customers::id.eq(id))
        .filter(customers::partner_id.eq(partner))
        .filter(customers::deleted_at.is_null())
        .filter(keys::expires_at.is_null())
        .select((columns::<CustomerRow>(), columns::<KeyRow>()))
        .get_result(conn)
        .optional()?;
    Ok(found)
}

/// A page of a partner's end customers, newest first, with the number of all.
pub(super) fn list(
    conn: &mut Connection,
    partner: &PartnerId,
    limit: i64,
    offset: i64,
) -> Result<(Vec<CustomerRow>, i64), DbError> {
    let of_partner = || {
        customers::table
            .filter(customers::partner_id.eq(partner))
            .filter(customers::deleted_at.is_null())
    };
    let rows = of_partner()
        .order((customers::created_at.desc(), customers::id.desc()))
        .limit(limit)
        .offset(offset)
        .select(columns::<CustomerRow>())
        .load(conn)?;
    let total = of_partner().count().get_result(conn)?;
    Ok((rows, total))
}

/// Changes an end customer; `None` when the partner has none of this id.
pub(super) fn update(
    conn: &mut Connection,
    partner: &PartnerId,
    id: &EndCustomerId,
    changes: &CustomerChanges,
) -> Result<Option<CustomerRow>, ChangeError> {
    let row = diesel::update(customers::table)
        .filter(customers::id.eq(id))
        .filter(customers::partner_id.eq(partner))
        .filter(customers::deleted_at.is_null())
        .set(changes)
        .returning(columns::<CustomerRow>())
        .get_result(conn)
        .optional()
        .map_err(DbError::from)?;
    Ok(row)
}

/// Puts another key in the place of the current one, which works until `previous_ends`; every key
/// before it ends now. `None` when the partner has no such end customer.
pub(super) fn rotate(
    conn: &mut Connection,
    partner: &PartnerId,
    id: &EndCustomerId,
    key: &NewKey,
    (now, previous_ends): (i64, i64),
) -> Result<Option<CustomerRow>, DbError> {
    let row = diesel::update(customers::table)
        .filter(customers::id.eq(id))
        .filter(customers::partner_id.eq(partner))
        .filter(customers::deleted_at.is_null())
        .set(customers::updated_at.eq(now))
        .returning(columns::<CustomerRow>())
        .get_result(conn)
        .optional()?;
    if row.is_some() {
        retire_keys(conn, id, now, previous_ends)?;
        insert_key(conn, id, key)?;
    }
    Ok(row)
}

/// Deletes an end customer and all its keys; `false` when the partner has none of this id.
pub(super) fn delete(
    conn: &mut Connection,
    partner: &PartnerId,
    id: &EndCustomerId,
    now: i64,
) -> Result<bool, DbError> {
    let deleted = diesel::update(customers::table)
        .filter(customers::id.eq(id))
        .filter(customers::partner_id.eq(partner))
        .filter(customers::deleted_at.is_null())
        .set((customers::deleted_at.eq(now), customers::updated_at.eq(now)))
        .execute(conn)?;
    if deleted > 0 {
        diesel::delete(keys::table.filter(keys::end_customer_id.eq(id))).execute(conn)?;
    }
    Ok(deleted > 0)
}

/// Whose key it is that has this hash, of any active partner; `None` unless it works now. The hash
/// can only be known to who holds the key.
pub(crate) fn find_by_key(
    conn: &mut Connection,
    key_hash: &[u8],
    now: i64,
) -> Result<Option<Holder>, DbError> {
    let works = keys::expires_at.is_null().or(keys::expires_at.gt(now));
    let found: Option<(PartnerId, EndCustomerId, String)> = keys::table
        .inner_join(customers::table.inner_join(partners::table))
        .filter(keys::key_hash.eq(key_hash))
        .filter(partners::is_active.eq(true))
        .filter(works)
        .select((customers::partner_id, customers::id, customers::name))
        .get_result(conn)
        .optional()?;
    Ok(found.map(|(partner, customer, name)| Holder {
        partner,
        customer,
        name,
    }))
}

fn insert_key(
    conn: &mut Connection,
    customer: &EndCustomerId,
    key: &NewKey,
) -> Result<(), DbError> {
    diesel::insert_into(keys::table)
        .values((keys::end_customer_id.eq(customer), key))
        .execute(conn)?;
    Ok(())
}

/// Ends every key of a customer: the current one when `ends` has come, the others at once. A key
/// that is not current is never shown again, so that nothing but its hash stays.
fn retire_keys(
    conn: &mut Connection,
    customer: &EndCustomerId,
    now: i64,
    ends: i64,
) -> Result<(), DbError> {
    let of_customer = keys::table.filter(keys::end_customer_id.eq(customer));
    if ends <= now {
        diesel::delete(of_customer).execute(conn)?;
        return Ok(());
    }
    diesel::delete(of_customer.filter(keys::expires_at.is_not_null())).execute(conn)?;
    diesel::update(of_customer)
        .set((keys::expires_at.eq(ends), keys::sealed.eq(None::<Vec<u8>>)))
        .execute(conn)?;
    Ok(())
}
