//! Tables in pages, in the order of their keys. A row that cannot be read is a finding, and is
//! passed.

use std::fmt::Display;

use diesel::result::Error as DieselError;

use super::finding::{Findings, Flaw};
use crate::db::{Connection, DbError};

/// How many rows are read at once.
pub(super) const PAGE: i64 = 500;

/// Rows that are read page by page.
pub(super) trait Pages {
    const TABLE: &'static str;
    type Row;
    type Key: Clone + Ord + Display;

    fn key(row: &Self::Row) -> Self::Key;

    /// The rows that follow a key.
    fn load(
        &self,
        conn: &mut Connection,
        after: Option<&Self::Key>,
        limit: i64,
    ) -> Result<Vec<Self::Row>, DbError>;

    /// The first key that follows.
    fn next_key(
        &self,
        conn: &mut Connection,
        after: Option<&Self::Key>,
    ) -> Result<Option<Self::Key>, DbError>;

    /// How a finding names the row with this key.
    fn id(&self, key: &Self::Key) -> String {
        key.to_string()
    }

    /// The next rows; none at the end.
    fn page(
        &self,
        conn: &mut Connection,
        after: &mut Option<Self::Key>,
        findings: &mut Findings,
    ) -> Result<Vec<Self::Row>, DbError> {
        loop {
            let mut page = self.load(conn, after.as_ref(), PAGE);
            if is_unreadable(&page) {
                // One by one, up to the row that cannot be read.
                page = self.load(conn, after.as_ref(), 1);
            }
            let is_passed = is_unreadable(&page);
            let (rows, last) = match is_passed {
                true => (Vec::new(), self.next_key(conn, after.as_ref())?),
                false => {
                    let rows = page?;
                    let last = rows.last().map(Self::key);
                    (rows, last)
                }
            };
            let Some(last) = last else {
                return Ok(rows);
            };
            if is_passed {
                findings.add(Self::TABLE, self.id(&last), Flaw::Unreadable);
            }
            if after.as_ref().is_some_and(|after| last <= *after) {
                findings.add(Self::TABLE, self.id(&last), Flaw::Disordered);
                return Ok(Vec::new());
            }
            *after = Some(last);
            if !is_passed {
                return Ok(rows);
            }
        }
    }
}

fn is_unreadable<T>(outcome: &Result<T, DbError>) -> bool {
    matches!(
        outcome,
        Err(DbError::Query(DieselError::DeserializationError(_)))
    )
}

/// What a query has found; `None` where a row cannot be read, which the pages name.
pub(super) fn readable<T>(outcome: Result<T, DbError>) -> Result<Option<T>, DbError> {
    match is_unreadable(&outcome) {
        true => Ok(None),
        false => outcome.map(Some),
    }
}
