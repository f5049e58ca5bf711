//! What can go wrong on the way to the database and back.
//!
//! No variant carries a value that a client submitted: causes ride in `source`, for the log.

use super::fault::Fault;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use std::sync::Arc;

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why a read or a write failed.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The queue is full or no connection came free in time. Nothing was done; try again later.
    #[error("the database is busy")]
    Busy,
    /// The server cannot be reached, or did not answer in time: a write may or may not have
    /// happened.
    #[error("the database is unavailable")]
    Unavailable(#[source] Cause),
    /// The transaction that carried this write was not committed; nothing was done.
    #[error("the write was not committed")]
    NotCommitted(#[source] Arc<DieselError>),
    /// What is stored is damaged. Trying again does not help; a backup does.
    #[error("the database is damaged: restore it from a backup")]
    Damaged(#[source] Cause),
    /// The work panicked; nothing it wrote was kept.
    #[error("the work on the database panicked")]
    Panicked,
    /// A statement failed.
    #[error("a statement failed")]
    Query(#[source] DieselError),
}

/// Why the database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another server has this file open.
    #[error("another server is using the database file {path} (its lock is taken)")]
    InUse {
        /// The database file.
        path: String,
    },
    /// There is no database, or it is empty, and none was to be made.
    #[error("there is no database of this program")]
    Absent,
    /// A server of an earlier version was the last to use the database.
    #[error(
        "the database has the schema of an earlier version: start the server once, which brings it \
         up to date"
    )]
    Older,
    /// A server of a later version has used the database.
    #[error("the database has the schema of a later version: use that version of this program")]
    Newer,
    /// The file, its directory or its lock cannot be opened.
    #[error("{path} cannot be opened for writing")]
    File {
        /// The database file.
        path: String,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// No connection could be made. The reason never contains the password.
    #[error("cannot connect to the database: {reason}")]
    Connect {
        /// What the driver said, without the password.
        reason: String,
    },
    /// Setting up a connection failed.
    #[error("cannot set up the database connection")]
    Setup(#[from] DieselError),
    /// The pool of connections could not be built.
    #[error("cannot build the pool of connections")]
    Pool(#[source] Cause),
    /// A migration failed; it was rolled back.
    #[error("a migration of the database failed")]
    Migration(#[source] Cause),
    /// Another process has been migrating for too long.
    #[error("another process holds the migration lock")]
    MigrationLock,
    /// The writer thread could not be started.
    #[error("cannot start the writer thread")]
    Thread(#[source] std::io::Error),
}

impl From<DieselError> for DbError {
    fn from(error: DieselError) -> Self {
        match Fault::of(&error) {
            Fault::Lost | Fault::Stale | Fault::Short => Self::Unavailable(Box::new(error)),
            Fault::Collision | Fault::Waited => Self::Busy,
            Fault::Damaged => Self::Damaged(Box::new(error)),
            Fault::Statement => Self::Query(error),
        }
    }
}

impl DbError {
    /// Whether this is a violation of `unique`.
    #[must_use]
    pub fn violates(&self, unique: &Unique) -> bool {
        matches!(self, Self::Query(error) if unique.is_violated_by(error))
    }

    /// Whether the same request may succeed a little later, so that 503 is the honest answer.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Busy | Self::Unavailable(_) | Self::NotCommitted(_) => true,
            Self::Damaged(_) | Self::Panicked | Self::Query(_) => false,
        }
    }
}

/// A uniqueness rule of the schema, by the names under which the databases report it.
///
/// Postgres reports the constraint or index by name, SQLite the table and columns.
#[derive(Debug)]
pub struct Unique {
    /// The constraint or the unique index.
    pub constraint: &'static str,
    /// The columns as SQLite lists them, `table.column, table.column`.
    pub columns: &'static str,
}

impl Unique {
    fn is_violated_by(&self, error: &DieselError) -> bool {
        let DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, info) = error else {
            return false;
        };
        match info.constraint_name() {
            Some(name) => name == self.constraint,
            None => info.message().strip_prefix("UNIQUE constraint failed: ") == Some(self.columns),
        }
    }
}
