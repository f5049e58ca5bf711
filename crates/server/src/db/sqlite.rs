//! SQLite: one file, one server, one writer.
//!
//! The lock file beside the database keeps a second server away: its writes would be correct, but
//! a revocation must hold on every server at once, and only one process can promise that here.

use super::connection::Connection;
use super::error::OpenError;
use super::fault::Fault;
use diesel::Connection as _;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

mod files;

pub(super) use files::{FileGone, FileLock, OpenFiles};

/// First of all, so that no later statement fails only because another connection writes.
const BUSY_TIMEOUT: &str = "PRAGMA busy_timeout = 5000;";
const WRITER: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                      PRAGMA foreign_keys = ON;";
const READER: &str = "PRAGMA foreign_keys = ON; PRAGMA query_only = ON;";

/// Opens a file or makes one that only its owner can use. SQLite gives its log and its shared
/// memory the mode of the database.
fn private_file() -> OpenOptions {
    let mut options = File::options();
    options.create(true).truncate(false).write(true).mode(0o600);
    options
}

/// The connection that writes. It makes the file when there is none.
pub(super) fn open_writer(path: &Path) -> Result<Connection, OpenError> {
    let failed = |source| OpenError::File {
        path: path.display().to_string(),
        source,
    };
    // Closed again before SQLite opens it: closing later would release SQLite's own locks.
    drop(private_file().open(path).map_err(failed)?);
    open(path, WRITER)
}

/// A connection that cannot write.
pub(super) fn open_reader(path: &Path) -> Result<Connection, OpenError> {
    open(path, READER)
}

fn open(path: &Path, pragmas: &str) -> Result<Connection, OpenError> {
    let name = path.to_str().ok_or_else(|| OpenError::Connect {
        reason: "the path of the database file is not valid UTF-8".to_owned(),
    })?;
    // A relative name that begins with a scheme would be read as a URL.
    let name = if name.starts_with("file:") {
        format!("./{name}")
    } else {
        name.to_owned()
    };
    let mut conn = SqliteConnection::establish(&name).map_err(|error| OpenError::Connect {
        reason: error.to_string(),
    })?;
    conn.batch_execute(BUSY_TIMEOUT)?;
    retry_locked(|| conn.batch_execute(pragmas))?;
    Ok(Connection::Sqlite(conn))
}

/// Switching to WAL does not wait for `busy_timeout` when others switch at the same moment.
fn retry_locked(mut step: impl FnMut() -> QueryResult<()>) -> QueryResult<()> {
    let mut attempts = 0;
    loop {
        match step() {
            Err(error) if attempts < 250 && Fault::of(&error) == Fault::Waited => {
                attempts += 1;
                std::thread::sleep(Duration::from_millis(20));
            }
            other => return other,
        }
    }
}
