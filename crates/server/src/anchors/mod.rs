//! Anchors: how far the audit log was, kept where the log is not.
//!
//! The log proves itself, but for one thing: an older log with its older head, or an empty one, is
//! whole as well. So a sealed statement of how far it is stands in another table, with SQLite also
//! in a file of the data directory, and once an hour in the server's log, which is best kept
//! elsewhere. The log must hold what they say.
//!
//! A statement is made of what is on disk already, and the file is written before the table. So a
//! crash leaves older statements at most, which the log still holds.

mod keep;
mod places;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

pub(crate) use keep::Keeper;
use places::Place;

use crate::auth::caller::Actor;
use crate::changes::audit::{Statement, StatementError, Verdict};
use crate::changes::{Change, Changed, Changes};
use crate::config::{Config, Database};
use crate::db::DbError;
use crate::secrets::SecretsError;
use crate::secrets::files::{self, Access};

/// The name of the file in the data directory.
const FILE: &str = "audit-anchor";

/// The anchors of one installation.
#[derive(Debug, Clone)]
pub(crate) struct Anchors {
    changes: Changes,
    file: Option<(PathBuf, Access)>,
}

/// Why the anchors are not what a server has written, or cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AnchorError {
    /// An anchor was altered.
    #[error("audit log: the anchor in {place} {error}; `sovx audit accept` writes another")]
    Damaged { place: Place, error: StatementError },
    /// The file was removed.
    #[error(
        "audit log: the anchor {} is missing: restore it from a backup, or write another with \
         `sovx audit accept`", .0.display()
    )]
    Missing(PathBuf),
    /// The log is not what was stated earlier, or damaged.
    #[error("{0}")]
    Broken(Verdict),
    #[error(transparent)]
    File(#[from] SecretsError),
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What the anchors say.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    /// Each statement that can be read.
    pub(crate) statements: Vec<Statement>,
    /// What is wrong with an anchor that cannot.
    pub(crate) fault: Option<AnchorError>,
}

impl Anchors {
    /// The anchors of the log of these changes.
    pub(crate) fn new(changes: Changes, config: &Config) -> Self {
        let file = match &config.database {
            Database::Sqlite(_) => Some((config.data_dir.join(FILE), Access::of(config))),
            Database::Postgres(_) => None,
        };
        Self { changes, file }
    }

    /// What the anchors say; nothing before the first start of a server that keeps them.
    ///
    /// # Errors
    /// When one cannot be read.
    pub(crate) async fn kept(&self) -> Result<Kept, AnchorError> {
        // The table first: what it says was in the file before.
        let row = places::find_row(&self.changes).await?;
        let mut kept = Kept::default();
        if let Some((path, access)) = &self.file {
            match files::read(path, *access) {
                Ok(Some(text)) => self.keep(&mut kept, Place::File(path.clone()), &text),
                Ok(None) if row.is_some() => kept.fault = Some(AnchorError::Missing(path.clone())),
                Ok(None) => {}
                Err(SecretsError::Damaged(path)) => {
                    let (place, error) = (Place::File(path), StatementError::Malformed);
                    kept.fault = Some(AnchorError::Damaged { place, error });
                }
                Err(error) => return Err(error.into()),
            }
        }
        if let Some(text) = row {
            self.keep(&mut kept, Place::Table, &text);
        }
        Ok(kept)
    }

    fn keep(&self, kept: &mut Kept, place: Place, text: &str) {
        match self.changes.read_statement(text) {
            Ok(statement) => kept.statements.push(statement),
            Err(error) => kept.fault = Some(AnchorError::Damaged { place, error }),
        }
    }

    /// States how far the log is, having looked whether it holds what was stated earlier, also what
    /// the caller remembers, and writes that to the anchors when they are older.
    ///
    /// # Errors
    /// When the log does not hold it, when an anchor is not as it was written, or when one cannot
    /// be written. The anchors stay as they are then.
    pub(crate) async fn renew(
        &self,
        remembered: Option<&Statement>,
    ) -> Result<Statement, AnchorError> {
        let kept = self.kept().await?;
        let places = 1 + usize::from(self.file.is_some());
        let stated = kept.statements.iter().chain(remembered).cloned();
        let statement = self.state(stated.collect()).await?;
        if let Some(fault) = kept.fault {
            return Err(fault);
        }
        let is_new = |said: &Statement| said.seq() == statement.seq();
        if kept.statements.len() < places || !kept.statements.iter().all(is_new) {
            self.write(&statement).await?;
        }
        Ok(statement)
    }

    /// Takes the log as it is, whatever the anchors say: the way on after a backup was restored.
    /// The log tells that this was done, and how far the anchors were.
    ///
    /// # Errors
    /// When the log itself is not whole, or an anchor cannot be read or written.
    pub(crate) async fn accept(&self) -> Result<Statement, AnchorError> {
        match self.changes.verify(&[], |_| ()).await? {
            Verdict::Intact { .. } => {}
            broken @ Verdict::Broken { .. } => return Err(AnchorError::Broken(broken)),
        }
        let kept = self.kept().await?;
        let newest = kept.statements.iter().map(Statement::seq).max();
        let is_whole = kept.fault.is_none();
        let accept = self.changes.change(Actor::operator(), move |_conn| {
            let change = Change::of("audit.accepted", "audit")
                .with("anchored", newest)
                .with("anchors_whole", is_whole);
            Ok::<_, DbError>(Changed::by((), change))
        });
        accept.await?;
        let statement = self.state(Vec::new()).await?;
        self.write(&statement).await?;
        Ok(statement)
    }

    async fn state(&self, stated: Vec<Statement>) -> Result<Statement, AnchorError> {
        let state = self.changes.state(stated).await?;
        state.map_err(AnchorError::Broken)
    }

    async fn write(&self, statement: &Statement) -> Result<(), AnchorError> {
        if let Some((path, access)) = &self.file {
            files::replace(path, &format!("{statement}\n"), *access)?;
        }
        Ok(places::write_row(&self.changes, statement).await?)
    }
}
