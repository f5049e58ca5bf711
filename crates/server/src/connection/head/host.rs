//! What a `Host` header may say (RFC 9110, section 7.2, and RFC 3986, section 3.2).

use std::net::Ipv6Addr;

/// A name or an address, with or without a port. An `http` URI without a host is invalid.
pub(super) fn is_host(value: &[u8]) -> bool {
    str::from_utf8(value).is_ok_and(|text| {
        if let Some(rest) = text.strip_prefix('[') {
            rest.split_once(']')
                .is_some_and(|(address, port)| address.parse::<Ipv6Addr>().is_ok() && is_port(port))
        } else {
            let end = text.find(':').unwrap_or(text.len());
            let (name, port) = text.split_at(end);
            is_name(name) && is_port(port)
        }
    })
}

/// Nothing, or a colon and the digits of a port.
fn is_port(text: &str) -> bool {
    let digits = text.strip_prefix(':').unwrap_or_default();
    let decimal = digits.bytes().all(|digit| digit.is_ascii_digit());
    text.is_empty() || (text.starts_with(':') && decimal && (digits.is_empty() || is_u16(digits)))
}

fn is_u16(digits: &str) -> bool {
    digits.parse::<u16>().is_ok()
}

/// A `reg-name` that is not empty.
fn is_name(text: &str) -> bool {
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=".contains(&byte);
        let mut is_digit = || rest.next().is_some_and(|byte| byte.is_ascii_hexdigit());
        let escaped = byte == b'%' && is_digit() && is_digit();
        if !plain && !escaped {
            return false;
        }
    }
    !text.is_empty()
}

#[cfg(test)]
mod tests {
    use super::is_host;

    #[test]
    fn names_and_addresses_are_hosts() {
        for host in [
            "sovx.example",
            "localhost:8080",
            "127.0.0.1:1",
            "[::1]",
            "[2001:db8::1]:443",
            "a_b.example:",
            "xn--bcher-kva.example",
            "b%C3%BCcher.example",
        ] {
            assert!(is_host(host.as_bytes()), "{host}");
        }
    }

    #[test]
    fn everything_else_is_none() {
        for host in [
            "",
            ":80",
            "a b",
            "a/b",
            "user@host",
            "host:port",
            "host:80:80",
            "host:65536",
            "host:+80",
            "[::1",
            "[::g]",
            "[::1]80",
            "::1",
            "a,b:c",
            "%zz",
            "%4",
            "b\u{fc}cher",
            "host?x",
            "host#x",
            "<host>",
        ] {
            assert!(!is_host(host.as_bytes()), "{host}");
        }
    }
}
