//! The least of HTTP that a check needs to wait for a server on this machine and to log in.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use crate::failure::{Context as _, Failure, Result};

/// How long a single answer may take.
const LIMIT: Duration = Duration::from_secs(10);

/// A status and the body that came with it.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

/// Sends one request with a JSON body (or none) and reads the answer to its end.
///
/// # Errors
/// The server cannot be reached, is slower than the limit, or does not speak HTTP.
pub(crate) fn send(address: SocketAddr, method: &str, path: &str, body: &str) -> Result<Answer> {
    send_as(address, ("x-trace-id", "check"), method, path, body)
}

/// Sends one request with a header of the caller's, such as a credential.
///
/// # Errors
/// As [`send`].
pub(crate) fn send_as(
    address: SocketAddr,
    (name, value): (&str, &str),
    method: &str,
    path: &str,
    body: &str,
) -> Result<Answer> {
    let what = "talking to the server";
    let mut stream = TcpStream::connect_timeout(&address, LIMIT).context(what)?;
    stream.set_read_timeout(Some(LIMIT)).context(what)?;
    // HTTP/1.0 gets the body unchunked and the connection closed after it.
    let head = format!(
        "{method} {path} HTTP/1.0\r\nHost: {address}\r\nContent-Type: application/json\r\n\
         {name}: {value}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).context(what)?;
    stream.write_all(body.as_bytes()).context(what)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).context(what)?;
    parse(&String::from_utf8_lossy(&answer))
}

fn parse(answer: &str) -> Result<Answer> {
    let parts = answer.split_once("\r\n\r\n").and_then(|(head, body)| {
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Answer {
            status,
            body: body.to_owned(),
        })
    });
    parts.ok_or_else(|| Failure::new("the server does not speak HTTP"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_and_body_are_told_apart() {
        let answer = parse("HTTP/1.0 201 Created\r\nA: b\r\n\r\n{\"a\":\"\r\n\r\n\"}").unwrap();

        assert_eq!(answer.status, 201);
        assert_eq!(answer.body, "{\"a\":\"\r\n\r\n\"}");
    }

    #[test]
    fn something_else_is_refused() {
        assert!(parse("SSH-2.0-OpenSSH\r\n\r\n").is_err());
    }
}
