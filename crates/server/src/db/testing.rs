//! A real database for a test: a SQLite file of its own or, when `SOVX_TEST_DATABASE_URL` names a
//! Postgres server with the right to create databases, a database of its own there.

mod template;

use super::connection::Connection;
use super::schema::{accounts, customers, peppers};
use super::{AccountId, CustomerKey, Db, DbSettings, postgres, sqlite};
use super::{DatabaseUrl, PostgresUrl};
use crate::testing::stored;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use std::time::Duration;
use tempfile::TempDir;
use uuid::Uuid;

/// The pepper that every fixture is hashed with.
pub(crate) const PEPPER: &str = "pepper-1";

/// A place for a database, empty at first; it is removed when dropped.
pub(crate) struct Place {
    pub(crate) url: DatabaseUrl,
    _directory: Option<TempDir>,
    server: Option<(PostgresUrl, String)>,
}

impl Place {
    pub(crate) fn new() -> Self {
        match test_server() {
            Some(server) => Self::on_server(&server, "template0"),
            None => Self::in_directory(),
        }
    }

    /// The same, with the schema in it.
    pub(crate) fn migrated() -> Self {
        match test_server() {
            Some(server) => Self::on_server(&server, template::on_server(&server)),
            None => {
                let place = Self::in_directory();
                if let DatabaseUrl::Sqlite(path) = &place.url {
                    template::copy_to(path);
                }
                place
            }
        }
    }

    /// A SQLite file, whatever the environment says.
    pub(crate) fn in_directory() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let url = DatabaseUrl::sqlite(&directory.path().join("sovx.db"));
        Self {
            url,
            _directory: Some(directory),
            server: None,
        }
    }

    fn on_server(server: &str, template: &str) -> Self {
        let name = format!("sovx_test_{}", Uuid::new_v4().simple());
        let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
        let DatabaseUrl::Postgres(admin) = server.parse().unwrap() else {
            panic!("SOVX_TEST_DATABASE_URL must be a postgres:// URL");
        };
        administer(
            &admin,
            &format!("CREATE DATABASE {name} TEMPLATE {template}"),
        );
        Self {
            url: url.parse().unwrap(),
            _directory: None,
            server: Some((admin, name)),
        }
    }

    /// The name of the database on the server, `None` on SQLite.
    pub(crate) fn name_on_server(&self) -> Option<&str> {
        self.server.as_ref().map(|(_, name)| name.as_str())
    }

    /// Runs a statement as the administrator of the server.
    pub(crate) fn administer(&self, sql: &str) {
        let (admin, _) = self.server.as_ref().unwrap();
        administer(admin, sql);
    }

    /// Every byte that the database keeps, by the file or table it is in.
    pub(crate) fn stored(&self) -> Vec<(String, Vec<u8>)> {
        match &self.url {
            DatabaseUrl::Sqlite(path) => stored::in_file(path),
            DatabaseUrl::Postgres(url) => stored::on_server(url.expose()),
        }
    }

    /// A connection of its own, not from a pool, that may write.
    pub(crate) fn connect(&self) -> Connection {
        match &self.url {
            DatabaseUrl::Sqlite(path) => sqlite::open_writer(path).unwrap(),
            DatabaseUrl::Postgres(url) => postgres::open_unbounded(url).unwrap(),
        }
    }
}

/// The Postgres server of the tests, if there is one.
fn test_server() -> Option<String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "a test setting, not configuration"
    )]
    std::env::var("SOVX_TEST_DATABASE_URL").ok()
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some((admin, name)) = &self.server {
            administer(
                admin,
                &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
            );
        }
    }
}

fn administer(server: &PostgresUrl, sql: &str) {
    postgres::open_unbounded(server)
        .unwrap()
        .batch_execute(sql)
        .unwrap();
}

/// A migrated database and a connection to it, for tests of queries.
pub(crate) struct TestConnection {
    pub(crate) conn: Connection,
    _place: Place,
}

impl TestConnection {
    pub(crate) fn open() -> Self {
        let place = Place::migrated();
        let conn = place.connect();
        Self {
            conn,
            _place: place,
        }
    }

    /// Stores an active account.
    pub(crate) fn account(&mut self) -> AccountId {
        account(&mut self.conn)
    }

    /// Stores an active customer of the account.
    pub(crate) fn customer(&mut self, owner: &AccountId, customer_id: &str) -> CustomerKey {
        customer(&mut self.conn, owner, customer_id)
    }
}

/// A migrated database, open for requests.
pub(crate) struct TestDb {
    pub(crate) db: Db,
    pub(crate) place: Place,
}

impl TestDb {
    pub(crate) fn open() -> Self {
        Self::open_with(|_| {})
    }

    /// Opens with other settings than usual.
    pub(crate) fn open_with(adjust: impl FnOnce(&mut DbSettings)) -> Self {
        let place = Place::migrated();
        let mut settings = DbSettings::new(place.url.clone());
        settings.connections = 8;
        settings.acquire_timeout = Duration::from_secs(5);
        adjust(&mut settings);
        Self {
            db: Db::open(&settings).unwrap(),
            place,
        }
    }
}

/// Stores an active account.
pub(crate) fn account(conn: &mut Connection) -> AccountId {
    let id = AccountId::fresh();
    diesel::insert_into(accounts::table)
        .values((
            accounts::id.eq(&id),
            accounts::email.eq(format!("{id}@example.com")),
            accounts::password_hash.eq("hash"),
            accounts::is_active.eq(true),
            accounts::created_at.eq(1),
            accounts::updated_at.eq(1),
        ))
        .execute(conn)
        .unwrap();
    id
}

/// Stores an active customer of the account, and the pepper for its credentials.
pub(crate) fn customer(conn: &mut Connection, owner: &AccountId, customer_id: &str) -> CustomerKey {
    let key = CustomerKey::fresh();
    diesel::insert_into(customers::table)
        .values((
            customers::id.eq(&key),
            customers::account_id.eq(owner),
            customers::customer_id.eq(customer_id),
            customers::email.eq("office@example.com"),
            customers::account_type.eq("corporation"),
            customers::account_role.eq("client"),
            customers::status.eq("VERIFIED"),
            customers::created_at.eq(1),
            customers::updated_at.eq(1),
            customers::business_entity_name.eq("Acme"),
            customers::business_incorporation_country.eq("VC"),
        ))
        .execute(conn)
        .unwrap();
    let peppers: i64 = peppers::table.count().get_result(conn).unwrap();
    if peppers == 0 {
        diesel::insert_into(peppers::table)
            .values((peppers::pepper_id.eq(PEPPER), peppers::created_at.eq(1)))
            .execute(conn)
            .unwrap();
    }
    key
}
