//! What came of each contract.

use std::fmt::Write as _;
use std::time::Duration;

use serde_json::Value;

use super::entries::Entry;

/// A contract and what came of it.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) name: String,
    /// What the generator says; none where it refused the contract.
    figures: Option<Figures>,
    compiled: Option<(bool, Duration)>,
    /// The first line of a refusal.
    refusal: String,
    /// Whether that is the refusal, or the crate, that the list tells of.
    as_listed: bool,
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
    pub(super) fn generated(entry: &Entry, said: &Value) -> Self {
        let count = |member: &str| said.get(member).and_then(Value::as_u64).unwrap_or_default();
        Self {
            name: entry.name.clone(),
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
            as_listed: entry.refused.is_none(),
        }
    }

    pub(super) fn refused(entry: &Entry, said: &str) -> Self {
        let refusal = said.lines().next().unwrap_or_default();
        let is_code = |code: &String| refusal.starts_with(&format!("error[{code}]"));
        Self {
            name: entry.name.clone(),
            figures: None,
            compiled: None,
            refusal: refusal.to_owned(),
            as_listed: entry.refused.as_ref().is_some_and(is_code),
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

    /// Whether it came as the list says: compiled, or refused for that reason.
    pub(super) fn is_as_listed(&self) -> bool {
        self.as_listed && (self.is_compiled() || !self.is_generated())
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn entry(refused: Option<&str>) -> Entry {
        Entry {
            name: "clock".to_owned(),
            package: "clocks".to_owned(),
            file: "clock.json".to_owned(),
            is_small: false,
            refused: refused.map(str::to_owned),
        }
    }

    #[test]
    fn a_contract_comes_as_listed_or_is_red() {
        let said = "error[ambiguous-path]: `/a#b` matches the same requests\n";
        let listed = Row::refused(&entry(Some("ambiguous-path")), said);
        let otherwise = Row::refused(&entry(Some("bad-ref")), said);
        let unlisted = Row::refused(&entry(None), said);
        let mut compiled = Row::generated(&entry(None), &json!({}));
        let mut broken = Row::generated(&entry(None), &json!({}));
        let mut better = Row::generated(&entry(Some("ambiguous-path")), &json!({}));
        compiled.checked(true, Duration::ZERO);
        broken.checked(false, Duration::ZERO);
        better.checked(true, Duration::ZERO);

        let rows = [listed, otherwise, unlisted, compiled, broken, better];

        assert_eq!(
            rows.map(|row| row.is_as_listed()),
            [true, false, false, true, false, false]
        );
    }
}
