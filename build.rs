//! The one door from contract to code: the members that hold generated code run this script.

use std::path::Path;
use std::process::ExitCode;

/// Every contract, by the folder under `openapi/` that holds it.
const CONTRACTS: [&str; 2] = ["sovx", "portal"];

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=../../build.rs");
    #[expect(
        clippy::disallowed_methods,
        reason = "cargo speaks to a build script this way"
    )]
    let Some(out) = std::env::var_os("OUT_DIR") else {
        println!("cargo::error=cargo sets OUT_DIR for a build script");
        return ExitCode::FAILURE;
    };
    for contract in CONTRACTS {
        let root = Path::new("../../openapi")
            .join(contract)
            .join("openapi.yaml");
        match sovx_codegen::build(&root, &Path::new(&out).join(contract)) {
            Ok(built) => {
                for source in built.sources {
                    println!("cargo::rerun-if-changed={}", source.display());
                }
            }
            Err(error) => {
                for line in error.to_string().lines() {
                    println!("cargo::error={line}");
                }
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}
