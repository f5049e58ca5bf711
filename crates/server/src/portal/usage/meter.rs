//! The counters of this process and their way into the database.

use std::mem;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::batch::{Batch, Gathered};
use super::model::{Counts, Outcome};
use super::period::Period;
use super::queries;
use crate::changes::Changes;
use crate::clock::Clock;
use crate::db::{DbError, EndCustomerId, ProcessId};

/// How often counts are written at most, and so how much of them a power cut can take.
const INTERVAL: Duration = Duration::from_secs(1);

/// How often the last counts of a process are tried to be written, an interval apart.
const LAST_ATTEMPTS: u32 = 5;

/// How long a reader waits until the counts are written.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long the number of a process's last batch is remembered, in milliseconds: 30 days. Only a
/// batch that is sent again later than that could be counted twice.
const REMEMBERED: i64 = 30 * 24 * 3600 * 1000;

/// Counts requests: one for all workers.
///
/// In memory there is at most one entry for each end customer and month in what is being gathered,
/// and one in the batch on its way, however long the database is away.
#[derive(Debug)]
pub(crate) struct Usage {
    changes: Changes,
    process: ProcessId,
    gathered: Mutex<Gathered>,
    outbox: tokio::sync::Mutex<Outbox>,
}

/// The one batch on its way. It stays until the database has said that it was applied.
#[derive(Debug, Default)]
struct Outbox {
    number: i64,
    batch: Option<Arc<Batch>>,
}

impl Usage {
    /// Counters that begin at zero and are added up through `changes`.
    pub(crate) fn new(changes: Changes) -> Self {
        Self {
            changes,
            process: ProcessId::fresh(),
            gathered: Mutex::default(),
            outbox: tokio::sync::Mutex::default(),
        }
    }

    /// The clock that answers are counted by.
    pub(crate) fn clock(&self) -> &Clock {
        self.changes.clock()
    }

    /// Counts a request of this end customer that is answered now. Never waits for the database.
    pub(crate) fn record(&self, customer: &EndCustomerId, outcome: Outcome, now: i64) {
        let mut gathered = self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
        gathered.count(customer, outcome, now);
    }

    /// Writes what was counted up to now; touches no database when that is nothing.
    ///
    /// # Errors
    /// When the database fails. What was counted is kept and written by the next call.
    pub(crate) async fn flush(&self) -> Result<(), DbError> {
        let mut outbox = self.outbox.lock().await;
        self.send(&mut outbox).await?;
        self.pack(&mut outbox);
        self.send(&mut outbox).await
    }

    /// What an end customer did in a period. The caller has made sure whose customer it is.
    ///
    /// Exact as far as this process has answered; what other nodes have answered since their last
    /// flush, a second ago at most, is still missing.
    ///
    /// # Errors
    /// When the database fails or is busy.
    pub(crate) async fn read(
        &self,
        customer: EndCustomerId,
        period: Period,
    ) -> Result<Counts, DbError> {
        let flushed = tokio::time::timeout(PATIENCE, self.flush()).await;
        flushed.map_err(|_elapsed| DbError::Busy)??;
        let find = move |conn: &mut _| queries::find(conn, &customer, period.start);
        Ok(self.changes.db().read(find).await?.unwrap_or_default())
    }

    /// Writes once a second what was counted, without end. It may be aborted at any moment: what was
    /// on its way is then sent again by the next flush, under its number.
    pub(crate) async fn keep_writing(self: Arc<Self>) {
        loop {
            tokio::time::sleep(INTERVAL).await;
            if let Err(error) = self.flush().await {
                tracing::warn!(%error, "usage was not written and is kept");
            }
        }
    }

    /// Writes the last counts of a process that ends. A database that is away for a moment is asked
    /// again, a few times.
    pub(crate) async fn finish(&self) {
        for _ in 1..LAST_ATTEMPTS {
            match self.flush().await {
                Ok(()) => return,
                Err(error) => tracing::warn!(%error, "the last usage is not written yet"),
            }
            tokio::time::sleep(INTERVAL).await;
        }
        if let Err(error) = self.flush().await {
            tracing::error!(%error, "the last usage was not written");
        }
    }

    /// Forgets the last batches of processes that are long gone.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn forget_processes(&self) -> Result<usize, DbError> {
        let since = self.changes.clock().now_millis().saturating_sub(REMEMBERED);
        self.changes
            .upkeep(move |conn| queries::delete_silent(conn, since))
            .await
    }

    /// Puts what was counted into the empty outbox, under a number of its own.
    fn pack(&self, outbox: &mut Outbox) {
        let mut gathered = self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
        if gathered.is_empty() {
            return;
        }
        outbox.number = outbox.number.saturating_add(1);
        outbox.batch = Some(Arc::new(Batch {
            process: self.process.clone(),
            number: outbox.number,
            gathered: mem::take(&mut gathered),
        }));
    }

    /// Sends the batch in the outbox, if there is one.
    async fn send(&self, outbox: &mut Outbox) -> Result<(), DbError> {
        let Some(batch) = outbox.batch.clone() else {
            return Ok(());
        };
        let clock = self.changes.clock().clone();
        let apply = move |conn: &mut _| batch.apply(conn, clock.now_millis());
        self.changes.upkeep(apply).await?;
        outbox.batch = None;
        Ok(())
    }
}
