//! Chains of proxies, honest and not.

use actix_web::http::header::HeaderValue;

use super::*;

const PROXY: &str = "10.0.0.2";

/// Who calls, by what a peer forwards in these lines.
fn caller(peer: &str, lines: &[&str]) -> String {
    let trusted: Vec<IpNet> = ["10.0.0.0/8", "fd00::/8"]
        .map(|n| n.parse().unwrap())
        .into();
    let mut headers = HeaderMap::new();
    for line in lines {
        let name = "x-forwarded-for".parse().unwrap();
        headers.append(name, HeaderValue::from_bytes(line.as_bytes()).unwrap());
    }
    origin(&headers, peer.parse().unwrap(), &trusted)
        .0
        .to_string()
}

#[test]
fn the_caller_is_the_right_most_address_that_is_no_trusted_proxy() {
    for (lines, expected) in [
        (&["192.0.2.1"][..], "192.0.2.1"),
        (&["192.0.2.1, 10.0.0.1"], "192.0.2.1"),
        (&["192.0.2.1, 10.0.0.1, 10.9.9.9"], "192.0.2.1"),
        (&["192.0.2.1", "10.0.0.1"], "192.0.2.1"),
        (&["192.0.2.1,", ", 10.0.0.1 ,"], "192.0.2.1"),
        // What the caller wrote itself stands to the left.
        (&["198.51.100.7, 192.0.2.1"], "192.0.2.1"),
        (&["198.51.100.7", "192.0.2.1, 10.0.0.1"], "192.0.2.1"),
        (&["10.1.1.1, 192.0.2.1"], "192.0.2.1"),
        // A caller inside the trusted network.
        (&["10.0.0.9, 10.0.0.1"], "10.0.0.9"),
        (&[], PROXY),
    ] {
        assert_eq!(caller(PROXY, lines), expected, "{lines:?}");
    }
}

#[test]
fn addresses_are_read_as_proxies_write_them() {
    for (entry, expected) in [
        ("192.0.2.1:8080", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:8080", "2001:db8::1"),
        ("[2001:db8::1], [fd00::5]", "2001:db8::1"),
        ("[2001:db8::1]:1, [fd00::5]:2, 10.0.0.1:3", "2001:db8::1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("192.0.2.1, ::ffff:10.0.0.1", "192.0.2.1"),
    ] {
        assert_eq!(caller(PROXY, &[entry]), expected, "{entry}");
    }
}

#[test]
fn what_is_no_address_ends_the_chain_at_the_proxy_that_passed_it_on() {
    for entry in [
        "unknown",
        "_hidden",
        "192.0.2.256",
        "[]",
        "[192.0.2.1",
        "a\u{e9}",
    ] {
        assert_eq!(caller(PROXY, &[entry]), PROXY, "{entry}");
        let behind = format!("192.0.2.1, {entry}, 10.0.0.1");
        assert_eq!(caller(PROXY, &[&behind]), "10.0.0.1", "{entry}");
        let before = format!("{entry}, 192.0.2.1");
        assert_eq!(caller(PROXY, &[&before]), "192.0.2.1", "{entry}");
    }
}

#[test]
fn nobody_else_may_say_where_a_request_came_from() {
    assert_eq!(caller("192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
    assert_eq!(caller("2001:db8::1", &["10.0.0.1"]), "2001:db8::1");
}

#[test]
fn tls_is_what_the_proxy_beside_the_caller_says() {
    let trusted = ["10.0.0.0/8".parse().unwrap()];
    for (addresses, schemes, expected) in [
        ("192.0.2.1", "https", true),
        ("192.0.2.1", "HTTPS", true),
        ("192.0.2.1", "http", false),
        ("192.0.2.1", "https, http", false),
        ("192.0.2.1, 10.0.0.1", "https, http", true),
        ("192.0.2.1, 10.0.0.1", "https", true),
        ("192.0.2.1, 10.0.0.1", "https, http, http", false),
    ] {
        let mut headers = HeaderMap::new();
        for (name, value) in [("for", addresses), ("proto", schemes)] {
            let name = format!("x-forwarded-{name}").parse().unwrap();
            headers.insert(name, HeaderValue::from_static(value));
        }
        let (_, secure) = origin(&headers, PROXY.parse().unwrap(), &trusted);
        assert_eq!(secure, expected, "{addresses} {schemes}");
    }
}
