//! Clients that are slow, on real sockets.

use std::future::{pending, poll_fn};
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::pin::Pin;
use std::task::Poll;
use std::time::Instant;

use tokio::io::{AsyncRead as _, ReadBuf};

use super::stall::{Stall, Unread};
use super::*;
use crate::testing::{Setup, TestApp};

/// A deadline that ends within a test.
const SOON: Duration = Duration::from_millis(300);

/// A deadline that no test reaches.
const NEVER: Duration = Duration::from_secs(600);

const PATIENT: Patience = Patience {
    head: NEVER,
    idle: NEVER,
    unread: NEVER,
    ending: NEVER,
};

async fn start(patience: Patience) -> TestApp {
    let mut setup = Setup::default();
    setup.shape.patience = patience;
    TestApp::start_with(setup).await
}

fn connect(app: &TestApp) -> TcpStream {
    let stream = TcpStream::connect(app.address()).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .unwrap();
    stream
}

const HEALTH: &[u8] = b"GET /sovx/v1/health HTTP/1.1\r\nHost: a\r\n\r\n";

/// Everything that the server sends until it closes the connection.
fn rest(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Waits for an answer and leaves it unread.
fn answered(stream: &TcpStream) {
    assert_eq!(stream.peek(&mut [0]).unwrap(), 1);
}

#[actix_web::test]
async fn a_head_that_does_not_come_to_its_end_is_answered_408_on_a_new_and_on_a_kept_connection() {
    let app = start(Patience {
        head: SOON,
        ..PATIENT
    })
    .await;
    let mut fresh = connect(&app);
    fresh
        .write_all(b"GET /sovx/v1/health HTTP/1.1\r\nHo")
        .unwrap();
    let mut kept = connect(&app);
    kept.write_all(HEALTH).unwrap();
    answered(&kept);
    kept.write_all(b"GET /sovx/v1/health HTTP/1.1\r\n").unwrap();

    let (fresh, kept) = (rest(fresh), rest(kept));

    assert!(kept.starts_with("HTTP/1.1 200 OK\r\n"), "{kept}");
    for answer in [fresh, kept] {
        let (_, late) = answer
            .split_once("HTTP/1.1 408 Request Timeout\r\n")
            .unwrap();
        let late = format!("\r\n{late}");
        assert!(late.contains("\r\nconnection: close\r\n"), "{late}");
        assert!(late.contains("\r\nx-trace-id: "), "{late}");
        assert!(late.contains(r#""code":"BAD_REQUEST""#), "{late}");
        assert!(late.contains("did not arrive in time"), "{late}");
    }
}

#[actix_web::test]
async fn a_connection_without_a_request_is_closed_without_an_answer() {
    let app = start(Patience {
        idle: SOON,
        ..PATIENT
    })
    .await;
    let fresh = connect(&app);
    let mut kept = connect(&app);
    kept.write_all(HEALTH).unwrap();

    assert_eq!(rest(fresh), "");
    let kept = rest(kept);
    assert_eq!(kept.matches("HTTP/1.1 ").count(), 1, "{kept}");
}

/// Asks for a large document again and again and reads nothing, until the server gives up.
fn is_given_up(mut stream: TcpStream) -> bool {
    stream
        .set_write_timeout(Some(Duration::from_millis(50)))
        .unwrap();
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(60) {
        let request = b"GET /openapi/sovx.json HTTP/1.1\r\nHost: a\r\n\r\n";
        match stream.write(request) {
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
            Ok(_) => std::thread::sleep(Duration::from_millis(5)),
            Err(_reset) => return true,
        }
    }
    false
}

#[actix_web::test]
async fn a_client_that_reads_nothing_is_given_up() {
    let app = start(Patience {
        unread: SOON,
        ..PATIENT
    })
    .await;

    assert!(is_given_up(connect(&app)));

    assert_eq!(app.anybody().get("/health").await.status, 200);
}

#[actix_web::test]
async fn no_more_than_so_much_waits_for_clients_that_read_nothing() {
    let unread = Unread::default();
    let mebibyte = 1024 * 1024;
    let begin = || Stall::begin(&unread, mebibyte, NEVER);

    let within: Vec<_> = (0..32).map(|_| begin()).collect();
    let mut beyond = begin();

    poll_fn(|cx| beyond.poll(cx)).await;
    for mut stall in within {
        let waits = poll_fn(|cx| Poll::Ready(stall.poll(cx))).await;
        assert!(waits.is_pending());
    }
    drop(beyond);
    let mut again = begin();
    let waits = poll_fn(|cx| Poll::Ready(again.poll(cx))).await;
    assert!(waits.is_pending(), "what was given up does not count");
}

#[actix_web::test]
async fn a_slow_client_that_reads_gets_everything() {
    let app = start(PATIENT).await;
    let mut slow = connect(&app);
    let request = b"GET /openapi/sovx.json HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    for byte in request {
        slow.write_all(&[*byte]).unwrap();
    }
    answered(&slow);

    let answer = rest(slow);

    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    let contract = crate::apis::Api::Sovx.parts().contract;
    assert!(body == contract, "{} of {}", body.len(), contract.len());
}

/// Sends a piece ten times a second until the server closes the connection; how long it took that.
fn drip(mut stream: TcpStream, piece: &[u8]) -> Duration {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(60) && stream.write_all(piece).is_ok() {
        std::thread::sleep(Duration::from_millis(100));
    }
    begun.elapsed()
}

#[actix_web::test]
async fn a_client_that_drips_a_body_after_its_answer_is_given_up() {
    let app = start(PATIENT).await;
    let framings: [(&str, &[u8]); 4] = [
        ("Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        ("Transfer-Encoding: chunked\r\n\r\nfffff\r\n", b"x"),
        ("Transfer-Encoding: chunked\r\n\r\n1;", b"x"),
        ("Content-Length: 1000000\r\n\r\n", b"x"),
    ];
    for (framing, piece) in framings {
        for line in ["POST /zz", "GET /sovx/v1/health", "POST /sovx/v1/customers"] {
            let mut stream = connect(&app);
            let head = format!("{line} HTTP/1.1\r\nHost: a\r\n{framing}");
            stream.write_all(head.as_bytes()).unwrap();
            answered(&stream);

            let took = drip(stream, piece);

            assert!(took < Duration::from_secs(20), "{line} {framing}: {took:?}");
        }
    }
}

#[actix_web::test]
async fn what_a_client_sends_is_handed_over_a_little_at_a_time() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let (server, _) = listener.accept().unwrap();
    server.set_nonblocking(true).unwrap();
    let server = actix_web::rt::net::TcpStream::from_std(server).unwrap();
    let mut gate = Gate::new(server, PATIENT, Unread::default(), Box::pin(pending()));
    let body = 128 * 1024;
    let head = format!("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {body}\r\n\r\n");
    client.write_all(head.as_bytes()).unwrap();
    client.write_all(&vec![b'x'; body]).unwrap();

    let mut handed = 0;
    while handed < head.len() + body {
        // What actix takes before it looks at anything else.
        let once = poll_fn(|cx| {
            let mut once = 0;
            let mut bytes = vec![0; 256 * 1024];
            loop {
                let mut into = ReadBuf::new(&mut bytes);
                match Pin::new(&mut gate).poll_read(cx, &mut into) {
                    Poll::Ready(read) => read.unwrap(),
                    Poll::Pending if once == 0 => return Poll::Pending,
                    Poll::Pending => return Poll::Ready(once),
                }
                once += into.filled().len();
            }
        });
        let once = once.await;
        assert!(once <= 24 * 1024, "{once}");
        handed += once;
    }
}
