//! Lines of the log between those who log and a thread that writes.
//!
//! Logging neither fails nor waits: not for a disk that is full, a reader that is gone or one that
//! does not read. Lines that cannot be written or kept are counted, and the count is written before
//! the next line that can be.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// How many bytes may wait to be written.
const CAPACITY: usize = 4 * 1024 * 1024;

/// The queue of a destination that has a thread of its own.
pub(super) struct Queue(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    lines: VecDeque<Vec<u8>>,
    bytes: usize,
    lost: u64,
    /// Whether a line is on its way to the destination.
    writing: bool,
}

impl Queue {
    /// Starts the thread that writes to a destination. `lost` words how many lines were lost.
    pub(super) fn to(destination: impl Write + Send + 'static, lost: fn(u64) -> String) -> Self {
        let shared = Arc::<Shared>::default();
        let writer = Writer {
            shared: Arc::clone(&shared),
            destination,
            lost,
            torn: false,
        };
        let thread = thread::Builder::new().name("log".to_owned());
        // Without that thread all lines are lost, and nothing else.
        drop(thread.spawn(move || writer.run()));
        Self(shared)
    }

    /// Waits until every line was written or lost, but no longer than that.
    pub(super) fn wait_until_empty(&self, patience: Duration) {
        let busy = |state: &mut State| state.writing || !state.lines.is_empty();
        let waited = self
            .0
            .changed
            .wait_timeout_while(self.0.state(), patience, busy);
        drop(waited);
    }
}

/// Takes a whole line with each call.
impl Write for &Queue {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let mut state = self.0.state();
        if state.bytes.saturating_add(line.len()) > CAPACITY {
            state.lost = state.lost.saturating_add(1);
        } else {
            state.bytes += line.len();
            state.lines.push_back(line.to_vec());
        }
        drop(state);
        self.0.changed.notify_all();
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the next line. Comes with how many lines were lost before it.
    fn next(&self) -> (Vec<u8>, u64) {
        let mut state = self.state();
        state.writing = false;
        self.changed.notify_all();
        loop {
            if let Some(line) = state.lines.pop_front() {
                state.bytes = state.bytes.saturating_sub(line.len());
                state.writing = true;
                return (line, state.lost);
            }
            state = self
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn add_to_lost(&self, lines: u64) {
        let mut state = self.state();
        state.lost = state.lost.saturating_add(lines);
    }

    fn told_of(&self, lines: u64) {
        let mut state = self.state();
        state.lost = state.lost.saturating_sub(lines);
    }
}

/// What the thread owns.
struct Writer<W> {
    shared: Arc<Shared>,
    destination: W,
    lost: fn(u64) -> String,
    /// Whether the last line may have been written in part.
    torn: bool,
}

impl<W: Write> Writer<W> {
    fn run(mut self) {
        loop {
            let (line, lost) = self.shared.next();
            if lost > 0 && self.write((self.lost)(lost).as_bytes()) {
                self.shared.told_of(lost);
            }
            if !self.write(&line) {
                self.shared.add_to_lost(1);
            }
        }
    }

    fn write(&mut self, line: &[u8]) -> bool {
        let begun = if self.torn {
            self.destination.write_all(b"\n")
        } else {
            Ok(())
        };
        let written = begun.and_then(|()| self.destination.write_all(line));
        self.torn = written.is_err();
        written.is_ok()
    }
}

#[cfg(test)]
mod tests;
