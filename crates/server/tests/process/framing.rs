//! HTTP/1.1 byte by byte: what RFC 9110 and RFC 9112 ask of a server.

use crate::support::{Answer, Api, Connection, Place, Request, Server};

const HEALTH: &str = "/sovx/v1/health";

/// A server with the customer `corp-there`, and a session.
async fn start(place: &Place) -> (Server, Api) {
    let server = place.start();
    let api = server.login().await;
    assert_eq!(api.create_customer("corp-there").await.status, 201);
    (server, api)
}

fn raw(server: &Server, bytes: &[u8]) -> Connection {
    let mut connection = Connection::open(server.address);
    connection.write(bytes);
    connection
}

/// In the envelope, with a trace id, and as the last answer of its connection.
fn is_refused(connection: &mut Connection, status: u16, what: &str) -> Answer {
    let answer = connection.read();
    assert_eq!(answer.status, status, "{what}: {}", answer.text());
    assert_eq!(answer.header("connection"), Some("close"), "{what}");
    assert_eq!(
        answer.header("content-type"),
        Some("application/json"),
        "{what}"
    );
    let trace_id = answer.header("x-trace-id").unwrap();
    if let Some(told) = answer.json()["meta"]["trace_id"].as_str() {
        assert_eq!(told, trace_id, "{what}");
    }
    assert!(connection.is_closed_by_server(), "{what}");
    answer
}

