//! `cargo xtask test`: every test on SQLite, the server's again on Postgres, counts side by side.
//!
//! What could not run is said loudly and makes the command fail: a green run means both databases.

mod counts;
mod coverage;
pub(crate) mod postgres;

use std::fmt::Write as _;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::available_parallelism;
use std::time::Instant;

use clap::{Args, ValueEnum};
use serde_json::Value;

pub(crate) use counts::Counts;
use coverage::Coverage;
use postgres::Cluster;

use crate::command;
use crate::failure::{Failure, Result};
use crate::workspace::Workspace;

/// The package whose tests need a database.
pub(crate) const SERVER: &str = "sovx-server";

/// What `cargo xtask test` takes.
#[derive(Debug, Default, Args)]
pub(crate) struct TestOptions {
    /// Run on one database only, on purpose
    #[arg(long, value_enum)]
    only: Option<Database>,
    /// Run only tests whose name contains this text (coverage of the contracts is then not judged)
    filter: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Database {
    Sqlite,
    Postgres,
}

/// What a test run came to.
#[derive(Debug, Default)]
pub(crate) struct Report {
    runs: Vec<(&'static str, Counts, f64)>,
    notes: Vec<String>,
    problems: Vec<String>,
}

impl Report {
    /// The counts of all databases together.
    pub(crate) fn total(&self) -> Counts {
        let mut total = Counts::default();
        for (_, counts, _) in &self.runs {
            total += *counts;
        }
        total
    }

    /// Whether every test that was asked for ran and passed.
    pub(crate) fn is_green(&self) -> bool {
        self.problems.is_empty() && self.total().failed == 0
    }

    /// What to say first about a run that is not green.
    pub(crate) fn first_problem(&self) -> String {
        let failed = self.total().failed;
        self.problems
            .first()
            .cloned()
            .unwrap_or_else(|| format!("{failed} tests failed"))
    }

    /// The table of counts, the coverage, and what went wrong; ends without the totals.
    pub(crate) fn summary(&self) -> String {
        let mut text = String::from("database   passed  failed  ignored  seconds\n");
        for (name, counts, seconds) in &self.runs {
            let Counts {
                passed,
                failed,
                ignored,
            } = counts;
            // Writing to a String does not fail.
            let _ = writeln!(
                text,
                "{name:9} {passed:7} {failed:7} {ignored:8} {seconds:8.1}"
            );
        }
        for note in &self.notes {
            let _ = writeln!(text, "{note}");
        }
        for problem in &self.problems {
            let _ = writeln!(text, "=== {problem}");
        }
        text
    }

    fn add(&mut self, database: &'static str, run: impl FnOnce() -> Result<Counts>) {
        let start = Instant::now();
        let counts = run().unwrap_or_else(|failure| {
            self.problems.push(format!("{database}: {failure}"));
            let mut counts = Counts::default();
            counts.broke_off();
            counts
        });
        self.runs
            .push((database, counts, start.elapsed().as_secs_f64()));
    }
}

/// Runs the tests. `declared` are the (operation, status) pairs of the contracts.
///
/// # Errors
/// The folder for the coverage cannot be made or read. Failing tests are in the report.
pub(crate) fn run(
    workspace: &Workspace,
    options: &TestOptions,
    declared: &[(String, u16)],
) -> Result<Report> {
    let tests = Tests {
        workspace,
        filter: options.filter.as_deref(),
        coverage: workspace.fresh_directory("contract-coverage")?,
    };
    let mut report = Report::default();
    match options.only {
        Some(Database::Postgres) => report.notes.push("SQLite did not run, as asked".to_owned()),
        Some(Database::Sqlite) | None => report.add("sqlite", || tests.on_sqlite()),
    }
    match options.only {
        Some(Database::Sqlite) => report
            .notes
            .push("Postgres did not run, as asked".to_owned()),
        Some(Database::Postgres) | None => report.add("postgres", || tests.on_postgres()),
    }
    if options.filter.is_some() {
        report
            .notes
            .push("contracts: not judged, because of the filter".to_owned());
        return Ok(report);
    }
    let coverage = Coverage::measure(declared, &tests.coverage)?;
    if coverage.is_complete() {
        report.notes.push(coverage.to_string());
    } else {
        report.problems.push(coverage.to_string());
    }
    Ok(report)
}

struct Tests<'a> {
    workspace: &'a Workspace,
    filter: Option<&'a str>,
    coverage: PathBuf,
}

impl Tests<'_> {
    fn on_sqlite(&self) -> Result<Counts> {
        let mut cargo = self.workspace.cargo();
        cargo.args(["test", "--workspace", "--locked", "--no-fail-fast"]);
        if let Some(filter) = self.filter {
            cargo.args(["--", filter]);
        }
        self.count(cargo.env_remove("SOVX_TEST_DATABASE_URL"))
    }

    /// Runs the same programs that the first run built: asking cargo for one package alone would
    /// build its dependencies again with other features.
    fn on_postgres(&self) -> Result<Counts> {
        let cluster = Cluster::start()?;
        let mut total = Counts::default();
        for test in self.server_tests()? {
            let mut program = command::program(&test.program, &test.directory);
            program
                .args(self.filter)
                .env("CARGO_MANIFEST_DIR", &test.directory);
            total += self.count(program.env("SOVX_TEST_DATABASE_URL", cluster.url()))?;
        }
        if self.filter.is_none() && total == Counts::default() {
            return Err(Failure::new(format!("{SERVER} has no test that could run")));
        }
        Ok(total)
    }

    fn server_tests(&self) -> Result<Vec<TestProgram>> {
        let mut cargo = self.workspace.cargo();
        cargo.args([
            "test",
            "--workspace",
            "--locked",
            "--no-run",
            "--message-format=json",
        ]);
        let messages = command::output(&mut cargo)?;
        let mut programs = Vec::new();
        let member = self
            .workspace
            .members
            .iter()
            .find(|member| member.name == SERVER);
        let directory = member.map(|member| member.directory.as_path());
        let directory = directory.ok_or_else(|| Failure::new(format!("there is no {SERVER}")))?;
        for message in messages.lines() {
            programs.extend(TestProgram::read(message, directory));
        }
        Ok(programs)
    }

    fn count(&self, program: &mut Command) -> Result<Counts> {
        let mut counts = Counts::default();
        program.env("SOVX_COVERAGE_DIR", &self.coverage);
        // Half of the tests wait most of their time, for programs that start and for deadlines.
        let threads = available_parallelism().map_or(2, NonZeroUsize::get) * 2;
        program.env("RUST_TEST_THREADS", threads.to_string());
        let status = command::tee(program, |line| counts.read(line))?;
        if !status.success() && counts.failed == 0 {
            counts.broke_off();
        }
        Ok(counts)
    }
}

/// A built test program of one package.
struct TestProgram {
    program: PathBuf,
    directory: PathBuf,
}

impl TestProgram {
    fn read(message: &str, directory: &Path) -> Option<Self> {
        let message: Value = serde_json::from_str(message).ok()?;
        let manifest = Path::new(message.get("manifest_path")?.as_str()?);
        let is_test = message.get("profile")?.get("test")?.as_bool()?;
        let program = message.get("executable")?.as_str()?.into();
        let is_ours = is_test && manifest.parent() == Some(directory);
        is_ours.then(|| Self {
            program,
            directory: directory.to_path_buf(),
        })
    }
}
