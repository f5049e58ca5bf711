//! Where a request came from, as far as trusted proxies say.

use std::net::{IpAddr, SocketAddr};

use actix_web::http::header::{HeaderMap, HeaderValue};
use ipnet::IpNet;

/// The caller's address, and whether it came over TLS.
///
/// Each proxy appends the address that it saw to `x-forwarded-for`. Read from the right, what a
/// trusted proxy appended is true, and the first address that is no trusted proxy is the caller;
/// all to its left is the caller's word.
pub(super) fn origin(headers: &HeaderMap, peer: IpAddr, trusted: &[IpNet]) -> (IpAddr, bool) {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    if !is_trusted(&peer) {
        return (peer, false);
    }
    let mut caller = peer;
    let mut proxies = 1;
    for entry in entries(headers, "x-forwarded-for") {
        // Of what is no address only the proxy that passed it on is known.
        let Some(address) = address(entry) else {
            break;
        };
        caller = address;
        if !is_trusted(&caller) {
            break;
        }
        proxies += 1;
    }
    let schemes = entries(headers, "x-forwarded-proto");
    let scheme = schemes.take(proxies).last();
    let secure = scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"));
    (caller, secure)
}

/// The entries of a list header from right to left, over all its lines (RFC 9110, section 5.3).
fn entries<'h>(headers: &'h HeaderMap, name: &'static str) -> impl Iterator<Item = &'h str> {
    let lines: Vec<&[u8]> = headers.get_all(name).map(HeaderValue::as_bytes).collect();
    let entries = lines
        .into_iter()
        .rev()
        .flat_map(|line| line.rsplit(|byte| *byte == b','));
    // What is no text is no address and no scheme either.
    let entries = entries.map(|entry| str::from_utf8(entry).unwrap_or("?").trim());
    entries.filter(|entry| !entry.is_empty())
}

/// An address as proxies write it: an IPv6 address may stand in brackets, a port may follow.
fn address(text: &str) -> Option<IpAddr> {
    let bare = || text.parse().ok();
    let bracketed = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    let with_port = || text.parse().ok().map(|socket: SocketAddr| socket.ip());
    let address: IpAddr = bare().or_else(bracketed).or_else(with_port)?;
    Some(address.to_canonical())
}

#[cfg(test)]
mod tests;
