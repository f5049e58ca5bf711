//! What is forgotten from time to time: expired sessions and answers, and processes long gone.

use std::sync::Arc;
use std::time::Duration;

use crate::changes::Changes;
use crate::db::DbError;
use crate::portal::usage::Usage;
use crate::sessions;

const INTERVAL: Duration = Duration::from_secs(3600);

/// Forgets once an hour what is no longer needed, without end.
pub(super) async fn keep(changes: Changes, usage: Arc<Usage>) {
    loop {
        let clock = changes.clock().clone();
        let forgotten = changes
            .upkeep(move |conn| sessions::delete_expired(conn, clock.now_millis()))
            .await;
        let forgotten: Result<usize, DbError> = forgotten;
        if let Err(error) = forgotten {
            tracing::warn!(%error, "expired sessions were not forgotten");
        }
        if let Err(error) = changes.forget_replies().await {
            tracing::warn!(%error, "expired answers were not forgotten");
        }
        if let Err(error) = usage.forget_processes().await {
            tracing::warn!(%error, "gone processes were not forgotten");
        }
        actix_web::rt::time::sleep(INTERVAL).await;
    }
}
