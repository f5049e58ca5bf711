//! The log: pretty on a terminal, JSON lines otherwise, on standard error.

use std::io::{IsTerminal, stderr};

use tracing::Subscriber;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt};

/// Starts the log with this filter, once for the process.
pub(crate) fn start(filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_checked| EnvFilter::new("info"));
    let started = if stderr().is_terminal() {
        let log = fmt().with_env_filter(filter).with_writer(stderr);
        log.finish().try_init()
    } else {
        json(filter, stderr).try_init()
    };
    // A second start in one process keeps the first log.
    let _ = started;
}

/// A log of JSON lines.
pub(crate) fn json<W>(filter: EnvFilter, writer: W) -> impl Subscriber + Send + Sync
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    fmt()
        .with_env_filter(filter)
        .with_writer(writer)
        .json()
        .flatten_event(true)
        .with_current_span(false)
        .finish()
}
