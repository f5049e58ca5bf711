//! The head of a request, judged before anything of the request is processed (RFC 9112).

mod host;

use std::ops::Range;

use actix_web::http::Uri;
use httparse::{EMPTY_HEADER, Header, Request, Status};

use super::Refusal;
use super::framing::Body;

/// The longest head. A longer request line is a target that is too long.
pub(super) const MAX_HEAD: usize = 64 * 1024;
pub(super) const MAX_TARGET: usize = 32 * 1024;
/// actix reads no more.
const MAX_FIELDS: usize = 96;

/// A head that is let through.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) length: usize,
    pub(super) body: Body,
    /// Whether the client sends nothing after this request.
    pub(super) last: bool,
    /// Offers to speak another protocol, which are not taken (RFC 9110, section 7.8).
    pub(super) offers: Vec<Range<usize>>,
}

/// What the bytes at the start of a request are.
#[derive(Debug)]
pub(super) enum Judged {
    Partial,
    Complete(Head),
    Refused(Refusal),
}

pub(super) fn judge(input: &[u8]) -> Judged {
    let mut fields = [EMPTY_HEADER; MAX_FIELDS];
    let mut request = Request::new(&mut fields);
    match request.parse(input) {
        Ok(Status::Complete(length)) if length > MAX_HEAD => Judged::Refused(Refusal::Fields),
        Ok(Status::Complete(length)) => match complete(input, &request, length) {
            Ok(head) => Judged::Complete(head),
            Err(refusal) => Judged::Refused(refusal),
        },
        Ok(Status::Partial) => match excess(input) {
            Some(refusal) => Judged::Refused(refusal),
            None => Judged::Partial,
        },
        Err(httparse::Error::TooManyHeaders) => Judged::Refused(Refusal::Fields),
        Err(_malformed) => Judged::Refused(Refusal::Malformed),
    }
}

/// What of an unfinished head is too long already.
fn excess(input: &[u8]) -> Option<Refusal> {
    let line = input.trim_ascii_start();
    let line = line.split(|byte| *byte == b'\n').next();
    if line.is_some_and(|line| line.len() > MAX_TARGET) {
        return Some(Refusal::Target);
    }
    (input.len() > MAX_HEAD).then_some(Refusal::Fields)
}

fn complete(input: &[u8], request: &Request<'_, '_>, length: usize) -> Result<Head, Refusal> {
    let (method, target) = request.method.zip(request.path).ok_or(Refusal::Malformed)?;
    if target.len() > MAX_TARGET {
        return Err(Refusal::Target);
    }
    if !is_target(method, target) {
        return Err(Refusal::Malformed);
    }
    let is_http11 = request.version == Some(1);
    let mut hosts = values(request.headers, "host");
    let host = hosts.next();
    match host.map(host::is_host) {
        Some(true) if hosts.next().is_none() => {}
        None if !is_http11 => {}
        _ => return Err(Refusal::Host),
    }
    let connection = || values(request.headers, "connection").flat_map(tokens);
    let has = |option: &[u8]| connection().any(|token| token.eq_ignore_ascii_case(option));
    let upgrades = connection().filter(|token| token.eq_ignore_ascii_case(b"upgrade"));
    let offers = upgrades.chain(values(request.headers, "upgrade"));
    Ok(Head {
        length,
        body: body(request.headers, is_http11)?,
        last: has(b"close") || !(is_http11 || has(b"keep-alive")),
        offers: offers.filter_map(|offer| place(input, offer)).collect(),
    })
}

/// The origin form, the absolute form, or `*` of a server as a whole (RFC 9112, section 3.2).
fn is_target(method: &str, target: &str) -> bool {
    let Ok(uri) = target.parse::<Uri>() else {
        return false;
    };
    let host = uri.authority().map(|authority| authority.as_str());
    match uri.scheme_str() {
        Some("http" | "https") => host.is_some_and(|host| host::is_host(host.as_bytes())),
        Some(_other) => false,
        None => target.starts_with('/') || (method == "OPTIONS" && target == "*"),
    }
}

/// How long the body is, if that is said once (RFC 9112, section 6.3).
fn body(fields: &[Header<'_>], is_http11: bool) -> Result<Body, Refusal> {
    let mut lengths = values(fields, "content-length");
    let mut codings = values(fields, "transfer-encoding");
    match (lengths.next(), codings.next()) {
        (None, None) => Ok(Body::Length(0)),
        (Some(length), None) if lengths.next().is_none() => number(length),
        (None, Some(coding)) if is_http11 && codings.next().is_none() => {
            let chunked = coding.trim_ascii().eq_ignore_ascii_case(b"chunked");
            chunked.then(Body::chunked).ok_or(Refusal::Malformed)
        }
        _ => Err(Refusal::Malformed),
    }
}

fn number(value: &[u8]) -> Result<Body, Refusal> {
    let digits = str::from_utf8(value.trim_ascii()).unwrap_or_default();
    let decimal = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    let length = decimal.then(|| digits.parse().ok()).flatten();
    length.map(Body::Length).ok_or(Refusal::Malformed)
}

fn values<'f>(fields: &'f [Header<'f>], name: &'static str) -> impl Iterator<Item = &'f [u8]> {
    let named = fields
        .iter()
        .filter(|field| field.name.eq_ignore_ascii_case(name));
    named.map(|field| field.value)
}

fn tokens(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    value.split(|byte| *byte == b',').map(<[u8]>::trim_ascii)
}

/// Where a part of the input is in it.
fn place(input: &[u8], part: &[u8]) -> Option<Range<usize>> {
    let start = part.as_ptr().addr().checked_sub(input.as_ptr().addr())?;
    Some(start..start.checked_add(part.len())?)
}

/// A request that stands in the place of a refused one: it has its method as far as the answer's
/// form depends on it, and its target and its trace id as far as they can be read.
pub(super) fn stand_in(refused: &[u8]) -> Vec<u8> {
    let mut fields = [EMPTY_HEADER; MAX_FIELDS];
    let mut request = Request::new(&mut fields);
    // What was read before a fault stays readable.
    let _ = request.parse(refused);
    let method = if request.method == Some("HEAD") {
        "HEAD"
    } else {
        "GET"
    };
    let readable = |target: &&str| target.len() <= MAX_TARGET && target.starts_with('/');
    let target = request.path.filter(readable);
    let target = target
        .filter(|target| target.parse::<Uri>().is_ok())
        .unwrap_or("/");
    let mut head = format!("{method} {target} HTTP/1.1\r\nhost: refused\r\nconnection: close\r\n");
    let trace_id = values(request.headers, "x-trace-id").next();
    if let Some(Ok(trace_id)) = trace_id.map(str::from_utf8) {
        head += &format!("x-trace-id: {trace_id}\r\n");
    }
    head += "\r\n";
    head.into_bytes()
}

#[cfg(test)]
mod tests;
