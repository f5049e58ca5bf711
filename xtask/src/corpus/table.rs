//! What came of each contract.

use std::fmt::Write as _;
use std::time::Duration;

use serde_json::Value;

/// A contract and what came of it.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) name: String,
    /// What the generator says; none where it refused the contract.
    figures: Option<Figures>,
    compiled: Option<(bool, Duration)>,
    /// The first line of a refusal.
    refusal: String,
}

#[derive(Debug)]
struct Figures {
    operations: u64,
    types: u64,
    lines: u64,
    seconds: f64,
    mebibytes: u64,
}

impl Row {
    pub(super) fn generated(name: &str, said: &Value) -> Self {
        let count = |member: &str| said.get(member).and_then(Value::as_u64).unwrap_or_default();
        Self {
            name: name.to_owned(),
            figures: Some(Figures {
                operations: count("operations"),
                types: count("types"),
                lines: count("lines"),
                seconds: said
                    .get("seconds")
                    .and_then(Value::as_f64)
                    .unwrap_or_default(),
                mebibytes: count("peak_mebibytes"),
            }),
            compiled: None,
            refusal: String::new(),
        }
    }

    pub(super) fn refused(name: &str, said: &str) -> Self {
        Self {
            name: name.to_owned(),
            figures: None,
            compiled: None,
            refusal: said.lines().next().unwrap_or_default().to_owned(),
        }
    }

    pub(super) fn checked(&mut self, compiles: bool, took: Duration) {
        self.compiled = Some((compiles, took));
    }

    pub(super) fn is_generated(&self) -> bool {
        self.figures.is_some()
    }

    pub(super) fn is_compiled(&self) -> bool {
        self.compiled.is_some_and(|(compiles, _)| compiles)
    }

    pub(super) fn line(&self) -> String {
        let Some(figures) = &self.figures else {
            return format!("{:26} no        {}", self.name, self.refusal);
        };
        let compiled = match self.compiled {
            Some((true, _)) => "yes",
            Some((false, _)) => "NO",
            None => "-",
        };
        let took = self.compiled.map_or(0.0, |(_, took)| took.as_secs_f64());
        format!(
            "{:26} yes  {compiled:3} {:6} {:6} {:8} {:8.2} {:6} {took:8.1}",
            self.name,
            figures.operations,
            figures.types,
            figures.lines,
            figures.seconds,
            figures.mebibytes,
        )
    }
}

/// All rows under a heading.
pub(super) fn table(rows: &[Row]) -> String {
    let mut text = format!(
        "{:26} made ok  {:>6} {:>6} {:>8} {:>8} {:>6} {:>8}\n",
        "contract", "ops", "types", "lines", "make s", "MiB", "check s"
    );
    for row in rows {
        // Writing to a String does not fail.
        let _ = writeln!(text, "{}", row.line());
    }
    text
}

/// All of it in a sentence.
pub(super) fn summary(rows: &[Row]) -> String {
    let generated = rows.iter().filter(|row| row.is_generated()).count();
    let compiled = rows.iter().filter(|row| row.is_compiled()).count();
    let figures = || rows.iter().filter_map(|row| row.figures.as_ref());
    let operations: u64 = figures().map(|figures| figures.operations).sum();
    let lines: u64 = figures().map(|figures| figures.lines).sum();
    let seconds: f64 = figures().map(|figures| figures.seconds).sum();
    format!(
        "{generated} of {} contracts generate, {compiled} compile: {operations} operations, \
         {lines} lines in {seconds:.1} s",
        rows.len()
    )
}
