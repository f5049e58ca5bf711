//! What a reading has found so far, and which of it ends the reading.

use std::collections::HashSet;

use super::Diagnostic;

/// How much a reader puts up with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Nothing: for contracts that are written for this toolchain.
    Strict,
    /// Whatever leaves the meaning of the document clear: for contracts of strangers.
    Lenient,
}

/// Errors and warnings in the order in which they were found.
#[derive(Debug)]
pub(crate) struct Findings {
    reading: Reading,
    pub(crate) errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
}

impl Findings {
    pub(crate) fn new(reading: Reading) -> Self {
        Self {
            reading,
            errors: Vec::new(),
            warnings: Vec::new(),
        }
    }

    pub(crate) fn lenient(&self) -> bool {
        self.reading == Reading::Lenient
    }

    /// Notes what no reading can do with.
    pub(crate) fn refuse(&mut self, diagnostic: Diagnostic) {
        self.errors.push(diagnostic);
    }

    /// Notes what only a strict reading stumbles over. The caller goes on with what is meant.
    pub(crate) fn tolerate(&mut self, diagnostic: Diagnostic) {
        match self.reading {
            Reading::Strict => self.errors.push(diagnostic),
            Reading::Lenient => self.warnings.push(diagnostic),
        }
    }

    /// Puts up with every error after the first `errors`, if the reading is lenient.
    pub(crate) fn tolerate_after(&mut self, errors: usize) {
        if self.lenient() {
            self.warnings.extend(self.errors.drain(errors..));
        }
    }

    /// What was put up with, or everything that is wrong; each once, ordered by file and line.
    pub(crate) fn conclude(self) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        if self.errors.is_empty() {
            Ok(in_order(self.warnings))
        } else {
            Err(in_order(self.errors))
        }
    }
}

fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(|a, b| {
        let key = |one: &Diagnostic| (one.location.line, one.code);
        let by_file = a.location.file.cmp(&b.location.file);
        by_file.then_with(|| key(a).cmp(&key(b)))
    });
    // What two operations share is found twice.
    let mut seen = HashSet::new();
    diagnostics.retain(|one| seen.insert((one.location.clone(), one.code, one.message.clone())));
    diagnostics
}
