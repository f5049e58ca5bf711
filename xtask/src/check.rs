//! `cargo xtask check-contract`: contract, compiled server and running server say the same.
//!
//! Every artefact gets one line, `fresh`, `stale` or `broken`. Stale means that building again
//! mends it; broken means that somebody has to decide which side is right. The exit code follows:
//! 0, 4 or 100. A contract is also held to its newest release: what breaks clients is broken.

mod artefact;
mod clock;
mod compatibility;
mod declared;
mod mutants;
mod server;
mod wire;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use sovx_contract::Document;

use self::artefact::{Artefact, State};
use self::clock::Clock;
use self::mutants::Mutants;
use self::server::Binary;
use self::wire::WireOptions;
use crate::contracts::Contract;
use crate::failure::{Failure, Result};
use crate::workspace::Workspace;

/// What `cargo xtask check-contract` takes.
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 all fresh, 4 build again, 100 somebody has to decide.\n\n\
        Examples:\n  cargo xtask check-contract\n  CHECK_PASSWORD=... CHECK_MASTER_KEY=... \\\n    \
        cargo xtask check-contract --base-url http://127.0.0.1:8080 --email admin@sandbox.example"
)]
pub(crate) struct CheckOptions {
    /// Look at this compiled server instead of building one
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
    /// Plant drifts on purpose, and say which level notices each
    #[arg(
        long,
        value_enum,
        value_name = "WHICH",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "all",
        conflicts_with_all = ["binary", "base_url"]
    )]
    mutants: Option<Mutants>,
    /// Hold a contract to this release, or the newest in this folder [default: its newest]
    #[arg(long, value_name = "PATH")]
    against: Option<PathBuf>,
    #[command(flatten)]
    wire: WireOptions,
}

/// Checks everything, prints what came of it and returns the exit code.
pub(crate) fn run(workspace: &Workspace, options: &CheckOptions) -> ExitCode {
    let checked = artefacts(workspace, options);
    let checked = checked.and_then(|state| match options.mutants {
        Some(which) if state == State::Fresh => mutants::run(workspace, which),
        _ => Ok(state),
    });
    let state = checked.unwrap_or_else(|failure| {
        eprintln!("error: {failure}");
        State::Broken
    });
    ExitCode::from(state.exit_code())
}

fn artefacts(workspace: &Workspace, options: &CheckOptions) -> Result<State> {
    let mut worst = State::Fresh;
    let mut binary = None;
    let mut clock = Clock::default();
    let mut is_judged = !options.wire.is_asked();
    let contracts = Contract::all(workspace)?;
    if let Some(path) = &options.against {
        compatibility::check_asked(path, &contracts)?;
    }
    for contract in contracts {
        let (artefact, document) = clock.level("files", || files(&contract));
        worst = worst.max(artefact.report());
        let Some(document) = document else { continue };
        let against = options.against.as_deref();
        let released = || compatibility::artefact(workspace, &contract, &document, against);
        if let Some(artefact) = clock.level("files", released)? {
            worst = worst.max(artefact.report());
        }
        if binary.is_none() {
            binary = Some(match &options.binary {
                Some(path) => Binary::at(path),
                None => clock.level("compile", || Binary::build(workspace))?,
            });
        }
        let Some(binary) = &binary else { continue };
        let declared = || declared::artefacts(binary, &contract, &document);
        for artefact in clock.level("spec", declared) {
            worst = worst.max(artefact.report());
        }
        let judged = || wire::artefact(&contract, &document, &options.wire);
        if let Some(artefact) = clock.level("wire", judged)? {
            is_judged = true;
            worst = worst.max(artefact.report());
        }
    }
    println!("{clock}");
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
