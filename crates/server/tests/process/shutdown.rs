//! A server that is asked to end finishes what it has begun (R14).

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use futures_util::future::join_all;

use crate::support::{Connection, Place, Request, Server};

/// As many as the throttle lets one account begin at once.
const LOGINS: usize = 5;

const PROFILE: &str = r#"{"account_type":"corporation","account_role":"client",
    "business":{"entity_name":"Acme","incorporation_country":"VC"}}"#;

const CUSTOMER: &str = r#"{"email":"sean.fox@example.com","customer_id":"acme-raw",
    "entity_name":"Acme"}"#;

/// A registry that tells of each question and answers it only when it is told to.
struct SlowRegistry {
    address: SocketAddr,
    asked: Receiver<Sender<()>>,
}

impl SlowRegistry {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (tell, asked) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let tell = tell.clone();
                std::thread::spawn(move || answer_slowly(stream.unwrap(), &tell));
            }
        });
        Self { address, asked }
    }
}

fn answer_slowly(mut stream: TcpStream, tell: &Sender<Sender<()>>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    while lines.next().is_some_and(|line| !line.unwrap().is_empty()) {}
    let (go, wait) = channel();
    tell.send(go).unwrap();
    wait.recv().unwrap();
    let length = PROFILE.len();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(PROFILE.as_bytes()).unwrap();
}

/// Waits until the log of the server says this.
async fn logged(server: &Server, text: &str) {
    let begun = Instant::now();
    while !server.log().contains(text) {
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "{text}: {}",
            server.log()
        );
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn running_requests_finish_after_sigterm_and_the_program_ends_with_success() {
    let registry = SlowRegistry::start();
    let url = format!("http://{}/", registry.address);
    let mut place = Place::new().with("SOVX_REGISTRY_URL", &url);
    let server = place.start();
    let api = server.login().await;
    let master_key = server.master_key();

    let creates = (0..8).map(|number| {
        let api = api.clone();
        async move { api.create_customer(&format!("acme-{number}")).await }
    });
    let creates = tokio::spawn(join_all(creates.collect::<Vec<_>>()));
    let request = Request::new("POST", "/sovx/v1/customers")
        .bearer(api.token())
        .json(CUSTOMER);
    let mut kept_alive = Connection::open(server.address);
    kept_alive.begin(&request);
    kept_alive.write(CUSTOMER.as_bytes());
    let mut waiting = Vec::new();
    while waiting.len() < 9 {
        tokio::time::sleep(Duration::from_millis(5)).await;
        waiting.extend(registry.asked.try_iter());
    }
    server.terminate();
    logged(&server, "asked to end").await;
    for go in waiting {
        go.send(()).unwrap();
    }

    let answers = creates.await.unwrap();
    let statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses, [201; 8]);
    assert_eq!(kept_alive.answer(&request).status, 201);
    let answered = Instant::now();
    assert!(kept_alive.is_closed_by_server());
    assert_eq!(server.wait().code(), Some(0));
    assert!(
        answered.elapsed() < Duration::from_secs(10),
        "nothing was left to wait for"
    );
    let left: Vec<_> = place.stored().into_iter().map(|(name, _)| name).collect();
    let open = left
        .iter()
        .any(|name| name.ends_with("-wal") || name.ends_with("-shm"));
    assert!(!open, "the database was not closed: {left:?}");
    place.set("SOVX_REGISTRY_URL", "");
    let again = place.start();
    let admin = again.api().with("x-master-api-key", &master_key);
    assert_eq!(admin.all_customer_ids().await.len(), 9);
}

#[tokio::test]
async fn waiting_logins_are_answered_after_sigterm() {
    let place = Place::new();
    let server = place.start();
    let (email, password) = (
        server.printed_after("e-mail").unwrap(),
        server.printed_after("password").unwrap(),
    );

    let logins = (0..LOGINS).map(|_| server.api().login(&email, &password));
    let terminate = async {
        logged(&server, "\"operation\":\"login\"").await;
        server.terminate();
    };
    // `login` asserts that each is answered with a session.
    let (sessions, ()) = tokio::join!(join_all(logins), terminate);

    assert_eq!(sessions.len(), LOGINS);
    assert_eq!(server.wait().code(), Some(0));
}

