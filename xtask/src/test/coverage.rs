//! Coverage of the contracts: every declared status of every operation is answered in some test.
//!
//! The tests append a line `/base operationId status` for each judged response to a file of their
//! own in one folder; what is declared and in no file is missing. The base path tells apart what
//! contracts name alike.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::Path;

use crate::failure::{Context as _, Result};

/// Which declared pairs of operation and status the tests saw.
#[derive(Debug)]
pub(crate) struct Coverage {
    declared: usize,
    missing: Vec<(String, u16)>,
}

impl Coverage {
    /// Compares what the contracts declare with what the tests wrote into `directory`.
    ///
    /// # Errors
    /// The folder or one of its files cannot be read.
    pub(crate) fn measure(declared: &[(String, u16)], directory: &Path) -> Result<Self> {
        let seen = seen(directory)?;
        let missing = declared
            .iter()
            .filter(|pair| !seen.contains(*pair))
            .cloned()
            .collect();
        Ok(Self {
            declared: declared.len(),
            missing,
        })
    }

    /// Whether nothing is missing; a contract that declares nothing is not covered.
    pub(crate) fn is_complete(&self) -> bool {
        self.missing.is_empty() && self.declared > 0
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let covered = self.declared.saturating_sub(self.missing.len());
        write!(
            f,
            "contracts: {covered} of {} declared statuses answered",
            self.declared
        )?;
        for (operation, status) in &self.missing {
            write!(f, "\n  missing: {operation} {status}")?;
        }
        Ok(())
    }
}

fn seen(directory: &Path) -> Result<BTreeSet<(String, u16)>> {
    let mut seen = BTreeSet::new();
    for entry in fs::read_dir(directory).context(directory.display())? {
        let path = entry.context(directory.display())?.path();
        let text = fs::read_to_string(&path).context(path.display())?;
        seen.extend(text.lines().filter_map(|line| {
            let (operation, status) = line.trim().rsplit_once(' ')?;
            Some((operation.to_owned(), status.parse().ok()?))
        }));
    }
    Ok(seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declared() -> Vec<(String, u16)> {
        [("/a getHealth", 200), ("/a login", 200), ("/b login", 200)]
            .map(|(id, s)| (id.to_owned(), s))
            .to_vec()
    }

    #[test]
    fn what_no_test_answered_is_named() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("1"), "/a login 200\n/a login 200\n").unwrap();
        fs::write(directory.path().join("2"), "/a getHealth 200\n").unwrap();

        let coverage = Coverage::measure(&declared(), directory.path()).unwrap();

        assert!(!coverage.is_complete());
        assert_eq!(
            coverage.to_string(),
            "contracts: 2 of 3 declared statuses answered\n  missing: /b login 200"
        );
    }

    #[test]
    fn everything_answered_is_complete() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(
            directory.path().join("1"),
            "/b login 200\n/a getHealth 200\n/a login 200",
        )
        .unwrap();

        let coverage = Coverage::measure(&declared(), directory.path()).unwrap();

        assert!(coverage.is_complete());
    }

    #[test]
    fn an_empty_contract_is_not_covered() {
        let directory = tempfile::tempdir().unwrap();

        let coverage = Coverage::measure(&[], directory.path()).unwrap();

        assert!(!coverage.is_complete());
    }
}
