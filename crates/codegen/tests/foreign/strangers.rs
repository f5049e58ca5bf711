//! Requests that no client of ours writes, byte by byte.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use actix_web::rt::task::spawn_blocking;

use crate::library::{Library, serve};

/// Sends a request and reads its answer to the end of the connection.
async fn exchange(request: impl Into<Vec<u8>>) -> String {
    let address = serve(&Arc::new(Library::default())).replace("http://", "");
    let request = request.into();
    let work = spawn_blocking(move || {
        let mut connection = TcpStream::connect(address).unwrap();
        connection
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        connection.write_all(&request).unwrap();
        let mut answer = Vec::new();
        connection.read_to_end(&mut answer).unwrap();
        String::from_utf8(answer).unwrap()
    });
    let answer = work.await.unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let (status, headers) = head.split_once("\r\n").unwrap();
    let mut headers: Vec<&str> = headers.split("\r\n").collect();
    headers.retain(|line| !line.starts_with("date: ") && *line != "connection: close");
    headers.sort_unstable();
    format!("{status}\n{}\n\n{body}", headers.join("\n"))
        .trim_end()
        .to_owned()
}

fn head(method: &str, path: &str, headers: &[&str]) -> String {
    let lines: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
    format!("{method} /v2{path} HTTP/1.1\r\nHost: library\r\nConnection: close\r\n{lines}\r\n")
}

fn post(path: &str, headers: &[&str], body: &str) -> String {
    let length = format!("Content-Length: {}", body.len());
    let headers: Vec<&str> = headers.iter().copied().chain([length.as_str()]).collect();
    head("POST", path, &headers) + body
}

const RENEWAL: &str = "/loans/00000000-0000-0000-0000-000000000007:renew";

