//! Every byte that a database keeps, by the file or table it is in.

use std::fs;
use std::path::Path;

use diesel::prelude::*;
use diesel::sql_types::Text;

/// The SQLite file and what SQLite keeps beside it.
pub(crate) fn in_file(database: &Path) -> Vec<(String, Vec<u8>)> {
    let prefix = database.file_name().unwrap().to_str().unwrap();
    // A program that refused to start has made no folder.
    let entries = fs::read_dir(database.parent().unwrap()).into_iter();
    let entries = entries.flatten().map(|entry| entry.unwrap());
    entries
        .map(|entry| (entry.file_name().into_string().unwrap(), entry.path()))
        .filter(|(name, _)| name.starts_with(prefix))
        .map(|(name, path)| (name, fs::read(path).unwrap()))
        .collect()
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Every row of every table of a Postgres database.
pub(crate) fn on_server(url: &str) -> Vec<(String, Vec<u8>)> {
    let mut conn = PgConnection::establish(url).unwrap();
    let tables = "SELECT table_name::text AS line FROM information_schema.tables \
                  WHERE table_schema = 'public'";
    let tables: Vec<Line> = diesel::sql_query(tables).load(&mut conn).unwrap();
    let rows = tables.into_iter().map(|Line { line: table }| {
        let rows = format!("SELECT row_to_json(t)::text AS line FROM \"{table}\" t");
        let rows: Vec<Line> = diesel::sql_query(rows).load(&mut conn).unwrap();
        let text: Vec<_> = rows.into_iter().map(|row| row.line).collect();
        (table, text.join("\n").into_bytes())
    });
    rows.collect()
}
