//! Every query takes the customer: a user of another one does not exist for the caller.

use super::model::{NewUser, UserChanges, UserRow};
use crate::db::schema::users;
use crate::db::{Connection, CustomerKey, DbError, Unique, UserId, columns};
use crate::tokens;
use diesel::dsl::exists;
use diesel::prelude::*;
use sovx_api_types::sovx::models::UserStatus;

const ID: Unique = Unique {
    constraint: "users_pkey",
    columns: "users.id",
};

const EMAIL: Unique = Unique {
    constraint: "users_email_key",
    columns: "users.customer_id, users.email_normalised",
};

const PHONE: Unique = Unique {
    constraint: "users_phone_key",
    columns: "users.customer_id, users.phone_e164",
};

/// Why a user was not stored or changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ChangeError {
    /// The id is taken, by a user of any customer, deleted ones included.
    #[error("the user id is taken")]
    TakenId,
    /// Another user of the customer has the e-mail address.
    #[error("the e-mail address is taken")]
    TakenEmail,
    /// Another user of the customer has the phone number, which stands at this pointer.
    #[error("the phone number is taken")]
    TakenPhone(&'static str),
    #[error(transparent)]
    Db(DbError),
}

impl From<DbError> for ChangeError {
    fn from(error: DbError) -> Self {
        if error.violates(&ID) {
            Self::TakenId
        } else if error.violates(&EMAIL) {
            Self::TakenEmail
        } else if error.violates(&PHONE) {
            Self::TakenPhone("/phone_number")
        } else {
            Self::Db(error)
        }
    }
}

/// Why a user's status was not changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StatusError {
    /// The customer has no such user.
    #[error("there is no such user")]
    Missing,
    /// The user is in another status than it was to leave.
    #[error("the status of the user does not permit this")]
    WrongStatus,
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Stores a user, unless its id, its e-mail address or its phone number is taken.
///
/// Where several are, the first of these is named: the databases disagree about the index that
/// they report, so that two are looked up first.
pub(super) fn insert(
    conn: &mut Connection,
    customer: &CustomerKey,
    new: &NewUser,
) -> Result<UserRow, ChangeError> {
    if is_taken(conn, &new.id)? {
        return Err(ChangeError::TakenId);
    }
    if has_email(conn, customer, &new.email_normalised, &new.id)? {
        return Err(ChangeError::TakenEmail);
    }
    let row = diesel::insert_into(users::table)
        .values((users::customer_id.eq(customer), new))
        .returning(columns::<UserRow>())
        .get_result(conn)
        .map_err(|error| match ChangeError::from(DbError::from(error)) {
            ChangeError::TakenPhone(_) => ChangeError::TakenPhone(new.phone_field),
            other => other,
        })?;
    Ok(row)
}

/// Whether a user of any customer has or had this id. Says nothing about that user.
fn is_taken(conn: &mut Connection, id: &UserId) -> Result<bool, DbError> {
    Ok(diesel::select(exists(users::table.find(id))).get_result(conn)?)
}

/// Whether another user of the customer has this e-mail address.
fn has_email(
    conn: &mut Connection,
    customer: &CustomerKey,
    email: &str,
    id: &UserId,
) -> Result<bool, DbError> {
    let same = users::table
        .filter(users::customer_id.eq(customer))
        .filter(users::email_normalised.eq(email))
        .filter(users::status.ne(UserStatus::Deleted.as_str()))
        .filter(users::id.ne(id));
    Ok(diesel::select(exists(same)).get_result(conn)?)
}

