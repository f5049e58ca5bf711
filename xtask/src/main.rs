//! The workspace's own commands. Thin: each command is a module, this file only chooses.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command speaks on its standard streams"
)]

mod check;
mod ci;
mod command;
mod contracts;
mod corpus;
mod debian;
mod emit;
mod failure;
mod http;
mod oracle;
mod release;
mod releases;
mod test;
mod tidy;
mod tools;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::check::CheckOptions;
use crate::ci::CiOptions;
use crate::contracts::Contract;
use crate::corpus::CorpusOptions;
use crate::emit::EmitOptions;
use crate::failure::{Failure, Result};
use crate::oracle::OracleOptions;
use crate::release::ReleaseOptions;
use crate::test::{Counts, TestOptions};
use crate::workspace::Workspace;

/// The workspace's own commands
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Compare contract, compiled server and, with --base-url, a running server
    CheckContract(CheckOptions),
    /// Freeze a contract under its version, in openapi/released
    ReleaseContract(ReleaseOptions),
    /// Write the generated code out for reading
    Emit(EmitOptions),
    /// Generate crates from the contracts of strangers and compile them
    Corpus(CorpusOptions),
    /// Compare generated validation with JSON Schema, value by value
    Oracle(OracleOptions),
    /// Run every test on SQLite and the server's again on a private Postgres
    Test(TestOptions),
    /// Run every check of the repository, tests included
    Ci(CiOptions),
    /// Check the repository's own rules: file lengths, names, layers
    Tidy,
}

fn main() -> ExitCode {
    match run(&Cli::parse().command) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: &Task) -> Result<ExitCode> {
    let workspace = Workspace::load()?;
    match task {
        Task::CheckContract(options) => return Ok(check::run(&workspace, options)),
        Task::ReleaseContract(options) => release::run(&workspace, options),
        Task::Emit(options) => emit::run(&workspace, options),
        Task::Oracle(options) => oracle::run(&workspace, options),
        Task::Corpus(options) => corpus::run(&workspace, options).map(|_| ()),
        Task::Test(options) => run_tests(&workspace, options),
        Task::Ci(options) => ci::run(&workspace, options, &declared_pairs(&workspace)?),
        Task::Tidy => tidy::run(&workspace),
    }
    .map(|()| ExitCode::SUCCESS)
}

fn run_tests(workspace: &Workspace, options: &TestOptions) -> Result<()> {
    let report = test::run(workspace, options, &declared_pairs(workspace)?)?;
    let Counts { passed, failed, .. } = report.total();
    println!("\n{}{passed} passed, {failed} failed", report.summary());
    if report.is_green() {
        Ok(())
    } else {
        Err(Failure::new(report.first_problem()))
    }
}

/// What the contracts declare: operations, each by its base path and `operationId`, and statuses.
fn declared_pairs(workspace: &Workspace) -> Result<Vec<(String, u16)>> {
    let mut pairs = Vec::new();
    for contract in Contract::all(workspace)? {
        let document = contract.load()?;
        let declared = sovx_contract::declared_pairs(&document).into_iter();
        let base = &document.base_path;
        pairs.extend(declared.map(|(operation, status)| (format!("{base} {operation}"), status)));
    }
    Ok(pairs)
}
