//! Connections shared by requests, with a bounded queue in front.
//!
//! A permit is taken before a thread is, so a waiting request holds no thread, and what exceeds
//! the queue is refused at once. A request answers in bounded time even when the server has
//! stopped answering; its thread and its permit stay taken until the driver gives up.

use super::connection::{self, Connection};
use super::error::{DbError, OpenError};
use super::postgres::{self, Trouble};
use super::sqlite::OpenFiles;
use super::{DbSettings, url::PostgresUrl};
use diesel::r2d2::R2D2Connection;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// A connection used this recently is trusted without asking the server first, unless another one
/// has turned out to be over since.
const TRUSTED_FOR: Duration = Duration::from_secs(1);

/// A connection in the pool.
pub(super) struct Pooled {
    pub(super) connection: Connection,
    pub(super) trouble: Arc<Trouble>,
    used: Instant,
}

/// Opens and judges the connections of the pool.
enum Connector {
    SqliteReader(Arc<OpenFiles>),
    Postgres {
        url: PostgresUrl,
        /// When a connection last turned out to be over: others may be too, after a fail-over.
        suspicion: Mutex<Option<Instant>>,
    },
}

impl r2d2::ManageConnection for Connector {
    type Connection = Pooled;
    type Error = OpenError;

    fn connect(&self) -> Result<Pooled, OpenError> {
        let (connection, trouble) = match self {
            Self::SqliteReader(files) => (files.open_reader()?, Arc::default()),
            Self::Postgres { url, .. } => postgres::open(url)?,
        };
        Ok(Pooled {
            connection,
            trouble,
            used: Instant::now(),
        })
    }

    fn is_valid(&self, pooled: &mut Pooled) -> Result<(), OpenError> {
        let Self::Postgres { suspicion, .. } = self else {
            return Ok(());
        };
        let suspicion = *suspicion.lock().unwrap_or_else(PoisonError::into_inner);
        let is_suspect = suspicion.is_some_and(|since| pooled.used <= since);
        if is_suspect || pooled.used.elapsed() >= TRUSTED_FOR {
            postgres::check(&mut pooled.connection)?;
            pooled.used = Instant::now();
        }
        Ok(())
    }

    fn has_broken(&self, pooled: &mut Pooled) -> bool {
        pooled.used = Instant::now();
        let is_over = pooled.trouble.is_over();
        if let Self::Postgres { suspicion, .. } = self
            && is_over
        {
            *suspicion.lock().unwrap_or_else(PoisonError::into_inner) = Some(pooled.used);
        }
        is_over
            || std::thread::panicking()
            || pooled.connection.is_broken()
            || !matches!(connection::depth(&mut pooled.connection), Ok(0))
    }
}

/// Failed attempts to connect go to the log, without secrets: `OpenError` has none.
#[derive(Debug)]
struct LogFailures;

impl r2d2::HandleError<OpenError> for LogFailures {
    fn handle_error(&self, error: OpenError) {
        tracing::warn!(%error, "cannot open a database connection");
    }
}

/// What the connections of a pool lead to.
#[derive(Clone)]
pub(super) enum Target {
    Sqlite(Arc<OpenFiles>),
    Postgres(PostgresUrl),
}

/// The pool, and the queue in front of it.
pub(super) struct Lane {
    pool: r2d2::Pool<Connector>,
    /// SQLite only.
    files: Option<Arc<OpenFiles>>,
    permits: Arc<Semaphore>,
    waiting: AtomicUsize,
    queue: usize,
    acquire_timeout: Duration,
    answer_timeout: Duration,
}

