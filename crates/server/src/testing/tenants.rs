//! Owner keys and user tokens, in time and past it.

use diesel::prelude::*;
use serde_json::Value;

use super::{Caller, Seen, TestApp};
use crate::db::DbError;
use crate::db::schema::user_tokens;

impl TestApp {
    /// A caller with this owner key or user token.
    pub(crate) fn key(&self, key: &str) -> Caller<'_> {
        self.with("x-api-key", key)
    }

    /// Lets the year of the token of the user at this path be over.
    pub(crate) async fn expire_token(&self, user: &str) {
        let user_id = user.trim_start_matches("/users/").to_owned();
        let expired = self.changes.upkeep(move |conn| {
            let of_user = user_tokens::table.filter(user_tokens::user_id.eq(&user_id));
            let set = user_tokens::expires_at.eq(1_i64);
            let count = diesel::update(of_user).set(set).execute(conn)?;
            Ok::<usize, DbError>(count)
        });
        assert_eq!(expired.await.unwrap(), 1);
    }
}

/// The member of the answer that names what was created.
pub(crate) fn created(seen: &Seen, member: &str) -> String {
    assert_eq!(seen.status, 201, "{seen}");
    match seen.data()[member].take() {
        Value::String(text) => text,
        other => other.to_string(),
    }
}
