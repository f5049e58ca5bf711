//! The local registry: a table that the operator fills, and in the sandbox a rule besides.

use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::model::ProfileRow;
use super::{Profile, Registry, RegistryError, queries, sandbox};
use crate::auth::caller::Actor;
use crate::changes::{Change, Changed, Changes};
use crate::config::Environment;
use crate::db::{Db, DbError, now_millis};

/// Profiles from the database.
///
/// In the sandbox an unlisted id that begins with `corp-` or `sovbs-` exists too, with a profile
/// that follows from the id.
#[derive(Debug, Clone)]
pub struct LocalRegistry {
    db: Db,
    environment: Environment,
}

impl LocalRegistry {
    /// The registry in this database.
    #[must_use]
    pub fn new(db: Db, environment: Environment) -> Self {
        Self { db, environment }
    }

    /// Adds or replaces profiles, all of them or none, and says how many.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn import(
        changes: &Changes,
        entries: Vec<(String, Profile)>,
    ) -> Result<usize, DbError> {
        let rows: Vec<ProfileRow> = entries
            .into_iter()
            .filter_map(|(customer_id, profile)| {
                // A profile is plain text and flags, which JSON always holds.
                let profile = serde_json::to_string(&profile).ok()?;
                Some(ProfileRow {
                    customer_id,
                    profile,
                    updated_at: now_millis(),
                })
            })
            .collect();
        let import = changes.change(Actor::operator(), move |conn| {
            queries::upsert(conn, &rows)?;
            let change = Change::of("registry.imported", "profiles").with("count", rows.len());
            Ok::<_, DbError>(Changed::by(rows.len(), change))
        });
        import.await
    }

    async fn look_up(&self, customer_id: String) -> Result<Profile, RegistryError> {
        let id = customer_id.clone();
        let row: Result<_, DbError> = self.db.read(move |conn| queries::find(conn, &id)).await;
        let row = row?;
        match row {
            Some(row) => serde_json::from_str(&row.profile)
                .map_err(|error| RegistryError::Garbage(Box::new(error))),
            None => self.unlisted(&customer_id).ok_or(RegistryError::Unknown),
        }
    }

    fn unlisted(&self, customer_id: &str) -> Option<Profile> {
        match self.environment {
            Environment::Sandbox => sandbox::deterministic_profile(customer_id),
            Environment::Live => None,
        }
    }
}

impl Registry for LocalRegistry {
    fn profile<'a>(
        &'a self,
        customer_id: &'a str,
    ) -> BoxFuture<'a, Result<Profile, RegistryError>> {
        self.look_up(customer_id.to_owned()).boxed()
    }
}