impl Lane {
    /// Readers on SQLite, readers and writers on Postgres.
    pub(super) fn open(settings: &DbSettings, target: Target) -> Result<Self, OpenError> {
        let files = match &target {
            Target::Sqlite(files) => Some(Arc::clone(files)),
            Target::Postgres(_) => None,
        };
        let connector = match target {
            Target::Sqlite(files) => Connector::SqliteReader(files),
            Target::Postgres(url) => Connector::Postgres {
                url,
                suspicion: Mutex::new(None),
            },
        };
        let size = settings.connections.max(1);
        let pool = r2d2::Pool::builder()
            .max_size(size)
            .min_idle(Some(1))
            .connection_timeout(settings.acquire_timeout)
            .error_handler(Box::new(LogFailures))
            .build(connector)
            .map_err(|error| OpenError::Pool(Box::new(error)))?;
        Ok(Self {
            pool,
            files,
            permits: Arc::new(Semaphore::new(usize::try_from(size).unwrap_or(1))),
            waiting: AtomicUsize::new(0),
            queue: settings.queue,
            acquire_timeout: settings.acquire_timeout,
            answer_timeout: settings.answer_timeout,
        })
    }

    /// Runs `work` on a blocking thread with a connection of the pool.
    pub(super) async fn run<T, E>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.on_thread(move |pool| work(&mut take(pool)?.connection))
            .await
    }

    /// Runs `work` in a transaction on Postgres: on another connection where the first turns out to
    /// be over and nothing was done.
    pub(super) async fn write<T, E>(
        &self,
        work: impl Fn(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.on_thread(move |pool| {
            let mut pooled = take(pool)?;
            let trouble = Arc::clone(&pooled.trouble);
            let outcome = postgres::write(&mut pooled.connection, &trouble, &work);
            if outcome.is_ok() || !trouble.is_for_nothing() {
                return outcome;
            }
            drop(pooled);
            let mut pooled = take(pool)?;
            let trouble = Arc::clone(&pooled.trouble);
            postgres::write(&mut pooled.connection, &trouble, &work)
        })
        .await
    }

    /// Runs `work` on a blocking thread once a connection may be taken from the pool.
    async fn on_thread<T, E>(
        &self,
        work: impl FnOnce(&r2d2::Pool<Connector>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let permit = self.admit().await?;
        let (pool, files) = (self.pool.clone(), self.files.clone());
        let task = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            if let Some(files) = files {
                files.verify().map_err(DbError::from)?;
            }
            work(&pool)
        });
        match tokio::time::timeout(self.answer_timeout, task).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(join)) if join.is_panic() => Err(DbError::Panicked.into()),
            Ok(Err(join)) => Err(DbError::Unavailable(Box::new(join)).into()),
            Err(elapsed) => Err(DbError::Unavailable(Box::new(elapsed)).into()),
        }
    }

    /// Waits for a permit, unless too many wait already.
    async fn admit(&self) -> Result<OwnedSemaphorePermit, DbError> {
        if let Ok(permit) = Arc::clone(&self.permits).try_acquire_owned() {
            return Ok(permit);
        }
        let _place = Place::take(&self.waiting, self.queue).ok_or(DbError::Busy)?;
        let acquiring = Arc::clone(&self.permits).acquire_owned();
        match tokio::time::timeout(self.acquire_timeout, acquiring).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(closed)) => Err(DbError::Unavailable(Box::new(closed))),
            Err(_elapsed) => Err(DbError::Busy),
        }
    }

    /// Refuses what comes from now on and waits, up to the answer timeout, for what is running.
    pub(super) async fn close(&self) {
        let all = self.pool.max_size();
        let idle = Arc::clone(&self.permits).acquire_many_owned(all);
        if tokio::time::timeout(self.answer_timeout, idle)
            .await
            .is_err()
        {
            tracing::warn!("closing while the database still works on a request");
        }
        self.permits.close();
    }
}

fn take(pool: &r2d2::Pool<Connector>) -> Result<r2d2::PooledConnection<Connector>, DbError> {
    pool.get()
        .map_err(|error| DbError::Unavailable(Box::new(error)))
}

/// A place in the queue, given back when dropped.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(waiting: &'a AtomicUsize, limit: usize) -> Option<Self> {
        if waiting.fetch_add(1, Ordering::Relaxed) < limit {
            return Some(Self(waiting));
        }
        waiting.fetch_sub(1, Ordering::Relaxed);
        None
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
