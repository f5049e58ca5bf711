//! What is wrong with a document, said so that a person can mend it.

mod excerpt;
mod findings;
mod nearest;
mod render;

use std::fmt;

pub(crate) use findings::{Findings, Reading};
pub(crate) use nearest::nearest;
pub use render::{Severity, render};

use crate::model::Location;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable, lower-case, dash-separated name: `unknown-ref`.
    pub code: &'static str,
    /// Where it stands.
    pub location: Location,
    /// What is wrong, in one sentence.
    pub message: String,
    /// How to mend it, in one sentence.
    pub help: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Location {
            file,
            line,
            pointer,
        } = &self.location;
        write!(
            formatter,
            "{file}:{line}: {code}: {message}\n  at: {pointer}\n  help: {help}",
            code = self.code,
            message = self.message,
            help = self.help,
        )
    }
}

/// Everything that is wrong, at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, diagnostic) in self.0.iter().enumerate() {
            if index > 0 {
                writeln!(formatter)?;
            }
            write!(formatter, "{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Diagnostics {}
