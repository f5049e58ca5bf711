//! A proxy before a server that changes one kind of its answers, as a server that drifted would.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use serde_json::Value;

use crate::failure::{Context as _, Failure, Result};

/// What is changed of an answer.
#[derive(Debug, Clone, Copy)]
pub(super) enum Change {
    /// Its status.
    Status(u16),
    /// A header has another value, or is there at all.
    Header(&'static str, &'static str),
    /// A header is missing.
    NoHeader(&'static str),
    /// The member at this pointer is this JSON, or is there at all.
    Member(&'static str, &'static str),
    /// The member at this pointer is missing.
    NoMember(&'static str),
    /// The whole body is this text.
    Body(&'static str),
    /// The body is shorter than its header says.
    Cut,
}

/// A drift of a server: its answers of one status to one operation are changed.
#[derive(Debug)]
pub(super) struct Answers {
    pub(super) what: &'static str,
    /// `PUT /parcels/{parcel_id}`.
    pub(super) operation: &'static str,
    pub(super) status: u16,
    pub(super) change: Change,
}

/// A running proxy; it ends when the value is dropped.
pub(super) struct Proxy {
    pub(super) address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    server: SocketAddr,
    base_path: String,
    drifts: &'static [Answers],
    /// How many answers were changed, drift by drift.
    changed: Vec<AtomicUsize>,
    is_over: AtomicBool,
}

impl Proxy {
    /// Before the server at that address; paths of the drifts are below the base path.
    ///
    /// # Errors
    /// There is no free port.
    pub(super) fn start(
        server: SocketAddr,
        base_path: &str,
        drifts: &'static [Answers],
    ) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).context("a proxy")?;
        let address = listener.local_addr().context("a proxy")?;
        let shared = Arc::new(Shared {
            server,
            base_path: base_path.to_owned(),
            drifts,
            changed: drifts.iter().map(|_| AtomicUsize::new(0)).collect(),
            is_over: AtomicBool::new(false),
        });
        let running = Arc::clone(&shared);
        std::thread::spawn(move || running.run(&listener));
        Ok(Self { address, shared })
    }

    /// Nothing, if every drift was in some answer.
    ///
    /// # Errors
    /// The server never gave an answer that a drift would have changed.
    pub(super) fn finish(self) -> Result<()> {
        let drifts = self.shared.drifts.iter().zip(&self.shared.changed);
        let mut unused = drifts.filter(|(_, changed)| changed.load(Ordering::Relaxed) == 0);
        match unused.next() {
            None => Ok(()),
            Some((
                Answers {
                    operation, status, ..
                },
                _,
            )) => Err(Failure::new(format!(
                "{operation} was never answered with {status}, so that no drift could be planted"
            ))),
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::Relaxed);
        // Wakes the loop; where that fails it has ended.
        let _ = TcpStream::connect(self.address);
    }
}

impl Shared {
    fn run(self: Arc<Self>, listener: &TcpListener) {
        for stream in listener.incoming().flatten() {
            if self.is_over.load(Ordering::Relaxed) {
                return;
            }
            let shared = Arc::clone(&self);
            std::thread::spawn(move || {
                if let Err(failure) = shared.exchange(&stream) {
                    eprintln!("the proxy: {failure}");
                }
            });
        }
    }

    /// One request, passed on, and its answer, changed where a drift says so.
    fn exchange(&self, stream: &TcpStream) -> Result<()> {
        let what = "passing a request on";
        let Some(request) = Request::read(stream)? else {
            return Ok(());
        };
        let mut server = TcpStream::connect(self.server).context(what)?;
        server.write_all(&request.bytes).context(what)?;
        let mut said = Vec::new();
        server.read_to_end(&mut said).context(what)?;
        let mut answer = Answer::parse(&said)?;
        let original = answer.status;
        for (drift, changed) in self.drifts.iter().zip(&self.changed) {
            if drift.status == original && self.concerns(drift.operation, &request) {
                answer.change(drift.change)?;
                changed.fetch_add(1, Ordering::Relaxed);
            }
        }
        let mut stream = stream;
        stream.write_all(&answer.bytes()).context(what)
    }

