//! The `sovx` program.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    sovx_server::run(sovx_server::cli::Cli::parse())
}
