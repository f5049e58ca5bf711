//! Where an anchor stands.

use std::fmt;
use std::path::PathBuf;

use crate::changes::Changes;
use crate::changes::audit::Statement;
use crate::db::{Connection, DbError};
use crate::installation;

/// The name of the row in the table `installation`.
const ROW: &str = "anchor-of-audit";

/// Where an anchor stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Table,
    File(PathBuf),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table => f.write_str("the database"),
            Self::File(path) => write!(f, "{}", path.display()),
        }
    }
}

/// The text of the anchor in the database.
pub(super) async fn find_row(changes: &Changes) -> Result<Option<String>, DbError> {
    let find = |conn: &mut Connection| installation::find_value(conn, ROW);
    changes.db().read(find).await
}

/// Puts a statement in the place of the one in the database. Where another server does so at the
/// same time, one of the two stays: both are true.
pub(super) async fn write_row(changes: &Changes, statement: &Statement) -> Result<(), DbError> {
    let text = statement.to_string();
    let write = changes.upkeep(move |conn| {
        match installation::find_value(conn, ROW)? {
            Some(old) => {
                installation::replace(conn, ROW, &old, &text)?;
            }
            None => installation::insert_value(conn, ROW, &text)?,
        }
        Ok(())
    });
    match write.await {
        Err(error) if DbError::violates(&error, &installation::NAME) => Ok(()),
        written => written,
    }
}
