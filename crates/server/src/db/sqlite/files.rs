//! The files of an open database, and the lock beside them.
//!
//! A file that was removed or replaced stays open for who had opened it: what is written there is
//! lost with the process, and a second server may be at work on the new one. So whoever writes or
//! reads looks first whether the names still lead to the files that were opened, as SQLite itself
//! does where it keeps no write-ahead log.

use super::super::connection::Connection;
use super::super::error::{DbError, OpenError};
use std::fs::{File, Metadata, TryLockError};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A name leads to another file than the one that was opened, or to none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(in crate::db) enum FileGone {
    /// The database or its log.
    #[error(
        "{} was removed or replaced while it was open: put it back, or start the server again",
        .0.display()
    )]
    Replaced(PathBuf),
    /// The lock file, and another server has the new one.
    #[error(
        "the lock of {} was removed and another server has taken it: stop one of them",
        .0.display()
    )]
    Taken(PathBuf),
}

impl From<FileGone> for DbError {
    fn from(gone: FileGone) -> Self {
        Self::Unavailable(Box::new(gone))
    }
}

/// Which file it is, whatever its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Identity(u64, u64);

impl Identity {
    fn of(metadata: &Metadata) -> Self {
        Self(metadata.dev(), metadata.ino())
    }

    fn at(path: &Path) -> Option<Self> {
        std::fs::metadata(path).ok().as_ref().map(Self::of)
    }
}

/// The files of a database, as they were opened, and the lock if this server is to be the only one.
pub(in crate::db) struct OpenFiles {
    database: PathBuf,
    opened: Vec<(PathBuf, Identity)>,
    lock: Mutex<Option<FileLock>>,
    is_gone: AtomicBool,
}

impl OpenFiles {
    /// Remembers which files a connection that writes has opened, its log among them.
    pub(in crate::db) fn of(database: &Path, lock: Option<FileLock>) -> Self {
        let names = ["", "-wal", "-shm"].map(|suffix| with_suffix(database, suffix));
        let identify = |path: PathBuf| Identity::at(&path).map(|identity| (path, identity));
        Self {
            database: database.to_owned(),
            opened: names.into_iter().filter_map(identify).collect(),
            lock: Mutex::new(lock),
            is_gone: AtomicBool::new(false),
        }
    }

    pub(in crate::db) fn database(&self) -> &Path {
        &self.database
    }

    /// A connection that cannot write, to the file that was opened and no other.
    pub(in crate::db) fn open_reader(&self) -> Result<Connection, OpenError> {
        let gone = |gone: FileGone| OpenError::Connect {
            reason: gone.to_string(),
        };
        self.verify().map_err(gone)?;
        let conn = super::open_reader(&self.database)?;
        self.verify().map_err(gone)?;
        Ok(conn)
    }

    /// Looks whether every file is still in its place. A lock file that was removed is made again,
    /// unless another server was faster.
    pub(in crate::db) fn verify(&self) -> Result<(), FileGone> {
        let outcome = self.compare();
        let was_gone = self.is_gone.swap(outcome.is_err(), Ordering::Relaxed);
        match &outcome {
            Err(gone) if !was_gone => tracing::error!(%gone, "the database cannot be used"),
            Ok(()) if was_gone => tracing::info!("the database is in its place again"),
            Ok(()) | Err(_) => {}
        }
        outcome
    }

    fn compare(&self) -> Result<(), FileGone> {
        for (path, identity) in &self.opened {
            if Identity::at(path) != Some(*identity) {
                return Err(FileGone::Replaced(path.clone()));
            }
        }
        let mut lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        if lock.as_ref().is_none_or(FileLock::is_in_place) {
            return Ok(());
        }
        match FileLock::take(&self.database, Duration::ZERO) {
            Ok(again) => {
                tracing::warn!("the lock file of the database was removed; it is made again");
                *lock = Some(again);
                Ok(())
            }
            Err(_) => Err(FileGone::Taken(self.database.clone())),
        }
    }

    /// Lets another server in.
    pub(in crate::db) fn unlock(&self) {
        drop(
            self.lock
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take(),
        );
    }
}

/// The exclusive right to a database file; it ends when this is dropped or the process dies.
#[derive(Debug)]
pub(in crate::db) struct FileLock {
    path: PathBuf,
    file: File,
}

impl FileLock {
    /// Waits up to `patience` for a server that is just stopping.
    pub(in crate::db) fn take(database: &Path, patience: Duration) -> Result<Self, OpenError> {
        let path = with_suffix(database, ".lock");
        let failed = |source| OpenError::File {
            path: path.display().to_string(),
            source,
        };
        let deadline = Instant::now() + patience;
        loop {
            let file = super::private_file().open(&path).map_err(failed)?;
            match file.try_lock() {
                Ok(()) => {
                    let path = path.clone();
                    let lock = Self { path, file };
                    // Removed between the two steps: another file bears the name now.
                    if lock.is_in_place() {
                        return Ok(lock);
                    }
                }
                Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                    std::thread::sleep(Duration::from_millis(20));
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(OpenError::InUse {
                        path: database.display().to_string(),
                    });
                }
                Err(TryLockError::Error(source)) => return Err(failed(source)),
            }
        }
    }

    /// Whether the file that is locked is the one that others find under its name.
    fn is_in_place(&self) -> bool {
        let held = self.file.metadata().ok().as_ref().map(Identity::of);
        held.is_some() && held == Identity::at(&self.path)
    }
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
