//! How a server is asked to end.

use std::io;

use tokio::signal::unix::{Signal, SignalKind, signal};

/// Listens for SIGTERM and SIGINT from its creation on: none is missed, and none ends the process by
/// itself.
pub(super) struct Asked {
    terminate: Signal,
    interrupt: Signal,
}

impl Asked {
    /// Begins to listen.
    ///
    /// # Errors
    /// When the system gives no more handlers of signals.
    pub(super) fn listen() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Waits until the process is asked to end.
    pub(super) async fn once(mut self) {
        self.next().await;
        tracing::info!("asked to end: running requests are finished first");
    }

    /// Waits until the process is asked to end a second time.
    pub(super) async fn twice(mut self) {
        self.next().await;
        self.next().await;
        tracing::warn!("asked to end again: running requests are given up");
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
