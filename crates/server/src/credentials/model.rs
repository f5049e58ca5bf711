//! Rows of `credentials`. The key itself is nowhere: only its keyed hash and its masked form.

use crate::db::{AccountId, CredentialId, CustomerKey, schema::credentials};
use diesel::prelude::*;

/// The status of a deleted customer.
pub(super) const CUSTOMER_INACTIVE: &str = "INACTIVE";

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
pub(super) struct Holder {
    pub(super) credential_id: CredentialId,
    pub(super) customer_key: CustomerKey,
    pub(super) customer_id: String,
    pub(super) account_id: AccountId,
    pub(super) is_owner: bool,
    pub(super) credential_is_active: bool,
    pub(super) customer_is_active: bool,
}
