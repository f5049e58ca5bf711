//! `cargo xtask check-contract`: contract, compiled server and running server say the same.
//!
//! Every artefact gets one line, `fresh`, `stale` or `broken`. Stale means that building again
//! mends it; broken means that somebody has to decide which side is right. The exit code follows:
//! 0, 4 or 100.

mod artefact;
mod declared;
mod server;
mod wire;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use sovx_contract::Document;

use self::artefact::{Artefact, State};
use self::server::Binary;
use self::wire::WireOptions;
use crate::contracts::Contract;
use crate::failure::{Failure, Result};
use crate::workspace::Workspace;

/// What `cargo xtask check-contract` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 all fresh, 4 build again, 100 somebody has to decide.\n\n\
        Examples:\n  cargo xtask check-contract\n  SOVX_CHECK_PASSWORD=... SOVX_CHECK_MASTER_KEY=... \\\n    \
        cargo xtask check-contract --base-url http://127.0.0.1:8080 --email admin@sandbox.example"
)]
pub(crate) struct CheckOptions {
    /// Look at this compiled server instead of building one
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
    #[command(flatten)]
    wire: WireOptions,
}

/// Checks everything, prints what came of it and returns the exit code.
pub(crate) fn run(workspace: &Workspace, options: &CheckOptions) -> ExitCode {
    let state = artefacts(workspace, options).unwrap_or_else(|failure| {
        eprintln!("error: {failure}");
        State::Broken
    });
    ExitCode::from(state.exit_code())
}

fn artefacts(workspace: &Workspace, options: &CheckOptions) -> Result<State> {
    let mut worst = State::Fresh;
    let mut binary = None;
    let mut is_judged = !options.wire.is_asked();
    for contract in Contract::all(workspace)? {
        let (artefact, document) = files(&contract);
        worst = worst.max(artefact.report());
        let Some(document) = document else { continue };
        if binary.is_none() {
            binary = Some(match &options.binary {
                Some(path) => Binary::at(path),
                None => Binary::build(workspace)?,
            });
        }
        let Some(binary) = &binary else { continue };
        for artefact in declared::artefacts(binary, &contract, &document) {
            worst = worst.max(artefact.report());
        }
        if let Some(artefact) = wire::artefact(&contract, &document, &options.wire)? {
            is_judged = true;
            worst = worst.max(artefact.report());
        }
    }
    if is_judged {
        Ok(worst)
    } else {
        Err(Failure::new("--base-url: its path is that of no contract"))
    }
}

/// The files of a contract: they load, keep to the house rules, and become code.
fn files(contract: &Contract) -> (Artefact, Option<Document>) {
    let mut artefact = Artefact::new(format!("openapi/{}", contract.name));
    let document = match sovx_contract::load(&contract.root) {
        Ok(document) => document,
        Err(diagnostics) => {
            artefact.broken(diagnostics.0.iter().map(ToString::to_string));
            return (artefact, None);
        }
    };
    artefact.broken(
        sovx_contract::lint(&document)
            .iter()
            .map(ToString::to_string),
    );
    match sovx_codegen::generate(&document) {
        Ok(_) => (artefact, Some(document)),
        Err(diagnostics) => {
            artefact.broken(diagnostics.0.iter().map(ToString::to_string));
            (artefact, None)
        }
    }
}
