//! Changes: the only way in which a request or a command alters anything.
//!
//! A change is one transaction: its effect, its entry in the audit log and, where the caller sent
//! an `Idempotency-Key`, its answer. All of them are committed or none is.

mod actions;
pub(crate) mod audit;
mod change;
mod once;
mod replies;
#[cfg(test)]
mod tests;

pub(crate) use actions::ACTIONS;
pub(crate) use change::{Change, Changed};

use std::sync::Arc;

use audit::Chain;
use replies::Replies;

use crate::app::App;
use crate::auth::caller::Actor;
use crate::auth::pepper::Pepper;
use crate::clock::Clock;
use crate::db::{Connection, Db, DbError};

/// The way in for changes. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Changes {
    db: Db,
    chain: Arc<Chain>,
    replies: Arc<Replies>,
    clock: Clock,
}

impl Changes {
    /// Changes to this database, whose audit log and answers are kept with this pepper.
    pub(crate) fn new(db: Db, pepper: &Arc<Pepper>) -> Self {
        Self {
            db,
            chain: Arc::new(Chain::new(pepper)),
            replies: Arc::new(Replies::new(Arc::clone(pepper))),
            clock: Clock::default(),
        }
    }

    /// The clock that changes are dated by.
    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Where changes go, for reading.
    pub(crate) fn db(&self) -> &Db {
        &self.db
    }

    /// Does `work` and records what it changed, in one transaction.
    ///
    /// `work` may run several times: it must have no effect outside the database.
    ///
    /// # Errors
    /// What `work` returns, or a [`DbError`]; then nothing was changed.
    pub(crate) async fn change<T, E>(
        &self,
        actor: Actor,
        work: impl Fn(&mut Connection) -> Result<Changed<T>, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (chain, clock) = (Arc::clone(&self.chain), self.clock.clone());
        self.write(move |conn| {
            let changed = work(conn)?;
            let now = clock.now_millis();
            audit::record(conn, &chain, &actor, &changed.changes, now)?;
            Ok(changed.value)
        })
        .await
    }

    /// Does `work` that nobody decided on and so leaves no entry: forgetting what has expired,
    /// storing a password under a newer hash, adding up what was counted.
    ///
    /// # Errors
    /// What `work` returns, or a [`DbError`].
    pub(crate) async fn upkeep<T, E>(
        &self,
        work: impl Fn(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.write(work).await
    }

    /// Forgets the answers that nobody can ask for again; says how many.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn forget_replies(&self) -> Result<usize, DbError> {
        let now = self.clock.now_millis();
        self.write(move |conn| replies::delete_expired(conn, now))
            .await
    }

    #[expect(clippy::disallowed_methods, reason = "this is the room that writes")]
    async fn write<T, E>(
        &self,
        work: impl Fn(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.db.write(work).await
    }
}

impl App {
    /// The clock that requests and changes are dated by.
    pub(crate) fn clock(&self) -> Clock {
        self.changes.clock().clone()
    }

    /// A change that carries no `Idempotency-Key`.
    ///
    /// # Errors
    /// What `work` returns, or a [`DbError`]; then nothing was changed.
    pub(crate) async fn change<T, E>(
        &self,
        actor: Actor,
        work: impl Fn(&mut Connection) -> Result<Changed<T>, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.changes.change(actor, work).await
    }
}
