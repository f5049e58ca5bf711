//! The audit log: who changed what, in a chain that shows every later alteration.
//!
//! Each entry carries a keyed hash of itself and of the head as it was before; the head carries
//! its own. The key follows from the pepper, which is not in the database. So whoever can write
//! the database, but has no pepper, cannot change, remove, add or reorder entries without
//! [`verify`](Changes::verify) telling the first of them. Putting back an older log with its older
//! head, or an empty one, shows where a [`Statement`] was kept outside: see `anchors`.
//!
//! The head is locked by the last statements of a transaction. Nothing is locked after it, so
//! that two changes cannot wait for each other.

mod chain;
mod model;
mod queries;
mod statement;
mod verify;

pub(super) use chain::Chain;
pub(crate) use model::EntryRow;
pub(crate) use queries::Filter;
pub(crate) use statement::{Statement, StatementError};
#[cfg(test)]
pub(crate) use verify::Flaw;
pub(crate) use verify::Verdict;

use super::{Change, Changes};
use crate::auth::caller::Actor;
use crate::db::{Connection, DbError};

/// Appends an entry for each change. Must come last in its transaction.
pub(super) fn record(
    conn: &mut Connection,
    chain: &Chain,
    actor: &Actor,
    changes: &[Change],
    now: i64,
) -> Result<(), DbError> {
    for change in changes {
        let head = queries::advance(conn)?;
        let entry = chain.entry(&head, actor, change, now);
        queries::insert(conn, &entry)?;
        queries::set_head(conn, &entry.hash, &chain.seal(entry.seq, &entry.hash))?;
    }
    Ok(())
}

impl Changes {
    /// Some entries, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn entries(&self, filter: Filter) -> Result<Vec<EntryRow>, DbError> {
        self.db.read(move |conn| queries::list(conn, &filter)).await
    }

    /// Reads what an anchor says.
    ///
    /// # Errors
    /// When the text was not made with this pepper.
    pub(crate) fn read_statement(&self, text: &str) -> Result<Statement, StatementError> {
        self.chain.read(text)
    }
}
