//! Brings the schema up to date, once, however many processes start together.
//!
//! A row in `migration_locks` says who migrates; it is touched only where there is something to
//! migrate. Every migration's own transaction renews that row first and last, so a holder that was
//! thought dead and replaced cannot commit another step, and one at work is never replaced: its
//! transaction keeps the row locked. A row that nobody has renewed for [`LEASE`], measured by the
//! clock of who waits, belongs to a dead process. The row is enough on any engine; advisory locks
//! are not available on all of them.

use super::connection::{Connection, transaction};
use super::error::OpenError;
use super::fault::Fault;
use super::schema::migration_locks::dsl;
use super::time;
use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use std::collections::HashSet;
use std::time::{Duration, Instant};
use uuid::Uuid;

pub(super) const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
pub(super) const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// The only row of the lock table.
const SCHEMA: &str = "schema";
/// A holder that has not renewed for this long is taken for dead. Between two migrations pass
/// milliseconds, and during one the row is locked.
pub(super) const LEASE: Duration = Duration::from_secs(2);
/// How long a starting process waits for another to finish.
const PATIENCE: Duration = Duration::from_secs(120);
const PAUSE: Duration = Duration::from_millis(20);
/// How often a statement is tried that fails for another reason than a locked file.
const MOST_ATTEMPTS: u32 = 20;

const CREATE_LOCKS: &str = "CREATE TABLE IF NOT EXISTS migration_locks (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    expires_at BIGINT NOT NULL
)";

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Applies what is missing and says how many migrations this process applied.
pub(super) fn run(conn: &mut Connection) -> Result<usize, OpenError> {
    let holder = Uuid::new_v4().to_string();
    let deadline = Instant::now() + PATIENCE;
    let mut applied = 0;
    let mut watch = Watch::default();
    while Instant::now() < deadline {
        match retry_while_contended(deadline, || compare(conn))? {
            Schema::Complete => {
                if applied > 0 {
                    tracing::info!(migrations = applied, "schema brought up to date");
                }
                return Ok(applied);
            }
            Schema::Newer => return Err(OpenError::Newer),
            Schema::Incomplete => {}
        }
        retry_while_contended(deadline, || conn.batch_execute(CREATE_LOCKS))?;
        if !retry_while_contended(deadline, || acquire(conn, &holder, &mut watch))? {
            std::thread::sleep(PAUSE);
            continue;
        }
        let outcome = apply_pending(conn, &holder, &mut applied);
        let released = release(conn, &holder);
        match outcome {
            Ok(()) => released?,
            // Taken for dead and replaced: stand in the queue again.
            Err(StepError::LockLost) => {}
            Err(StepError::Migration(cause)) => return Err(OpenError::Migration(cause)),
            Err(StepError::Query(error)) => return Err(error.into()),
        }
    }
    Err(OpenError::MigrationLock)
}

/// What the database has of the migrations that this program knows.
enum Schema {
    Complete,
    Incomplete,
    /// It has some that this program does not know.
    Newer,
}

fn compare(conn: &mut Connection) -> QueryResult<Schema> {
    fn versions<DB, C>(
        conn: &mut C,
        source: &EmbeddedMigrations,
    ) -> Result<(HashSet<String>, HashSet<String>), Cause>
    where
        DB: diesel::backend::Backend,
        C: MigrationHarness<DB>,
    {
        let applied = conn.applied_migrations()?;
        let known: Vec<Box<dyn Migration<DB>>> = source.migrations()?;
        let known = known.iter().map(|it| it.name().version().to_string());
        Ok((
            applied.iter().map(ToString::to_string).collect(),
            known.collect(),
        ))
    }
    let versions = match conn {
        Connection::Sqlite(conn) => versions(conn, &SQLITE),
        Connection::Postgres(conn) => versions(conn, &POSTGRES),
    };
    let (applied, known) = versions.map_err(|cause| match cause.downcast::<DieselError>() {
        Ok(error) => *error,
        Err(cause) => DieselError::QueryBuilderError(cause),
    })?;
    Ok(
        match (applied.is_subset(&known), applied.len() == known.len()) {
            (false, _) => Schema::Newer,
            (true, true) => Schema::Complete,
            (true, false) => Schema::Incomplete,
        },
    )
}

fn apply_pending(
    conn: &mut Connection,
    holder: &str,
    applied: &mut usize,
) -> Result<(), StepError> {
    while transaction(conn, |conn| {
        if !renew(conn, holder)? {
            return Err(StepError::LockLost);
        }
        let is_applied = apply_next(conn).map_err(StepError::Migration)?;
        renew(conn, holder)?;
        Ok(is_applied)
    })? {
        *applied += 1;
    }
    Ok(())
}

