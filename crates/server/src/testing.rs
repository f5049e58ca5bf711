//! A running server for a test: a real database, a real socket, requests as a client sends them.
//!
//! Every answer of an API is judged against its contract before the test sees it. When a server
//! ends, its database and its log are searched for every secret that went through it.

mod accounts;
mod books;
mod caller;
mod issued;
mod judged;
mod log;
mod money;
mod portal;
mod saturation;
mod seen;
mod setup;
mod start;
pub(crate) mod stored;
mod tenants;
mod upstream;
mod users;
mod wallets;
mod witness;

pub(crate) use books::wallet_id;
pub(crate) use caller::Caller;
pub(crate) use judged::document;
pub(crate) use portal::EndCustomer;
pub(crate) use saturation::Saturation;
pub(crate) use seen::Seen;
pub(crate) use setup::{Setup, plenty};
pub(crate) use tenants::created;
pub(crate) use upstream::Upstream;
pub(crate) use users::{full_user, quick_user};
use witness::Witness;

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use actix_web::dev::ServerHandle;
use diesel::connection::SimpleConnection;
use reqwest::{Client, Method, Request, RequestBuilder};
use serde_json::{Value, json};

use crate::app::App;
use crate::auth::session::Sessions;
use crate::auth::strength::to_hex;
use crate::changes::Changes;
use crate::config::Environment;
use crate::db::testing::Place;
use crate::db::{Connection, Db, DbSettings};
use crate::ledger::Ledger;
use crate::registry::{HttpRegistry, LocalRegistry, Registry};
use crate::{credentials, currencies, vault};
pub(crate) use start::pepper;
use start::{PEPPER, SESSION_KEY, client, run, secrets, session_key, settings};

/// The password of every account.
pub(crate) const PASSWORD: &str = "correct horse battery staple";

/// The path under which the SovX API lives.
pub(crate) const API: &str = "/sovx/v1";

/// The path under which the portal lives.
pub(crate) const PORTAL: &str = "/portal/v1";

/// A server that ends with the test.
pub(crate) struct TestApp {
    pub(crate) db: Db,
    pub(crate) changes: Changes,
    pub(crate) sessions: Sessions,
    pub(crate) master_key: String,
    address: SocketAddr,
    client: Client,
    server: ServerHandle,
    thread: Option<JoinHandle<()>>,
    place: Arc<Place>,
    witness: Witness,
}

impl TestApp {
    pub(crate) async fn start() -> Self {
        Self::start_with(Setup::default()).await
    }

    pub(crate) async fn start_with(setup: Setup) -> Self {
        let place = Arc::new(Place::migrated());
        let settings = settings(&place, setup.scarce);
        let app = Self::start_at(place, &settings, setup).await;
        vault::testing::fill(&app.changes).await;
        app
    }

    /// Starts another server on the same database.
    pub(crate) async fn start_beside(&self) -> Self {
        self.start_beside_with(Setup::default()).await
    }

    /// The same, with other settings than usual.
    pub(crate) async fn start_beside_with(&self, setup: Setup) -> Self {
        let mut settings = settings(&self.place, false);
        settings.exclusive = false;
        Self::start_at(Arc::clone(&self.place), &settings, setup).await
    }

    async fn start_at(place: Arc<Place>, settings: &DbSettings, setup: Setup) -> Self {
        let db = Db::open(settings).unwrap();
        let (secrets, master_key) = secrets();
        let witness = Witness::begin(&[
            ("the master key", &master_key),
            ("the pepper", &to_hex(&PEPPER)),
            ("the session key", &to_hex(&SESSION_KEY)),
        ]);
        let registry: Arc<dyn Registry> = match setup.registry {
            Some(url) => Arc::new(HttpRegistry::new(url).unwrap()),
            None => Arc::new(LocalRegistry::new(db.clone(), Environment::Sandbox)),
        };
        let pepper_id = secrets.pepper.id().to_owned();
        let quotas = setup.quotas.unwrap_or_else(plenty);
        let environment = Environment::Sandbox;
        let mut app = App::new(db.clone(), registry, environment, secrets, quotas).unwrap();
        app.reveals_keys = !setup.conceals_keys;
        let adopt = move |conn: &mut _| credentials::adopt_pepper(conn, &pepper_id, 1);
        assert!(app.changes.upkeep(adopt).await.unwrap());
        let changes = app.changes.clone();
        currencies::seed(&changes).await.unwrap();
        let (address, server, thread) = run(app, setup.shape);
        Self {
            db,
            changes,
            sessions: session_key(),
            master_key,
            address,
            client: client(),
            server,
            thread: Some(thread),
            place,
            witness,
        }
    }

