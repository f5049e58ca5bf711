//! The compiled server as a program to ask. This crate never links it: a contract that does not
//! compile must not stop the tool that says so.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::failure::{Context as _, Failure, Result};
use crate::workspace::Workspace;

/// How many of the compiler's errors are repeated.
const ERRORS: usize = 5;

/// A compiled server.
#[derive(Debug)]
pub(super) struct Binary {
    path: PathBuf,
}

impl Binary {
    /// One that exists already.
    pub(super) fn at(path: &Path) -> Self {
        Self {
            path: path.to_path_buf(),
        }
    }

    /// Compiles the server of this workspace.
    ///
    /// # Errors
    /// The compiler's first errors, where it does not compile.
    pub(super) fn build(workspace: &Workspace) -> Result<Self> {
        let mut cargo = workspace.build();
        cargo.args(["--quiet", "--message-format", "short"]);
        let output = cargo.output().context("cannot start `cargo`")?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            return Err(Failure::new(not_compiled(&said)));
        }
        Ok(Self {
            path: workspace.target.join("debug/sovx"),
        })
    }

    /// What `sovx openapi CONTRACT SIDE` prints.
    ///
    /// # Errors
    /// The program cannot be run, complains, or prints something else than JSON.
    pub(super) fn document(&self, contract: &str, side: &str) -> Result<Value> {
        let asked = format!("`sovx openapi {contract} {side}`");
        let output = Command::new(&self.path)
            .args(["openapi", contract, side])
            .output()
            .context(format_args!("cannot run {}", self.path.display()))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            let line = said.lines().next().unwrap_or("it says nothing");
            return Err(Failure::new(format!("{asked} failed: {line}")));
        }
        serde_json::from_slice(&output.stdout).context(format_args!("reading {asked}"))
    }
}

/// One line that says so, then the first errors.
fn not_compiled(said: &str) -> String {
    let is_error = |line: &&str| line.contains("error[") || line.contains("error:");
    let is_summary = |line: &&str| line.contains("could not compile");
    let errors: Vec<&str> = said.lines().filter(is_error).collect();
    let shown: Vec<&str> = errors
        .into_iter()
        .filter(|line| !is_summary(line))
        .take(ERRORS)
        .collect();
    let mut text = "the server does not compile against the contract".to_owned();
    for line in shown {
        text.push_str("\n       ");
        text.push_str(line);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_the_compilers_words_only_the_first_errors_are_repeated() {
        let said = "crates/a.rs:1:2: error[E0599]: no variant named `Ok` found\n\
                    note: something\n\
                    error: could not compile `sovx-server` (lib) due to 1 previous error\n";

        assert_eq!(
            not_compiled(said),
            "the server does not compile against the contract\n       \
             crates/a.rs:1:2: error[E0599]: no variant named `Ok` found"
        );
    }

    #[test]
    fn a_long_list_of_errors_is_cut() {
        let said = "a.rs:1:1: error[E0599]: no variant\n".repeat(ERRORS + 1);

        assert_eq!(not_compiled(&said).lines().count(), 1 + ERRORS);
    }
}
