//! What an operator does to accounts.

use std::borrow::Cow;

use secrecy::SecretString;

use super::model::{AccountRow, NewAccount};
use super::queries::{self, InsertError};
use crate::auth::caller::Actor;
use crate::auth::login::broken_email_rule;
use crate::auth::password::{PasswordError, Passwords, PolicyError, check_policy};
use crate::changes::{Change, Changed, Changes};
use crate::db::{AccountId, Connection, Db, DbError, now_millis};

/// Why an account was not created or changed. Holds no value.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AccountError {
    #[error("the e-mail address {0}")]
    Email(Cow<'static, str>),
    #[error("an account with this e-mail address exists")]
    Exists,
    #[error("there is no account with this e-mail address")]
    Unknown,
    #[error("this is the last active account, and nobody could sign in without it: say --force")]
    Last,
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

/// An account, as the operator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) id: AccountId,
    pub(crate) email: String,
    pub(crate) is_active: bool,
    pub(crate) created_at: i64,
}

impl From<AccountRow> for Account {
    fn from(row: AccountRow) -> Self {
        let AccountRow {
            id,
            email,
            password_hash: _,
            is_active,
            created_at,
            updated_at: _,
        } = row;
        Self {
            id,
            email,
            is_active,
            created_at,
        }
    }
}

/// Creates an active account.
pub(crate) async fn create(
    changes: &Changes,
    email: &str,
    password: SecretString,
) -> Result<(), AccountError> {
    let new = new_account(email, password).await?;
    let create = changes.change(Actor::operator(), move |conn| {
        let row = queries::insert(conn, &new)?;
        Ok::<_, InsertError>(Changed::by((), Change::of("account.created", row.id)))
    });
    Ok(create.await?)
}

/// Whether an account may have this address: a login must be able to present it.
pub(crate) fn check_email(email: &str) -> Result<(), AccountError> {
    broken_email_rule(email).map_or(Ok(()), |rule| Err(AccountError::Email(rule)))
}

/// All accounts, by e-mail address.
pub(crate) async fn list(db: &Db) -> Result<Vec<Account>, DbError> {
    let rows = db.read(queries::list).await?;
    Ok(rows.into_iter().map(Account::from).collect())
}

/// The account with this address, active or not.
pub(crate) async fn find(db: &Db, email: &str) -> Result<Option<Account>, DbError> {
    let email = email.to_owned();
    let find = db.read(move |conn| queries::find_by_email(conn, &email));
    Ok(find.await?.map(Account::from))
}

/// An account to be stored.
pub(super) async fn new_account(
    email: &str,
    password: SecretString,
) -> Result<NewAccount, AccountError> {
    check_email(email)?;
    let hash = hashed(password).await?;
    Ok(NewAccount::new(email, hash, now_millis()))
}

/// Sets another password and ends the account's sessions. Says whether the account is active.
pub(crate) async fn set_password(
    changes: &Changes,
    email: &str,
    password: SecretString,
) -> Result<bool, AccountError> {
    let hash = hashed(password).await?;
    let clock = changes.clock().clone();
    change(
        changes,
        "account.password_changed",
        email,
        move |conn, account| {
            queries::set_password(conn, &account.id, &hash, clock.now_millis())?;
            Ok(account.is_active)
        },
    )
    .await
}

/// Disables an account and ends its sessions; the last active one only if `even_the_last`.
pub(crate) async fn disable(
    changes: &Changes,
    email: &str,
    even_the_last: bool,
) -> Result<(), AccountError> {
    let clock = changes.clock().clone();
    change(changes, "account.disabled", email, move |conn, account| {
        queries::set_active(conn, &account.id, false, clock.now_millis())?;
        if account.is_active && !even_the_last && queries::count_active(conn)? == 0 {
            return Err(AccountError::Last);
        }
        Ok(())
    })
    .await
}

/// Enables an account: its password works again.
pub(crate) async fn enable(changes: &Changes, email: &str) -> Result<(), AccountError> {
    let clock = changes.clock().clone();
    change(changes, "account.enabled", email, move |conn, account| {
        queries::set_active(conn, &account.id, true, clock.now_millis())?;
        Ok(())
    })
    .await
}

/// Whether nobody can log in yet.
pub(crate) async fn is_empty(db: &Db) -> Result<bool, DbError> {
    Ok(db.read(queries::count).await? == 0)
}

async fn change<T: Send + 'static>(
    changes: &Changes,
    action: &'static str,
    email: &str,
    work: impl Fn(&mut Connection, &AccountRow) -> Result<T, AccountError> + Send + 'static,
) -> Result<T, AccountError> {
    let email = email.to_owned();
    let change = changes.change(Actor::operator(), move |conn| {
        let account = queries::find_by_email(conn, &email)?.ok_or(AccountError::Unknown)?;
        let outcome = work(conn, &account)?;
        Ok::<_, AccountError>(Changed::by(outcome, Change::of(action, account.id)))
    });
    change.await
}

pub(super) async fn hashed(password: SecretString) -> Result<String, AccountError> {
    check_policy(&password)?;
    Ok(Passwords::new()?.hash(password).await?)
}
