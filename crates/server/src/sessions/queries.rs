//! A session is found by the unguessable id in its token; that look-up yields the tenant, so it
//! cannot take one.

use super::model::NewSession;
use crate::db::schema::{accounts, sessions};
use crate::db::{AccountId, Connection, DbError, SessionId};
use diesel::prelude::*;

/// Stores a session if its account is active and still has the password that was verified.
///
/// The check is an `UPDATE`, because that locks the row on every database: a password change at
/// the same moment either ends this session or prevents it.
pub(super) fn insert(
    conn: &mut Connection,
    new: &NewSession,
    verified_hash: &str,
) -> Result<bool, DbError> {
    let locked = diesel::update(accounts::table.find(&new.account_id))
        .filter(accounts::is_active.eq(true))
        .filter(accounts::password_hash.eq(verified_hash))
        .set(accounts::updated_at.eq(accounts::updated_at))
        .execute(conn)?;
    if locked == 0 {
        return Ok(false);
    }
    diesel::insert_into(sessions::table)
        .values(new)
        .execute(conn)?;
    Ok(true)
}

/// The account of a session that is live at `now`.
pub(crate) fn find_live(
    conn: &mut Connection,
    session: &SessionId,
    now: i64,
) -> Result<Option<AccountId>, DbError> {
    let account = sessions::table
        .inner_join(accounts::table)
        .filter(sessions::id.eq(session))
        .filter(sessions::expires_at.gt(now))
        .filter(sessions::revoked_at.is_null())
        .filter(accounts::is_active.eq(true))
        .select(accounts::id)
        .get_result(conn)
        .optional()?;
    Ok(account)
}

/// Ends one session of the account; `false` when it had ended or was another account's.
pub(super) fn revoke(
    conn: &mut Connection,
    account: &AccountId,
    session: &SessionId,
    now: i64,
) -> Result<bool, DbError> {
    let ended = diesel::update(sessions::table.find(session))
        .filter(sessions::account_id.eq(account))
        .filter(sessions::revoked_at.is_null())
        .set(sessions::revoked_at.eq(now))
        .execute(conn)?;
    Ok(ended > 0)
}

/// Forgets the sessions of all accounts that expired before `before`: housekeeping.
pub(crate) fn delete_expired(conn: &mut Connection, before: i64) -> Result<usize, DbError> {
    let deleted = diesel::delete(sessions::table)
        .filter(sessions::expires_at.lt(before))
        .execute(conn)?;
    Ok(deleted)
}
