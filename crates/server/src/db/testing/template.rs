//! A schema that is migrated once and copied for each test: migrating takes longer than most tests.

use std::io::Write as _;
use std::path::Path;
use std::sync::{LazyLock, OnceLock};
use std::time::{SystemTime, UNIX_EPOCH};

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use uuid::Uuid;

use super::administer;
use crate::db::{DatabaseUrl, PostgresUrl, migrations, postgres, sqlite};

/// What the names of templates begin with; the second in which one was made follows.
const PREFIX: &str = "sovx_template_";

/// How old a template on a server is, in seconds, when it is removed as a leftover of an earlier run.
const OLD: u64 = 6 * 3600;

/// A migrated SQLite file.
static FILE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("template.db");
    let mut conn = sqlite::open_writer(&path).unwrap();
    migrations::run(&mut conn).unwrap();
    // Closing the last connection brings everything into the one file.
    drop(conn);
    std::fs::read(&path).unwrap()
});

/// Writes a migrated SQLite file.
pub(super) fn copy_to(path: &Path) {
    use std::os::unix::fs::OpenOptionsExt as _;

    let mut options = std::fs::OpenOptions::new();
    let mut file = options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .unwrap();
    file.write_all(&FILE).unwrap();
}

/// The name of the migrated database on the server of this process's tests.
pub(super) fn on_server(server: &str) -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| make(server))
}

/// Makes a template, and removes those of runs that have ended long ago.
fn make(server: &str) -> String {
    let DatabaseUrl::Postgres(admin) = server.parse().unwrap() else {
        panic!("SOVX_TEST_DATABASE_URL must be a postgres:// URL");
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    remove_old(&admin, now.as_secs());
    let name = format!("{PREFIX}{}_{}", now.as_secs(), Uuid::new_v4().simple());
    administer(
        &admin,
        &format!("CREATE DATABASE {name} TEMPLATE template0"),
    );
    let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
    let DatabaseUrl::Postgres(template) = url.parse().unwrap() else {
        panic!("a URL of the same server must be one");
    };
    let mut conn = postgres::open_unbounded(&template).unwrap();
    migrations::run(&mut conn).unwrap();
    drop(conn);
    // Nobody may be connected to what is copied.
    administer(
        &admin,
        &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false"),
    );
    name
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = Text)]
    datname: String,
}

fn remove_old(admin: &PostgresUrl, now: u64) {
    let sql = format!("SELECT datname::text FROM pg_database WHERE datname LIKE '{PREFIX}%'");
    let mut conn = postgres::open_unbounded(admin).unwrap();
    let found: Vec<Named> = sql_query(sql).load(&mut conn).unwrap();
    for Named { datname } in found {
        let made = datname.trim_start_matches(PREFIX).split('_').next();
        let made = made.and_then(|seconds| seconds.parse::<u64>().ok());
        if made.is_none_or(|made| made + OLD < now) {
            administer(
                admin,
                &format!("DROP DATABASE IF EXISTS {datname} WITH (FORCE)"),
            );
        }
    }
}
