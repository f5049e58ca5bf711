//! Which level noticed which drift.

use std::fmt;

use super::{Kill, Level};

/// How much of a killing line is shown.
const SHOWN: usize = 140;

/// What was planted, and what became of it.
#[derive(Debug, Default)]
pub(super) struct Table(Vec<Row>);

#[derive(Debug)]
struct Row {
    what: &'static str,
    place: String,
    kill: Option<Kill>,
}

impl Table {
    /// Adds a drift.
    pub(super) fn add(&mut self, what: &'static str, place: String, kill: Option<Kill>) {
        self.0.push(Row { what, place, kill });
    }

    /// Whether there are drifts, and every one was noticed.
    pub(super) fn is_complete(&self) -> bool {
        !self.0.is_empty() && self.0.iter().all(|row| row.kill.is_some())
    }

    /// `72 of 72 killed: 24 compile, 28 spec, 20 wire; clean tree: no alarm`
    ///
    /// An alarm of the clean tree is a failure, which nothing comes after.
    pub(super) fn verdict(&self) -> String {
        let levels = [Level::Compile, Level::Spec, Level::Wire];
        let [compile, spec, wire] = levels.map(|level| self.count(level));
        let (killed, all) = (compile + spec + wire, self.0.len());
        format!(
            "{killed} of {all} killed: {compile} compile, {spec} spec, {wire} wire; \
             clean tree: no alarm"
        )
    }

    fn count(&self, level: Level) -> usize {
        let by = |row: &&Row| row.kill.as_ref().is_some_and(|kill| kill.level == level);
        self.0.iter().filter(by).count()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, Row { what, place, kill }) in (1..).zip(&self.0) {
            let (word, line) = match kill {
                Some(kill) => (kill.level.word(), shortened(&kill.line)),
                None => ("ALIVE", "no level noticed".to_owned()),
            };
            writeln!(formatter, "{number:3} {word:7} {what} ({place})")?;
            writeln!(formatter, "            {line}")?;
        }
        Ok(())
    }
}

impl Level {
    fn word(self) -> &'static str {
        match self {
            Self::Compile => "compile",
            Self::Spec => "spec",
            Self::Wire => "wire",
        }
    }
}

/// The beginning of the first line.
fn shortened(line: &str) -> String {
    let line = line.lines().next().unwrap_or_default();
    match line.char_indices().nth(SHOWN) {
        None => line.to_owned(),
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(line)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn killed(level: Level) -> Option<Kill> {
        Kill::first(level, vec!["first\nmore".to_owned(), "second".to_owned()])
    }

    #[test]
    fn the_last_line_counts_what_each_level_noticed() {
        let mut table = Table::default();
        table.add(
            "a status is gone",
            "depot a.rs".to_owned(),
            killed(Level::Compile),
        );
        table.add(
            "a body is null",
            "depot GET /a 200".to_owned(),
            killed(Level::Wire),
        );

        let text = table.to_string();

        assert!(table.is_complete());
        assert_eq!(
            text,
            "  1 compile a status is gone (depot a.rs)\n            first\n  \
             2 wire    a body is null (depot GET /a 200)\n            first\n"
        );
        assert_eq!(
            table.verdict(),
            "2 of 2 killed: 1 compile, 0 spec, 1 wire; clean tree: no alarm"
        );
    }

    #[test]
    fn a_drift_that_lives_is_seen() {
        let mut table = Table::default();
        table.add("a status is gone", "depot a.rs".to_owned(), None);

        assert!(!table.is_complete());
        assert!(table.to_string().contains("  1 ALIVE   a status is gone"));
    }

    #[test]
    fn a_table_without_a_drift_proves_nothing() {
        assert!(!Table::default().is_complete());
    }

    #[test]
    fn a_long_line_is_cut_between_characters() {
        assert_eq!(
            shortened(&"é".repeat(SHOWN + 1)),
            format!("{}…", "é".repeat(SHOWN))
        );
        assert_eq!(shortened("short\nlines"), "short");
    }
}
