//! One connection type over both databases, so that a query is written once.
//!
//! What this costs: no `ON CONFLICT`, no `as_returning()`. Columns come from
//! [`columns`], which takes them from the row struct by name.

use diesel::connection::{AnsiTransactionManager, TransactionManager, TransactionManagerStatus};
use diesel::prelude::*;

pub use self::any::AnyConnection as Connection;
pub(crate) use self::any::MultiBackend;

/// The derive needs the name `Connection` for diesel's own trait.
mod any {
    use diesel::{PgConnection, SqliteConnection};

    /// A connection to SQLite or to Postgres.
    #[derive(diesel::MultiConnection)]
    pub enum AnyConnection {
        /// A file in the data directory.
        Sqlite(SqliteConnection),
        /// A server, or a cluster that speaks its protocol.
        Postgres(PgConnection),
    }
}

/// The columns of a row, in the order of its fields: for `select` and for `returning`.
pub(crate) fn columns<Row: Selectable<MultiBackend>>() -> Row::SelectExpression {
    Row::construct_selection()
}

/// Opens a transaction in which the connection may write from its first statement on.
///
/// SQLite takes its write lock at once: a transaction that reads first and writes later fails
/// with "database is locked" however long it was told to wait.
pub(super) fn begin(conn: &mut Connection) -> QueryResult<()> {
    match conn {
        Connection::Sqlite(conn) => {
            AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN IMMEDIATE")
        }
        Connection::Postgres(conn) => AnsiTransactionManager::begin_transaction(conn),
    }
}

/// Opens a savepoint; there must be a transaction.
pub(super) fn savepoint(conn: &mut Connection) -> QueryResult<()> {
    <Connection as TransactionManager<Connection>>::begin_transaction(conn)
}

/// Keeps what was done since the last [`begin`] or [`savepoint`].
pub(super) fn commit(conn: &mut Connection) -> QueryResult<()> {
    <Connection as TransactionManager<Connection>>::commit_transaction(conn)
}

/// Undoes levels of the transaction until `depth` of them are left, 0 for none.
pub(super) fn rollback_to(conn: &mut Connection, depth: u32) -> QueryResult<()> {
    while self::depth(conn)? > depth {
        <Connection as TransactionManager<Connection>>::rollback_transaction(conn)?;
    }
    Ok(())
}

/// How many levels of transaction are open.
pub(super) fn depth(conn: &mut Connection) -> QueryResult<u32> {
    let status =
        <Connection as TransactionManager<Connection>>::transaction_manager_status_mut(conn);
    match status {
        TransactionManagerStatus::Valid(status) => Ok(status
            .transaction_depth()
            .map_or(0, std::num::NonZeroU32::get)),
        TransactionManagerStatus::InError => Err(diesel::result::Error::BrokenTransactionManager),
    }
}

/// Runs `work` in a transaction that may write; what it did stays only if it succeeds.
pub(super) fn transaction<T, E>(
    conn: &mut Connection,
    work: impl FnOnce(&mut Connection) -> Result<T, E>,
) -> Result<T, E>
where
    E: From<diesel::result::Error>,
{
    begin(conn)?;
    match work(conn) {
        Ok(value) => {
            commit(conn)?;
            Ok(value)
        }
        Err(error) => {
            // The work's own error says more than a failed rollback, which the pool notices.
            let _ = rollback_to(conn, 0);
            Err(error)
        }
    }
}
