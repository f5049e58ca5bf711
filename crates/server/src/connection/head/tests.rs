//! Heads that are let through, and heads that are not.

use super::*;

fn judged(lines: &[&str]) -> Judged {
    judge(text(lines).as_bytes())
}

fn text(lines: &[&str]) -> String {
    let lines: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
    lines + "\r\n"
}

fn let_through(lines: &[&str]) -> Head {
    match judged(lines) {
        Judged::Complete(head) => head,
        other => panic!("{lines:?}: {other:?}"),
    }
}

fn refused(lines: &[&str]) -> Refusal {
    match judged(lines) {
        Judged::Refused(refusal) => refusal,
        other => panic!("{lines:?}: {other:?}"),
    }
}

#[test]
fn a_head_says_how_long_the_body_is() {
    let plain = let_through(&["GET / HTTP/1.1", "Host: a"]);
    let length = let_through(&["POST / HTTP/1.1", "Host: a", "Content-Length: 12"]);
    let chunked = let_through(&["POST / HTTP/1.1", "Host: a", "Transfer-Encoding: Chunked"]);

    assert_eq!(plain.length, "GET / HTTP/1.1\r\nHost: a\r\n\r\n".len());
    assert_eq!(plain.body, Body::Length(0));
    assert_eq!(length.body, Body::Length(12));
    assert_eq!(chunked.body, Body::chunked());
}

#[test]
fn a_body_of_two_lengths_or_of_none_that_is_known_is_refused() {
    for fields in [
        &["Content-Length: 1", "Content-Length: 1"][..],
        &["Content-Length: 1, 1"],
        &["Content-Length: +1"],
        &["Content-Length: -1"],
        &["Content-Length: 0x1"],
        &["Content-Length:"],
        &["Content-Length: 18446744073709551616"],
        &["Content-Length: 1", "Transfer-Encoding: chunked"],
        &["Transfer-Encoding: chunked", "Transfer-Encoding: chunked"],
        &["Transfer-Encoding: gzip, chunked"],
        &["Transfer-Encoding: identity"],
        &["Transfer-Encoding: xchunked"],
        &["Content-Length : 1"],
    ] {
        let lines = [&["POST / HTTP/1.1", "Host: a"], fields].concat();
        assert_eq!(refused(&lines), Refusal::Malformed, "{fields:?}");
    }
    let old = ["POST / HTTP/1.0", "Transfer-Encoding: chunked"];
    assert_eq!(refused(&old), Refusal::Malformed);
}

#[test]
fn http_1_1_needs_exactly_one_valid_host() {
    for hosts in [
        &[][..],
        &["Host: a", "Host: a"],
        &["Host: a", "host: b"],
        &["Host:"],
        &["Host: a b"],
        &["Host: user@a"],
        &["Host: a/b"],
        &["Host: a:b"],
        &["Host: \u{fc}"],
    ] {
        let lines = [&["GET / HTTP/1.1"], hosts].concat();
        assert_eq!(refused(&lines), Refusal::Host, "{hosts:?}");
    }
    let_through(&["GET / HTTP/1.0"]);
    assert_eq!(refused(&["GET / HTTP/1.0", "Host: a b"]), Refusal::Host);
}

#[test]
fn a_target_is_a_path_or_an_http_uri() {
    for target in ["/", "/a?b=c", "http://a/b", "https://a:443/b", "//a"] {
        let_through(&[&format!("GET {target} HTTP/1.1"), "Host: a"]);
    }
    let_through(&["OPTIONS * HTTP/1.1", "Host: a"]);
    for line in [
        "GET * HTTP/1.1",
        "GET a HTTP/1.1",
        "GET a:80 HTTP/1.1",
        "CONNECT a:80 HTTP/1.1",
        "GET ftp://a/b HTTP/1.1",
        "GET http://user@a/b HTTP/1.1",
        "GET http:///b HTTP/1.1",
        "GET /<b> HTTP/1.1",
        "GET / HTTP/2.0",
        "GET /",
        "G(T / HTTP/1.1",
    ] {
        assert_eq!(refused(&[line, "Host: a"]), Refusal::Malformed, "{line}");
    }
}

