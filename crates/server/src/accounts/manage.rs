//! What an operator does to accounts.

use chrono::Utc;
use secrecy::SecretString;
use sovx_runtime::check::Format;

use super::model::NewAccount;
use super::queries::{self, InsertError};
use crate::auth::caller::Actor;
use crate::auth::password::{PasswordError, Passwords, PolicyError, check_policy};
use crate::changes::{Change, Changed, Changes};
use crate::db::{AccountId, Connection, Db, DbError, now_millis};

/// Why an account was not created or changed. Holds no value.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AccountError {
    #[error("the e-mail address must be one (RFC 5321), of at most 255 characters")]
    Email,
    #[error("an account with this e-mail address exists")]
    Exists,
    #[error("there is no account with this e-mail address")]
    Unknown,
    #[error(transparent)]
    Policy(#[from] PolicyError),
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<InsertError> for AccountError {
    fn from(error: InsertError) -> Self {
        match error {
            InsertError::DuplicateEmail => Self::Exists,
            InsertError::Db(error) => Self::Db(error),
        }
    }
}

/// Creates an active account.
pub(crate) async fn create(
    changes: &Changes,
    email: &str,
    password: SecretString,
) -> Result<(), AccountError> {
    if !Format::Email.accepts(email) || email.chars().count() > 255 {
        return Err(AccountError::Email);
    }
    let hash = hashed(password).await?;
    let new = NewAccount::new(email, hash, now_millis());
    let create = changes.change(Actor::operator(), move |conn| {
        let row = queries::insert(conn, &new)?;
        Ok::<_, InsertError>(Changed::by((), Change::of("account.created", row.id)))
    });
    Ok(create.await?)
}

/// Sets another password and ends the account's sessions.
pub(crate) async fn set_password(
    changes: &Changes,
    email: &str,
    password: SecretString,
) -> Result<(), AccountError> {
    let hash = hashed(password).await?;
    let now = Utc::now().timestamp_millis();
    change(
        changes,
        "account.password_changed",
        email,
        move |conn, account| queries::set_password(conn, account, &hash, now),
    )
    .await
}

/// Disables an account and ends its sessions.
pub(crate) async fn disable(changes: &Changes, email: &str) -> Result<(), AccountError> {
    let now = now_millis();
    change(changes, "account.disabled", email, move |conn, account| {
        queries::set_active(conn, account, false, now)
    })
    .await
}

/// Whether nobody can log in yet.
pub(crate) async fn is_empty(db: &Db) -> Result<bool, DbError> {
    Ok(db.read(queries::count).await? == 0)
}

async fn change(
    changes: &Changes,
    action: &'static str,
    email: &str,
    work: impl Fn(&mut Connection, &AccountId) -> Result<bool, DbError> + Send + 'static,
) -> Result<(), AccountError> {
    let email = email.to_owned();
    let change = changes.change(Actor::operator(), move |conn| {
        let Some(account) = queries::find_by_email(conn, &email)? else {
            return Ok(Changed::nothing(false));
        };
        let changed = work(conn, &account.id)?;
        Ok::<_, DbError>(Changed::when(changed, Change::of(action, account.id)))
    });
    if change.await? {
        Ok(())
    } else {
        Err(AccountError::Unknown)
    }
}

async fn hashed(password: SecretString) -> Result<String, AccountError> {
    check_policy(&password)?;
    Ok(Passwords::new()?.hash(password).await?)
}
