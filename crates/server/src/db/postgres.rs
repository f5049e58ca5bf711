//! Postgres: each write is one transaction, tried again when the server says that it collided.
//!
//! The isolation level is READ COMMITTED: the invariants rest on unique indexes and on row locks
//! taken by an `UPDATE`. Work may run more than once, so it has no side effect of its own.

use super::connection::{Connection, begin, commit, rollback_to};
use super::error::{DbError, OpenError};
use super::fault::Fault;
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
    /// The transaction was refused before it could change anything.
    nothing: AtomicBool,
    /// Nothing clears this: the connection must not be used again.
    over: AtomicBool,
}

impl Trouble {
    fn clear(&self) {
        self.failed.store(false, Ordering::Relaxed);
        self.collided.store(false, Ordering::Relaxed);
        self.nothing.store(false, Ordering::Relaxed);
    }

    fn note(&self, error: &DieselError) {
        self.failed.store(true, Ordering::Relaxed);
        let fault = Fault::of(error);
        if fault == Fault::Collision {
            self.collided.store(true, Ordering::Relaxed);
        }
        if is_read_only(error) {
            self.nothing.store(true, Ordering::Relaxed);
        }
        if fault.ends_the_connection() {
            self.over.store(true, Ordering::Relaxed);
        }
    }

    /// Whether the connection must not be used again.
    pub(super) fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }

    /// Whether the connection is over and its last transaction has changed nothing for certain.
    pub(super) fn is_for_nothing(&self) -> bool {
        self.is_over() && self.nothing.load(Ordering::Relaxed)
    }
}

/// SQLSTATE 25006.
fn is_read_only(error: &DieselError) -> bool {
    matches!(
        error,
        DieselError::DatabaseError(DatabaseErrorKind::ReadOnlyTransaction, _)
    )
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

/// A connection for requests: statements are bounded in time, failures are watched.
pub(super) fn open(url: &PostgresUrl) -> Result<(Connection, Arc<Trouble>), OpenError> {
    let mut conn = establish(url)?;
    conn.batch_execute(SESSION)?;
    #[cfg(test)]
    isolate(&mut conn)?;
    let trouble = Arc::new(Trouble::default());
    conn.set_instrumentation(Watch(Arc::clone(&trouble)));
    Ok((Connection::Postgres(conn), trouble))
}

/// Sets another isolation level where `SOVX_TEST_ISOLATION` says one: all tests hold on each.
#[cfg(test)]
fn isolate(conn: &mut PgConnection) -> QueryResult<()> {
    #[expect(
        clippy::disallowed_methods,
        reason = "a test setting, not configuration"
    )]
    let Ok(level) = std::env::var("SOVX_TEST_ISOLATION") else {
        return Ok(());
    };
    conn.batch_execute(&format!("SET default_transaction_isolation = '{level}'"))
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

/// Fails unless the server writes: a standby, or one that was made read-only, must not be believed.
pub(super) fn check(conn: &mut Connection) -> QueryResult<()> {
    #[derive(QueryableByName)]
    struct Mode {
        #[diesel(sql_type = diesel::sql_types::Text)]
        transaction_read_only: String,
    }
    let mode: Mode = diesel::sql_query("SHOW transaction_read_only").get_result(conn)?;
    match mode.transaction_read_only.as_str() {
        "off" => Ok(()),
        _ => Err(DieselError::DatabaseError(
            DatabaseErrorKind::ReadOnlyTransaction,
            Box::new("the server does not write".to_owned()),
        )),
    }
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
    begin(conn)
        .inspect_err(|error| {
            trouble.note(error);
            trouble.nothing.store(true, Ordering::Relaxed);
        })
        .map_err(DbError::from)?;
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
