//! Looking at a chain again and again.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use super::arrival;
use super::model::DepositRow;
use super::observe::{Books, ObserveError, observe};
use super::queries;
use super::source::{ChainSource, Cursor, Found, Output, Scan, SourceError};
use crate::auth::caller::Actor;
use crate::changes::{Change, Changed, Changes};
use crate::db::{DbError, DepositId};
use crate::ledger::{Ledger, LedgerError};

/// How long to wait before the next look.
const INTERVAL: Duration = Duration::from_secs(1);

/// How many deposits are asked for together.
const PAGE: usize = 100;

/// The name of the worker in the audit log.
const NAME: &str = "deposit-watcher";

/// Brings the deposits of chains to where the chains say that they are. Several may look at one
/// chain at a time: each effect happens once.
#[derive(Clone)]
pub(crate) struct Watcher {
    changes: Changes,
    books: Books,
    sources: Vec<Arc<dyn ChainSource>>,
}

/// Why a look at a chain was broken off.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WatchError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Watcher {
    pub(crate) fn new(
        changes: Changes,
        ledger: Ledger,
        sources: Vec<Arc<dyn ChainSource>>,
    ) -> Self {
        let clock = changes.clock().clone();
        Self {
            changes,
            books: Books { ledger, clock },
            sources,
        }
    }

    /// Looks at all chains from time to time, without end.
    pub(crate) async fn keep(self) {
        loop {
            self.look().await;
            actix_web::rt::time::sleep(INTERVAL).await;
        }
    }

    /// Looks at each chain once; what fails is logged and tried again at the next look.
    pub(crate) async fn look(&self) {
        for source in &self.sources {
            if let Err(error) = self.look_at(source.as_ref()).await {
                let cause: &dyn std::error::Error = &error;
                tracing::warn!(error = cause, network = %source.network(), "a chain was not read");
            }
        }
    }

    /// Looks at one chain. The cursor moves on once everything that was found is written down; past
    /// blocks that were replaced only when every deposit was brought up to date.
    async fn look_at(&self, source: &dyn ChainSource) -> Result<(), WatchError> {
        let network = source.network();
        let cursor = self
            .changes
            .db()
            .read(move |conn| queries::find_cursor(conn, network))
            .await?;
        let scan = source.scan(cursor.clone()).await?;
        let (found, is_written) = self.write_down(source, &scan.found).await;
        let is_complete = self.look_at_deposits(source, found, scan.fork).await?;
        if is_written && (is_complete || scan.fork.is_none()) {
            self.move_on(source, cursor, scan).await?;
        }
        Ok(())
    }

    /// Writes down the outputs that are new. One that fails does not keep the others. Returns the
    /// deposits that the outputs are, and whether none failed.
    async fn write_down(
        &self,
        source: &dyn ChainSource,
        outputs: &[Found],
    ) -> (BTreeSet<DepositId>, bool) {
        let (mut found, mut is_written) = (BTreeSet::new(), true);
        for one in outputs {
            match self.arrived(source, one).await {
                Ok(deposit) => found.extend(deposit),
                Err(error) => {
                    let cause: &dyn std::error::Error = &error;
                    tracing::error!(
                        error = cause,
                        network = %source.network(),
                        tx_hash = one.output.tx_hash,
                        "a deposit was not written down"
                    );
                    is_written = false;
                }
            }
        }
        (found, is_written)
    }

    /// The deposit that an output is, written down if it is new.
    async fn arrived(
        &self,
        source: &dyn ChainSource,
        found: &Found,
    ) -> Result<Option<DepositId>, LedgerError> {
        let (network, output) = (source.network(), found.output.clone());
        let find = move |conn: &mut _| queries::find_output(conn, network, &output);
        if let Some(id) = self.changes.db().read(find.clone()).await? {
            return Ok(Some(id));
        }
        let (books, found) = (self.books.clone(), found.clone());
        let recorded = self.changes.change(Actor::system(NAME), move |conn| {
            let now = books.clock.now_millis();
            let row = arrival::record(conn, &books.ledger, network, &found, now)?;
            Ok::<_, LedgerError>(match row {
                Some(row) => Changed::by(Some(row.id.clone()), seen_first(&row)),
                None => Changed::nothing(None),
            })
        });
        match recorded.await {
            // Another watcher was first.
            Err(LedgerError::Db(error)) if arrival::is_known(&error) => {
                Ok(self.changes.db().read(find).await?)
            }
            recorded => recorded,
        }
    }

    /// Brings what was found up to date, and then what is on its way or in blocks that were replaced.
    /// Says whether all of it is.
    async fn look_at_deposits(
        &self,
        source: &dyn ChainSource,
        found: BTreeSet<DepositId>,
        fork: Option<i64>,
    ) -> Result<bool, WatchError> {
        let network = source.network();
        let ids: Vec<DepositId> = found.into_iter().collect();
        let mut is_complete = true;
        for page in ids.chunks(PAGE) {
            let page = page.to_vec();
            let rows = self
                .changes
                .db()
                .read(move |conn| queries::find_all(conn, &page));
            is_complete &= self.bring_all(source, rows.await?).await?;
        }
        let mut after = None;
        loop {
            let page = self
                .changes
                .db()
                .read(move |conn| queries::open(conn, network, fork, after.as_ref()));
            let page: Vec<DepositRow> = page.await?;
            let Some(last) = page.last() else {
                return Ok(is_complete);
            };
            after = Some(last.id.clone());
            is_complete &= self.bring_all(source, page).await?;
        }
    }

    /// Asks the chain for deposits and brings them to where it says that they are. One that fails
    /// does not keep the others. Says whether none failed and none changed meanwhile.
    async fn bring_all(
        &self,
        source: &dyn ChainSource,
        rows: Vec<DepositRow>,
    ) -> Result<bool, WatchError> {
        let seen = source.sight(rows.iter().map(output).collect()).await?;
        let mut is_complete = true;
        for (row, seen) in rows.into_iter().zip(seen) {
            let (id, books) = (row.id.clone(), self.books.clone());
            let brought = self.changes.change(Actor::system(NAME), move |conn| {
                let changed = observe(conn, &books, &row, seen)?;
                Ok::<_, ObserveError>(changed.map(|row| row.is_some()))
            });
            is_complete &= brought.await.unwrap_or_else(|error| {
                let cause: &dyn std::error::Error = &error;
                tracing::error!(error = cause, deposit = %id, "a deposit was not brought up to date");
                false
            });
        }
        Ok(is_complete)
    }

    async fn move_on(
        &self,
        source: &dyn ChainSource,
        from: Option<Cursor>,
        scan: Scan,
    ) -> Result<(), WatchError> {
        if from.as_ref() == Some(&scan.cursor) {
            return Ok(());
        }
        let (network, clock) = (source.network(), self.books.clock.clone());
        let moved = self.changes.upkeep(move |conn| {
            let now = clock.now_millis();
            queries::move_cursor(conn, network, (from.as_ref(), &scan.cursor), now)
        });
        moved.await.map(drop).map_err(WatchError::Db)
    }
}

pub(super) fn output(row: &DepositRow) -> Output {
    Output {
        tx_hash: row.tx_hash.clone(),
        index: row.output_index,
    }
}

/// What the audit log is told of a deposit that was seen for the first time.
pub(super) fn seen_first(row: &DepositRow) -> Change {
    Change::of("deposit.seen", &row.id).with("wallet_id", row.wallet_id.as_str())
}
