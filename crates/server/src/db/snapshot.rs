//! Long reads: everything as it was at one moment, on a connection of its own.
//!
//! The pool and its limits are for requests. What reads a whole table would be cut off there, and
//! would see rows of before and after a change side by side.

use super::connection::{Connection, rollback_to};
use super::error::{DbError, OpenError};
use super::pool::Target;
use super::postgres;
use diesel::connection::{AnsiTransactionManager, SimpleConnection};
use diesel::prelude::*;

/// Nothing is cut off, whatever the server or the role has as its default.
const UNBOUNDED: &str = "SET statement_timeout = 0; SET lock_timeout = 0; \
                         SET idle_in_transaction_session_timeout = 0";

/// Runs `work` on a new connection, in one transaction that cannot write. Blocks.
pub(super) fn read<T, E: From<DbError>>(
    target: &Target,
    work: impl FnOnce(&mut Connection) -> Result<T, E>,
) -> Result<T, E> {
    let unavailable = |error: OpenError| DbError::Unavailable(Box::new(error));
    let mut conn = open(target).map_err(unavailable)?;
    begin(&mut conn).map_err(DbError::from)?;
    let outcome = work(&mut conn);
    // Nothing was written, so that it does not matter how the transaction ends.
    let _ = rollback_to(&mut conn, 0);
    outcome
}

fn open(target: &Target) -> Result<Connection, OpenError> {
    match target {
        Target::Sqlite(files) => files.open_reader(),
        Target::Postgres(url) => {
            let mut conn = postgres::open_unbounded(url)?;
            conn.batch_execute(UNBOUNDED)?;
            Ok(conn)
        }
    }
}

fn begin(conn: &mut Connection) -> QueryResult<()> {
    match conn {
        Connection::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN"),
        Connection::Postgres(conn) => AnsiTransactionManager::begin_transaction_sql(
            conn,
            "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
        ),
    }
}
