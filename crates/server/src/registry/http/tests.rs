//! Each way in which an upstream registry fails, shown by a real server that fails that way.

use std::error::Error as _;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Instant;

use super::*;

const PROFILE: &str = r#"{"account_type":"corporation","account_role":"client",
    "business":{"entity_name":"Acme Ltd","incorporation_country":"GB"}}"#;

/// A server that reads each request and lets the test answer it. The receiver yields request lines.
fn upstream(answer: impl Fn(&mut TcpStream) + Send + 'static) -> (Url, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/v1/customers/", listener.local_addr().unwrap());
    let (requests, seen) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = Vec::new();
            let mut byte = [0];
            while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|n| n == 1) {
                request.extend(byte);
            }
            let request = String::from_utf8(request).unwrap();
            drop(requests.send(request.lines().next().unwrap_or_default().to_owned()));
            answer(&mut stream);
        }
    });
    (url.parse().unwrap(), seen)
}

/// A server that always answers with this status line and body.
fn answering(status: &'static str, body: impl Into<Vec<u8>>) -> (Url, Receiver<String>) {
    let body = body.into();
    upstream(move |stream| {
        let head = format!(
            "HTTP/1.1 {status}\r\nlocation: /elsewhere\r\ncontent-length: {}\r\n\
             connection: close\r\n\r\n",
            body.len()
        );
        drop(
            stream
                .write_all(head.as_bytes())
                .and_then(|()| stream.write_all(&body)),
        );
    })
}

async fn ask(base: Url, customer_id: &str) -> Result<Profile, RegistryError> {
    HttpRegistry::new(base).unwrap().profile(customer_id).await
}

/// The error's class, with the cause that goes to the log.
fn outcome(result: Result<Profile, RegistryError>) -> String {
    match result.unwrap_err() {
        RegistryError::Database(error) => panic!("no database is involved: {error}"),
        RegistryError::Unknown => "unknown".to_owned(),
        error @ RegistryError::Unavailable(_) => {
            format!("unavailable: {}", error.source().unwrap())
        }
        error @ RegistryError::Garbage(_) => format!("garbage: {}", error.source().unwrap()),
    }
}

#[tokio::test]
async fn a_known_customer_has_a_profile() {
    let (base, requests) = answering("200 OK", PROFILE);

    let profile = ask(base, "corp-acme").await.unwrap();

    assert_eq!(profile.business.entity_name, "Acme Ltd");
    assert_eq!(
        requests.recv().unwrap(),
        "GET /v1/customers/corp-acme HTTP/1.1"
    );
}

#[tokio::test]
async fn the_customer_id_stays_one_path_segment_whatever_it_contains() {
    let (base, requests) = answering("200 OK", PROFILE);

    ask(base, "../a b/?c#d%2e\u{e9}").await.unwrap();

    assert_eq!(
        requests.recv().unwrap(),
        "GET /v1/customers/..%2Fa%20b%2F%3Fc%23d%252e%C3%A9 HTTP/1.1"
    );
}

#[tokio::test]
async fn an_id_that_no_path_can_express_is_unknown_without_asking() {
    let (base, requests) = answering("200 OK", PROFILE);
    for id in ["", ".", ".."] {
        assert_eq!(outcome(ask(base.clone(), id).await), "unknown");
    }

    assert!(requests.try_recv().is_err());
}

#[tokio::test]
async fn each_status_has_its_meaning() {
    let table = [
        ("404 Not Found", "unknown"),
        (
            "500 Internal Server Error",
            "unavailable: unexpected status 500 Internal Server Error",
        ),
        (
            "502 Bad Gateway",
            "unavailable: unexpected status 502 Bad Gateway",
        ),
        (
            "503 Service Unavailable",
            "unavailable: unexpected status 503 Service Unavailable",
        ),
        (
            "429 Too Many Requests",
            "unavailable: unexpected status 429 Too Many Requests",
        ),
        (
            "204 No Content",
            "garbage: unexpected status 204 No Content",
        ),
        ("302 Found", "garbage: unexpected status 302 Found"),
        (
            "400 Bad Request",
            "garbage: unexpected status 400 Bad Request",
        ),
        (
            "401 Unauthorized",
            "garbage: unexpected status 401 Unauthorized",
        ),
    ];
    for (status, expected) in table {
        let (base, requests) = answering(status, "");

        assert_eq!(outcome(ask(base, "corp-acme").await), expected);
        assert_eq!(
            requests.try_iter().count(),
            1,
            "one request, no redirect, no retry"
        );
    }
}

