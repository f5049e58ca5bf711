//! Released contracts: `openapi/released/NAME/VERSION.json`, each as it was and never changed.

mod accepted;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use sovx_contract::{Changes, Document, Level};

use crate::failure::{Context as _, Failure, Result};
use crate::workspace::Workspace;

pub(crate) use accepted::{Accepted, Judged};

/// A version of a contract (Semantic Versioning, without labels).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version {
    major: u64,
    minor: u64,
    patch: u64,
}

impl Version {
    /// The first version that may follow this one after these changes.
    pub(crate) fn after(self, changes: &Changes) -> Self {
        match changes.worst() {
            Some(Level::Breaking) => Self {
                major: self.major + 1,
                minor: 0,
                patch: 0,
            },
            Some(Level::Warning | Level::Compatible) => self.next_minor(),
            None => Self {
                patch: self.patch + 1,
                ..self
            },
        }
    }

    fn next_minor(self) -> Self {
        Self {
            minor: self.minor + 1,
            patch: 0,
            ..self
        }
    }
}

impl FromStr for Version {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self> {
        let mut parts = text.split('.').map(str::parse);
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(Ok(major)), Some(Ok(minor)), Some(Ok(patch)), None) => Ok(Self {
                major,
                minor,
                patch,
            }),
            _ => Err(Failure::new(format!(
                "the version `{text}` is not of the form 1.2.3"
            ))),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// One released document.
#[derive(Debug)]
pub(crate) struct Release {
    pub(crate) version: Version,
    pub(crate) path: PathBuf,
}

impl Release {
    /// The release in that file.
    ///
    /// # Errors
    /// The file is not named after a version.
    pub(crate) fn at(path: &Path) -> Result<Self> {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let version = name
            .parse()
            .map_err(|failure| Failure::new(format!("{}: {failure}", path.display())))?;
        Ok(Self {
            version,
            path: path.to_path_buf(),
        })
    }

    /// The newest release in that folder; none if there is no such folder or nothing in it.
    ///
    /// # Errors
    /// The folder cannot be read, or holds a file that is not named after a version.
    pub(crate) fn newest(folder: &Path) -> Result<Option<Self>> {
        if !folder.is_dir() {
            return Ok(None);
        }
        let mut newest: Option<Self> = None;
        for entry in fs::read_dir(folder).context(folder.display())? {
            let path = entry.context(folder.display())?.path();
            if path.extension().is_some_and(|kind| kind == "json") {
                let release = Self::at(&path)?;
                if newest
                    .as_ref()
                    .is_none_or(|known| known.version < release.version)
                {
                    newest = Some(release);
                }
            }
        }
        Ok(newest)
    }

    /// The document.
    ///
    /// # Errors
    /// It cannot be used; the failure tells every reason.
    pub(crate) fn load(&self) -> Result<Document> {
        sovx_contract::load(&self.path).map_err(|problems| Failure::new(problems.to_string()))
    }
}

/// Where the releases of a contract are.
pub(crate) fn folder(workspace: &Workspace, contract: &str) -> PathBuf {
    workspace
        .root
        .join("openapi")
        .join("released")
        .join(contract)
}

/// A contract of one operation, in that version, with these statuses.
#[cfg(test)]
pub(crate) fn clock(version: &str, statuses: &[&str]) -> Document {
    let responses: serde_json::Map<_, _> = statuses
        .iter()
        .map(|status| {
            let response = serde_json::json!({"description": "Stopped."});
            ((*status).to_owned(), response)
        })
        .collect();
    let value = serde_json::json!({
        "openapi": "3.1.0",
        "info": {"title": "Clock", "version": version},
        "paths": {"/alarm": {"delete": {"operationId": "stop", "responses": responses}}},
    });
    sovx_contract::load_value("clock.json", &value).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_by_number_and_not_by_letter() {
        let folder = tempfile::tempdir().unwrap();
        for version in ["1.9.0", "1.10.0", "1.2.3"] {
            fs::write(folder.path().join(format!("{version}.json")), "{}").unwrap();
        }

        let newest = Release::newest(folder.path()).unwrap().unwrap();

        assert_eq!(newest.version.to_string(), "1.10.0");
    }

    #[test]
    fn a_version_has_three_numbers() {
        for text in ["1", "1.2", "1.2.3.4", "1.2.x", "v1.2.3", ""] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }

    #[test]
    fn what_changed_decides_the_next_version() {
        let clock = |statuses: &[&str]| clock("1.4.2", statuses);
        let released: Version = "1.4.2".parse().unwrap();
        let after = |new: &[&str]| {
            let changes = sovx_contract::compare(&clock(&["204"]), &clock(new));
            released.after(&changes).to_string()
        };

        assert_eq!(after(&["204"]), "1.4.3");
        assert_eq!(after(&["204", "404"]), "1.5.0");
        assert_eq!(after(&["200"]), "2.0.0");
    }
}
