//! The one thread that writes to SQLite.
//!
//! Jobs wait in a bounded channel. The thread takes those that are there, gives each a savepoint
//! within one transaction, commits once, and only then answers: an acknowledged write is on disk,
//! and a job that fails or panics takes nothing of its neighbours with it. Where the transaction as
//! a whole fails, each job is done again in one of its own, so that only those fail that must.

mod desk;

use self::desk::Desk;
use super::connection::Connection;
use super::error::{DbError, OpenError};
use super::sqlite::OpenFiles;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::oneshot;

/// The way in for jobs.
pub(super) struct Writer {
    jobs: Mutex<Option<SyncSender<Box<dyn Job>>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    /// Starts the thread. It keeps the file lock, if it has one, until its last job is done.
    pub(super) fn start(
        files: Arc<OpenFiles>,
        conn: Connection,
        queue: usize,
    ) -> Result<Self, OpenError> {
        let (sender, receiver) = sync_channel(queue);
        let desk = Desk { files, conn };
        let thread = std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || desk.work_off(&receiver))
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
        work: impl Fn(&mut Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        self.submit(Box::new(Submitted {
            work,
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
    /// Does the work, perhaps not for the first time; `true` when what it wrote may stay.
    fn run(&mut self, conn: &mut Connection) -> bool;
    /// The work panicked.
    fn panicked(&mut self);
    /// Answers, with the job's own outcome only if the batch was committed.
    fn reply(self: Box<Self>, committed: Result<(), DbError>);
}

struct Submitted<T, E, W> {
    work: W,
    outcome: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, W> Job for Submitted<T, E, W>
where
    T: Send,
    E: From<DbError> + Send,
    W: Fn(&mut Connection) -> Result<T, E> + Send,
{
    fn is_abandoned(&self) -> bool {
        self.reply.is_closed()
    }

    fn run(&mut self, conn: &mut Connection) -> bool {
        self.outcome.insert((self.work)(conn)).is_ok()
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