#[tokio::test]
async fn an_answer_that_is_no_profile_is_garbage_and_its_values_stay_out_of_the_log() {
    let table = [
        ("", "garbage: not JSON from line 1 column 0 on"),
        (
            "<html>zzz</html>",
            "garbage: not JSON from line 1 column 1 on",
        ),
        (
            r#"{"account_type":"#,
            "garbage: not JSON from line 1 column 16 on",
        ),
        ("[]", "garbage: the profile must be an object"),
        ("null", "garbage: the profile must be an object"),
        (
            r#"{"customer_id":"zzz"}"#,
            "garbage: about another customer id",
        ),
        (
            r#"{"account_type":"zzz","account_role":"client","nickname":"zzz"}"#,
            "garbage: /account_type must be one of: individual, corporation, \
             /nickname is not a declared field, /business is required",
        ),
        (
            r#"{"account_type":"corporation","account_role":"client"}"#,
            "garbage: /business is required",
        ),
    ];
    for (body, expected) in table {
        let (base, _requests) = answering("200 OK", body);

        assert_eq!(outcome(ask(base, "corp-acme").await), expected);
    }
    let (base, _requests) = answering("200 OK", b"{\"account_type\":\"\xff\"}".to_vec());
    assert!(outcome(ask(base, "corp-acme").await).starts_with("garbage: not JSON"));
}

#[tokio::test]
async fn an_answer_may_repeat_the_id_that_was_asked_for() {
    let body = PROFILE.replacen('{', r#"{"customer_id":"corp-acme","#, 1);
    let (base, _requests) = answering("200 OK", body);

    assert!(ask(base, "corp-acme").await.is_ok());
}

#[tokio::test]
async fn an_answer_is_accepted_up_to_64_kib_and_not_beyond() {
    let padded = |length: usize| PROFILE.to_owned() + &" ".repeat(length - PROFILE.len());
    let (fits, _requests) = answering("200 OK", padded(ANSWER_LIMIT));
    let (over, _requests) = answering("200 OK", padded(ANSWER_LIMIT + 1));

    assert!(ask(fits, "corp-acme").await.is_ok());
    assert_eq!(
        outcome(ask(over, "corp-acme").await),
        "garbage: more than 65536 bytes"
    );
}

#[tokio::test]
async fn an_endless_answer_is_cut_at_the_limit() {
    let (base, _requests) = upstream(|stream| {
        let mut sent = stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n");
        while sent.is_ok() {
            sent = stream.write_all(&[b' '; 4096]);
        }
    });

    assert_eq!(
        outcome(ask(base, "corp-acme").await),
        "garbage: more than 65536 bytes"
    );
}

#[tokio::test]
async fn a_registry_that_is_down_is_unavailable_and_the_id_stays_out_of_the_log() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap())
        .parse()
        .unwrap();
    drop(listener);

    let error = ask(base, "corp-zzz").await.unwrap_err();

    assert!(matches!(error, RegistryError::Unavailable(_)));
    let mut printed = format!("{error:?}");
    let mut cause = error.source();
    while let Some(error) = cause {
        printed += &error.to_string();
        cause = error.source();
    }
    assert!(!printed.contains("zzz"), "{printed}");
}

#[tokio::test]
async fn a_connection_that_breaks_off_is_unavailable() {
    let (before, _requests) = upstream(|_| {});
    let (within, _requests) = upstream(|stream| {
        drop(stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"acc"));
    });

    assert!(outcome(ask(before, "corp-acme").await).starts_with("unavailable"));
    assert!(outcome(ask(within, "corp-acme").await).starts_with("unavailable"));
}

#[tokio::test]
async fn a_slow_registry_is_unavailable_when_the_limit_is_reached() {
    let limit = Duration::from_millis(200);
    let (silent, _requests) = upstream(|_| thread::sleep(Duration::from_secs(3)));
    let (dripping, _requests) = upstream(|stream| {
        let head = b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n";
        let mut sent = stream.write_all(head);
        for _ in 0..60 {
            thread::sleep(Duration::from_millis(50));
            sent = sent.and_then(|()| stream.write_all(b" "));
        }
    });
    for base in [silent, dripping] {
        let registry = HttpRegistry::with_time_limit(base, limit).unwrap();
        let started = Instant::now();

        let result = registry.profile("corp-acme").await;

        assert!(outcome(result).starts_with("unavailable"));
        assert!(started.elapsed() >= limit && started.elapsed() < Duration::from_secs(2));
    }
}

#[test]
fn the_time_limit_in_use_is_five_seconds() {
    assert_eq!(TIME_LIMIT, Duration::from_secs(5));
}

#[tokio::test]
async fn a_registry_that_does_not_speak_tls_is_unavailable_over_https() {
    let (mut base, _requests) = answering("200 OK", PROFILE);
    base.set_scheme("https").unwrap();

    assert!(outcome(ask(base, "corp-acme").await).starts_with("unavailable"));
}