enum StepError {
    LockLost,
    Migration(Cause),
    Query(DieselError),
}

impl From<DieselError> for StepError {
    fn from(error: DieselError) -> Self {
        Self::Query(error)
    }
}

/// Applies the first missing migration; `false` when there is none.
fn apply_next(conn: &mut Connection) -> Result<bool, Cause> {
    fn next<DB, C>(conn: &mut C, source: impl MigrationSource<DB>) -> Result<bool, Cause>
    where
        DB: diesel::backend::Backend,
        C: MigrationHarness<DB>,
    {
        let pending: Vec<Box<dyn Migration<DB>>> = conn.pending_migrations(source)?;
        let Some(migration) = pending.first() else {
            return Ok(false);
        };
        tracing::debug!(migration = %migration.name(), "applying a migration");
        conn.run_migration(migration)?;
        Ok(true)
    }
    match conn {
        Connection::Sqlite(conn) => next(conn, SQLITE),
        Connection::Postgres(conn) => next(conn, POSTGRES),
    }
}

/// The lock row as it was last seen, and since when it has not changed.
#[derive(Default)]
struct Watch(Option<(String, i64, Instant)>);

impl Watch {
    /// Whether a row that looks like this was left behind by a dead process.
    fn is_stale(&mut self, holder: &str, expires_at: i64) -> bool {
        match &self.0 {
            Some((seen, at, since)) if seen == holder && *at == expires_at => {
                since.elapsed() >= LEASE
            }
            _ => {
                self.0 = Some((holder.to_owned(), expires_at, Instant::now()));
                false
            }
        }
    }
}

/// Takes the lock row, or takes it over from a dead process.
fn acquire(conn: &mut Connection, holder: &str, watch: &mut Watch) -> QueryResult<bool> {
    let now = time::now_millis();
    let row: Option<(String, i64)> = dsl::migration_locks
        .find(SCHEMA)
        .select((dsl::holder, dsl::expires_at))
        .get_result(conn)
        .optional()?;
    if let Some((other, expires_at)) = row {
        if !watch.is_stale(&other, expires_at) {
            return Ok(false);
        }
        let taken_over = transaction(conn, |conn| {
            diesel::update(dsl::migration_locks)
                .filter(dsl::name.eq(SCHEMA))
                .filter(dsl::holder.eq(&other))
                .filter(dsl::expires_at.eq(expires_at))
                .set((dsl::holder.eq(holder), dsl::expires_at.eq(lease_end(now))))
                .execute(conn)
        })?;
        return Ok(taken_over > 0);
    }
    let inserted = transaction(conn, |conn| {
        diesel::insert_into(dsl::migration_locks)
            .values((
                dsl::name.eq(SCHEMA),
                dsl::holder.eq(holder),
                dsl::expires_at.eq(lease_end(now)),
            ))
            .execute(conn)
    });
    match inserted {
        Ok(_) => Ok(true),
        Err(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => Ok(false),
        Err(error) => Err(error),
    }
}

fn renew(conn: &mut Connection, holder: &str) -> QueryResult<bool> {
    diesel::update(dsl::migration_locks)
        .filter(dsl::name.eq(SCHEMA))
        .filter(dsl::holder.eq(holder))
        .set(dsl::expires_at.eq(lease_end(time::now_millis())))
        .execute(conn)
        .map(|rows| rows == 1)
}

fn release(conn: &mut Connection, holder: &str) -> QueryResult<()> {
    transaction(conn, |conn| {
        diesel::delete(dsl::migration_locks)
            .filter(dsl::name.eq(SCHEMA))
            .filter(dsl::holder.eq(holder))
            .execute(conn)
    })
    .map(drop)
}

fn lease_end(now: i64) -> i64 {
    now.saturating_add(i64::try_from(LEASE.as_millis()).unwrap_or(i64::MAX))
}

/// Creating the same table at the same moment, or waiting for SQLite's write lock, can fail for
/// no other reason than the company; those failures pass.
fn retry_while_contended<T>(
    deadline: Instant,
    mut step: impl FnMut() -> QueryResult<T>,
) -> QueryResult<T> {
    let mut attempts = 0;
    loop {
        let error = match step() {
            Err(error @ DieselError::DatabaseError(..)) => error,
            other => return other,
        };
        attempts += 1;
        let is_locked = Fault::of(&error) == Fault::Waited;
        if Instant::now() > deadline || (!is_locked && attempts > MOST_ATTEMPTS) {
            return Err(error);
        }
        std::thread::sleep(PAUSE);
    }
}
