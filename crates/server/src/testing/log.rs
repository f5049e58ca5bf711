//! The log of the test process at its most detailed, as the server would write it.
//!
//! All servers of the process write to one log. Its lines are kept as long as a server runs that
//! may have written them.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{LazyLock, Mutex, MutexGuard};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::SubscriberInitExt;

use crate::logging;

/// Everything but what the HTTP client of the tests says, which is no part of the server, and nine
/// lines of ten: those in which actix tells its flags and timers at every poll.
const FILTER: &str = "trace,reqwest=off,hyper=off,hyper_util=off,rustls=off,\
                      actix_http::h1::dispatcher=debug,actix_http::h1::timer=debug";

static LOG: LazyLock<Mutex<Log>> = LazyLock::new(|| {
    let lines = logging::json(EnvFilter::new(FILTER), || Appender);
    lines.try_init().unwrap();
    Mutex::default()
});

#[derive(Default)]
struct Log {
    /// How many bytes were written and forgotten before those that are kept.
    forgotten: usize,
    kept: Vec<u8>,
    /// Where readers begin, and how many begin there.
    readers: BTreeMap<usize, usize>,
}

fn log() -> MutexGuard<'static, Log> {
    LOG.lock().unwrap()
}

/// What is logged from now on.
pub(super) struct LogSince(usize);

impl LogSince {
    pub(super) fn now() -> Self {
        let mut log = log();
        let position = log.forgotten + log.kept.len();
        *log.readers.entry(position).or_default() += 1;
        Self(position)
    }

    /// The lines so far.
    pub(super) fn lines(&self) -> Vec<u8> {
        let log = log();
        log.kept[self.0 - log.forgotten..].to_vec()
    }
}

impl Drop for LogSince {
    fn drop(&mut self) {
        let mut log = log();
        if let Some(readers) = log.readers.get_mut(&self.0) {
            *readers -= 1;
            if *readers == 0 {
                log.readers.remove(&self.0);
            }
        }
        let end = log.forgotten + log.kept.len();
        let needed = log.readers.keys().next().copied().unwrap_or(end);
        let unneeded = needed - log.forgotten;
        log.kept.drain(..unneeded);
        log.forgotten = needed;
    }
}

struct Appender;

impl Write for Appender {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let mut log = log();
        if !log.readers.is_empty() {
            log.kept.extend_from_slice(line);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
