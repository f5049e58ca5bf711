//! Accounts and sessions, stored without the work of making them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use secrecy::ExposeSecret;
use tokio::sync::OnceCell;

use super::{PASSWORD, TestApp, email};
use crate::auth::password::Passwords;
use crate::db::schema::{accounts, sessions};
use crate::db::{AccountId, DbError, SessionId};

impl TestApp {
    /// Stores an active account.
    pub(crate) async fn account(&self, name: &str) -> AccountId {
        let (id, email, hash) = (AccountId::fresh(), email(name), password_hash().await);
        let new = id.clone();
        let stored = self.changes.upkeep(move |conn| {
            diesel::insert_into(accounts::table)
                .values((
                    accounts::id.eq(&new),
                    accounts::email.eq(&email),
                    accounts::password_hash.eq(hash),
                    accounts::is_active.eq(true),
                    accounts::created_at.eq(1),
                    accounts::updated_at.eq(1),
                ))
                .execute(conn)?;
            Ok::<(), DbError>(())
        });
        stored.await.unwrap();
        id
    }

    /// The token of a session that began at `now`, without the work of a login.
    pub(crate) async fn session(&self, account: &AccountId, now: DateTime<Utc>) -> String {
        let signed = self.sessions.sign(account.into(), now).unwrap();
        let (id, account) = (SessionId::from(signed.jti), account.clone());
        let expires = signed.expires.timestamp_millis();
        let stored = self.changes.upkeep(move |conn| {
            diesel::insert_into(sessions::table)
                .values((
                    sessions::id.eq(&id),
                    sessions::account_id.eq(&account),
                    sessions::created_at.eq(now.timestamp_millis()),
                    sessions::expires_at.eq(expires),
                ))
                .execute(conn)?;
            Ok::<(), DbError>(())
        });
        stored.await.unwrap();
        signed.token.expose_secret().to_owned()
    }
}

/// A hash of [`PASSWORD`], computed once for all tests.
async fn password_hash() -> &'static str {
    static HASH: OnceCell<String> = OnceCell::const_new();
    let hash = || async {
        let passwords = Passwords::new().unwrap();
        passwords.hash(PASSWORD.into()).await.unwrap()
    };
    HASH.get_or_init(hash).await
}
