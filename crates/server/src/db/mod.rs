//! The only room that waits for SQL.
//!
//! Work runs on a thread of its own, never on a runtime thread. On SQLite all writes pass through
//! one thread that commits many at once; on Postgres each write is one transaction, run again
//! when it collides. Either way a write is answered only after it is committed.

mod connection;
mod error;
mod existing;
mod fault;
mod ids;
mod migrations;
mod pool;
mod postgres;
pub(crate) mod schema;
mod snapshot;
mod sqlite;
mod time;
mod url;
mod writer;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the room tries its own door")]
mod tests;

pub use self::connection::Connection;
pub(crate) use self::connection::{MultiBackend, columns};
pub use self::error::{DbError, OpenError, Unique};
pub use self::ids::{
    AccountId, AddressId, CredentialId, CustomerKey, DepositId, EndCustomerId, LedgerAccountId,
    MovementId, PartnerId, ProcessId, SessionId, SourceId, TransactionId, UserId, VaultWalletId,
    WalletId,
};
pub use self::time::now_millis;
pub use self::url::{DatabaseUrl, PostgresUrl, UrlError};

use self::pool::{Lane, Target};
use self::sqlite::{FileLock, OpenFiles};
use self::writer::Writer;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// How the database is used.
#[derive(Debug, Clone)]
pub struct DbSettings {
    /// Which database.
    pub url: DatabaseUrl,
    /// Connections in the pool: readers on SQLite, all on Postgres. At least 1.
    pub connections: u32,
    /// How long a request waits for a connection before it is refused.
    pub acquire_timeout: Duration,
    /// How long a request waits for an answer once it has a connection (SQLite: once it is in
    /// the writer's queue). Then it is told that the database is unavailable.
    pub answer_timeout: Duration,
    /// Make what is missing: the SQLite file, and the schema. Without, a database that no server
    /// of this version has brought up to date is refused, and left as it is.
    pub create: bool,
    /// SQLite only: keep other servers away from the file. A command that does one thing beside a
    /// running server does without.
    pub exclusive: bool,
    /// How many requests may wait, for a connection and (SQLite) for the writer. One more is
    /// refused at once.
    pub queue: usize,
}

impl DbSettings {
    /// Settings that suit a small server: 16 connections, 2 s for a connection, 15 s for an
    /// answer, 1024 waiting.
    #[must_use]
    pub fn new(url: DatabaseUrl) -> Self {
        Self {
            url,
            connections: 16,
            acquire_timeout: Duration::from_secs(2),
            answer_timeout: Duration::from_secs(15),
            create: true,
            exclusive: true,
            queue: 1024,
        }
    }
}

/// The database. Cheap to clone; all clones share its connections.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

struct Inner {
    lane: Lane,
    target: Target,
    /// SQLite only; Postgres writes through the pool.
    writer: Option<Writer>,
    answer_timeout: Duration,
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let name = if self.inner.writer.is_some() {
            "SQLite"
        } else {
            "Postgres"
        };
        f.debug_tuple("Db").field(&name).finish()
    }
}

impl Db {
    /// Opens the database and brings its schema up to date. Blocks; call it before serving.
    ///
    /// # Errors
    ///
    /// When the database cannot be reached or created, when another server uses the same SQLite
    /// file, or when a migration fails.
    pub fn open(settings: &DbSettings) -> Result<Self, OpenError> {
        if !settings.create {
            existing::check(&settings.url)?;
        }
        let (writer, target) = match &settings.url {
            DatabaseUrl::Sqlite(path) => {
                let (writer, files) = open_sqlite(path, settings)?;
                (Some(writer), Target::Sqlite(files))
            }
            DatabaseUrl::Postgres(url) => {
                if settings.create {
                    migrations::run(&mut postgres::open_unbounded(url)?)?;
                }
                (None, Target::Postgres(url.clone()))
            }
        };
        let lane = Lane::open(settings, target.clone())?;
        Ok(Self {
            inner: Arc::new(Inner {
                lane,
                target,
                writer,
                answer_timeout: settings.answer_timeout,
            }),
        })
    }

    /// Runs `work` with a connection that reads.
    ///
    /// # Errors
    ///
    /// What `work` returns, or a [`DbError`] when no connection could be had or it panicked.
    pub async fn read<T, E>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.inner.lane.run(work).await
    }

    /// Runs `work` with a connection of its own that reads everything as it was at one moment,
    /// however long that takes.
    ///
    /// # Errors
    ///
    /// What `work` returns, or a [`DbError`] when the database cannot be reached or it panicked.
    pub async fn snapshot<T, E>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let target = self.inner.target.clone();
        match tokio::task::spawn_blocking(move || snapshot::read(&target, work)).await {
            Ok(outcome) => outcome,
            Err(join) if join.is_panic() => Err(DbError::Panicked.into()),
            Err(join) => Err(DbError::Unavailable(Box::new(join)).into()),
        }
    }

    /// Runs `work` in a transaction and returns once that is committed; when `work` fails or
    /// panics, nothing of it stays.
    ///
    /// `work` may run several times: it must have no effect outside the database.
    /// It must not return `Ok` after a failed statement, unless a nested transaction held it.
    ///
    /// # Errors
    ///
    /// What `work` returns, or a [`DbError`] when it could not be run or committed.
    pub async fn write<T, E>(
        &self,
        work: impl Fn(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &self.inner.writer {
            Some(writer) => writer.write(self.inner.answer_timeout, work).await,
            None => self.inner.lane.write(work).await,
        }
    }

    /// Lets running work finish, commits accepted writes, and refuses all that follows.
    pub async fn close(&self) {
        if let Some(writer) = &self.inner.writer {
            writer.close().await;
        }
        self.inner.lane.close().await;
    }
}

fn open_sqlite(path: &Path, settings: &DbSettings) -> Result<(Writer, Arc<OpenFiles>), OpenError> {
    let lock = match settings.exclusive {
        true => Some(FileLock::take(path, settings.acquire_timeout)?),
        false => None,
    };
    let mut conn = sqlite::open_writer(path)?;
    if settings.create {
        migrations::run(&mut conn)?;
    }
    let files = Arc::new(OpenFiles::of(path, lock));
    let writer = Writer::start(Arc::clone(&files), conn, settings.queue)?;
    Ok((writer, files))
}
