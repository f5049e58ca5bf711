//! A database that has no connection left.

use std::sync::mpsc::{Sender, channel};

use tokio::sync::oneshot;

use super::TestApp;
use crate::db::DbError;

/// Holds the only connection of a scarce database until it is dropped.
pub(crate) struct Saturation {
    _release: Sender<()>,
}

impl Saturation {
    pub(crate) async fn of(app: &TestApp) -> Self {
        let (release, released) = channel::<()>();
        let (begin, begun) = oneshot::channel();
        let db = app.db.clone();
        tokio::spawn(async move {
            let held = db.read(move |_| {
                begin.send(()).unwrap();
                let _ended = released.recv();
                Ok::<(), DbError>(())
            });
            held.await
        });
        begun.await.unwrap();
        Self { _release: release }
    }
}
