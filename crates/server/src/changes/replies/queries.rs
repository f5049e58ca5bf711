//! One statement each. The hash of a scope holds the principal: it is the tenant argument.

use diesel::prelude::*;

use super::ReplyError;
use super::model::{NewReply, ReplyRow};
use crate::db::schema::idempotency_keys;
use crate::db::{Connection, DbError, Unique, columns};

const SCOPE: Unique = Unique {
    constraint: "idempotency_keys_pkey",
    columns: "idempotency_keys.scope_hash",
};

/// The answer that was kept for a key and has not expired.
pub(super) fn find(
    conn: &mut Connection,
    scope_hash: &[u8],
    now: i64,
) -> Result<Option<ReplyRow>, DbError> {
    let row = idempotency_keys::table
        .find(scope_hash)
        .filter(idempotency_keys::expires_at.gt(now))
        .select(columns::<ReplyRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// Takes a key, unless it is taken.
pub(super) fn insert(conn: &mut Connection, new: &NewReply) -> Result<(), ReplyError> {
    let inserted = diesel::insert_into(idempotency_keys::table)
        .values(new)
        .execute(conn)
        .map_err(DbError::from);
    match inserted {
        Ok(_) => Ok(()),
        Err(error) if error.violates(&SCOPE) => Err(ReplyError::Taken),
        Err(error) => Err(error.into()),
    }
}

/// Writes the answer into the row of a key just taken.
pub(super) fn complete(
    conn: &mut Connection,
    scope_hash: &[u8],
    status: i32,
    sealed_body: &[u8],
) -> Result<(), DbError> {
    diesel::update(idempotency_keys::table.find(scope_hash))
        .set((
            idempotency_keys::status.eq(status),
            idempotency_keys::sealed_body.eq(sealed_body),
        ))
        .execute(conn)?;
    Ok(())
}

/// Frees a key whose answer has expired.
pub(super) fn delete_if_expired(
    conn: &mut Connection,
    scope_hash: &[u8],
    now: i64,
) -> Result<(), DbError> {
    diesel::delete(idempotency_keys::table.find(scope_hash))
        .filter(idempotency_keys::expires_at.le(now))
        .execute(conn)?;
    Ok(())
}

/// Forgets all answers that have expired: housekeeping.
pub(in crate::changes) fn delete_expired(
    conn: &mut Connection,
    now: i64,
) -> Result<usize, DbError> {
    let deleted = diesel::delete(idempotency_keys::table)
        .filter(idempotency_keys::expires_at.le(now))
        .execute(conn)?;
    Ok(deleted)
}