#[test]
fn idle_connections_are_closed_on_sigterm() {
    let place = Place::new();
    let server = place.start();
    let mut idle = Connection::open(server.address);
    let health = Request::get("/sovx/v1/health");
    assert_eq!(idle.exchange(&health).status, 200);
    assert_eq!(idle.exchange(&health).status, 200);

    server.terminate();

    assert!(idle.is_closed_by_server());
    assert_eq!(server.wait().code(), Some(0));
}

/// A client that waits for nothing, or for which nothing can be done, holds up no end.
#[tokio::test]
async fn clients_that_send_or_read_nothing_do_not_delay_the_end() {
    let place = Place::new();
    let server = place.start();
    let api = server.login().await;
    let create = Request::new("POST", "/sovx/v1/customers").bearer(api.token());
    let silent = Connection::open(server.address);
    let mut head = Connection::open(server.address);
    head.write(b"GET / HTTP/1.1\r\nHost: a\r\n");
    let mut body = Connection::open(server.address);
    body.begin(&create.json(CUSTOMER));
    body.write(b"{");
    let mut reader = Connection::open(server.address);
    for _ in 0..20 {
        reader.send(&Request::get("/openapi/sovx.json"));
    }
    // They are all taken up, since what came after them is answered.
    assert_eq!(
        Request::get("/sovx/v1/health").send(server.address).status,
        200
    );

    let begun = Instant::now();
    server.terminate();
    assert_eq!(server.wait().code(), Some(0));

    assert!(
        begun.elapsed() < Duration::from_secs(12),
        "{:?}",
        begun.elapsed()
    );
    drop((silent, head, body, reader));
}

#[test]
fn a_server_that_is_asked_to_end_as_soon_as_it_answers_ends_in_order() {
    for _ in 0..8 {
        let place = Place::new();
        let server = place.start();

        server.terminate();

        assert_eq!(server.wait().code(), Some(0));
    }
}

/// A server with a request that runs until the registry is told to answer.
struct Busy {
    _place: Place,
    server: Server,
    request: Request,
    running: Connection,
    go: Sender<()>,
}

impl Busy {
    async fn start() -> Self {
        let registry = SlowRegistry::start();
        let url = format!("http://{}/", registry.address);
        let place = Place::new().with("SOVX_REGISTRY_URL", &url);
        let server = place.start();
        let api = server.login().await;
        let create = Request::new("POST", "/sovx/v1/customers").bearer(api.token());
        let request = create.json(CUSTOMER);
        let mut running = Connection::open(server.address);
        running.send(&request);
        Self {
            _place: place,
            server,
            request,
            running,
            go: registry.asked.recv().unwrap(),
        }
    }
}

#[tokio::test]
async fn an_interrupt_lets_running_requests_finish() {
    let mut busy = Busy::start().await;

    busy.server.interrupt();
    logged(&busy.server, "asked to end").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(busy.server.is_running());
    busy.go.send(()).unwrap();

    assert_eq!(busy.running.answer(&busy.request).status, 201);
    assert_eq!(busy.server.wait().code(), Some(0));
}

#[tokio::test]
async fn a_second_interrupt_waits_for_no_request() {
    let busy = Busy::start().await;

    busy.server.interrupt();
    logged(&busy.server, "asked to end").await;
    let begun = Instant::now();
    busy.server.interrupt();
    assert_eq!(busy.server.wait().code(), Some(0));

    assert!(begun.elapsed() < Duration::from_secs(5));
    drop((busy.running, busy.go));
}

#[tokio::test]
async fn a_client_that_drips_its_body_does_not_delay_the_end() {
    let place = Place::new();
    let server = place.start();
    let api = server.login().await;
    let create = Request::new("POST", "/sovx/v1/customers").bearer(api.token());
    let mut body = Connection::open(server.address);
    body.begin(&create.json(CUSTOMER));
    let drips = std::thread::spawn(move || {
        for byte in CUSTOMER.bytes() {
            body.write(&[byte]);
            std::thread::sleep(Duration::from_millis(300));
        }
    });
    tokio::time::sleep(Duration::from_millis(500)).await;

    let begun = Instant::now();
    server.terminate();
    assert_eq!(server.wait().code(), Some(0));

    assert!(
        begun.elapsed() < Duration::from_secs(12),
        "{:?}",
        begun.elapsed()
    );
    drop(drips);
}
