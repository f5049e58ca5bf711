//! What a proxy changes, and that it says when it changed nothing.

use super::*;

const SAID: &[u8] =
    b"HTTP/1.1 200 OK\r\nContent-Length: 19\r\nX-Trace-Id: a\r\n\r\n{\"data\":{\"name\":1}}";

fn changed(change: Change) -> String {
    let mut answer = Answer::parse(SAID).unwrap();
    answer.change(change).unwrap();
    String::from_utf8(answer.bytes()).unwrap()
}

#[test]
fn each_part_of_an_answer_can_be_changed() {
    let status = changed(Change::Status(204));
    let member = changed(Change::Member("/data/name", "null"));
    let fewer = changed(Change::NoMember("/data/name"));
    let header = changed(Change::Header("x-trace-id", "b"));
    let headers = changed(Change::NoHeader("x-trace-id"));
    let body = changed(Change::Body("<p>"));

    assert!(status.starts_with("HTTP/1.1 204 "));
    assert!(
        member
            .ends_with("content-length: 22\r\nconnection: close\r\n\r\n{\"data\":{\"name\":null}}")
    );
    assert!(fewer.ends_with("{\"data\":{}}"));
    assert!(header.contains("x-trace-id: b\r\n") && !header.contains("x-trace-id: a"));
    assert!(!headers.contains("x-trace-id"));
    assert!(body.ends_with("content-length: 3\r\nconnection: close\r\n\r\n<p>"));
}

#[test]
fn an_answer_that_is_cut_is_shorter_than_it_says() {
    assert!(changed(Change::Cut).contains("content-length: 20\r\n"));
}

#[test]
fn a_member_that_is_not_there_cannot_be_taken_away() {
    let mut answer = Answer::parse(SAID).unwrap();

    assert!(answer.change(Change::NoMember("/data/colour")).is_err());
}

#[test]
fn a_path_is_compared_part_by_part() {
    assert!(fits("/a/{id}", "/a/7"));
    assert!(!fits("/a/{id}", "/a/7/b"));
    assert!(!fits("/a/{id}", "/b/7"));
}

#[test]
fn a_drift_that_was_in_no_answer_is_a_failure() {
    const DRIFTS: &[Answers] = &[Answers {
        what: "another success",
        operation: "GET /a",
        status: 200,
        change: Change::Status(201),
    }];
    let nobody = SocketAddr::from(([127, 0, 0, 1], 9));

    let proxy = Proxy::start(nobody, "", DRIFTS).unwrap();

    let said = proxy.finish().unwrap_err().to_string();
    assert!(said.starts_with("GET /a was never answered with 200"));
}
