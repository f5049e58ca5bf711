//! `contract`: from an OpenAPI contract to Rust, and whether everything still says the same.
//!
//! Thin: each command is a module that reads files, calls a library and prints; this file only
//! chooses. Findings go to standard output, what went wrong to standard error.
#![expect(
    clippy::print_stderr,
    reason = "a command says on standard error what went wrong"
)]

mod diff;
mod generate;
mod judge;
mod lint;
mod print;
mod source;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Generate a crate from an OpenAPI contract, lint it, compare two, judge a server
#[derive(Debug, Parser)]
#[command(
    name = "contract",
    version,
    after_help = "Exit codes: 0 fine, 1 something was found, 2 the command could not do its work.\n\n\
        Examples:\n  \
        contract lint openapi.yaml\n  \
        contract generate openapi.yaml --out crates/api\n  \
        contract diff old.yaml new.yaml --fail-on breaking\n  \
        contract judge openapi.yaml --base-url http://127.0.0.1:8080"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a crate with models, validation, server trait, routes and client
    Generate(generate::Options),
    /// Say what is wrong with a contract, with file, line and advice
    Lint(lint::Options),
    /// Compare two contracts
    Diff(diff::Options),
    /// Ask a running server whether it keeps a contract
    Judge(judge::Options),
}

/// Why a command could not do its work: the sentence for the person who ran it.
type Failure = String;

/// Whether something was found that the caller asked to fail on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Fine,
    Found,
}

fn main() -> ExitCode {
    let outcome = match &Cli::parse().command {
        Command::Generate(options) => generate::run(options),
        Command::Lint(options) => lint::run(options),
        Command::Diff(options) => diff::run(options),
        Command::Judge(options) => judge::run(options),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(2)
        }
    }
}
