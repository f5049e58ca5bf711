//! Foreign servers that break a contract, each caught in one line.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};

use serde_json::json;

use super::*;

/// Answers every request by what `reply` makes of its method and path, until the test ends.
fn foreign_server(reply: fn(&str, &str) -> (u16, &'static str)) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || serve(&stream, reply));
        }
    });
    address
}

fn serve(mut stream: &TcpStream, reply: fn(&str, &str) -> (u16, &'static str)) {
    let mut reader = BufReader::new(stream);
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).is_err() || line.trim().is_empty() {
            break;
        }
        head.push(line.to_ascii_lowercase());
    }
    let length = head
        .iter()
        .find_map(|line| line.strip_prefix("content-length:"));
    let length = length
        .and_then(|length| length.trim().parse().ok())
        .unwrap_or(0);
    let mut body = vec![0; length];
    if reader.read_exact(&mut body).is_err() {
        return;
    }
    let first = head.first().map(String::as_str).unwrap_or_default();
    let mut words = first.split_whitespace();
    let method = words.next().unwrap_or_default().to_uppercase();
    let (status, body) = reply(&method, words.next().unwrap_or_default());
    let _ = write!(
        stream,
        "HTTP/1.1 {status} Said\r\nAllow: PUT\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
}

/// `PUT /alarm` takes an hour and answers 204, or 422.
fn alarm() -> Document {
    let hour = json!({
        "type": "object", "required": ["hour"], "additionalProperties": false,
        "properties": {"hour": {"type": "integer", "minimum": 0, "maximum": 23}},
        "examples": [{"hour": 7}],
    });
    let value = json!({
        "openapi": "3.1.0",
        "info": {"title": "Clock", "version": "1"},
        "servers": [{"url": "/clock/v1"}],
        "paths": {"/alarm": {"put": {
            "operationId": "setAlarm",
            "requestBody": {
                "required": true, "content": {"application/json": {"schema": hour}},
            },
            "responses": {
                "204": {"description": "Set."}, "400": {"description": "Unreadable."},
                "422": {"description": "No such hour."},
            },
        }}},
    });
    sovx_contract::load_value("clock.json", &value).unwrap()
}

fn visited(address: &str) -> Findings {
    let courier = Courier::new(address, "/clock/v1").unwrap().unwrap();
    let visitor = Visitor {
        most: 1000,
        ..Visitor::default()
    };
    judge(&alarm(), &courier, visitor).unwrap()
}

fn problems(reply: fn(&str, &str) -> (u16, &'static str)) -> Vec<String> {
    let address = format!("http://{}", foreign_server(reply));
    visited(&address).problems().collect()
}

fn unrouted(method: &str, path: &str) -> Option<u16> {
    match (method, path) {
        ("PUT", "/clock/v1/alarm") => None,
        (_, "/clock/v1/alarm") => Some(405),
        _ => Some(404),
    }
}

#[test]
fn an_answer_200_with_a_body_where_204_is_declared_is_one_line() {
    let lines = problems(|method, path| match unrouted(method, path) {
        Some(status) => (status, ""),
        None => (200, "{}"),
    });

    let answered: Vec<&String> = lines.iter().filter(|line| line.contains("204")).collect();
    assert_eq!(answered.len(), 1, "{lines:#?}");
    assert!(answered[0].starts_with(
        "PUT /alarm: contract says 204 without a body, server answered 200 with a body (sent: "
    ));
}

#[test]
fn an_answer_200_with_an_empty_body_where_204_is_declared_is_one_line() {
    let lines = problems(|method, path| match unrouted(method, path) {
        Some(status) => (status, ""),
        None => (200, ""),
    });

    let answered: Vec<&String> = lines.iter().filter(|line| line.contains("204")).collect();
    assert_eq!(answered.len(), 1, "{lines:#?}");
    assert!(answered[0].starts_with(
        "PUT /alarm: contract says 204 without a body, server answered 200 with an empty body"
    ));
}

#[test]
fn a_server_that_accepts_everything_is_caught_by_the_first_invalid_request() {
    let lines = problems(|method, path| (unrouted(method, path).unwrap_or(204), ""));

    assert_eq!(lines.len(), 1, "{lines:#?}");
    assert!(lines[0].starts_with(
        "PUT /alarm: contract refuses this request, server answered 204 (sent: no body and "
    ));
}

#[test]
fn a_server_that_refuses_everything_as_declared_has_no_problem_but_a_note() {
    let address = format!(
        "http://{}/clock/v1/",
        foreign_server(|method, path| (unrouted(method, path).unwrap_or(422), ""))
    );

    let findings = visited(&address);

    assert_eq!(findings.problems().count(), 0);
    let notes = findings.notes().join("\n");
    assert!(
        notes.contains("no valid request of setAlarm had success"),
        "{notes}"
    );
}

#[test]
fn an_address_that_is_no_plain_one_is_refused() {
    for address in ["ftp://127.0.0.1", "127.0.0.1:80", "http://a/?b=c"] {
        assert!(Courier::new(address, "/clock/v1").is_err(), "{address}");
    }
}

#[test]
fn an_address_with_a_base_path_is_for_that_contract_alone() {
    let is_for = |address: &str| Courier::new(address, "/clock/v1").unwrap().is_some();

    assert!(is_for("http://127.0.0.1"));
    assert!(is_for("http://127.0.0.1/clock/v1/"));
    assert!(!is_for("http://127.0.0.1/other/v1"));
}
