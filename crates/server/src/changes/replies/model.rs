//! Rows of `idempotency_keys`. A row that others can see holds a complete answer.

use diesel::prelude::*;

use crate::db::schema::idempotency_keys;

/// An answer as stored.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = idempotency_keys)]
pub(super) struct ReplyRow {
    pub(super) fingerprint: Vec<u8>,
    pub(super) status: i32,
    pub(super) sealed_body: Vec<u8>,
}

/// A key to be taken.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = idempotency_keys)]
pub(super) struct NewReply {
    pub(super) scope_hash: Vec<u8>,
    pub(super) fingerprint: Vec<u8>,
    pub(super) status: i32,
    pub(super) sealed_body: Vec<u8>,
    pub(super) created_at: i64,
    pub(super) expires_at: i64,
}
