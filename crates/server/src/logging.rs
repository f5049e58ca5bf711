//! The log: pretty on a terminal, JSON lines otherwise, on standard error.
//!
//! It never decides about anything else: see [`queue`].

mod queue;

use std::io::{IsTerminal, stderr};
use std::sync::LazyLock;
use std::time::Duration;

use tracing::Subscriber;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt};

use queue::Queue;

/// How long the end of the program waits for a log that is not read.
const FAREWELL: Duration = Duration::from_secs(1);

/// The lines on their way to standard error.
static LINES: LazyLock<Queue> = LazyLock::new(|| Queue::to(stderr(), lost));

/// Starts the log with this filter, once for the process.
pub(crate) fn start(filter: &str) {
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_checked| EnvFilter::new("info"));
    let started = if stderr().is_terminal() {
        let log = fmt().with_env_filter(filter).with_writer(|| &*LINES);
        log.log_internal_errors(false).finish().try_init()
    } else {
        json(filter, || &*LINES).try_init()
    };
    // A second start in one process keeps the first log.
    let _ = started;
}

/// Waits until what was logged is written, or the log turns out not to take it.
pub(crate) fn finish() {
    LINES.wait_until_empty(FAREWELL);
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
        .log_internal_errors(false)
        .finish()
}

/// The line that says how many before it were lost.
fn lost(count: u64) -> String {
    let timestamp = chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
    let (level, message, target) = ("WARN", "log lines were lost", module_path!());
    if stderr().is_terminal() {
        return format!("{timestamp}  {level} {target}: {message} lines={count}\n");
    }
    let line = serde_json::json!({
        "timestamp": timestamp,
        "level": level,
        "message": message,
        "lines": count,
        "target": target,
    });
    format!("{line}\n")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_line_that_counts_lost_ones_is_like_the_others() {
        let line = super::lost(7);

        assert!(line.ends_with('\n'));
        let line: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(line["level"], "WARN");
        assert_eq!(line["message"], "log lines were lost");
        assert_eq!(line["lines"], 7);
    }
}
