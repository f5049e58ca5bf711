//! Secrets that a start has generated and not yet written, and the right to write them.

use std::fs::File;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::{Proof, SecretsError, SharedSecret, files};

/// What a start has generated. Until it is written, it counts for nobody else; dropping this lets
/// the next program on the same data directory generate.
///
/// Debug prints no secret.
#[derive(Default)]
pub(crate) struct Unwritten {
    lock: Option<File>,
    pub(super) pepper: Option<Draft>,
    pub(super) session_key: Option<Draft>,
    pub(super) master_key: Option<(Draft, Proof)>,
}

/// A file to be written.
pub(super) struct Draft {
    path: PathBuf,
    text: Zeroizing<String>,
}

impl Draft {
    pub(super) fn new(path: PathBuf, text: Zeroizing<String>) -> Self {
        Self { path, text }
    }

    fn write(self) -> Result<(), SecretsError> {
        match files::create(&self.path, &self.text)? {
            true => Ok(()),
            false => Err(SecretsError::Raced(self.path)),
        }
    }
}

impl Unwritten {
    /// Waits until no other program generates secrets in this directory, and keeps others waiting.
    pub(super) fn lock(&mut self, directory: &Path) -> Result<(), SecretsError> {
        self.lock = files::lock(directory)?;
        Ok(())
    }

    /// The secrets that are new, of which the database must not know others.
    pub(crate) fn names(&self) -> Vec<SharedSecret> {
        let pepper = self.pepper.as_ref().map(|_| SharedSecret::Pepper);
        let session_key = self.session_key.as_ref().map(|_| SharedSecret::SessionKey);
        let master_key = self.master_key.as_ref().map(|_| SharedSecret::MasterKey);
        [pepper, session_key, master_key]
            .into_iter()
            .flatten()
            .collect()
    }

    /// Writes a new pepper and a new session key, which nobody is shown. Call it when the database
    /// has accepted them and before it depends on them.
    pub(crate) fn write_keys(&mut self) -> Result<(), SecretsError> {
        for draft in [self.pepper.take(), self.session_key.take()] {
            draft.map_or(Ok(()), Draft::write)?;
        }
        Ok(())
    }

    /// Writes the hash of a new master key. Call it when the key has been shown; the proof is for
    /// the database.
    pub(crate) fn write_master_key(&mut self) -> Result<Option<Proof>, SecretsError> {
        let Some((draft, proof)) = self.master_key.take() else {
            return Ok(None);
        };
        draft.write()?;
        Ok(Some(proof))
    }
}

impl std::fmt::Debug for Unwritten {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_list().entries(self.names()).finish()
    }
}
