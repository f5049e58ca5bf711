//! Secret files: mode 0600 in a directory of mode 0700, written whole or not at all.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::SecretsError;

/// Group and others, each right.
const OTHERS: u32 = 0o077;

/// See [`super::prepare_data_dir`].
pub(super) fn prepare_directory(path: &Path) -> Result<(), SecretsError> {
    let failed = |source| SecretsError::File {
        path: path.to_owned(),
        source,
    };
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .map_err(failed)?;
    if mode(path).map_err(failed)? & OTHERS == 0 {
        return Ok(());
    }
    if fs::read_dir(path).map_err(failed)?.next().is_none() {
        return fs::set_permissions(path, fs::Permissions::from_mode(0o700)).map_err(failed);
    }
    // Between the two looks another process may have closed it and begun to write.
    if mode(path).map_err(failed)? & OTHERS == 0 {
        return Ok(());
    }
    Err(SecretsError::Open {
        path: path.to_owned(),
        mode: "700",
    })
}

/// How long a start waits for another one to write its secrets.
const PATIENCE: Duration = Duration::from_secs(60);

/// The exclusive right to write secrets in a directory, until it is dropped or the process dies;
/// `None` where the file system has no such locks.
pub(super) fn lock(directory: &Path) -> Result<Option<File>, SecretsError> {
    let failed = |source| SecretsError::File {
        path: directory.to_owned(),
        source,
    };
    let file = File::open(directory).map_err(failed)?;
    let deadline = Instant::now() + PATIENCE;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                std::thread::sleep(Duration::from_millis(20));
            }
            Err(TryLockError::WouldBlock) => {
                return Err(SecretsError::Starting(directory.to_owned()));
            }
            Err(TryLockError::Error(_)) => return Ok(None),
        }
    }
}

/// The text of a secret file; `None` if there is none.
pub(crate) fn read(path: &Path) -> Result<Option<Zeroizing<String>>, SecretsError> {
    let failed = |source| SecretsError::File {
        path: path.to_owned(),
        source,
    };
    let text = match fs::read_to_string(path) {
        Ok(text) => Zeroizing::new(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return Err(SecretsError::Damaged(path.to_owned()));
        }
        Err(error) => return Err(failed(error)),
    };
    if mode(path).map_err(failed)? & OTHERS != 0 {
        return Err(SecretsError::Open {
            path: path.to_owned(),
            mode: "600",
        });
    }
    Ok(Some(text))
}

/// Writes a secret file unless there is one already; `false` means that there is.
///
/// The file appears under its name only when it is complete and on disk, so neither a crash nor a
/// second process ever sees half of it.
pub(crate) fn create(path: &Path, text: &str) -> Result<bool, SecretsError> {
    let failed = |source| SecretsError::File {
        path: path.to_owned(),
        source,
    };
    let draft = path.with_extension(format!("{}.draft", uuid::Uuid::new_v4()));
    let published = write_draft(&draft, text).and_then(|()| publish(&draft, path));
    let removed = fs::remove_file(&draft);
    let published = published.map_err(failed)?;
    removed.map_err(failed)?;
    if let Some(directory) = path.parent() {
        File::open(directory)
            .and_then(|directory| directory.sync_all())
            .map_err(failed)?;
    }
    Ok(published)
}

fn write_draft(draft: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(draft)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// A link is made atomically and, unlike a rename, never replaces what is there.
fn publish(draft: &Path, path: &Path) -> io::Result<bool> {
    match fs::hard_link(draft, path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error),
    }
}

fn mode(path: &Path) -> io::Result<u32> {
    Ok(fs::metadata(path)?.permissions().mode())
}
