//! Steps that need nothing but Rust: format, lints, documentation, contract, dependencies.

use crate::ci::{Ci, Done};
use crate::command;
use crate::failure::Result;
use crate::workspace::Member;

const CARGO_DENY: &str = "0.20.2";
const CARGO_MACHETE: &str = "0.9.2";

/// Everything is formatted as `rustfmt.toml` says.
pub(super) fn format(ci: &Ci<'_>) -> Result<Done> {
    command::run(ci.workspace.cargo().args(["fmt", "--all", "--check"]))?;
    Ok(Done::default())
}

/// No lint fires, in tests neither.
pub(super) fn clippy(ci: &Ci<'_>) -> Result<Done> {
    let mut cargo = ci.workspace.cargo();
    cargo.args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ]);
    command::run(&mut cargo)?;
    Ok(Done::default())
}

/// The documentation builds without a warning.
pub(super) fn doc(ci: &Ci<'_>) -> Result<Done> {
    let mut cargo = ci.workspace.cargo();
    cargo.args(["doc", "--workspace", "--no-deps", "--locked"]);
    // With the examples, and so with the dependencies that clippy has compiled already.
    cargo.args(["--lib", "--examples"]);
    for program in ci.workspace.members.iter().flat_map(Member::documented) {
        cargo.args(["--bin", program]);
    }
    command::run(cargo.env("RUSTDOCFLAGS", "-D warnings"))?;
    Ok(Done::default())
}

/// The compiled server declares what the contract says.
pub(super) fn check_contract(ci: &Ci<'_>) -> Result<Done> {
    command::run(ci.workspace.cargo().args(["xtask", "check-contract"]))?;
    Ok(Done::default())
}

/// Dependencies keep to `deny.toml`. Known vulnerabilities are looked up where that is possible:
/// the list of them is fetched by git.
pub(super) fn deny(ci: &Ci<'_>) -> Result<Done> {
    let program = ci.tools.cargo("cargo-deny", CARGO_DENY)?;
    let deny = || command::program(&program, &ci.workspace.root);
    command::run(deny().args(["--locked", "check", "bans", "licenses", "sources"]))?;
    if command::run(deny().args(["fetch", "db"])).is_err() {
        let note = "ADVISORIES NOT CHECKED: the advisory database cannot be fetched";
        eprintln!("=== {note}");
        return Ok(Done {
            note: note.to_owned(),
            ..Done::default()
        });
    }
    command::run(deny().args(["--locked", "check", "--disable-fetch", "advisories"]))?;
    Ok(Done::default())
}

/// No crate lists a dependency that it does not use.
pub(super) fn machete(ci: &Ci<'_>) -> Result<Done> {
    let program = ci.tools.cargo("cargo-machete", CARGO_MACHETE)?;
    let mut machete = command::program(program, &ci.workspace.root);
    command::run(machete.args(["xtask", "crates"]))?;
    Ok(Done::default())
}
