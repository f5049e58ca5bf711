//! Rows of `sessions`. A session is live until it expires, is revoked, or its account is disabled.

use crate::db::{AccountId, SessionId, schema::sessions};
use diesel::prelude::*;

/// A session to be stored.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = sessions)]
pub(super) struct NewSession {
    /// The `jti` of the token.
    pub(super) id: SessionId,
    pub(super) account_id: AccountId,
    pub(super) created_at: i64,
    /// The first moment at which the session is dead.
    pub(super) expires_at: i64,
}
