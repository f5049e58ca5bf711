//! The contracts of the repository: every folder under `openapi/` that has a root document.

use std::fs;
use std::path::PathBuf;

use sovx_contract::Document;

use crate::failure::{Context as _, Failure, Result};
use crate::workspace::Workspace;

/// A contract, by name and root file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contract {
    /// The folder's name: `sovx`.
    pub(crate) name: String,
    /// Its `openapi.yaml`.
    pub(crate) root: PathBuf,
}

impl Contract {
    /// Every contract, by name.
    ///
    /// # Errors
    /// `openapi/` cannot be read or holds no contract.
    pub(crate) fn all(workspace: &Workspace) -> Result<Vec<Self>> {
        let folder = workspace.root.join("openapi");
        let mut found = Vec::new();
        for entry in fs::read_dir(&folder).context(folder.display())? {
            let entry = entry.context(folder.display())?;
            let root = entry.path().join("openapi.yaml");
            if root.is_file() {
                let name = entry.file_name().to_string_lossy().into_owned();
                found.push(Self { name, root });
            }
        }
        if found.is_empty() {
            return Err(Failure::new("openapi/ holds no contract"));
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(found)
    }

    /// The document itself.
    ///
    /// # Errors
    /// It cannot be used; the failure tells every reason.
    pub(crate) fn load(&self) -> Result<Document> {
        sovx_contract::load(&self.root).map_err(|problems| Failure::new(problems.to_string()))
    }
}
