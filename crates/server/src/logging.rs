//! The log: pretty on a terminal, JSON lines otherwise, on standard error.

use std::io::{IsTerminal, stderr};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt;

/// Starts the log with this filter, once for the process.
pub(crate) fn start(filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_checked| EnvFilter::new("info"));
    let log = fmt().with_env_filter(filter).with_writer(stderr);
    let started = if stderr().is_terminal() {
        log.try_init()
    } else {
        log.json()
            .flatten_event(true)
            .with_current_span(false)
            .try_init()
    };
    // A second start in one process keeps the first log.
    let _ = started;
}
