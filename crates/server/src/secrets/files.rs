//! Secret files: mode 0600 in a directory of mode 0700, written whole or not at all.
//!
//! A volume of a container may make both accessible to its group at every mount, which nobody in the
//! container can undo. That is taken where the operator says that the group is the server's own.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::SecretsError;
use crate::config::Config;

/// Who besides the owner may use the data directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Nobody,
    Group,
}

impl Access {
    /// Who may, by the setting of this name.
    pub(crate) fn of(config: &Config) -> Self {
        match config.data_dir_group_access {
            true => Self::Group,
            false => Self::Nobody,
        }
    }

    fn admits(self, mode: u32) -> bool {
        match self {
            Self::Nobody => mode & 0o077 == 0,
            Self::Group => mode & 0o007 == 0,
        }
    }

    /// Why a file or directory is refused. Its mode is written by the operator.
    fn refuse(self, path: &Path, mode: u32) -> SecretsError {
        SecretsError::Open {
            path: path.to_owned(),
            mode: match path.is_dir() {
                true => "700",
                false => "600",
            },
            hint: match (self, mode & 0o007) {
                (Self::Nobody, 0) => {
                    "; if a volume gives it to the server's own group, as fsGroup does, set \
                     SOVX_DATA_DIR_GROUP_ACCESS=true"
                }
                _ => "",
            },
        }
    }
}

/// See [`super::prepare_data_dir`].
pub(super) fn prepare_directory(path: &Path, access: Access) -> Result<(), SecretsError> {
    let failed = |source| SecretsError::File {
        path: path.to_owned(),
        source,
    };
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .map_err(failed)?;
    if access.admits(mode(path).map_err(failed)?) {
        return Ok(());
    }
    if fs::read_dir(path).map_err(failed)?.next().is_none() {
        // The directory of a volume belongs to the machine, which may forbid this.
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(0o700));
    }
    // Between the looks another process may have closed it and begun to write.
    let mode = mode(path).map_err(failed)?;
    match access.admits(mode) {
        true => Ok(()),
        false => Err(access.refuse(path, mode)),
    }
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

/// How long a file may be, in bytes.
const LONGEST: u64 = 64 * 1024;

/// The text of a secret file; `None` if there is none.
pub(crate) fn read(path: &Path, access: Access) -> Result<Option<Zeroizing<String>>, SecretsError> {
    let failed = |source| SecretsError::File {
        path: path.to_owned(),
        source,
    };
    // A server writes short regular files. A pipe in the place of one would never end.
    match fs::metadata(path) {
        Ok(data) if !data.is_file() || data.len() > LONGEST => {
            return Err(SecretsError::Damaged(path.to_owned()));
        }
        Ok(_) | Err(_) => {}
    }
    let text = match fs::read_to_string(path) {
        Ok(text) => Zeroizing::new(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::InvalidData => {
            return Err(SecretsError::Damaged(path.to_owned()));
        }
        Err(error) => return Err(failed(error)),
    };
    let mode = mode(path).map_err(failed)?;
    if !access.admits(mode) {
        return Err(access.refuse(path, mode));
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
    // A rename has taken the draft along.
    let removed = match fs::remove_file(&draft) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    };
    let published = published.map_err(failed)?;
    removed.map_err(failed)?;
    sync_directory(path).map_err(failed)?;
    Ok(published)
}

/// Writes a file in the place of the one that is there. A reader sees the old text or the new one,
/// also after a crash.
pub(crate) fn replace(path: &Path, text: &str, access: Access) -> Result<(), SecretsError> {
    let failed = |source| SecretsError::File {
        path: path.to_owned(),
        source,
    };
    let draft = path.with_extension(format!("{}.draft", std::process::id()));
    // One that a process of this number has left behind.
    let _ = fs::remove_file(&draft);
    let replaced = write_draft(&draft, text)
        .and_then(|()| match access {
            // Another process of the group may read it next.
            Access::Group => fs::set_permissions(&draft, fs::Permissions::from_mode(0o640)),
            Access::Nobody => Ok(()),
        })
        .and_then(|()| fs::rename(&draft, path));
    if replaced.is_err() {
        // An unfinished draft is of no use.
        let _ = fs::remove_file(&draft);
    }
    replaced.map_err(failed)?;
    sync_directory(path).map_err(failed)
}

fn sync_directory(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(directory) => File::open(directory)?.sync_all(),
        None => Ok(()),
    }
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

/// Gives the draft its name unless there is such a file. A link does both at once; not every file
/// system has links, and there the lock of the directory keeps others away meanwhile.
fn publish(draft: &Path, path: &Path) -> io::Result<bool> {
    match fs::hard_link(draft, path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(_) => publish_by_rename(draft, path),
    }
}

fn publish_by_rename(draft: &Path, path: &Path) -> io::Result<bool> {
    let name = path.with_file_name(".naming");
    let claim = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&name)?;
    claim.lock()?;
    let is_there = path.try_exists()?;
    if !is_there {
        fs::rename(draft, path)?;
    }
    Ok(!is_there)
}

fn mode(path: &Path) -> io::Result<u32> {
    Ok(fs::metadata(path)?.permissions().mode())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_that_name_their_draft_without_links_one_wins_and_its_text_stays() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("secret");

        let winners: Vec<usize> = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..8)
                .map(|number| {
                    let (draft, path) = (directory.path().join(format!("{number}.draft")), &path);
                    scope.spawn(move || {
                        write_draft(&draft, &number.to_string()).unwrap();
                        publish_by_rename(&draft, path).unwrap().then_some(number)
                    })
                })
                .collect();
            let outcomes = starts.into_iter().map(|start| start.join().unwrap());
            outcomes.flatten().collect()
        });

        assert_eq!(winners.len(), 1, "{winners:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), winners[0].to_string());
        assert_eq!(mode(&path).unwrap() & 0o777, 0o600);
    }
}
