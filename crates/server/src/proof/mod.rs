//! The proof of the ledger: every figure follows from what was written, and everything written is
//! as it was.
//!
//! All is read as it was at one moment, so that a server may go on beside. A row that is wrong is
//! named and the proof goes on. What a clean proof has seen is sealed, account by account, and the
//! next one begins there unless it is to be a full one.

mod accounts;
mod checkpoints;
mod deposits;
mod finding;
mod lines;
mod movements;
mod operations;
mod pages;
mod product;
mod queries;
mod rows;
mod transactions;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use sovx_ledger::{Precision, Total};
use tokio::sync::mpsc;

pub(crate) use finding::Findings;

use crate::changes::Changes;
use crate::db::{Connection, DbError, LedgerAccountId, MovementId};
use crate::ledger::Ledger;
use crate::ledger::model::{AccountRow, CheckpointRow};
use crate::ledger::seals::Seals;

/// How much was proved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) accounts: i64,
    pub(crate) movements: i64,
    pub(crate) lines: i64,
    /// The lines that this proof read; the others lie before checkpoints.
    pub(crate) read: i64,
}

/// What all accounts of a currency have together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    /// `None` where nobody knows it.
    pub(crate) precision: Option<Precision>,
    pub(crate) debits: Total,
    pub(crate) credits: Total,
}

/// What a proof has shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Report {
    pub(crate) counts: Counts,
    /// By the code of the currency, in small letters.
    pub(crate) currencies: BTreeMap<String, Sums>,
    pub(crate) findings: Findings,
}

/// What the thread that proves has to tell.
enum Said {
    /// How many lines it has read.
    Read(i64),
    /// Accounts that were proved, once everything was.
    Proved(Vec<CheckpointRow>),
}

impl Ledger {
    /// Proves all movements, or with `is_full` unset those since the last clean proof; tells
    /// `progress` now and then how many lines were read. Changes may go on meanwhile.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn verify(
        &self,
        changes: &Changes,
        is_full: bool,
        mut progress: impl FnMut(i64),
    ) -> Result<Report, DbError> {
        let (tell, mut told) = mpsc::channel(4);
        let seals = Arc::clone(self.seals());
        let now = changes.clock().now_millis();
        let proving = changes.db().snapshot(move |conn| {
            let mut proof = Proof::new(conn, &seals, is_full, tell);
            proof.run(now)?;
            Ok(proof.report)
        });
        let listening = async {
            while let Some(said) = told.recv().await {
                match said {
                    Said::Read(lines) => progress(lines),
                    Said::Proved(rows) => {
                        let store = move |conn: &mut _| checkpoints::store(conn, &rows);
                        changes.upkeep(store).await?;
                    }
                }
            }
            Ok(())
        };
        let (report, listened): (_, Result<(), DbError>) = tokio::join!(proving, listening);
        listened.and(report)
    }
}

/// Proves everything that a connection sees, also what it has not committed yet.
#[cfg(test)]
pub(crate) fn of_connection(conn: &mut Connection, ledger: &Ledger) -> Result<Report, DbError> {
    let (tell, mut told) = mpsc::channel(1);
    told.close();
    let mut proof = Proof::new(conn, ledger.seals(), true, tell);
    proof.run(0)?;
    Ok(proof.report)
}

/// A proof that is being made.
struct Proof<'a> {
    conn: &'a mut Connection,
    seals: &'a Seals,
    is_full: bool,
    tell: mpsc::Sender<Said>,
    report: Report,
    /// The holds that are open at the end, of the accounts that have any.
    open: HashMap<LedgerAccountId, Vec<MovementId>>,
    /// What lies on each network.
    chains: Vec<AccountRow>,
    /// The operations of new lines that were not compared yet.
    operations: BTreeSet<String>,
}

impl<'a> Proof<'a> {
    fn new(
        conn: &'a mut Connection,
        seals: &'a Seals,
        is_full: bool,
        tell: mpsc::Sender<Said>,
    ) -> Self {
        Self {
            conn,
            seals,
            is_full,
            tell,
            report: Report::default(),
            open: HashMap::new(),
            chains: Vec::new(),
            operations: BTreeSet::new(),
        }
    }

    fn run(&mut self, now: i64) -> Result<(), DbError> {
        // Without any checkpoint every line is new.
        self.is_full = self.is_full || !checkpoints::exist(self.conn)?;
        accounts::prove(self)?;
        movements::prove(self)?;
        transactions::prove(self)?;
        deposits::prove(self)?;
        if self.report.findings.is_empty() {
            checkpoints::renew(self, now)?;
        }
        Ok(())
    }

    fn say(&self, said: Said) {
        // Nobody listens any more when a checkpoint could not be stored, which is told already.
        let _ = self.tell.blocking_send(said);
    }
}
