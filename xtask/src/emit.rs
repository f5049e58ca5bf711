//! `cargo xtask emit`: the generated code, written out for reading. Nothing builds from it.

use std::path::PathBuf;

use clap::Args;

use crate::contracts::Contract;
use crate::failure::{Failure, Result};
use crate::workspace::Workspace;

/// What `cargo xtask emit` takes.
#[derive(Debug, Args)]
pub(crate) struct EmitOptions {
    /// Where to write a folder for each contract [default: target/emitted]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Writes the generated files of every contract and says which.
///
/// # Errors
/// A contract is broken, or a file cannot be written.
pub(crate) fn run(workspace: &Workspace, options: &EmitOptions) -> Result<()> {
    let out = match &options.out {
        Some(out) => out.clone(),
        None => workspace.target.join("emitted"),
    };
    for contract in Contract::all(workspace)? {
        let folder = out.join(&contract.name);
        let written = sovx_codegen::build(&contract.root, &folder)
            .map_err(|error| Failure::new(format!("{}: {error}", contract.name)))?;
        for file in written.files {
            println!("{}", file.display());
        }
    }
    Ok(())
}
