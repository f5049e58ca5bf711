//! Contracts as the commands read them: leniently, with every finding shown in its file.

use std::path::{Path, PathBuf};

use clap::Args;
use sovx_contract::{Diagnostic, Diagnostics, Document, Files, Severity, render};

use crate::Failure;

/// Where a contract's references may lead.
#[derive(Debug, Args)]
pub(crate) struct Root {
    /// References stay below this folder [default: the nearest one with a Cargo.toml or a .git, or
    /// that of the contract]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

impl Root {
    /// The files that a contract may be made of.
    pub(crate) fn files(&self, contract: &Path) -> Files {
        let files = Files::of(contract);
        match &self.root {
            Some(root) => files.below(root),
            None => files,
        }
    }
}

/// Loads a contract of any origin.
///
/// # Errors
/// Everything that is wrong with it, each with the line of its file.
pub(crate) fn load(files: &Files) -> Result<Document, Failure> {
    sovx_contract::load_lenient(files.clone()).map_err(|problems| errors(&problems, files))
}

/// All problems with their lines, and how many there are.
pub(crate) fn errors(problems: &Diagnostics, files: &Files) -> Failure {
    let text = shown(Severity::Error, &problems.0, files);
    let count = counted(problems.0.len(), "error");
    format!("{text}{}: {count}", files.document().display())
}

/// `1 error`, `2 errors`
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// Findings with the lines of the files that they are about; nothing where there are none.
pub(crate) fn shown(severity: Severity, found: &[Diagnostic], files: &Files) -> String {
    if found.is_empty() {
        return String::new();
    }
    render(found, severity, &|name| files.read(name)) + "\n"
}
