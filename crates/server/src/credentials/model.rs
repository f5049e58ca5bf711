//! Rows of `credentials`. The key itself is nowhere: only its keyed hash and its masked form.

use crate::db::{AccountId, CredentialId, CustomerKey, schema::credentials};
use diesel::prelude::*;
use sovx_api_types::sovx::models::{Credential, CredentialOrder};
use sovx_runtime::Timestamp;

use crate::auth::keys::ApiKey;
use crate::auth::pepper::Pepper;
use crate::error::Broken;

/// A credential as stored, without its hash.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = credentials)]
pub(super) struct CredentialRow {
    pub(super) id: CredentialId,
    pub(super) customer_id: CustomerKey,
    pub(super) pepper_id: String,
    pub(super) masked: String,
    pub(super) is_owner: bool,
    pub(super) is_active: bool,
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
    pub(super) revoked_at: Option<i64>,
}

/// A credential to be stored; its customer is given to the query. It begins active.
#[derive(Clone, Insertable)]
#[diesel(table_name = credentials)]
pub(super) struct NewCredential {
    pub(super) id: CredentialId,
    pub(super) key_hash: Vec<u8>,
    pub(super) pepper_id: String,
    pub(super) masked: String,
    pub(super) is_owner: bool,
    pub(super) is_active: bool,
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
}

impl NewCredential {
    /// A credential with which the customer acts for itself.
    pub(super) fn of_owner(key: &ApiKey, pepper: &Pepper, now: i64) -> Self {
        let hash = pepper.hash(key).as_bytes().to_vec();
        Self::new(hash, pepper.id().to_owned(), key.masked(), true, now)
    }

    pub(super) fn new(
        key_hash: Vec<u8>,
        pepper_id: String,
        masked: String,
        is_owner: bool,
        now: i64,
    ) -> Self {
        Self {
            id: CredentialId::fresh(),
            key_hash,
            pepper_id,
            masked,
            is_owner,
            is_active: true,
            created_at: now,
            updated_at: now,
        }
    }
}

/// Whose key a hash is. The caller is let in only if both are active.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Holder {
    pub(crate) credential_id: CredentialId,
    pub(crate) customer_key: CustomerKey,
    pub(super) customer_id: String,
    pub(crate) account_id: AccountId,
    pub(super) is_owner: bool,
    pub(super) credential_is_active: bool,
    pub(super) customer_is_active: bool,
}

/// Which credentials to list, and how; what is `None` does not matter.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Listing {
    pub(super) is_active: Option<bool>,
    pub(super) is_owner: Option<bool>,
    pub(super) order: Option<CredentialOrder>,
}

/// What a credential shows of its customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Customer {
    pub(super) key: CustomerKey,
    pub(super) customer_id: String,
    pub(super) email: String,
    pub(super) entity_name: String,
}

impl CredentialRow {
    /// As the contract shows it.
    ///
    /// # Errors
    /// When a stored time is out of the calendar.
    pub(super) fn shown(self, customer: &Customer) -> Result<Credential, Broken> {
        let Self {
            id,
            customer_id: _,
            pepper_id: _,
            masked,
            is_owner,
            is_active,
            created_at,
            updated_at,
            revoked_at: _,
        } = self;
        let moment = |millis| {
            let what = "a stored credential holds a time that is out of the calendar";
            Timestamp::from_millis(millis).ok_or(Broken { what })
        };
        Ok(Credential {
            credential_id: (&id).into(),
            customer_id: customer.customer_id.clone(),
            customer_secret: masked,
            is_owner,
            user_email: customer.email.clone(),
            user_name: customer.entity_name.clone(),
            created_at: moment(created_at)?,
            updated_at: moment(updated_at)?,
            is_active,
        })
    }
}
