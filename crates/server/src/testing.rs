//! A running server for a test: a real database, a real socket, requests as a client sends them.
//!
//! Every answer of the API is judged against the contract before the test sees it. When a server
//! ends, its database and its log are searched for every secret that went through it.

mod accounts;
mod caller;
mod issued;
mod judged;
mod log;
mod saturation;
mod seen;
pub(crate) mod stored;
mod tenants;
mod upstream;
mod users;
mod wallets;
mod witness;

pub(crate) use caller::Caller;
pub(crate) use judged::DOCUMENT;
pub(crate) use saturation::Saturation;
pub(crate) use seen::Seen;
pub(crate) use tenants::created;
pub(crate) use upstream::Upstream;
pub(crate) use users::{full_user, quick_user};
use witness::Witness;

use std::net::{SocketAddr, TcpListener};
use std::num::NonZeroUsize;
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::web;
use diesel::connection::SimpleConnection;
use reqwest::{Client, Method, RequestBuilder, Url, redirect};
use secrecy::{ExposeSecret, SecretBox};
use serde_json::{Value, json};

use crate::app::{App, Edge};
use crate::auth::master::MasterKey;
use crate::auth::pepper::Pepper;
use crate::auth::session::Sessions;
use crate::auth::strength::to_hex;
use crate::changes::Changes;
use crate::config::Environment;
use crate::db::testing::Place;
use crate::db::{Db, DbSettings};
use crate::registry::{HttpRegistry, LocalRegistry, Registry};
use crate::secrets::{Generated, Secrets};
use crate::serve::{Shape, server};
use crate::{credentials, currencies, vault};

/// The password of every account.
pub(crate) const PASSWORD: &str = "correct horse battery staple";

const PEPPER: [u8; 32] = *b"the pepper of servers in a test.";
const SESSION_KEY: [u8; 32] = *b"the session key of their logins.";

/// The path under which the API lives.
pub(crate) const API: &str = "/sovx/v1";

/// What a test may want otherwise than usual.
#[derive(Default)]
pub(crate) struct Setup {
    pub(crate) registry: Option<Url>,
    pub(crate) shape: Shape,
    pub(crate) scarce: bool,
}

impl Setup {
    /// Believes what this machine says in `x-forwarded-*`.
    pub(crate) fn behind_proxy() -> Self {
        let trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
        Self {
            shape: Shape {
                edge: Edge { trusted_proxies },
                ..Shape::default()
            },
            ..Self::default()
        }
    }
}

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
        let place = Arc::new(Place::new());
        let settings = settings(&place, setup.scarce);
        let app = Self::start_at(place, &settings, setup).await;
        vault::testing::fill(&app.changes).await;
        app
    }

    /// Starts another server on the same database.
    pub(crate) async fn start_beside(&self) -> Self {
        let mut settings = settings(&self.place, false);
        settings.exclusive = false;
        Self::start_at(Arc::clone(&self.place), &settings, Setup::default()).await
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
        let app = App::new(db.clone(), registry, Environment::Sandbox, secrets).unwrap();
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

    /// A request to a path of this server, the API's base included.
    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("http://{}{path}", self.address);
        self.client.request(method, url)
    }

    /// Sends a request, judges the answer and remembers the secrets of both.
    pub(crate) async fn send(&self, request: RequestBuilder) -> Seen {
        let request = request.build().unwrap();
        let sent = request.try_clone().unwrap();
        let response = self.client.execute(request).await.unwrap();
        let seen = Seen::read(response).await;
        let path = sent.url().path();
        if path.starts_with(API)
            && let Some(operation) = judged::judge(sent.method().as_str(), path, &seen)
        {
            self.witness.saw(&operation, &sent, &seen);
        }
        seen
    }

    /// A caller who presents nothing.
    pub(crate) fn anybody(&self) -> Caller<'_> {
        Caller {
            app: self,
            credential: None,
        }
    }

    /// A caller who presents this value in this header.
    pub(crate) fn with(&self, header: &'static str, value: &str) -> Caller<'_> {
        Caller {
            app: self,
            credential: Some((header, value.to_owned())),
        }
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

    /// Takes a table away from the running server.
    pub(crate) fn lose(&self, table: &str) {
        let sql = format!("ALTER TABLE {table} RENAME TO lost_{table}");
        self.place.connect().batch_execute(&sql).unwrap();
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

fn settings(place: &Place, scarce: bool) -> DbSettings {
    let mut settings = DbSettings::new(place.url.clone());
    settings.connections = if scarce { 1 } else { 8 };
    settings.acquire_timeout = Duration::from_millis(if scarce { 100 } else { 5000 });
    settings
}

fn session_key() -> Sessions {
    Sessions::new(&SecretBox::new(Box::new(SESSION_KEY)))
}

fn secrets() -> (Secrets, String) {
    let pepper = Pepper::new(SecretBox::new(Box::new(PEPPER)));
    let (master_key, clear) = MasterKey::generate(Environment::Sandbox, &pepper);
    let secrets = Secrets {
        pepper: Arc::new(pepper),
        sessions: session_key(),
        master_key,
        generated: Generated::default(),
    };
    (secrets, clear.expose_secret().to_owned())
}

/// Starts the server on a thread of its own, with one worker.
fn run(app: App, shape: Shape) -> (SocketAddr, ServerHandle, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let shape = Shape {
        workers: NonZeroUsize::new(1),
        ..shape
    };
    let (started, starting) = mpsc::channel();
    let thread = thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let server = server(listener, web::Data::new(app), shape).unwrap();
            started.send(server.handle()).unwrap();
            server.await.unwrap();
        });
    });
    (address, starting.recv().unwrap(), thread)
}

fn client() -> Client {
    drop(rustls::crypto::ring::default_provider().install_default());
    Client::builder()
        // The server closes a connection that was idle for 5 s; a client must not be later.
        .pool_idle_timeout(Duration::from_secs(2))
        .tls_certs_only([])
        .no_proxy()
        .redirect(redirect::Policy::none())
        .build()
        .unwrap()
}