    /// Where the server listens, for those who speak to it byte by byte.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// A request to a path of this server, the API's base included.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("http://{}{path}", self.address);
        self.client.request(method, url)
    }

    /// Sends a request, judges the answer and remembers the secrets of both.
    pub(crate) async fn send(&self, request: RequestBuilder) -> Seen {
        let request = request.build().unwrap();
        let sent = request.try_clone().unwrap_or_else(|| head(&request));
        let response = self.client.execute(request).await.unwrap();
        let seen = Seen::read(response).await;
        let path = sent.url().path();
        if let Some(judged) = judged::judge(sent.method().as_str(), path, &seen) {
            self.witness.saw(&judged, &sent, &seen);
        }
        seen
    }

    /// A caller who presents nothing.
    pub(crate) fn anybody(&self) -> Caller<'_> {
        self.below(API)
    }

    /// A caller of the portal who presents nothing.
    pub(crate) fn portal(&self) -> Caller<'_> {
        self.below(PORTAL)
    }

    fn below(&self, base: &'static str) -> Caller<'_> {
        Caller {
            app: self,
            base,
            credentials: Vec::new(),
        }
    }

    /// A caller who presents this value in this header.
    pub(crate) fn with(&self, header: &'static str, value: &str) -> Caller<'_> {
        self.anybody().and(header, value)
    }

    /// A caller with this token.
    pub(crate) fn bearer(&self, token: &str) -> Caller<'_> {
        self.with("authorization", &format!("Bearer {token}"))
    }

    /// The administrator.
    pub(crate) fn master(&self) -> Caller<'_> {
        self.with("x-master-api-key", &self.master_key)
    }

    /// Creates the account `{name}@example.com` and logs in through the API.
    pub(crate) async fn login(&self, name: &str) -> Caller<'_> {
        self.account(name).await;
        let seen = self.try_login(name, PASSWORD).await;
        assert_eq!(seen.status, 200, "{seen}");
        self.bearer(seen.json()["token"].as_str().unwrap())
    }

    /// An attempt to log in.
    pub(crate) async fn try_login(&self, name: &str, password: &str) -> Seen {
        let body = json!({ "email": email(name), "password": password });
        self.anybody().post("/auth/login", &body).await
    }

    /// Whether the database is Postgres.
    pub(crate) fn is_on_postgres(&self) -> bool {
        self.place.name_on_server().is_some()
    }

    /// A connection to the database, past the server.
    pub(crate) fn connect(&self) -> Connection {
        self.place.connect()
    }

    /// The ledger, as the server has it.
    pub(crate) fn ledger(&self) -> Ledger {
        Ledger::new(&pepper())
    }

    /// Runs a statement on the database, past the server.
    pub(crate) fn execute(&self, sql: &str) {
        self.place.connect().batch_execute(sql).unwrap();
    }

    /// Takes a table away from the running server.
    pub(crate) fn lose(&self, table: &str) {
        self.execute(&format!("ALTER TABLE {table} RENAME TO lost_{table}"));
    }

    /// Gives a lost table back.
    pub(crate) fn find(&self, table: &str) {
        self.execute(&format!("ALTER TABLE lost_{table} RENAME TO {table}"));
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        drop(self.server.stop(false));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
        if !thread::panicking() {
            self.witness.assert_secrets_kept(&self.place);
        }
    }
}

/// A request without its body, which can be sent only once.
fn head(request: &Request) -> Request {
    let mut head = Request::new(request.method().clone(), request.url().clone());
    head.headers_mut().clone_from(request.headers());
    head
}

/// What it takes to create a customer.
pub(crate) fn customer(customer_id: &str) -> Value {
    json!({
        "email": "office@example.com",
        "customer_id": customer_id,
        "entity_name": "Acme Ltd",
    })
}

pub(crate) fn email(name: &str) -> String {
    format!("{name}@example.com")
}
