//! What the writer's thread does with the jobs that it takes.

use super::super::connection::{self, Connection};
use super::super::error::DbError;
use super::super::fault::Fault;
use super::super::sqlite::{self, FileGone, OpenFiles};
use super::Job;
use diesel::connection::SimpleConnection;
use diesel::result::Error as DieselError;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

/// No more jobs than this share a commit, so that the first need not wait long for the last.
const LARGEST_BATCH: usize = 256;

/// How long the jobs of a failed batch are done one by one before the rest is told to come back.
const ONE_BY_ONE: Duration = Duration::from_secs(5);

/// Why a transaction was not committed.
enum Failure {
    /// It could not begin.
    NotBegun(DieselError),
    /// Some statement of it failed that is no job's own, or the commit.
    Broken(DieselError),
    /// The file is not in its place any more; a commit may have gone into the void.
    Gone(FileGone),
}

impl From<DieselError> for Failure {
    fn from(error: DieselError) -> Self {
        Self::Broken(error)
    }
}

impl From<FileGone> for Failure {
    fn from(gone: FileGone) -> Self {
        Self::Gone(gone)
    }
}

/// What the thread works with.
pub(super) struct Desk {
    pub(super) files: Arc<OpenFiles>,
    pub(super) conn: Connection,
}

impl Desk {
    pub(super) fn work_off(mut self, jobs: &Receiver<Box<dyn Job>>) {
        while let Ok(first) = jobs.recv() {
            let mut batch = Vec::new();
            match self.commit_batch(first, jobs, &mut batch) {
                Ok(()) => batch.into_iter().for_each(|job| job.reply(Ok(()))),
                Err(failure) => self.answer_failed(batch, failure),
            }
        }
        if let Err(error) = self.conn.batch_execute("PRAGMA optimize") {
            tracing::warn!(%error, "cannot optimise the database");
        }
        drop(self.conn);
        self.files.unlock();
    }

    /// Jobs that arrive while the batch runs still join it.
    fn commit_batch(
        &mut self,
        first: Box<dyn Job>,
        jobs: &Receiver<Box<dyn Job>>,
        batch: &mut Vec<Box<dyn Job>>,
    ) -> Result<(), Failure> {
        batch.push(first);
        self.begin()?;
        if let Some(first) = batch.last_mut() {
            run_in_savepoint(&mut self.conn, first.as_mut())?;
        }
        while batch.len() < LARGEST_BATCH
            && let Ok(mut job) = jobs.try_recv()
        {
            let outcome = run_in_savepoint(&mut self.conn, job.as_mut());
            batch.push(job);
            outcome?;
        }
        self.commit()
    }

    fn begin(&mut self) -> Result<(), Failure> {
        self.files.verify()?;
        connection::begin(&mut self.conn).map_err(Failure::NotBegun)
    }

    fn commit(&mut self) -> Result<(), Failure> {
        connection::commit(&mut self.conn)?;
        Ok(self.files.verify()?)
    }

    /// Answers the jobs of a transaction that was not committed.
    fn answer_failed(&mut self, batch: Vec<Box<dyn Job>>, failure: Failure) {
        match failure {
            Failure::NotBegun(error) => {
                tracing::error!(%error, jobs = batch.len(), "a batch of writes was not begun");
                self.reconnect();
                let error = Arc::new(error);
                for job in batch {
                    job.reply(Err(not_committed(&error)));
                }
            }
            Failure::Gone(gone) => {
                for job in batch {
                    job.reply(Err(gone.clone().into()));
                }
            }
            Failure::Broken(error) => {
                tracing::error!(%error, jobs = batch.len(), "a batch of writes was not committed");
                self.reconnect();
                self.do_one_by_one(batch, &Arc::new(error));
            }
        }
    }

    fn do_one_by_one(&mut self, batch: Vec<Box<dyn Job>>, error: &Arc<DieselError>) {
        let begun = Instant::now();
        for mut job in batch {
            if begun.elapsed() >= ONE_BY_ONE {
                job.reply(Err(not_committed(error)));
                continue;
            }
            let committed = match self.commit_alone(job.as_mut()) {
                Ok(()) => Ok(()),
                Err(Failure::Gone(gone)) => Err(gone.into()),
                Err(Failure::NotBegun(error) | Failure::Broken(error)) => {
                    tracing::error!(%error, "a write was not committed");
                    self.reconnect();
                    Err(DbError::from(error))
                }
            };
            job.reply(committed);
        }
    }

    fn commit_alone(&mut self, job: &mut dyn Job) -> Result<(), Failure> {
        self.begin()?;
        run_in_savepoint(&mut self.conn, job)?;
        self.commit()
    }

    /// After a failed commit the state of the transaction is not worth knowing.
    fn reconnect(&mut self) {
        // A failure here shows again at the next batch.
        let _ = connection::rollback_to(&mut self.conn, 0);
        if self.files.verify().is_err() {
            return;
        }
        match sqlite::open_writer(self.files.database()) {
            Ok(conn) => self.conn = conn,
            Err(error) => tracing::error!(%error, "cannot reopen the database"),
        }
    }
}

/// What the jobs of a transaction are told that failed as a whole.
fn not_committed(error: &Arc<DieselError>) -> DbError {
    match Fault::of(error) {
        Fault::Damaged => DbError::Damaged(Box::new(Arc::clone(error))),
        Fault::Lost
        | Fault::Stale
        | Fault::Short
        | Fault::Collision
        | Fault::Waited
        | Fault::Statement => DbError::NotCommitted(Arc::clone(error)),
    }
}

fn run_in_savepoint(conn: &mut Connection, job: &mut dyn Job) -> Result<(), DieselError> {
    if job.is_abandoned() {
        return Ok(());
    }
    let outer = connection::depth(conn)?;
    connection::savepoint(conn)?;
    let kept = catch_unwind(AssertUnwindSafe(|| job.run(conn))).unwrap_or_else(|_payload| {
        job.panicked();
        false
    });
    if kept {
        if connection::depth(conn)? != outer.saturating_add(1) {
            // The job left a level open or closed one of ours: nothing here can be trusted.
            return Err(DieselError::BrokenTransactionManager);
        }
        connection::commit(conn)
    } else {
        connection::rollback_to(conn, outer)
    }
}