#[test]
fn a_head_has_a_longest_target_a_longest_size_and_a_number_of_fields() {
    let line = |length: usize| format!("GET /{} HTTP/1.1", "x".repeat(length - 1));
    let_through(&[&line(MAX_TARGET), "Host: a"]);
    assert_eq!(
        refused(&[&line(MAX_TARGET + 1), "Host: a"]),
        Refusal::Target
    );
    let endless = format!("GET /{}", "x".repeat(MAX_TARGET));
    assert!(matches!(
        judge(endless.as_bytes()),
        Judged::Refused(Refusal::Target)
    ));

    let field = format!("x: {}", "y".repeat(MAX_HEAD));
    assert_eq!(
        refused(&["GET / HTTP/1.1", "Host: a", &field]),
        Refusal::Fields
    );
    let endless = format!("GET / HTTP/1.1\r\n{field}");
    assert!(matches!(
        judge(endless.as_bytes()),
        Judged::Refused(Refusal::Fields)
    ));

    let lines = |fields: usize| {
        [
            &["GET / HTTP/1.1", "Host: a"][..],
            &vec!["x: y"; fields - 1],
        ]
        .concat()
    };
    let_through(&lines(MAX_FIELDS));
    assert_eq!(refused(&lines(MAX_FIELDS + 1)), Refusal::Fields);
}

#[test]
fn the_last_request_of_a_connection_says_so() {
    for (lines, last) in [
        (&["GET / HTTP/1.1", "Host: a"][..], false),
        (&["GET / HTTP/1.1", "Host: a", "Connection: close"], true),
        (
            &["GET / HTTP/1.1", "Host: a", "Connection: x , Close"],
            true,
        ),
        (
            &["GET / HTTP/1.1", "Host: a", "Connection: keep-alive, close"],
            true,
        ),
        (&["GET / HTTP/1.1", "Host: a", "Connection: closer"], false),
        (&["GET / HTTP/1.0"], true),
        (&["GET / HTTP/1.0", "Connection: Keep-Alive"], false),
    ] {
        assert_eq!(let_through(lines).last, last, "{lines:?}");
    }
}

#[test]
fn offers_to_upgrade_are_found_wherever_they_are() {
    let lines = [
        "GET / HTTP/1.1",
        "Host: a",
        "Connection: Upgrade, HTTP2-Settings",
        "Upgrade: h2c",
        "connection: keep-alive,upgrade",
        "upgrade: websocket",
    ];
    let text = text(&lines);

    let offers = let_through(&lines).offers;

    let found: Vec<&str> = offers
        .into_iter()
        .map(|offer| text.get(offer).unwrap())
        .collect();
    assert_eq!(found, ["Upgrade", "upgrade", "h2c", "websocket"]);
}

#[test]
fn what_is_not_finished_is_waited_for() {
    for text in [
        "",
        "\r\n",
        "G",
        "GET / HTTP/1.1\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n",
    ] {
        assert!(
            matches!(judge(text.as_bytes()), Judged::Partial),
            "{text:?}"
        );
    }
}

#[test]
fn the_request_in_the_place_of_a_refused_one_is_let_through() {
    for (refused, expected) in [
        ("HEAD /a?b HTTP/1.1\r\nx-trace-id: t-1\r\n\r\n", "HEAD /a?b"),
        ("POST /a HTTP/1.1\r\nHost: b c\r\n\r\n", "GET /a"),
        ("GET http://a/b HTTP/1.1\r\n", "GET /"),
        ("\u{16}\u{3}\u{1}", "GET /"),
        ("", "GET /"),
    ] {
        let head = stand_in(refused.as_bytes());
        let Judged::Complete(judged) = judge(&head) else {
            panic!("{refused:?}");
        };
        assert!(judged.last);
        assert_eq!(judged.length, head.len());
        let text = String::from_utf8(head).unwrap();
        assert!(
            text.starts_with(&format!("{expected} HTTP/1.1\r\n")),
            "{text}"
        );
        assert_eq!(
            text.contains("x-trace-id: t-1\r\n"),
            refused.contains("t-1")
        );
    }
}
