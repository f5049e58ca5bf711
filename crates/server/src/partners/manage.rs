//! What an operator does to partners.

use std::str::FromStr;

use sovx_runtime::line;

use super::model::{KeyChanges, NewPartner, PartnerRow};
use super::queries::{self, InsertError};
use crate::auth::caller::Actor;
use crate::auth::keys::{ApiKey, KeyKind};
use crate::auth::pepper::Pepper;
use crate::changes::{Change, Changed, Changes};
use crate::config::Environment;
use crate::db::{Connection, Db, DbError, PartnerId};

/// The longest name, in characters, as for end customers.
const NAME_LENGTH: usize = 255;

/// Why a partner was not created or changed. Holds no value.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PartnerError {
    #[error("another partner has this name")]
    Exists,
    #[error("there is no partner of this name")]
    Unknown,
    #[error(
        "the partner's key is not of the {0} environment: name its own by --environment or \
         SOVX_ENVIRONMENT"
    )]
    OtherEnvironment(Environment),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<InsertError> for PartnerError {
    fn from(error: InsertError) -> Self {
        match error {
            InsertError::TakenName => Self::Exists,
            InsertError::Db(error) => Self::Db(error),
        }
    }
}

/// The name of a partner: a line of text as in the contract, in Unicode normalisation form C and
/// without spaces around it. Upper and lower case are the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerName(String);

impl FromStr for PartnerName {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = line::nfc(text.trim()).into_owned();
        if !(1..=NAME_LENGTH).contains(&name.chars().count()) {
            return Err("a name has 1 to 255 characters");
        }
        match line::broken_rule(&name) {
            Some(rule) => Err(rule),
            None => Ok(Self(name)),
        }
    }
}

impl PartnerName {
    /// As it is shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which names are compared.
    fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

/// A partner, as the operator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Partner {
    pub(crate) id: PartnerId,
    pub(crate) name: String,
    pub(crate) key_masked: String,
    pub(crate) is_active: bool,
}

impl From<PartnerRow> for Partner {
    fn from(row: PartnerRow) -> Self {
        let PartnerRow {
            id,
            name,
            key_masked,
            is_active,
        } = row;
        Self {
            id,
            name,
            key_masked,
            is_active,
        }
    }
}

/// Creates an active partner; its key is shown nowhere else.
pub(crate) async fn create(
    changes: &Changes,
    name: &PartnerName,
    environment: Environment,
    pepper: &Pepper,
) -> Result<(PartnerId, ApiKey), PartnerError> {
    let now = changes.clock().now_millis();
    let key = ApiKey::mint(KeyKind::Platform, environment);
    let new = NewPartner {
        id: PartnerId::fresh(),
        name: name.as_str().to_owned(),
        name_key: name.key(),
        is_active: true,
        created_at: now,
        key: KeyChanges::new(&key, pepper, now),
    };
    let id = new.id.clone();
    let create = changes.change(Actor::operator(), move |conn| {
        queries::insert(conn, &new)?;
        Ok::<_, InsertError>(Changed::by((), Change::of("partner.created", &new.id)))
    });
    create.await?;
    Ok((id, key))
}

/// Stores an active partner with a given key, as a part of the caller's transaction. False if another
/// partner has the name.
pub(crate) fn insert(
    conn: &mut Connection,
    id: &PartnerId,
    name: &PartnerName,
    (key, pepper): (&ApiKey, &Pepper),
    now: i64,
) -> Result<bool, PartnerError> {
    let name_key = name.key();
    if queries::find(conn, &name_key)?.is_some() {
        return Ok(false);
    }
    let new = NewPartner {
        id: id.clone(),
        name: name.as_str().to_owned(),
        name_key,
        is_active: true,
        created_at: now,
        key: KeyChanges::new(key, pepper, now),
    };
    queries::insert(conn, &new)?;
    Ok(true)
}

/// All partners, by name.
pub(crate) async fn list(db: &Db) -> Result<Vec<Partner>, DbError> {
    let rows = db.read(queries::list).await?;
    Ok(rows.into_iter().map(Partner::from).collect())
}

/// Gives a partner another key; the one before is refused from now on. A key is replaced by one of
/// the same environment only: the server would refuse another.
pub(crate) async fn rotate(
    changes: &Changes,
    name: &PartnerName,
    environment: Environment,
    pepper: &Pepper,
) -> Result<ApiKey, PartnerError> {
    let key = ApiKey::mint(KeyKind::Platform, environment);
    let new = KeyChanges::new(&key, pepper, changes.clock().now_millis());
    let (name, prefix) = (name.key(), key.prefix());
    let rotate = changes.change(Actor::operator(), move |conn| {
        let row = queries::find(conn, &name)?.ok_or(PartnerError::Unknown)?;
        if !row.key_masked.starts_with(prefix) {
            return Err(PartnerError::OtherEnvironment(environment));
        }
        let id = queries::set_key(conn, &name, &new)?.ok_or(PartnerError::Unknown)?;
        Ok(Changed::by((), Change::of("partner.key_rotated", &id)))
    });
    rotate.await?;
    Ok(key)
}

/// Disables a partner: its key is refused from now on.
pub(crate) async fn disable(changes: &Changes, name: &PartnerName) -> Result<(), PartnerError> {
    let clock = changes.clock().clone();
    change(changes, "partner.disabled", name, move |conn, name| {
        queries::set_active(conn, name, false, clock.now_millis())
    })
    .await
}

/// Enables a partner: its key works again.
pub(crate) async fn enable(changes: &Changes, name: &PartnerName) -> Result<(), PartnerError> {
    let clock = changes.clock().clone();
    change(changes, "partner.enabled", name, move |conn, name| {
        queries::set_active(conn, name, true, clock.now_millis())
    })
    .await
}

async fn change(
    changes: &Changes,
    action: &'static str,
    name: &PartnerName,
    work: impl Fn(&mut Connection, &str) -> Result<Option<PartnerId>, DbError> + Send + 'static,
) -> Result<(), PartnerError> {
    let name = name.key();
    let change = changes.change(Actor::operator(), move |conn| {
        let changed = work(conn, &name)?;
        Ok::<_, DbError>(Changed::found(changed, |id| Change::of(action, id)))
    });
    match change.await? {
        Some(_) => Ok(()),
        None => Err(PartnerError::Unknown),
    }
}