/// The status with which a renewal is answered that comes with these credentials.
async fn renewal(credentials: &[&str]) -> String {
    let json = ["Content-Type: application/json"];
    let headers: Vec<&str> = credentials.iter().copied().chain(json).collect();
    let answer = exchange(post(RENEWAL, &headers, r#"{"weeks": 1}"#)).await;
    answer.split(' ').nth(1).unwrap().to_owned()
}

#[actix_web::test]
async fn a_good_credential_is_enough_whatever_stands_beside_it() {
    let card = "X-Library-Card: reader";

    assert_eq!(renewal(&[card]).await, "200");
    assert_eq!(
        renewal(&[card, "Authorization: Bearer writer"]).await,
        "200"
    );
    assert_eq!(
        renewal(&[card, "Authorization: Bearer forged"]).await,
        "200"
    );
    assert_eq!(
        renewal(&[card, "Authorization: Bearer reader"]).await,
        "200"
    );
    assert_eq!(
        renewal(&[card, "Authorization: Bearer broken"]).await,
        "200"
    );
    assert_eq!(renewal(&[card, "Authorization: Basic YTpi"]).await, "200");
}

#[actix_web::test]
async fn where_no_alternative_lets_the_caller_in_the_answer_says_the_most_that_is_known() {
    let forged = "X-Library-Card: forged";

    assert_eq!(renewal(&[]).await, "401");
    assert_eq!(renewal(&[forged]).await, "401");
    assert_eq!(
        renewal(&[forged, "Authorization: Bearer forged"]).await,
        "401"
    );
    // A known caller without the scope.
    assert_eq!(
        renewal(&[forged, "Authorization: Bearer reader"]).await,
        "403"
    );
    assert_eq!(
        renewal(&[forged, "Authorization: Bearer broken"]).await,
        "500"
    );
}

#[actix_web::test]
async fn two_different_credentials_in_one_place_are_refused() {
    let (card, other) = ("X-Library-Card: reader", "x-library-card: writer");
    let (bearer, basic) = ("Authorization: Bearer writer", "Authorization: Basic YTpi");

    let answer = exchange(post(RENEWAL, &[card, other], "")).await;

    insta::assert_snapshot!(answer, @r#"
    HTTP/1.1 400 Bad Request
    content-length: 231
    content-type: application/problem+json

    {"type":"about:blank","title":"Bad Request","status":400,"detail":"Parameters break rules of the contract.","violations":[{"parameter":"x-library-card","rule":"repeated","message":"is given more than once, with different values"}]}
    "#);
    assert_eq!(renewal(&[other, card]).await, "400");
    assert_eq!(renewal(&[bearer, basic]).await, "400");
    assert_eq!(
        renewal(&[card, bearer, "Authorization: Bearer x"]).await,
        "400"
    );
    assert_eq!(renewal(&[card, card, bearer, bearer]).await, "200");
}

#[actix_web::test]
async fn an_object_nested_without_end_is_refused() {
    let path = format!("/titles?published{}=1", "[a]".repeat(20_000));

    let answer = exchange(head("GET", &path, &[])).await;

    insta::assert_snapshot!(answer, @r#"
    HTTP/1.1 400 Bad Request
    content-length: 64
    content-type: application/json

    {"code":400,"message":"Parameters break rules of the contract."}
    "#);
}

#[actix_web::test]
async fn a_form_of_half_a_million_members_is_refused() {
    let form = "Content-Type: application/x-www-form-urlencoded";
    let staff = "Authorization: Bearer writer";

    let answer = exchange(post("/titles", &[form, staff], &"a&".repeat(524_288))).await;

    insta::assert_snapshot!(answer, @r#"
    HTTP/1.1 400 Bad Request
    content-length: 63
    content-type: application/json

    {"code":400,"message":"The body breaks rules of the contract."}
    "#);
}

#[actix_web::test]
async fn a_form_of_many_thousand_parts_is_refused() {
    let path = "/loans/00000000-0000-0000-0000-000000000007/damage";
    let part = "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n";
    let form = "Content-Type: multipart/form-data; boundary=b";

    let parts = part.repeat(15_000) + "--b--";
    let answer = exchange(post(path, &[form, "X-Library-Card: reader"], &parts)).await;

    insta::assert_snapshot!(answer, @r#"
    HTTP/1.1 400 Bad Request
    content-length: 209
    content-type: application/problem+json

    {"type":"about:blank","title":"Bad Request","status":400,"detail":"The body breaks rules of the contract.","violations":[{"pointer":"","rule":"maxProperties","message":"must not hold more than 1000 members"}]}
    "#);
}

#[actix_web::test]
async fn where_get_is_head_is_too() {
    let card = ["X-Library-Card: reader"];

    let got = exchange(head("GET", "/titles/123", &card)).await;
    let asked = exchange(head("HEAD", "/titles/123", &card)).await;
    let refused = exchange(head("HEAD", "/titles/ab", &[])).await;
    let unknown = exchange(head("HEAD", "/nowhere", &[])).await;

    let (head_of_get, _) = got.split_once("\n\n").unwrap();
    assert_eq!(asked, head_of_get);
    insta::assert_snapshot!(asked, @r#"
    HTTP/1.1 200 OK
    content-length: 41
    content-type: application/json
    "#);
    insta::assert_snapshot!(refused, @r#"
    HTTP/1.1 400 Bad Request
    content-length: 210
    content-type: application/problem+json
    "#);
    insta::assert_snapshot!(unknown, @r#"
    HTTP/1.1 404 Not Found
    content-length: 94
    content-type: application/problem+json
    "#);
}

#[actix_web::test]
async fn a_method_that_a_path_does_not_have_is_answered_with_those_that_it_has() {
    let answer = exchange(head("PUT", "/titles", &[])).await;
    let own_head = exchange(head("DELETE", "/ping", &[])).await;

    insta::assert_snapshot!(answer, @r#"
    HTTP/1.1 405 Method Not Allowed
    allow: GET, HEAD, POST
    content-length: 117
    content-type: application/problem+json

    {"type":"about:blank","title":"Method Not Allowed","status":405,"detail":"The path has no operation of this method."}
    "#);
    assert!(
        own_head.contains("allow: GET, HEAD, OPTIONS, TRACE, PATCH\n"),
        "{own_head}"
    );
}

#[actix_web::test]
async fn a_coded_body_is_415_with_the_coding_that_is_taken() {
    let json = "Content-Type: application/json";
    let card = "X-Library-Card: reader";
    let gzip = "Content-Encoding: gzip";

    let answer = exchange(post(RENEWAL, &[json, card, gzip], "{}")).await;
    let twice = renewal(&[card, "Content-Encoding: identity", gzip]).await;
    let plain = renewal(&[card, "Content-Encoding: Identity"]).await;

    insta::assert_snapshot!(answer, @r#"
    HTTP/1.1 415 Unsupported Media Type
    accept-encoding: identity
    content-length: 131
    content-type: application/problem+json

    {"type":"about:blank","title":"Unsupported Media Type","status":415,"detail":"The body must not be compressed or coded otherwise."}
    "#);
    assert_eq!((twice.as_str(), plain.as_str()), ("415", "200"));
}

#[actix_web::test]
async fn a_host_that_is_none_is_400() {
    let with = |host: &str| {
        let lines = format!("{host}Connection: close\r\n");
        format!("GET /v2/ping HTTP/1.1\r\n{lines}\r\n")
    };
    let hosts = [
        ("Host: library\r\n", "204"),
        ("Host: [::1]:8080\r\n", "204"),
        ("Host: \r\n", "204"),
        ("", "400"),
        ("Host: a\r\nHost: a\r\n", "400"),
        ("Host: a b\r\n", "400"),
        ("Host: a/b\r\n", "400"),
        ("Host: me@library\r\n", "400"),
    ];

    for (host, status) in hosts {
        let answer = exchange(with(host)).await;

        assert_eq!(answer.split(' ').nth(1), Some(status), "{host}: {answer}");
    }
}