#[test]
fn a_head_that_is_none_is_refused_in_the_envelope() {
    let place = Place::new();
    let server = place.start();
    let long = "x".repeat(40_000);
    let many = "x: y\r\n".repeat(97);
    let cases = [
        (400, "GET / HTTP/1.1\r\n\r\n".to_owned()),
        (400, "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n".to_owned()),
        (400, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n".to_owned()),
        (400, "GET / HTTP/1.1\r\nHost: user@a\r\n\r\n".to_owned()),
        (400, "GET / HTTP/1.1\r\nHost:\r\n\r\n".to_owned()),
        (400, "GET / HTTP/1.1\r\nHost : a\r\n\r\n".to_owned()),
        (400, "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab".to_owned()),
        (400, "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\na".to_owned()),
        (400, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".to_owned()),
        (400, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n".to_owned()),
        (400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n".to_owned()),
        (400, "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n".to_owned()),
        (400, "GET / HTTP/2.0\r\nHost: a\r\n\r\n".to_owned()),
        (400, "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\r\n\r\n".to_owned()),
        (414, format!("GET /{long} HTTP/1.1\r\nHost: a\r\n\r\n")),
        (414, format!("GET /{long}")),
        (431, format!("GET / HTTP/1.1\r\nHost: a\r\nx: {long}{long}\r\n\r\n")),
        (431, format!("GET / HTTP/1.1\r\nHost: a\r\nx: {long}{long}")),
        (431, format!("GET / HTTP/1.1\r\nHost: a\r\n{many}\r\n")),
    ];
    for (status, bytes) in cases {
        let start: String = bytes.chars().take(120).collect();
        let answer = is_refused(&mut raw(&server, bytes.as_bytes()), status, &start);
        assert_eq!(answer.json()["errors"][0]["code"], "BAD_REQUEST", "{start}");
        // The same behind a request that was answered.
        let mut kept = Connection::open(server.address);
        assert_eq!(kept.exchange(&Request::get(HEALTH)).status, 200);
        kept.write(bytes.as_bytes());
        is_refused(&mut kept, status, &start);
    }
    assert!(!server.log().contains("panicked"));
}

#[test]
fn a_refusal_is_told_in_the_words_of_the_api_and_under_the_trace_id_of_the_caller() {
    let place = Place::new();
    let server = place.start();
    let head = "GET /portal/v1/customers HTTP/1.1\r\nx-trace-id: my-trace\r\n\r\n";

    let answer = is_refused(&mut raw(&server, head.as_bytes()), 400, head);

    assert_eq!(answer.json()["object"], "error");
    assert_eq!(answer.json()["error"]["code"], "INVALID_INPUT");
    assert_eq!(answer.header("x-trace-id"), Some("my-trace"));
}

#[tokio::test]
async fn head_is_answered_like_get_without_the_body() {
    let place = Place::new();
    let (server, api) = start(&place).await;
    let mut connection = Connection::open(server.address);
    for target in [
        HEALTH,
        "/sovx/v1/customers/corp-there",
        "/sovx/v1/customers/corp-gone",
        "/sovx/v1/currencies",
        "/sovx/v1/nothing",
        "/portal/v1/customers",
        "/openapi/sovx.json",
        "/docs/",
        "/",
    ] {
        let get = Request::get(target).bearer(api.token());
        let head = Request::new("HEAD", target).bearer(api.token());
        connection.send(&get);
        let whole = connection.read();
        // What follows is read as an answer, which a body in between would prevent.
        connection.send(&head);
        let alone = connection.read_head();

        assert_eq!(alone.status, whole.status, "{target}");
        for name in ["content-type", "content-length", "etag", "location"] {
            // How long the server is up has more digits now and then.
            if (target, name) != (HEALTH, "content-length") {
                assert_eq!(alone.header(name), whole.header(name), "{target} {name}");
            }
        }
    }
    let elsewhere = Request::new("HEAD", "/sovx/v1/auth/login");
    connection.send(&elsewhere);
    let elsewhere = connection.read_head();
    assert_eq!(
        (elsewhere.status, elsewhere.header("allow")),
        (405, Some("POST"))
    );
}

#[tokio::test]
async fn requests_that_are_sent_ahead_are_answered_one_after_the_other() {
    let place = Place::new();
    let (server, api) = start(&place).await;
    let customer = "/sovx/v1/customers/corp-there";
    let mut connection = Connection::open(server.address);

    for method in ["GET", "HEAD", "GET", "HEAD"] {
        connection.send(&Request::new(method, customer).bearer(api.token()));
    }
    let body = br#"{"email":"a@example.com","password":"x"}"#;
    connection.send(&Request::new("POST", "/sovx/v1/auth/login").chunked_json(body));
    connection.send(&Request::get(HEALTH));

    for head in [false, true, false, true] {
        let answer = if head {
            connection.read_head()
        } else {
            connection.read()
        };
        assert_eq!(answer.status, 200);
    }
    assert_eq!(connection.read().status, 401);
    assert_eq!(connection.read().json()["status"], "ok");
}

#[tokio::test]
async fn nothing_is_processed_after_the_last_answer_of_a_connection() {
    let place = Place::new();
    let (server, api) = start(&place).await;
    let create = |id: &str| {
        let body = format!(r#"{{"email":"a@example.com","customer_id":"{id}","entity_name":"A"}}"#);
        let request = Request::new("POST", "/sovx/v1/customers").bearer(api.token());
        request.json(body)
    };
    let closing = [
        Request::get(HEALTH).header("Connection", "close"),
        Request::get(HEALTH).header("Connection", "keep-alive, Close"),
        Request::new("POST", "/sovx/v1/auth/login").header("Content-Length", "x"),
        Request::get(HEALTH).header("Host", "b"),
        // The body that was announced is not waited for.
        Request::new("POST", "/sovx/v1/nothing").header("Content-Length", "2000000"),
    ];
    for (number, request) in closing.iter().enumerate() {
        let id = format!("corp-after-{number}");
        let mut connection = Connection::open(server.address);
        connection.send(request);
        connection.send(&create(&id));

        let answer = connection.read();

        assert_eq!(answer.header("connection"), Some("close"), "{number}");
        assert!(connection.is_closed_by_server(), "{number}");
        let after = api.get(&format!("/customers/{id}")).await;
        assert_eq!(after.status, 404, "{number}");
    }
}

#[tokio::test]
async fn an_offer_to_upgrade_is_not_taken_and_loses_no_request() {
    let place = Place::new();
    let (server, api) = start(&place).await;
    for protocol in ["h2c", "websocket", "TLS/1.0, h2c"] {
        let mut connection = Connection::open(server.address);
        for _ in 0..5 {
            let offer = Request::get("/sovx/v1/customers/corp-there")
                .bearer(api.token())
                .header("Connection", "Upgrade, HTTP2-Settings")
                .header("Upgrade", protocol)
                .header(
                    "HTTP2-Settings",
                    "AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAAAAUAAEAAAAYABgAA",
                );

            let answer = connection.exchange(&offer);

            assert_eq!(answer.status, 200, "{protocol}");
            assert_eq!(answer.header("connection"), None, "{protocol}");
            assert_eq!(answer.header("upgrade"), None, "{protocol}");
        }
    }
}

#[tokio::test]
async fn chunks_that_are_none_end_in_one_answer_and_a_closed_connection() {
    let place = Place::new();
    let (server, api) = start(&place).await;
    for chunks in [
        "x\r\n",
        "5\r\n{\"a\":1}\r\n0\r\n\r\n",
        "ffffffffffffffffff\r\n",
        "2\r\n{}\n0\r\n\r\n",
    ] {
        let request = Request::new("POST", "/sovx/v1/customers")
            .bearer(api.token())
            .header("Content-Type", "application/json")
            .header("Transfer-Encoding", "chunked");
        let mut connection = Connection::open(server.address);
        connection.begin(&request);
        connection.write(chunks.as_bytes());

        let answer = connection.answer(&request);

        assert_eq!(answer.status, 400, "{chunks:?}");
        assert!(connection.is_closed_by_server(), "{chunks:?}");
    }
}

#[test]
fn http_1_0_is_answered_once_unless_it_asks_for_more() {
    let place = Place::new();
    let server = place.start();
    let head = format!("GET {HEALTH} HTTP/1.0\r\n");

    let mut once = raw(&server, format!("{head}\r\n").as_bytes());
    assert_eq!(once.read().status, 200);
    assert!(once.is_closed_by_server());
    let asked = format!("{head}Connection: keep-alive\r\n\r\n");
    let mut kept = raw(&server, asked.repeat(2).as_bytes());
    for _ in 0..2 {
        let answer = kept.read();
        assert_eq!(
            (answer.status, answer.header("connection")),
            (200, Some("keep-alive"))
        );
    }
}

#[tokio::test]
async fn a_body_that_is_coded_or_says_so_is_refused() {
    let place = Place::new();
    let (server, api) = start(&place).await;
    let body = r#"{"email":"a@example.com","customer_id":"corp-coded","entity_name":"A"}"#;
    for coding in ["gzip", "br", "identity, gzip", "nonsense"] {
        let create = Request::new("POST", "/sovx/v1/customers").bearer(api.token());
        let create = create.header("Content-Encoding", coding).json(body);

        let answer = create.send(server.address);

        assert_eq!(
            answer.problems(),
            "415 UNSUPPORTED_MEDIA_TYPE -: The content type must be application/json, without \
             Content-Encoding."
        );
        assert_eq!(
            answer.header("accept-encoding"),
            Some("identity"),
            "{coding}"
        );
    }
    let plain = Request::new("POST", "/sovx/v1/customers").bearer(api.token());
    let plain = plain.header("Content-Encoding", "Identity").json(body);
    assert_eq!(plain.send(server.address).status, 201);
}
