//! Contracts as the commands read them: leniently, with every finding shown in its file.

use std::io;
use std::path::Path;

use sovx_contract::{Diagnostic, Diagnostics, Document, Severity, render};

use crate::Failure;

/// Loads a contract of any origin.
///
/// # Errors
/// Everything that is wrong with it, each with the line of its file.
pub(crate) fn load(contract: &Path) -> Result<Document, Failure> {
    sovx_contract::load_lenient(contract).map_err(|problems| errors(&problems, contract))
}

/// All problems with their lines, and how many there are.
pub(crate) fn errors(problems: &Diagnostics, contract: &Path) -> Failure {
    let text = shown(Severity::Error, &problems.0, contract);
    let count = counted(problems.0.len(), "error");
    format!("{text}{}: {count}", contract.display())
}

/// `1 error`, `2 errors`
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// Findings with the lines of the files that they are about; nothing where there are none.
pub(crate) fn shown(severity: Severity, found: &[Diagnostic], contract: &Path) -> String {
    if found.is_empty() {
        return String::new();
    }
    let folder = contract.parent().unwrap_or(Path::new(""));
    let read = |file: &str| -> io::Result<String> { std::fs::read_to_string(folder.join(file)) };
    render(found, severity, &read) + "\n"
}
