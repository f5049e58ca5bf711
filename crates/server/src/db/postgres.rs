//! Postgres: each write is one transaction, tried again when the server says that it collided.
//!
//! The isolation level is READ COMMITTED: the invariants rest on unique indexes and on row locks
//! taken by an `UPDATE`. Work may run more than once, so it has no side effect of its own.

use super::connection::{Connection, begin, commit, rollback_to};
use super::error::{DbError, OpenError};
use super::url::PostgresUrl;
use diesel::Connection as _;
use diesel::connection::{Instrumentation, InstrumentationEvent, SimpleConnection};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How often a write is tried before its collision is reported.
const ATTEMPTS: u32 = 10;
const FIRST_PAUSE: Duration = Duration::from_millis(4);
const LONGEST_PAUSE: Duration = Duration::from_millis(250);

/// No statement and no wait for a lock outlasts what a client would wait for.
const SESSION: &str = "SET client_min_messages = warning; \
                       SET default_transaction_isolation = 'read committed'; \
                       SET statement_timeout = '10s'; SET lock_timeout = '5s'; \
                       SET idle_in_transaction_session_timeout = '30s'";

/// What went wrong in the statements of one transaction, told by the connection itself: the
/// work's own error type need not say it.
#[derive(Debug, Default)]
pub(super) struct Trouble {
    failed: AtomicBool,
    collided: AtomicBool,
}

impl Trouble {
    fn clear(&self) {
        self.failed.store(false, Ordering::Relaxed);
        self.collided.store(false, Ordering::Relaxed);
    }

    fn note(&self, error: &DieselError) {
        self.failed.store(true, Ordering::Relaxed);
        if is_collision(error) {
            self.collided.store(true, Ordering::Relaxed);
        }
    }
}

struct Watch(Arc<Trouble>);

impl Instrumentation for Watch {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if let InstrumentationEvent::FinishQuery {
            error: Some(error), ..
        } = event
        {
            self.0.note(error);
        }
    }
}

/// SQLSTATE 40001 has a kind of its own; 40P01 is known only by its message.
fn is_collision(error: &DieselError) -> bool {
    match error {
        DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => true,
        DieselError::DatabaseError(DatabaseErrorKind::Unknown, info) => {
            info.message() == "deadlock detected"
        }
        DieselError::RollbackErrorOnCommit { commit_error, .. } => is_collision(commit_error),
        _ => false,
    }
}

/// A connection for requests: statements are bounded in time, failures are watched.
pub(super) fn open(url: &PostgresUrl) -> Result<(Connection, Arc<Trouble>), OpenError> {
    let mut conn = establish(url)?;
    conn.batch_execute(SESSION)?;
    let trouble = Arc::new(Trouble::default());
    conn.set_instrumentation(Watch(Arc::clone(&trouble)));
    Ok((Connection::Postgres(conn), trouble))
}

/// A connection for migrations, which may take their time.
pub(super) fn open_unbounded(url: &PostgresUrl) -> Result<Connection, OpenError> {
    let mut conn = establish(url)?;
    conn.batch_execute("SET client_min_messages = warning")?;
    Ok(Connection::Postgres(conn))
}

fn establish(url: &PostgresUrl) -> Result<PgConnection, OpenError> {
    PgConnection::establish(url.expose()).map_err(|error| OpenError::Connect {
        reason: url.redact(&error.to_string()),
    })
}

/// Runs `work` in a transaction, again while it collides with others.
pub(super) fn write<T, E: From<DbError>>(
    conn: &mut Connection,
    trouble: &Trouble,
    work: &impl Fn(&mut Connection) -> Result<T, E>,
) -> Result<T, E> {
    let mut pause = FIRST_PAUSE;
    for _ in 1..ATTEMPTS {
        match attempt(conn, trouble, work) {
            Err(_) if trouble.collided.load(Ordering::Relaxed) => {
                std::thread::sleep(pause.mul_f64(rand::random_range(0.5..1.5)));
                pause = LONGEST_PAUSE.min(pause * 2);
            }
            other => return other,
        }
    }
    attempt(conn, trouble, work)
}

fn attempt<T, E: From<DbError>>(
    conn: &mut Connection,
    trouble: &Trouble,
    work: &impl Fn(&mut Connection) -> Result<T, E>,
) -> Result<T, E> {
    trouble.clear();
    begin(conn).map_err(DbError::from)?;
    let outcome = work(conn).and_then(|value| {
        finish(conn, trouble).map_err(DbError::from)?;
        Ok(value)
    });
    if outcome.is_err() {
        // A rollback that fails leaves the connection broken, and the pool drops it.
        let _ = rollback_to(conn, 0);
    }
    outcome
}

/// Postgres answers COMMIT of an aborted transaction with a silent rollback, so work that went on
/// after a failed statement must be asked for first.
fn finish(conn: &mut Connection, trouble: &Trouble) -> QueryResult<()> {
    if trouble.failed.load(Ordering::Relaxed) {
        conn.batch_execute("SELECT 1")?;
    }
    commit(conn).inspect_err(|error| trouble.note(error))
}
