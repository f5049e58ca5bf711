//! Rows of `partners`. The key itself is nowhere: only its keyed hash and its masked form.

use diesel::prelude::*;

use crate::auth::keys::ApiKey;
use crate::auth::pepper::Pepper;
use crate::db::{PartnerId, schema::partners};

/// A partner as stored, without the hash of its key.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = partners)]
pub(super) struct PartnerRow {
    pub(super) id: PartnerId,
    pub(super) name: String,
    pub(super) key_masked: String,
    pub(super) is_active: bool,
}

/// A partner to be stored; it begins active.
#[derive(Clone, Insertable)]
#[diesel(table_name = partners)]
pub(super) struct NewPartner {
    pub(super) id: PartnerId,
    pub(super) name: String,
    /// The form in which names are compared.
    pub(super) name_key: String,
    pub(super) is_active: bool,
    pub(super) created_at: i64,
    #[diesel(embed)]
    pub(super) key: KeyChanges,
}

/// A partner's key, the first one or one in place of another.
#[derive(Clone, Insertable, AsChangeset)]
#[diesel(table_name = partners)]
pub(super) struct KeyChanges {
    pub(super) key_hash: Vec<u8>,
    pub(super) pepper_id: String,
    pub(super) key_masked: String,
    pub(super) updated_at: i64,
}

impl KeyChanges {
    pub(super) fn new(key: &ApiKey, pepper: &Pepper, now: i64) -> Self {
        Self {
            key_hash: pepper.hash(key).as_bytes().to_vec(),
            pepper_id: pepper.id().to_owned(),
            key_masked: key.masked(),
            updated_at: now,
        }
    }
}
