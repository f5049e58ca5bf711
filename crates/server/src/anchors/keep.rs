//! Renewing the anchors of a server that runs.

use std::time::{Duration, Instant};

use super::{AnchorError, Anchors};
use crate::changes::audit::Statement;

/// How often the anchors are renewed: so many seconds of the log can be lost unnoticed.
const INTERVAL: Duration = Duration::from_secs(10);

/// How often the server's log tells of them.
const TELLING: Duration = Duration::from_secs(3600);

/// Renews the anchors, and writes what they say to the server's log: at first, once an hour, and
/// when they and the log begin or cease to disagree.
pub(crate) struct Keeper {
    anchors: Anchors,
    /// The last statement: anchors that are taken away together with entries are noticed too.
    stated: Option<Statement>,
    told: Option<Instant>,
    failed: bool,
}

impl Keeper {
    pub(crate) fn new(anchors: Anchors) -> Self {
        Self {
            anchors,
            stated: None,
            told: None,
            failed: false,
        }
    }

    /// Renews the anchors once.
    pub(crate) async fn renew(&mut self) {
        let renewed = self.renewed().await;
        let is_due = self.told.is_none_or(|told| told.elapsed() >= TELLING);
        if is_due || renewed.is_err() != self.failed {
            self.told = Some(Instant::now());
            match &renewed {
                Ok(statement) => {
                    let entries = statement.seq();
                    tracing::info!(entries, anchor = %statement, "audit log anchored");
                }
                Err(error) => complain(error),
            }
        }
        self.failed = renewed.is_err();
    }

    async fn renewed(&mut self) -> Result<Statement, AnchorError> {
        let changes = &self.anchors.changes;
        let renewed = self.anchors.renew(self.stated.as_ref()).await;
        let statement = match (renewed, &self.stated) {
            (Err(AnchorError::Broken(_)), Some(stated))
                if changes.was_accepted_since(stated.at()).await? =>
            {
                self.anchors.renew(None).await?
            }
            (renewed, _) => renewed?,
        };
        self.stated = Some(statement.clone());
        Ok(statement)
    }

    /// Renews the anchors from time to time, without end.
    pub(crate) async fn keep(mut self) {
        loop {
            actix_web::rt::time::sleep(INTERVAL).await;
            self.renew().await;
        }
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
