//! `cargo xtask release-contract`: freezes a contract under its version.
//!
//! A released document never changes. What changes later gets a version that says how much it
//! changed, and `check-contract` holds the contract to its newest release.

use std::fs;
use std::path::Path;

use clap::Args;
use serde_json::Value;
use sovx_contract::{Document, compare};

use crate::contracts::Contract;
use crate::failure::{Context as _, Failure, Result};
use crate::releases::{self, Accepted, Judged, Release, Version};
use crate::workspace::Workspace;

/// What `cargo xtask release-contract` takes.
#[derive(Debug, Args)]
pub(crate) struct ReleaseOptions {
    /// The folder of the contract below `openapi/` [default: every contract]
    name: Option<String>,
}

/// Writes the document of each contract that was asked for.
///
/// # Errors
/// A contract is broken, its version is taken by another document, or the version does not say
/// how much has changed.
pub(crate) fn run(workspace: &Workspace, options: &ReleaseOptions) -> Result<()> {
    let mut contracts = Contract::all(workspace)?;
    if let Some(name) = &options.name {
        contracts.retain(|contract| contract.name == *name);
        if contracts.is_empty() {
            return Err(Failure::new(format!(
                "openapi/{name} is no contract: name a folder that has an openapi.yaml"
            )));
        }
    }
    for contract in contracts {
        let document = contract.load()?;
        let folder = releases::folder(workspace, &contract.name);
        let outcome = freeze(&document, &folder)
            .map_err(|failure| Failure::new(format!("{}: {failure}", contract.name)))?;
        println!("{} {}: {outcome}", contract.name, document.version);
    }
    Ok(())
}

/// Writes the document into the folder of its releases, and says what came of it.
fn freeze(document: &Document, folder: &Path) -> Result<String> {
    let version: Version = document.version.parse()?;
    if let Some(newest) = Release::newest(folder)? {
        if version == newest.version && read(&newest.path)? == document.bundled {
            return Ok(format!("released already, as {}", newest.path.display()));
        }
        let judged = Accepted::of(&newest)?.judge(compare(&newest.load()?, document));
        let next = judged.next(newest.version);
        if version < next {
            return Err(too_low(newest.version, next, &judged));
        }
    }
    let path = folder.join(format!("{version}.json"));
    fs::create_dir_all(folder).context(folder.display())?;
    fs::write(&path, format!("{:#}\n", document.bundled)).context(path.display())?;
    Ok(format!("written to {}", path.display()))
}

/// Why the version is not enough: the changes of the worst level, or none but words.
fn too_low(released: Version, next: Version, judged: &Judged) -> Failure {
    let changes = &judged.rest;
    let what = match changes.worst() {
        Some(level) => {
            let lines = changes.of(level).map(|change| format!("\n  {change}"));
            lines.collect()
        }
        None if judged.entries.is_empty() => " nothing but words".to_owned(),
        None => format!("\n  {}", judged.entries.join("\n  ")),
    };
    Failure::new(format!(
        "{released} is released and stays as it is; set info.version to {next} or higher, because \
         this has changed since:{what}"
    ))
}

fn read(path: &Path) -> Result<Value> {
    let text = fs::read_to_string(path).context(path.display())?;
    serde_json::from_str(&text).context(path.display())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::releases::clock;

    #[test]
    fn a_release_is_written_once_and_never_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.0.0.json");

        let first = freeze(&clock("1.0.0", &["204"]), folder.path()).unwrap();
        let written = fs::read_to_string(&path).unwrap();
        let again = freeze(&clock("1.0.0", &["204"]), folder.path()).unwrap();
        let other = freeze(&clock("1.0.0", &["200"]), folder.path()).unwrap_err();

        assert!(first.starts_with("written to "), "{first}");
        assert!(again.starts_with("released already"), "{again}");
        assert!(
            other.to_string().starts_with(
                "1.0.0 is released and stays as it is; set info.version to 2.0.0 or higher"
            ),
            "{other}"
        );
        assert!(
            other.to_string().contains("[response-status-changed]"),
            "{other}"
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), written);
    }

    #[test]
    fn a_version_that_says_too_little_is_refused_and_one_that_says_enough_is_written() {
        let folder = tempfile::tempdir().unwrap();
        freeze(&clock("1.0.0", &["204"]), folder.path()).unwrap();

        for version in ["0.9.0", "1.0.1", "1.7.0"] {
            assert!(
                freeze(&clock(version, &["200"]), folder.path()).is_err(),
                "{version}"
            );
        }
        freeze(&clock("2.0.0", &["200"]), folder.path()).unwrap();

        let newest = Release::newest(folder.path()).unwrap().unwrap();
        assert_eq!(newest.version.to_string(), "2.0.0");
        assert!(compare(&newest.load().unwrap(), &clock("2.0.0", &["200"])).is_empty());
    }
}
