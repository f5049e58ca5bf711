//! A proxy before a server that changes one kind of its answers, as a server that drifted would.

mod message;

use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use self::message::Message;
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
        let Some(request) = Message::read(stream)? else {
            return Ok(());
        };
        let server = TcpStream::connect(self.server).context(what)?;
        // A server may answer before it has read all of a large request, and read no further.
        let answer = std::thread::scope(|scope| {
            scope.spawn(|| request.write(&server));
            let answer = Message::read(&server);
            server.shutdown(Shutdown::Both).context(what)?;
            answer
        })?;
        let mut answer = answer.ok_or_else(|| Failure::new("the server does not answer"))?;
        let status = answer.word(1).parse::<u16>().ok();
        for (drift, changed) in self.drifts.iter().zip(&self.changed) {
            if status == Some(drift.status) && self.concerns(drift.operation, &request) {
                answer.change(drift.change)?;
                changed.fetch_add(1, Ordering::Relaxed);
            }
        }
        answer.write(stream)
    }

    fn concerns(&self, operation: &str, request: &Message) -> bool {
        let Some((method, template)) = operation.split_once(' ') else {
            return false;
        };
        let path = request.word(1).split('?').next().unwrap_or_default();
        let path = path.strip_prefix(&self.base_path);
        method == request.word(0) && path.is_some_and(|path| fits(template, path))
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

#[cfg(test)]
mod tests;
