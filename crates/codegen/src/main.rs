//! `sovx-codegen CONTRACT --out DIR`: the generator for contracts outside this workspace.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command speaks on its standard streams"
)]

use std::error::Error as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// Generate Rust from an OpenAPI contract: models, validation, responses, routes, client
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "Example:\n  sovx-codegen openapi/sovx/openapi.yaml --out target/generated"
)]
struct Cli {
    /// The root file of the contract, YAML or JSON
    contract: PathBuf,
    /// Where to write the generated files
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match sovx_codegen::build(&cli.contract, &cli.out) {
        Ok(built) => {
            for file in built.files {
                println!("{}", file.display());
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            if let Some(source) = error.source() {
                eprintln!("  because: {source}");
            }
            ExitCode::FAILURE
        }
    }
}
