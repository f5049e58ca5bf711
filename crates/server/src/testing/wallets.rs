//! Wallets with their first address.

use diesel::prelude::*;
use serde_json::{Value, json};

use super::{Caller, TestApp};
use crate::db::DbError;
use crate::db::schema::vault_sources;

impl TestApp {
    /// Leaves a network without a source of addresses.
    pub(crate) async fn retire_sources(&self, network: &'static str) {
        let retired = self.changes.upkeep(move |conn| {
            let count = diesel::update(vault_sources::table)
                .filter(vault_sources::network.eq(network))
                .set(vault_sources::is_active.eq(false))
                .execute(conn)?;
            Ok::<usize, DbError>(count)
        });
        assert_eq!(retired.await.unwrap(), 1);
    }
}

impl Caller<'_> {
    /// Creates a wallet for bitcoin with this name and returns it.
    pub(crate) async fn wallet(&self, user: &str, name: &str) -> Value {
        let body = json!({"name": name, "currency": "BTC"});
        let seen = self.post(&format!("{user}/wallets"), &body).await;
        assert_eq!(seen.status, 201, "{seen}");
        seen.data()
    }
}
