//! Somebody with all rights on the database and without the pepper.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};

use super::world::World;
use crate::db::Connection;
use crate::proof::Findings;

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Nullable<Text>)]
    value: Option<String>,
}

/// A connection that no trigger and no rule of the schema holds up.
pub(super) struct Tamperer {
    conn: Connection,
}

/// A column as the schema of the database has it.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: String,
    kind: String,
}

const TABLES: [&str; 7] = [
    "ledger_currencies",
    "ledger_accounts",
    "ledger_movements",
    "ledger_lines",
    "ledger_checkpoints",
    "transactions",
    "deposits",
];

impl Tamperer {
    pub(super) fn of(world: &World) -> Self {
        let mut tamperer = Self {
            conn: world.app.connect(),
        };
        match tamperer.conn {
            Connection::Sqlite(_) => tamperer.disarm_sqlite(),
            Connection::Postgres(_) => tamperer.disarm_postgres(),
        }
        tamperer
    }

    fn disarm_sqlite(&mut self) {
        self.run("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
        let triggers = "SELECT name AS value FROM sqlite_master WHERE type = 'trigger' \
                        AND tbl_name LIKE 'ledger%'";
        for name in self.texts(triggers) {
            self.run(&format!("DROP TRIGGER {name}"));
        }
    }

    fn disarm_postgres(&mut self) {
        self.run("SET session_replication_role = replica");
        for table in TABLES {
            let checks = format!(
                "SELECT conname::text AS value FROM pg_constraint \
                 WHERE contype = 'c' AND conrelid = '{table}'::regclass"
            );
            for name in self.texts(&checks) {
                self.run(&format!("ALTER TABLE {table} DROP CONSTRAINT {name}"));
            }
        }
    }

    pub(super) fn run(&mut self, sql: &str) {
        self.conn.batch_execute(sql).unwrap();
    }

    pub(super) fn is_sqlite(&self) -> bool {
        matches!(self.conn, Connection::Sqlite(_))
    }

    fn values(&mut self, sql: &str) -> Vec<Option<String>> {
        let rows: Vec<Found> = diesel::sql_query(sql).load(&mut self.conn).unwrap();
        rows.into_iter().map(|row| row.value).collect()
    }

    pub(super) fn texts(&mut self, sql: &str) -> Vec<String> {
        self.values(sql).into_iter().flatten().collect()
    }

    /// All columns of a table.
    pub(super) fn columns(&mut self, table: &str) -> Vec<Column> {
        let schema = match self.is_sqlite() {
            true => {
                format!("SELECT name || ' ' || type AS value FROM pragma_table_info('{table}')")
            }
            false => format!(
                "SELECT column_name || ' ' || data_type AS value FROM information_schema.columns \
                 WHERE table_name = '{table}' ORDER BY ordinal_position"
            ),
        };
        let columns = self.texts(&schema).into_iter().map(|text| {
            let (name, kind) = text.split_once(' ').unwrap();
            Column {
                name: name.to_owned(),
                kind: kind.to_ascii_lowercase(),
            }
        });
        columns.collect()
    }

    /// What a column holds, as an SQL literal.
    pub(super) fn literal(&mut self, table: &str, column: &Column, row: &str) -> String {
        let name = &column.name;
        let shown = match (column.is_bytes(), self.is_sqlite()) {
            (true, true) => format!("hex({name})"),
            (true, false) => format!("encode({name}, 'hex')"),
            (false, _) => format!("CAST({name} AS TEXT)"),
        };
        let sql = format!("SELECT {shown} AS value FROM {table} WHERE {row}");
        let value = self.values(&sql).pop().unwrap();
        column.literal(value, self.is_sqlite())
    }

    /// The keys of all rows of a table, as conditions and as findings name them.
    pub(super) fn rows(&mut self, table: &str) -> Vec<(String, String)> {
        let key = match table {
            "ledger_lines" => "account_id || ':' || seq",
            "ledger_currencies" => "code",
            "ledger_checkpoints" => "account_id",
            _ => "id",
        };
        let keys = self.texts(&format!("SELECT {key} AS value FROM {table} ORDER BY 1"));
        let rows = keys.into_iter().map(|id| (format!("{key} = '{id}'"), id));
        rows.collect()
    }

    pub(super) fn set(&mut self, table: &str, column: &str, literal: &str, row: &str) {
        let sql = format!("UPDATE {table} SET {column} = {literal} WHERE {row}");
        let changed = diesel::sql_query(&sql).execute(&mut self.conn).unwrap();
        assert_eq!(changed, 1, "{sql}");
    }
}

impl Column {
    fn is_bytes(&self) -> bool {
        matches!(self.kind.as_str(), "blob" | "bytea")
    }

    fn literal(&self, value: Option<String>, is_sqlite: bool) -> String {
        match value {
            None => "NULL".to_owned(),
            Some(hex) if self.is_bytes() && is_sqlite => format!("X'{hex}'"),
            Some(hex) if self.is_bytes() => format!("'\\x{hex}'"),
            Some(text) if self.kind == "text" => format!("'{text}'"),
            Some(number) => number,
        }
    }

    /// Another value that differs in one place.
    pub(super) fn flipped(&self, literal: &str) -> String {
        match literal {
            "NULL" if self.name.contains("amount") || self.name.contains("debt") => {
                format!("'{:038}'", 1)
            }
            "NULL" if self.name == "available" || self.name == "available_after" => {
                format!("'{:038}'", 0)
            }
            "NULL" => "'7'".to_owned(),
            "true" => "false".to_owned(),
            "false" => "true".to_owned(),
            text if text.ends_with('\'') => {
                let (rest, last) = text.trim_end_matches('\'').split_at(text.len() - 2);
                let is_number = rest.bytes().skip(1).all(|byte| byte.is_ascii_digit());
                let other = match last {
                    "8" if self.is_bytes() || is_number => "9",
                    _ if self.is_bytes() || is_number => "8",
                    "z" => "y",
                    _ => "z",
                };
                format!("{rest}{other}'")
            }
            number if self.kind.starts_with("bool") => {
                (1 - number.parse::<i64>().unwrap()).to_string()
            }
            // A number that no other row has.
            number => (number.parse::<i64>().unwrap() + 1000).to_string(),
        }
    }
}

/// Whether a row is named, by one of its keys.
pub(super) fn names(findings: &Findings, table: &str, ids: &[&str]) -> bool {
    let mut named = findings.named.iter();
    named.any(|finding| finding.table == table && ids.iter().any(|id| finding.id == *id))
}
