//! Renewing the anchors of a server that runs.

use std::time::{Duration, Instant};

use super::{AnchorError, Anchors};

/// How often the anchors are renewed: so many seconds of the log can be lost unnoticed.
const INTERVAL: Duration = Duration::from_secs(10);

/// How often the server's log tells of them.
const TELLING: Duration = Duration::from_secs(3600);

/// Renews the anchors without end, and writes the statement to the server's log once an hour.
pub(crate) async fn keep(anchors: Anchors) {
    let mut told: Option<Instant> = None;
    let mut failed = false;
    loop {
        let renewed = anchors.renew().await;
        let is_due = told.is_none_or(|told| told.elapsed() >= TELLING);
        match &renewed {
            Ok(statement) if is_due || failed => {
                tracing::info!(entries = statement.seq(), anchor = %statement, "audit log anchored");
            }
            Err(error) if is_due || !failed => complain(error),
            Ok(_) | Err(_) => {}
        }
        if is_due || failed != renewed.is_err() {
            told = Some(Instant::now());
        }
        failed = renewed.is_err();
        actix_web::rt::time::sleep(INTERVAL).await;
    }
}

/// Renews the anchors when the server ends.
pub(crate) async fn renew_last(anchors: &Anchors) {
    if let Err(error) = anchors.renew().await {
        complain(&error);
    }
}

fn complain(error: &AnchorError) {
    match error {
        AnchorError::Damaged { .. } | AnchorError::Missing(_) | AnchorError::Broken(_) => {
            tracing::error!(%error, "the audit log and its anchors disagree");
        }
        AnchorError::File(_) | AnchorError::Db(_) => {
            let cause: &dyn std::error::Error = error;
            tracing::warn!(error = cause, "the audit log was not anchored");
        }
    }
}
