//! Whether a database is there and of this program's schema, found out without changing it.

use super::connection::Connection;
use super::error::OpenError;
use super::migrations;
use super::postgres;
use super::sqlite;
use super::url::DatabaseUrl;
use diesel::migration::{Migration, MigrationSource};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel::sqlite::Sqlite;
use std::collections::BTreeSet;

diesel::table! {
    /// What diesel keeps about the migrations that were applied.
    __diesel_schema_migrations (version) {
        version -> Text,
    }
}

const IN_SQLITE: &str = "SELECT count(*) AS tables FROM sqlite_master \
                         WHERE type = 'table' AND name = '__diesel_schema_migrations'";
const IN_POSTGRES: &str = "SELECT count(*) AS tables FROM information_schema.tables \
                           WHERE table_name = '__diesel_schema_migrations' \
                           AND table_schema = ANY (current_schemas(false))";

/// Refuses a database that no server of this version has brought up to date.
pub(super) fn check(url: &DatabaseUrl) -> Result<(), OpenError> {
    let mut conn = match url {
        DatabaseUrl::Sqlite(path) if !path.is_file() => return Err(OpenError::Absent),
        DatabaseUrl::Sqlite(path) => sqlite::open_reader(path)?,
        DatabaseUrl::Postgres(url) => postgres::open(url)?.0,
    };
    let (applied, known) = (applied(&mut conn)?, known()?);
    if applied.is_disjoint(&known) {
        Err(OpenError::Absent)
    } else if !applied.is_subset(&known) {
        Err(OpenError::Newer)
    } else if applied != known {
        Err(OpenError::Older)
    } else {
        Ok(())
    }
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    tables: i64,
}

fn applied(conn: &mut Connection) -> QueryResult<BTreeSet<String>> {
    let count: Count = match conn {
        Connection::Sqlite(conn) => diesel::sql_query(IN_SQLITE).get_result(conn)?,
        Connection::Postgres(conn) => diesel::sql_query(IN_POSTGRES).get_result(conn)?,
    };
    if count.tables == 0 {
        return Ok(BTreeSet::new());
    }
    let versions: Vec<String> = __diesel_schema_migrations::table
        .select(__diesel_schema_migrations::version)
        .load(conn)?;
    Ok(versions.into_iter().collect())
}

/// The versions are the same for both databases.
fn known() -> Result<BTreeSet<String>, OpenError> {
    let all: Vec<Box<dyn Migration<Sqlite>>> = migrations::SQLITE
        .migrations()
        .map_err(OpenError::Migration)?;
    let versions = all
        .iter()
        .map(|migration| migration.name().version().to_string());
    Ok(versions.collect())
}