    fn concerns(&self, operation: &str, request: &Request) -> bool {
        let Some((method, template)) = operation.split_once(' ') else {
            return false;
        };
        let path = request.path.strip_prefix(&self.base_path);
        method == request.method && path.is_some_and(|path| fits(template, path))
    }
}

/// Whether a path is one of the template's.
fn fits(template: &str, path: &str) -> bool {
    let (mut template, mut path) = (template.split('/'), path.split('/'));
    loop {
        match (template.next(), path.next()) {
            (None, None) => return true,
            (Some(part), Some(text)) if part.starts_with('{') || part == text => {}
            _ => return false,
        }
    }
}

struct Request {
    method: String,
    /// Without the query.
    path: String,
    /// To be sent to the server.
    bytes: Vec<u8>,
}

impl Request {
    fn read(stream: &TcpStream) -> Result<Option<Self>> {
        let what = "reading a request";
        let mut reader = BufReader::new(stream);
        let mut first = String::new();
        reader.read_line(&mut first).context(what)?;
        let mut words = first.split_whitespace();
        let (Some(method), Some(target)) = (words.next(), words.next()) else {
            return Ok(None);
        };
        // HTTP/1.0 gets the body unchunked and the connection closed after it.
        let mut bytes = format!("{method} {target} HTTP/1.0\r\n").into_bytes();
        let mut length = 0;
        loop {
            let mut line = Vec::new();
            reader.read_until(b'\n', &mut line).context(what)?;
            bytes.extend(&line);
            let line = String::from_utf8_lossy(&line).to_ascii_lowercase();
            if line.trim().is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or_default();
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).context(what)?;
        bytes.extend(body);
        Ok(Some(Self {
            method: method.to_owned(),
            path: target.split('?').next().unwrap_or_default().to_owned(),
            bytes,
        }))
    }
}

/// What the server said.
#[derive(Debug, PartialEq)]
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// How much shorter than announced.
    cut: usize,
}

impl Answer {
    fn parse(said: &[u8]) -> Result<Self> {
        let broken = || Failure::new("the server does not speak HTTP");
        let end = said.windows(4).position(|four| four == b"\r\n\r\n");
        let (head, body) = end
            .and_then(|end| said.split_at_checked(end))
            .ok_or_else(broken)?;
        let head = String::from_utf8_lossy(head);
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1));
        let status = status.and_then(|status| status.parse().ok());
        let headers = lines.filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            Some((name.to_ascii_lowercase(), value.trim().to_owned()))
        });
        Ok(Self {
            status: status.ok_or_else(broken)?,
            headers: headers
                .filter(|(name, _)| name != "content-length" && name != "connection")
                .collect(),
            body: body.iter().skip(4).copied().collect(),
            cut: 0,
        })
    }

    fn change(&mut self, change: Change) -> Result<()> {
        match change {
            Change::Status(status) => self.status = status,
            Change::Header(name, value) => {
                self.headers.retain(|(known, _)| known != name);
                self.headers.push((name.to_owned(), value.to_owned()));
            }
            Change::NoHeader(name) => self.headers.retain(|(known, _)| known != name),
            Change::Member(pointer, json) => {
                let value = serde_json::from_str(json).context(json)?;
                self.member(pointer, Some(value))?;
            }
            Change::NoMember(pointer) => self.member(pointer, None)?,
            Change::Body(text) => self.body = text.as_bytes().to_vec(),
            Change::Cut => self.cut = 1,
        }
        Ok(())
    }

    fn member(&mut self, pointer: &str, value: Option<Value>) -> Result<()> {
        let mut body: Value = serde_json::from_slice(&self.body).context("an answer's body")?;
        let missing = || Failure::new(format!("an answer has nothing at {pointer}"));
        let (parent, name) = pointer.rsplit_once('/').ok_or_else(missing)?;
        let members = body.pointer_mut(parent).and_then(Value::as_object_mut);
        let members = members.ok_or_else(missing)?;
        match value {
            Some(value) => drop(members.insert(name.to_owned(), value)),
            None => drop(members.shift_remove(name).ok_or_else(missing)?),
        }
        self.body = body.to_string().into_bytes();
        Ok(())
    }

    fn bytes(&self) -> Vec<u8> {
        let length = self.body.len() + self.cut;
        let mut bytes = format!("HTTP/1.1 {} Said\r\n", self.status).into_bytes();
        for (name, value) in &self.headers {
            bytes.extend(format!("{name}: {value}\r\n").as_bytes());
        }
        let end = format!("content-length: {length}\r\nconnection: close\r\n\r\n");
        bytes.extend(end.as_bytes());
        bytes.extend(&self.body);
        bytes
    }
}

#[cfg(test)]
mod tests;
