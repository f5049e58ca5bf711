//! What the servers of tests are started with, and how.

use std::future::pending;
use std::net::{SocketAddr, TcpListener};
use std::num::NonZeroUsize;
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::web;
use reqwest::{Client, redirect};
use secrecy::{ExposeSecret, SecretBox};

use crate::app::App;
use crate::auth::master::MasterKey;
use crate::auth::pepper::Pepper;
use crate::auth::session::Sessions;
use crate::config::Environment;
use crate::db::DbSettings;
use crate::db::testing::Place;
use crate::secrets::{Generated, Secrets, Unwritten};
use crate::serve::{Shape, server};

pub(super) const PEPPER: [u8; 32] = *b"the pepper of servers in a test.";
pub(super) const SESSION_KEY: [u8; 32] = *b"the session key of their logins.";

/// How a server reaches its database; one that is scarce waits for no connection.
pub(super) fn settings(place: &Place, scarce: bool) -> DbSettings {
    let mut settings = DbSettings::new(place.url.clone());
    settings.connections = if scarce { 1 } else { 8 };
    settings.acquire_timeout = Duration::from_millis(if scarce { 100 } else { 5000 });
    settings
}

pub(super) fn session_key() -> Sessions {
    Sessions::new(&SecretBox::new(Box::new(SESSION_KEY)))
}

/// The pepper of the servers of tests.
pub(crate) fn pepper() -> Pepper {
    Pepper::new(SecretBox::new(Box::new(PEPPER)))
}

pub(super) fn secrets() -> (Secrets, String) {
    let pepper = pepper();
    let (master_key, clear) = MasterKey::generate(Environment::Sandbox, &pepper);
    let secrets = Secrets {
        pepper: Arc::new(pepper),
        sessions: session_key(),
        master_key,
        generated: Generated::default(),
        proofs: Vec::new(),
        unwritten: Unwritten::default(),
    };
    (secrets, clear.expose_secret().to_owned())
}

/// Starts the server on a thread of its own, with one worker.
pub(super) fn run(app: App, shape: Shape) -> (SocketAddr, ServerHandle, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let shape = Shape {
        workers: NonZeroUsize::new(1),
        ..shape
    };
    let (started, starting) = mpsc::channel();
    let thread = thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let server = server(listener, web::Data::new(app), shape, pending()).unwrap();
            started.send(server.handle()).unwrap();
            server.await.unwrap();
        });
    });
    (address, starting.recv().unwrap(), thread)
}

pub(super) fn client() -> Client {
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
