//! The one thread that writes to SQLite.
//!
//! Jobs wait in a bounded channel. The thread takes those that are there, gives each a savepoint
//! within one transaction, commits once, and only then answers: an acknowledged write is on disk,
//! and a job that fails or panics takes nothing of its neighbours with it.

use super::connection::{self, Connection};
use super::error::{DbError, OpenError};
use super::sqlite::{self, FileLock};
use diesel::connection::SimpleConnection;
use diesel::result::Error as DieselError;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::oneshot;

/// No more jobs than this share a commit, so that the first need not wait long for the last.
const LARGEST_BATCH: usize = 256;

/// The way in for jobs.
pub(super) struct Writer {
    jobs: Mutex<Option<SyncSender<Box<dyn Job>>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the thread. It keeps the file lock, if it has one, until its last job is done.
    pub(super) fn start(
        path: &Path,
        conn: Connection,
        lock: Option<FileLock>,
        queue: usize,
    ) -> Result<Self, OpenError> {
        let (sender, receiver) = sync_channel(queue);
        let desk = Desk {
            path: path.to_path_buf(),
            conn,
        };
        let thread = std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || desk.work_off(&receiver, lock))
            .map_err(OpenError::Thread)?;
        Ok(Self {
            jobs: Mutex::new(Some(sender)),
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Hands `work` to the thread and waits, up to `patience`, until it is committed. Work that
    /// has not begun by then is dropped.
    pub(super) async fn write<T, E>(
        &self,
        patience: Duration,
        work: impl FnOnce(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        self.submit(Box::new(Submitted {
            work: Some(work),
            outcome: None,
            reply,
        }))?;
        match tokio::time::timeout(patience, answer).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(gone)) => Err(DbError::Unavailable(Box::new(gone)).into()),
            Err(elapsed) => Err(DbError::Unavailable(Box::new(elapsed)).into()),
        }
    }

    fn submit(&self, job: Box<dyn Job>) -> Result<(), DbError> {
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(jobs) = jobs.as_ref() else {
            return Err(DbError::Unavailable("the writer is closed".into()));
        };
        jobs.try_send(job).map_err(|refused| match refused {
            TrySendError::Full(_) => DbError::Busy,
            TrySendError::Disconnected(_) => DbError::Unavailable("the writer has ended".into()),
        })
    }

    /// Takes no more jobs and waits until those accepted are committed.
    pub(super) async fn close(&self) {
        drop(
            self.jobs
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take(),
        );
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(thread) = thread {
            let ended = tokio::task::spawn_blocking(move || thread.join()).await;
            if !matches!(ended, Ok(Ok(()))) {
                tracing::error!("the writer thread did not end cleanly");
            }
        }
    }
}

/// Work with the place its answer goes to.
trait Job: Send {
    /// Whether the client has stopped waiting.
    fn is_abandoned(&self) -> bool;
    /// Does the work; `true` when what it wrote may stay.
    fn run(&mut self, conn: &mut Connection) -> bool;
    /// The work panicked.
    fn panicked(&mut self);
    /// Answers, with the job's own outcome only if the batch was committed.
    fn reply(self: Box<Self>, committed: Result<(), DbError>);
}

struct Submitted<T, E, W> {
    work: Option<W>,
    outcome: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, W> Job for Submitted<T, E, W>
where
    T: Send,
    E: From<DbError> + Send,
    W: FnOnce(&mut Connection) -> Result<T, E> + Send,
{
    fn is_abandoned(&self) -> bool {
        self.reply.is_closed()
    }

    fn run(&mut self, conn: &mut Connection) -> bool {
        let Some(work) = self.work.take() else {
            return false;
        };
        self.outcome.insert(work(conn)).is_ok()
    }

    fn panicked(&mut self) {
        self.outcome = Some(Err(DbError::Panicked.into()));
    }

    fn reply(self: Box<Self>, committed: Result<(), DbError>) {
        let outcome = match (committed, self.outcome) {
            (Err(error), _) => Err(error.into()),
            (Ok(()), Some(outcome)) => outcome,
            (Ok(()), None) => return,
        };
        // A client that left does not hear the answer.
        drop(self.reply.send(outcome));
    }
}

/// What the thread works with.
struct Desk {
    path: PathBuf,
    conn: Connection,
}

impl Desk {
    fn work_off(mut self, jobs: &Receiver<Box<dyn Job>>, lock: Option<FileLock>) {
        while let Ok(first) = jobs.recv() {
            let mut batch = Vec::new();
            let committed = self.commit_batch(first, jobs, &mut batch).map_err(Arc::new);
            if let Err(error) = &committed {
                tracing::error!(%error, jobs = batch.len(), "a batch of writes was not committed");
                self.reconnect();
            }
            for job in batch {
                job.reply(match &committed {
                    Ok(()) => Ok(()),
                    Err(error) => Err(DbError::NotCommitted(Arc::clone(error))),
                });
            }
        }
        if let Err(error) = self.conn.batch_execute("PRAGMA optimize") {
            tracing::warn!(%error, "cannot optimise the database");
        }
        drop(self.conn);
        drop(lock);
    }

    /// Jobs that arrive while the batch runs still join it.
    fn commit_batch(
        &mut self,
        first: Box<dyn Job>,
        jobs: &Receiver<Box<dyn Job>>,
        batch: &mut Vec<Box<dyn Job>>,
    ) -> Result<(), DieselError> {
        batch.push(first);
        connection::begin(&mut self.conn)?;
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
        connection::commit(&mut self.conn)
    }

    /// After a failed commit the state of the transaction is not worth knowing.
    fn reconnect(&mut self) {
        // A failure here shows again at the next batch.
        let _ = connection::rollback_to(&mut self.conn, 0);
        match sqlite::open_writer(&self.path) {
            Ok(conn) => self.conn = conn,
            Err(error) => tracing::error!(%error, "cannot reopen the database"),
        }
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
