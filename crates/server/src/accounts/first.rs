//! The first account, whose generated password must reach the operator.
//!
//! A generated password counts as unshown until the start that made it has printed it. The next
//! start replaces an unshown one, unless somebody has set another password meanwhile.

use std::time::{Duration, Instant};

use secrecy::SecretString;
use sha2::{Digest as _, Sha256};

use super::manage::{AccountError, hashed, new_account};
use super::model::{AccountRow, NewAccount};
use super::queries::{self, InsertError};
use crate::auth::caller::Actor;
use crate::auth::password;
use crate::auth::strength::to_hex;
use crate::changes::{Change, Changed, Changes};
use crate::config::Bootstrap;
use crate::db::{Connection, DbError};
use crate::installation;

/// Names the account with an unshown password, and its hash, in the table of the installation.
const UNSHOWN: &str = "unshown-password";

/// How long another server may take from making the account to printing its password.
const PATIENCE: Duration = Duration::from_secs(3);

/// The first account, as this start has left it.
pub(crate) struct FirstAccount {
    pub(crate) email: String,
    /// A generated password; call [`Unshown::shown`] once it is printed.
    pub(crate) generated: Option<(SecretString, Unshown)>,
}

/// The mark of a generated password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unshown(String);

impl Unshown {
    fn of(account: &str, password_hash: &str) -> Self {
        let digest = to_hex(&Sha256::digest(password_hash.as_bytes()));
        Self(format!("{account} {digest}"))
    }

    /// Records that the operator has seen the password; `false` when another start has replaced it.
    pub(crate) async fn shown(self, changes: &Changes) -> Result<bool, DbError> {
        let remove = move |conn: &mut _| installation::remove(conn, UNSHOWN, &self.0);
        changes.upkeep(remove).await
    }
}

/// Creates the first account where there is none, and gives it another password where nobody has
/// seen the one that was generated. `is_alone` says that no other server may be starting.
pub(crate) async fn provide(
    changes: &Changes,
    first: &Bootstrap,
    is_alone: bool,
) -> Result<Option<FirstAccount>, AccountError> {
    if let Some((account, mark)) = unshown_for_a_while(changes, is_alone).await? {
        return replace(changes, first, account, mark).await;
    }
    if !super::is_empty(changes.db()).await? {
        return Ok(None);
    }
    create(changes, first).await
}

/// The account whose password nobody has seen, unless another server shows it right now.
async fn unshown_for_a_while(
    changes: &Changes,
    is_alone: bool,
) -> Result<Option<(AccountRow, Unshown)>, DbError> {
    let begun = Instant::now();
    let mut seen = None;
    loop {
        let found = changes.db().read(find_unshown).await?;
        let is_settled = is_alone || found.is_none() || begun.elapsed() >= PATIENCE;
        let is_changed = seen.is_some() && found.as_ref().map(|(_, mark)| mark) != seen.as_ref();
        if is_changed {
            return Ok(None);
        }
        if is_settled {
            return Ok(found);
        }
        seen = found.map(|(_, mark)| mark);
        actix_web::rt::time::sleep(Duration::from_millis(50)).await;
    }
}

fn find_unshown(conn: &mut Connection) -> Result<Option<(AccountRow, Unshown)>, DbError> {
    let Some(value) = installation::find_value(conn, UNSHOWN)? else {
        return Ok(None);
    };
    let id = value.split(' ').next().unwrap_or_default().to_owned();
    let mark = Unshown(value);
    let account = queries::find(conn, &id)?;
    let is_marked = |row: &AccountRow| Unshown::of(&id, &row.password_hash) == mark;
    Ok(account.filter(is_marked).map(|row| (row, mark)))
}

async fn replace(
    changes: &Changes,
    first: &Bootstrap,
    account: AccountRow,
    mark: Unshown,
) -> Result<Option<FirstAccount>, AccountError> {
    let (password, generated) = choose(first);
    let hash = hashed(password).await?;
    let (id, email, clock) = (account.id, account.email, changes.clock().clone());
    let new = Unshown::of(&id.to_string(), &hash);
    let next = generated.as_ref().map(|_| new.clone());
    let replace = changes.change(Actor::operator(), move |conn| {
        let is_mine = match &next {
            Some(next) => installation::replace(conn, UNSHOWN, &mark.0, &next.0)?,
            None => installation::remove(conn, UNSHOWN, &mark.0)?,
        };
        let changed = is_mine && queries::set_password(conn, &id, &hash, clock.now_millis())?;
        let change = Change::of("account.password_changed", &id);
        Ok::<_, DbError>(Changed::when(changed, change))
    });
    let is_replaced = replace.await?;
    Ok(is_replaced.then(|| FirstAccount {
        email,
        generated: generated.map(|password| (password, new)),
    }))
}

async fn create(
    changes: &Changes,
    first: &Bootstrap,
) -> Result<Option<FirstAccount>, AccountError> {
    let (password, generated) = choose(first);
    let new: NewAccount = new_account(&first.email, password).await?;
    let mark = Unshown::of(&new.id.to_string(), new.password_hash());
    let stored = generated.as_ref().map(|_| mark.clone());
    let create = changes.change(Actor::operator(), move |conn| {
        let row = queries::insert(conn, &new)?;
        if let Some(mark) = &stored {
            // What an earlier account has left is of no use.
            match installation::find_value(conn, UNSHOWN)? {
                Some(old) => drop(installation::replace(conn, UNSHOWN, &old, &mark.0)?),
                None => installation::insert_value(conn, UNSHOWN, &mark.0)?,
            }
        }
        Ok::<_, InsertError>(Changed::by((), Change::of("account.created", row.id)))
    });
    match create.await {
        Ok(()) => Ok(Some(FirstAccount {
            email: first.email.clone(),
            generated: generated.map(|password| (password, mark)),
        })),
        // Another node was first.
        Err(InsertError::DuplicateEmail) => Ok(None),
        Err(InsertError::Db(error)) if error.violates(&installation::NAME) => Ok(None),
        Err(InsertError::Db(error)) => Err(error.into()),
    }
}

/// The password to set, and the same where it was generated.
fn choose(first: &Bootstrap) -> (SecretString, Option<SecretString>) {
    match &first.password {
        Some(given) => (given.clone(), None),
        None => {
            let generated = password::generate();
            (generated.clone(), Some(generated))
        }
    }
}
