//! A copy of the repository to plant drifts in: whatever happens to it, the repository is untouched.
//!
//! It builds into the repository's own target directory, where its dependencies are compiled
//! already. A file that is as it was keeps its time, so that cargo compiles only what a drift
//! touches.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::command;
use crate::failure::{Context as _, Failure, Result};
use crate::workspace::Workspace;

/// The package that is added to the copy: the programs of a small contract.
pub(super) const DEPOT: &str = "crates/depot";

/// The copy's server has its own name, so that nobody starts a drifted one by mistake.
pub(super) const SERVER: &str = "sovx-drifted";

const MANIFEST: &str = "crates/server/Cargo.toml";
const LOCK: &str = "Cargo.lock";

/// The copy.
#[derive(Debug)]
pub(super) struct Tree<'w> {
    workspace: &'w Workspace,
    pub(super) root: PathBuf,
}

impl<'w> Tree<'w> {
    /// Copies every file that git knows.
    ///
    /// # Errors
    /// git or the file system fails.
    pub(super) fn new(workspace: &'w Workspace) -> Result<Self> {
        let tree = Self {
            workspace,
            root: workspace.target.join("mutants/tree"),
        };
        tree.restore()?;
        Ok(tree)
    }

    /// Makes every file again what it is in the repository.
    ///
    /// # Errors
    /// As [`Tree::new`].
    pub(super) fn restore(&self) -> Result<()> {
        let files = self.workspace.files()?;
        // The manifest with another name of the server, the lock file with a package more.
        let ours = |file: &&String| *file != MANIFEST && *file != LOCK;
        for file in files.iter().filter(ours) {
            self.restore_file(file)?;
        }
        self.remove_others(&self.root, &files)?;
        let manifest = self.workspace.root.join(MANIFEST);
        let text = fs::read_to_string(&manifest).context(manifest.display())?;
        let renamed = format!("name = \"{SERVER}\"");
        let text = edited(MANIFEST, &text, "name = \"sovx\"", &renamed)?;
        self.write(MANIFEST, text.as_bytes())?;
        if self.root.join(LOCK).exists() {
            return Ok(());
        }
        self.restore_file(LOCK)
    }

    /// Writes a file, unless it is so already.
    ///
    /// # Errors
    /// The file system refuses.
    pub(super) fn write(&self, file: &str, content: &[u8]) -> Result<()> {
        let path = self.root.join(file);
        if fs::read(&path).is_ok_and(|known| known == content) {
            return Ok(());
        }
        let folder = path.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder).context(folder.display())?;
        fs::write(&path, content).context(path.display())
    }

    /// Plants a drift.
    ///
    /// # Errors
    /// The file does not have the text exactly once.
    pub(super) fn edit(&self, file: &str, from: &str, to: &str) -> Result<()> {
        let path = self.root.join(file);
        let text = fs::read_to_string(&path).context(path.display())?;
        self.write(file, edited(file, &text, from, to)?.as_bytes())
    }

    /// A cargo command in the copy that builds into the target directory of the repository.
    pub(super) fn cargo(&self) -> Command {
        let mut cargo = command::program("cargo", &self.root);
        cargo.env("CARGO_TARGET_DIR", &self.workspace.target);
        cargo
    }

    /// Makes one file again what it is in the repository.
    ///
    /// # Errors
    /// The file system refuses.
    pub(super) fn restore_file(&self, file: &str) -> Result<()> {
        let source = self.workspace.root.join(file);
        let content = fs::read(&source).context(source.display())?;
        self.write(file, &content)
    }

    fn remove_others(&self, folder: &Path, files: &BTreeSet<String>) -> Result<()> {
        for entry in fs::read_dir(folder).context(folder.display())? {
            let path = entry.context(folder.display())?.path();
            let name = path.strip_prefix(&self.root).unwrap_or(&path);
            if name == Path::new(DEPOT) {
                continue;
            }
            if path.is_dir() {
                self.remove_others(&path, files)?;
            } else if !name.to_str().is_some_and(|name| files.contains(name)) {
                fs::remove_file(&path).context(path.display())?;
            }
        }
        Ok(())
    }
}

/// The text with one place of it replaced.
///
/// # Errors
/// It has none, or several: then the drift has to be written anew.
pub(super) fn edited(file: &str, text: &str, from: &str, to: &str) -> Result<String> {
    match text.matches(from).count() {
        1 => Ok(text.replacen(from, to, 1)),
        count => Err(Failure::new(format!(
            "{file}: has {count} times, not once, what a drift replaces: {from}"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drift_that_no_longer_applies_is_a_failure() {
        let once = edited("a.rs", "one two", "two", "three").unwrap();
        let never = edited("a.rs", "one two", "four", "three").unwrap_err();
        let twice = edited("a.rs", "two two", "two", "three").unwrap_err();

        assert_eq!(once, "one three");
        assert!(never.to_string().starts_with("a.rs: has 0 times"));
        assert!(twice.to_string().starts_with("a.rs: has 2 times"));
    }
}
