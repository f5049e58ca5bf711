//! A server of the bells' contract that no line of this workspace has made.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};

/// It listens until the test ends.
pub(super) struct Server(SocketAddr);

impl Server {
    /// Answers requests of its operation with the status that `status` gives for valid and other
    /// bodies, and all others with 404 or 405.
    pub(super) fn start(status: fn(bool) -> u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                std::thread::spawn(move || answer(&stream, status));
            }
        });
        Self(address)
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}", self.0)
    }
}

fn answer(mut stream: &TcpStream, status: fn(bool) -> u16) {
    let mut reader = BufReader::new(stream);
    let mut first = String::new();
    let mut length = 0;
    let mut is_json = false;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).is_err() || line.trim().is_empty() {
            break;
        }
        let line = line.to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
        is_json |= line.starts_with("content-type: application/json");
        if first.is_empty() {
            first = line;
        }
    }
    let mut body = vec![0; length];
    if reader.read_exact(&mut body).is_err() {
        return;
    }
    let status = match first.split(' ').collect::<Vec<_>>().as_slice() {
        ["post", path, ..] if path.ends_with("/strokes") => status(is_json && is_valid(&body)),
        [_, path, ..] if path.ends_with("/strokes") => 405,
        _ => 404,
    };
    // The other side may have gone.
    let _ = write!(
        stream,
        "HTTP/1.1 {status} Said\r\nAllow: POST\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
}

fn is_valid(body: &[u8]) -> bool {
    let body: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    let members = body.as_object().map_or(0, serde_json::Map::len);
    let count = body.get("count").and_then(serde_json::Value::as_i64);
    members == 1 && count.is_some_and(|count| (1..=12).contains(&count))
}
