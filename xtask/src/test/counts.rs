//! Counts of tests, read from what the test programs print.

use std::ops::AddAssign;

/// How many tests ended which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Tests that passed.
    pub(crate) passed: u64,
    /// Tests that failed; a test program that broke off counts as one.
    pub(crate) failed: u64,
    /// Tests that did not run because they are marked so.
    pub(crate) ignored: u64,
}

impl Counts {
    /// Adds the counts of one line, when it is the summary of a test program:
    /// `test result: ok. 3 passed; 0 failed; 1 ignored; ...`.
    pub(crate) fn read(&mut self, line: &str) {
        let Some(summary) = line.strip_prefix("test result: ") else {
            return;
        };
        let Some((_, parts)) = summary.split_once(". ") else {
            return;
        };
        for part in parts.split(';') {
            let Some((number, kind)) = part.trim().split_once(' ') else {
                continue;
            };
            let Ok(number) = number.parse::<u64>() else {
                continue;
            };
            match kind {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" => self.ignored += number,
                _ => {}
            }
        }
    }

    /// Counts a run that broke off (it did not compile, or crashed) as one failure.
    pub(crate) fn broke_off(&mut self) {
        self.failed += 1;
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.ignored += other.ignored;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_of_several_programs_add_up() {
        let mut counts = Counts::default();

        counts.read("running 3 tests");
        counts.read("test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s");
        counts
            .read("test result: FAILED. 2 passed; 4 failed; 0 ignored; 0 measured; 7 filtered out");

        assert_eq!(
            counts,
            Counts {
                passed: 5,
                failed: 4,
                ignored: 1
            }
        );
    }

    #[test]
    fn a_test_that_prints_something_similar_is_not_counted() {
        let mut counts = Counts::default();

        counts.read("the test result: ok. 9 passed; 9 failed");
        counts.read("test result: unknown");

        assert_eq!(counts, Counts::default());
    }
}
