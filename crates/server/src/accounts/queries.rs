//! One statement each, but where an account's sessions must end with the change.

use super::model::{AccountRow, Login, NewAccount};
use crate::db::schema::{accounts, sessions};
use crate::db::{AccountId, Connection, DbError, Unique, columns};
use diesel::prelude::*;

const EMAIL: Unique = Unique {
    constraint: "accounts_email_key",
    columns: "accounts.email",
};

/// Why an account was not stored.
#[derive(Debug, thiserror::Error)]
pub(super) enum InsertError {
    #[error("another account has this e-mail address")]
    DuplicateEmail,
    #[error(transparent)]
    Db(#[from] DbError),
}

pub(super) fn insert(conn: &mut Connection, new: &NewAccount) -> Result<AccountRow, InsertError> {
    diesel::insert_into(accounts::table)
        .values(new)
        .returning(columns::<AccountRow>())
        .get_result(conn)
        .map_err(DbError::from)
        .map_err(|error| match error.violates(&EMAIL) {
            true => InsertError::DuplicateEmail,
            false => InsertError::Db(error),
        })
}

/// Finds an account, active or not, by its e-mail address in any case.
pub(super) fn find_by_email(
    conn: &mut Connection,
    email: &str,
) -> Result<Option<AccountRow>, DbError> {
    let row = accounts::table
        .filter(accounts::email.eq(email.to_lowercase()))
        .select(columns::<AccountRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// What a login compares a password with.
pub(crate) fn find_login(conn: &mut Connection, email: &str) -> Result<Option<Login>, DbError> {
    let found = find_by_email(conn, email)?;
    Ok(found.map(|row| Login {
        id: row.id,
        password_hash: row.password_hash,
        is_active: row.is_active,
    }))
}

/// Finds an account, active or not, by its id.
pub(super) fn find(conn: &mut Connection, id: &str) -> Result<Option<AccountRow>, DbError> {
    let row = accounts::table
        .filter(accounts::id.eq(id))
        .select(columns::<AccountRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// How many accounts there are, active or not.
pub(super) fn count(conn: &mut Connection) -> Result<i64, DbError> {
    Ok(accounts::table.count().get_result(conn)?)
}

/// How many accounts can sign in.
pub(super) fn count_active(conn: &mut Connection) -> Result<i64, DbError> {
    let active = accounts::table.filter(accounts::is_active.eq(true));
    Ok(active.count().get_result(conn)?)
}

/// All accounts, by e-mail address.
pub(super) fn list(conn: &mut Connection) -> Result<Vec<AccountRow>, DbError> {
    let rows = accounts::table
        .order(accounts::email.asc())
        .select(columns::<AccountRow>())
        .load(conn)?;
    Ok(rows)
}

/// Sets a new password and ends the account's sessions; `false` when there is no such account.
pub(super) fn set_password(
    conn: &mut Connection,
    account: &AccountId,
    password_hash: &str,
    now: i64,
) -> Result<bool, DbError> {
    let changed = diesel::update(accounts::table.find(account))
        .set((
            accounts::password_hash.eq(password_hash),
            accounts::updated_at.eq(now),
        ))
        .execute(conn)?;
    end_sessions(conn, account, now)?;
    Ok(changed > 0)
}

/// Stores the same password under a newer hash, unless it was changed meanwhile. Sessions go on.
pub(crate) fn rehash_password(
    conn: &mut Connection,
    account: &AccountId,
    old_hash: &str,
    new_hash: &str,
) -> Result<bool, DbError> {
    let changed = diesel::update(accounts::table.find(account))
        .filter(accounts::password_hash.eq(old_hash))
        .set(accounts::password_hash.eq(new_hash))
        .execute(conn)?;
    Ok(changed > 0)
}

/// Enables or disables an account; disabling ends its sessions. `false` when there is none.
pub(super) fn set_active(
    conn: &mut Connection,
    account: &AccountId,
    is_active: bool,
    now: i64,
) -> Result<bool, DbError> {
    let changed = diesel::update(accounts::table.find(account))
        .set((
            accounts::is_active.eq(is_active),
            accounts::updated_at.eq(now),
        ))
        .execute(conn)?;
    if !is_active {
        end_sessions(conn, account, now)?;
    }
    Ok(changed > 0)
}

fn end_sessions(conn: &mut Connection, account: &AccountId, now: i64) -> Result<(), DbError> {
    diesel::update(sessions::table)
        .filter(sessions::account_id.eq(account))
        .filter(sessions::revoked_at.is_null())
        .set(sessions::revoked_at.eq(now))
        .execute(conn)?;
    Ok(())
}
