//! One statement each. Entries are appended and read, never changed: triggers refuse the rest.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::model::{EntryRow, HeadRow};
use crate::db::schema::{audit_head, audit_log};
use crate::db::{Connection, DbError, columns};

/// The only row of `audit_head`.
const HEAD: i64 = 1;

/// Locks the head and counts it up; its hash and seal are still those of the entry before.
pub(super) fn advance(conn: &mut Connection) -> Result<HeadRow, DbError> {
    let head = diesel::update(audit_head::table.find(HEAD))
        .set(audit_head::seq.eq(audit_head::seq + 1))
        .returning(columns::<HeadRow>())
        .get_result(conn)?;
    Ok(head)
}

/// Appends an entry.
pub(super) fn insert(conn: &mut Connection, entry: &EntryRow) -> Result<(), DbError> {
    diesel::insert_into(audit_log::table)
        .values(entry)
        .execute(conn)?;
    Ok(())
}

/// Says which entry the head, locked before, now stands for.
pub(super) fn set_head(conn: &mut Connection, hash: &[u8], seal: &[u8]) -> Result<(), DbError> {
    diesel::update(audit_head::table.find(HEAD))
        .set((audit_head::hash.eq(hash), audit_head::seal.eq(seal)))
        .execute(conn)?;
    Ok(())
}

/// The head; `None` when somebody took it away.
pub(super) fn find_head(conn: &mut Connection) -> Result<Option<HeadRow>, DbError> {
    let head = audit_head::table
        .find(HEAD)
        .select(columns::<HeadRow>())
        .get_result(conn)
        .optional()?;
    Ok(head)
}

/// The hash of the entry of this number.
pub(super) fn find_hash(conn: &mut Connection, seq: i64) -> Result<Option<Vec<u8>>, DbError> {
    let hash = audit_log::table
        .find(seq)
        .select(audit_log::hash)
        .get_result(conn)
        .optional()?;
    Ok(hash)
}

/// Counts the rows up to this number whose columns have the types that were written. SQLite stores any
/// type in any column, and a filter then passes over the row.
pub(super) fn count_well_typed(conn: &mut Connection, seq: i64) -> Result<i64, DbError> {
    const OF_ITS_TYPE: &str = "typeof(seq) = 'integer' AND typeof(at) = 'integer' \
        AND typeof(tier) = 'text' AND typeof(principal) = 'text' \
        AND typeof(credential) IN ('text', 'null') AND typeof(trace_id) = 'text' \
        AND typeof(action) = 'text' AND typeof(target) = 'text' AND typeof(details) = 'text'";
    let up_to = audit_log::table.filter(audit_log::seq.le(seq)).count();
    Ok(match conn {
        Connection::Sqlite(conn) => up_to.filter(sql::<Bool>(OF_ITS_TYPE)).get_result(conn)?,
        Connection::Postgres(conn) => up_to.get_result(conn)?,
    })
}

/// Counts the rows up to this number.
pub(super) fn count_rows(conn: &mut Connection, seq: i64) -> Result<i64, DbError> {
    let rows = audit_log::table.filter(audit_log::seq.le(seq)).count();
    Ok(rows.get_result(conn)?)
}

/// The newest entry that says that the log was taken as it was.
pub(super) fn last_accepted(conn: &mut Connection) -> Result<Option<EntryRow>, DbError> {
    let entry = audit_log::table
        .filter(audit_log::action.eq("audit.accepted"))
        .order(audit_log::seq.desc())
        .select(columns::<EntryRow>())
        .first(conn)
        .optional()?;
    Ok(entry)
}

/// Which entries are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// At most so many.
    pub(crate) limit: i64,
    /// Those that follow this one; without it the newest.
    pub(crate) after: Option<i64>,
    /// Of this action only.
    pub(crate) action: Option<String>,
    /// Of this principal only.
    pub(crate) principal: Option<String>,
}

/// The entries that the filter lets through, oldest first.
pub(super) fn list(conn: &mut Connection, filter: &Filter) -> Result<Vec<EntryRow>, DbError> {
    let mut query = audit_log::table
        .select(columns::<EntryRow>())
        .limit(filter.limit)
        .into_boxed();
    if let Some(action) = &filter.action {
        query = query.filter(audit_log::action.eq(action));
    }
    if let Some(principal) = &filter.principal {
        query = query.filter(audit_log::principal.eq(principal));
    }
    let rows = match filter.after {
        Some(after) => query
            .filter(audit_log::seq.gt(after))
            .order(audit_log::seq.asc())
            .load(conn)?,
        None => {
            let mut newest: Vec<EntryRow> = query.order(audit_log::seq.desc()).load(conn)?;
            newest.reverse();
            newest
        }
    };
    Ok(rows)
}
