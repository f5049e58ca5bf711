//! A contract beside its newest release: clients that were written for that one go on working.
//!
//! A new major version may break them, and says so; everything else that breaks them is a mistake.

use std::path::Path;

use sovx_contract::{Change, Document, Level, compare};

use crate::check::artefact::Artefact;
use crate::contracts::Contract;
use crate::failure::{Failure, Result};
use crate::releases::{self, Accepted, Release, Version};
use crate::workspace::Workspace;

/// Compares a contract with a release of it: the one at `against` if that is one of this contract,
/// else its newest. None if it was never released.
///
/// # Errors
/// A release cannot be read.
pub(super) fn artefact(
    workspace: &Workspace,
    contract: &Contract,
    document: &Document,
    against: Option<&Path>,
) -> Result<Option<Artefact>> {
    let named = match against {
        Some(path) => asked_for(path, contract)?,
        None => None,
    };
    let release = match named {
        Some(release) => Some(release),
        None => Release::newest(&releases::folder(workspace, &contract.name))?,
    };
    release
        .map(|release| {
            let path = release.path.strip_prefix(&workspace.root);
            let name = path.unwrap_or(&release.path).display().to_string();
            let mut artefact = Artefact::new(name);
            judge(&mut artefact, &release, document, &contract.name)?;
            Ok(artefact)
        })
        .transpose()
}

/// # Errors
/// The path leads to a release of none of these contracts.
pub(super) fn check_asked(path: &Path, contracts: &[Contract]) -> Result<()> {
    for contract in contracts {
        if asked_for(path, contract)?.is_some() {
            return Ok(());
        }
    }
    Err(Failure::new(format!(
        "--against {}: no release of a contract of ours; name openapi/released, a folder in it or \
         a file NAME/VERSION.json",
        path.display()
    )))
}

/// The release at a path that was asked for: a file in the folder of the contract's name, or the
/// newest in that folder, or in the one of that name below.
fn asked_for(path: &Path, contract: &Contract) -> Result<Option<Release>> {
    let is_of = |folder: &Path| {
        folder
            .file_name()
            .is_some_and(|name| *name == *contract.name)
    };
    if path.is_dir() {
        return if is_of(path) {
            Release::newest(path)
        } else {
            Release::newest(&path.join(&contract.name))
        };
    }
    if path.is_file() && path.parent().is_some_and(is_of) {
        Release::at(path).map(Some)
    } else {
        Ok(None)
    }
}

fn judge(
    artefact: &mut Artefact,
    release: &Release,
    document: &Document,
    contract: &str,
) -> Result<()> {
    let changes = compare(&release.load()?, document);
    let judged = Accepted::of(release)?.judge(changes);
    let version: Version = document.version.parse()?;
    let (next, count) = (judged.next(release.version), judged.count());
    if count > 0 {
        let released = release.version;
        artefact.note([format!(
            "changed in {count} places since {released}; the next release is {next} or higher"
        )]);
    }
    artefact.note(judged.entries);
    if version < next {
        let broken = judged.rest.of(Level::Breaking);
        artefact.broken(broken.map(|change| line(change, contract, next)));
    }
    artefact.broken(judged.unused.iter().map(|entry| unused(entry, release)));
    Ok(())
}

/// What the list of accepted changes holds for nothing.
fn unused(entry: &str, release: &Release) -> String {
    format!(
        "{}.accepted.toml accepts {entry}, where nothing has changed so (fix: take it off the list)",
        release.version
    )
}

/// A change, where it stands, and the two ways out.
fn line(change: &Change, contract: &str, next: Version) -> String {
    let (at, old) = (&change.location_new, &change.location_old.pointer);
    format!(
        "{change} (at openapi/{contract}/{}:{}, {old} in the release; fix: take it back, or set \
         info.version to {next})",
        at.file, at.line
    )
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::check::artefact::State;
    use crate::releases::clock;

    fn judged(new: &Document) -> Artefact {
        judged_beside(None, new)
    }

    /// Beside a list of accepted changes.
    fn judged_beside(list: Option<&str>, new: &Document) -> Artefact {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.0.0.json");
        fs::write(&path, clock("1.0.0", &["204"]).bundled.to_string()).unwrap();
        if let Some(list) = list {
            fs::write(folder.path().join("1.0.0.accepted.toml"), list).unwrap();
        }
        let mut artefact = Artefact::new("clock");
        judge(&mut artefact, &Release::at(&path).unwrap(), new, "clock").unwrap();
        artefact
    }

    #[test]
    fn what_breaks_clients_is_broken_until_the_major_version_says_so() {
        let broken = judged(&clock("1.1.0", &["200"]));
        let said = judged(&clock("2.0.0", &["200"]));

        assert_eq!(broken.state(), State::Broken);
        assert!(
            broken.lines().contains(
                "breaking: DELETE /alarm: old says 204 without a body, new says 200 without a body"
            ),
            "{}",
            broken.lines()
        );
        assert_eq!(said.state(), State::Fresh);
    }

    #[test]
    fn an_accepted_change_is_printed_and_every_other_one_is_refused() {
        let list = "[[change]]\nrule = 'response-status-changed'\nnew = '200 without a body'\n\
                    places = ['/paths/~1alarm/delete/responses']\nreason = 'It rings.'\n";

        let accepted = judged_beside(Some(list), &clock("1.0.0", &["200"]));
        let other = judged_beside(Some(list), &clock("1.0.0", &["201"]));

        assert_eq!(accepted.state(), State::Fresh, "{}", accepted.lines());
        let printed = "accepted in 1 place: new says 200 without a body \
                       [response-status-changed]: It rings.";
        assert!(accepted.lines().contains(printed), "{}", accepted.lines());
        assert_eq!(other.state(), State::Broken);
        assert!(other.lines().contains("new says 201 without a body"));
        assert!(other.lines().contains("take it off the list"));
    }

    #[test]
    fn what_clients_do_not_notice_is_a_note() {
        let same = judged(&clock("1.0.0", &["204"]));
        let more = judged(&clock("1.0.0", &["204", "404"]));

        assert_eq!(same.lines(), "fresh  clock");
        assert_eq!(
            more.lines(),
            "fresh  clock\n       changed in 1 places since 1.0.0; the next release is 1.1.0 or higher"
        );
    }

    #[test]
    fn a_release_belongs_to_the_contract_that_its_folder_is_named_after() {
        let folder = tempfile::tempdir().unwrap();
        let released = folder.path().join("clock");
        fs::create_dir(&released).unwrap();
        for version in ["1.0.0", "1.2.0"] {
            let text = clock(version, &["204"]).bundled.to_string();
            fs::write(released.join(format!("{version}.json")), text).unwrap();
        }
        let of = |name: &str, path: &Path| {
            let contract = Contract {
                name: name.to_owned(),
                root: "openapi.yaml".into(),
            };
            let release = asked_for(path, &contract).unwrap();
            release.map(|release| release.version.to_string())
        };

        assert_eq!(of("clock", folder.path()).as_deref(), Some("1.2.0"));
        assert_eq!(of("clock", &released).as_deref(), Some("1.2.0"));
        assert_eq!(
            of("clock", &released.join("1.0.0.json")).as_deref(),
            Some("1.0.0")
        );
        for path in [released.clone(), released.join("1.0.0.json")] {
            assert_eq!(of("sundial", &path), None);
        }
        let contracts = [Contract {
            name: "clock".to_owned(),
            root: "openapi.yaml".into(),
        }];
        assert!(check_asked(folder.path(), &contracts).is_ok());
        assert!(check_asked(&released.join("7.0.0.json"), &contracts).is_err());
    }
}
