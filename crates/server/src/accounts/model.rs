//! Rows of `accounts`. The e-mail address is kept in lower case.

use crate::db::{AccountId, schema::accounts};
use diesel::prelude::*;

/// An account as stored.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = accounts)]
pub(super) struct AccountRow {
    pub(super) id: AccountId,
    pub(super) email: String,
    /// A PHC string.
    pub(super) password_hash: String,
    pub(super) is_active: bool,
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
}

/// An account to be stored; it begins active.
#[derive(Clone, Insertable)]
#[diesel(table_name = accounts)]
pub(super) struct NewAccount {
    pub(super) id: AccountId,
    email: String,
    password_hash: String,
    is_active: bool,
    created_at: i64,
    updated_at: i64,
}

impl NewAccount {
    pub(super) fn new(email: &str, password_hash: String, now: i64) -> Self {
        Self {
            id: AccountId::fresh(),
            email: email.to_lowercase(),
            password_hash,
            is_active: true,
            created_at: now,
            updated_at: now,
        }
    }

    /// A PHC string.
    pub(super) fn password_hash(&self) -> &str {
        &self.password_hash
    }
}

/// The hash stays out of every log.
impl std::fmt::Debug for AccountRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AccountRow")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// An account as a login sees it. No `Debug`: the hash stays out of every log.
pub(crate) struct Login {
    pub(crate) id: AccountId,
    /// A PHC string.
    pub(crate) password_hash: String,
    pub(crate) is_active: bool,
}