/// Finds a user that is not deleted.
pub(super) fn find(
    conn: &mut Connection,
    customer: &CustomerKey,
    id: &UserId,
) -> Result<Option<UserRow>, DbError> {
    let row = users::table
        .filter(users::id.eq(id))
        .filter(users::customer_id.eq(customer))
        .filter(users::status.ne(UserStatus::Deleted.as_str()))
        .select(columns::<UserRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// Finds a user that is not deleted and keeps it as it is until the transaction ends.
///
/// The lock is an `UPDATE` that changes nothing, which every database understands.
pub(super) fn lock(
    conn: &mut Connection,
    customer: &CustomerKey,
    id: &UserId,
) -> Result<Option<UserRow>, DbError> {
    let row = diesel::update(users::table)
        .filter(users::id.eq(id))
        .filter(users::customer_id.eq(customer))
        .filter(users::status.ne(UserStatus::Deleted.as_str()))
        .set(users::updated_at.eq(users::updated_at))
        .returning(columns::<UserRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// The status of a user that is not deleted.
pub(crate) fn find_status(
    conn: &mut Connection,
    customer: &CustomerKey,
    id: &UserId,
) -> Result<Option<UserStatus>, DbError> {
    let row = find(conn, customer, id)?;
    Ok(row.and_then(|row| UserStatus::from_wire(&row.status)))
}

/// The status of a user that is not deleted; it stays as it is until the transaction ends.
pub(crate) fn lock_status(
    conn: &mut Connection,
    customer: &CustomerKey,
    id: &UserId,
) -> Result<Option<UserStatus>, DbError> {
    let row = lock(conn, customer, id)?;
    Ok(row.and_then(|row| UserStatus::from_wire(&row.status)))
}

/// Changes a user that is not deleted; `None` when the customer has none of this id. The e-mail
/// address is named where the phone number is taken too.
pub(super) fn update(
    conn: &mut Connection,
    customer: &CustomerKey,
    id: &UserId,
    changes: &UserChanges,
) -> Result<Option<UserRow>, ChangeError> {
    if let Some(email) = &changes.email_normalised
        && has_email(conn, customer, email, id)?
    {
        return Err(ChangeError::TakenEmail);
    }
    let row = diesel::update(users::table)
        .filter(users::id.eq(id))
        .filter(users::customer_id.eq(customer))
        .filter(users::status.ne(UserStatus::Deleted.as_str()))
        .set(changes)
        .returning(columns::<UserRow>())
        .get_result(conn)
        .optional()
        .map_err(DbError::from)?;
    Ok(row)
}

/// Makes a pending or inactive user active.
pub(super) fn activate(
    conn: &mut Connection,
    customer: &CustomerKey,
    id: &UserId,
    now: i64,
) -> Result<UserRow, StatusError> {
    let from = [UserStatus::Pending, UserStatus::Inactive];
    let row = set_status(conn, customer, id, &from, UserStatus::Active, now)?;
    row.map_or_else(|| Err(unfit(conn, customer, id)?), Ok)
}

/// Makes an active user inactive.
pub(super) fn deactivate(
    conn: &mut Connection,
    customer: &CustomerKey,
    id: &UserId,
    now: i64,
) -> Result<UserRow, StatusError> {
    let from = [UserStatus::Active];
    let row = set_status(conn, customer, id, &from, UserStatus::Inactive, now)?;
    row.map_or_else(|| Err(unfit(conn, customer, id)?), Ok)
}

/// Why a user was in none of the statuses that it was to leave.
fn unfit(
    conn: &mut Connection,
    customer: &CustomerKey,
    id: &UserId,
) -> Result<StatusError, DbError> {
    Ok(match find_status(conn, customer, id)? {
        Some(_) => StatusError::WrongStatus,
        None => StatusError::Missing,
    })
}

/// Takes a user from one of these statuses to another; `None` when the customer has none of this
/// id in one of them.
fn set_status(
    conn: &mut Connection,
    customer: &CustomerKey,
    id: &UserId,
    from: &[UserStatus],
    to: UserStatus,
    now: i64,
) -> Result<Option<UserRow>, DbError> {
    let from: Vec<&str> = from.iter().map(|status| status.as_str()).collect();
    let row = diesel::update(users::table)
        .filter(users::id.eq(id))
        .filter(users::customer_id.eq(customer))
        .filter(users::status.eq_any(from))
        .set((users::status.eq(to.as_str()), users::updated_at.eq(now)))
        .returning(columns::<UserRow>())
        .get_result(conn)
        .optional()?;
    Ok(row)
}

/// Deletes a user softly, and its token for good; `false` when the customer has none of this id.
/// Both statements belong to the transaction of the caller.
pub(super) fn delete(
    conn: &mut Connection,
    customer: &CustomerKey,
    id: &UserId,
    now: i64,
) -> Result<bool, DbError> {
    let living = [
        UserStatus::Pending,
        UserStatus::Active,
        UserStatus::Inactive,
    ];
    let deleted = set_status(conn, customer, id, &living, UserStatus::Deleted, now)?;
    if deleted.is_none() {
        return Ok(false);
    }
    tokens::end(conn, &[id])?;
    Ok(true)
}
