//! The toolchain, held against contracts of strangers.

use crate::ci::{Ci, Done};
use crate::command;
use crate::corpus::{self, CorpusOptions};
use crate::failure::Result;
use crate::oracle::{self, OracleOptions};

/// Ten small contracts of strangers become crates that compile.
pub(super) fn corpus(ci: &Ci<'_>) -> Result<Done> {
    let options = CorpusOptions {
        small: true,
        ..CorpusOptions::default()
    };
    Ok(Done {
        note: corpus::run(ci.workspace, &options)?,
        ..Done::default()
    })
}

/// Generated validation agrees with JSON Schema.
pub(super) fn oracle(ci: &Ci<'_>) -> Result<Done> {
    oracle::run(ci.workspace, &OracleOptions::default())?;
    Ok(Done::default())
}

/// Drifts that are planted on purpose are noticed: those that need no other build of the server.
pub(super) fn mutants(ci: &Ci<'_>) -> Result<Done> {
    let mut cargo = ci.workspace.cargo();
    cargo.args(["xtask", "check-contract", "--mutants=quick"]);
    let mut note = String::new();
    let status = command::tee(&mut cargo, |line| {
        if line.contains(" killed") {
            line.clone_into(&mut note);
        }
    })?;
    Ok(Done {
        note,
        is_red: !status.success(),
        ..Done::default()
    })
}
