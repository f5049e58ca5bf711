//! The examples, run as they are written.

use std::process::Command;

use crate::ci::server::Server;
use crate::ci::{Ci, Done};
use crate::command;
use crate::failure::{Failure, Result};

/// What addresses of the Bitcoin test network begin with, for the script of a key's hash (BIP-173).
const BITCOIN_TESTNET: &str = "tb1q";

/// The quick start with curl, twice, and with the generated client.
pub(super) fn quickstart(ci: &Ci<'_>) -> Result<Done> {
    let workspace = ci.workspace;
    let mut client = example(ci, "quickstart")?;
    let server = Server::start(workspace, "quickstart")?;
    let mut addresses = Vec::new();
    for _ in 0..2 {
        let mut script = workspace.program("sh");
        script.arg("examples/quickstart.sh");
        addresses.push(address(&server, &mut script)?);
    }
    addresses.push(address(&server, &mut client)?);
    server.finish()?;
    let note = addresses.join(" ");
    println!("{note}");
    addresses.sort();
    addresses.dedup();
    if addresses.len() < 3 {
        return Ok(Done::red(format!("an address was given out twice: {note}")));
    }
    Ok(Done {
        note,
        ..Done::default()
    })
}

/// From nothing to money in a wallet, and the proof that the ledger adds up.
pub(super) fn deposit(ci: &Ci<'_>) -> Result<Done> {
    let server = Server::start(ci.workspace, "deposit")?;
    let mut script = ci.workspace.program("sh");
    script.arg("examples/deposit.sh");
    let found = command::output(server.show_portal(server.quick_start(&mut script)))?;
    server.finish()?;
    println!("{found}");
    let note = found.lines().next_back().unwrap_or_default().to_owned();
    Ok(Done {
        note,
        ..Done::default()
    })
}

/// A partner's day with curl, a budget spent on the way, and with the generated client.
pub(super) fn portal(ci: &Ci<'_>) -> Result<Done> {
    let mut client = example(ci, "portal")?;
    let server = Server::start(ci.workspace, "portal")?;
    let mut script = ci.workspace.program("sh");
    script.arg("examples/portal.sh");
    let note = command::output(server.show_portal(&mut script))?;
    command::run(server.show_portal(&mut client))?;
    server.finish()?;
    let note = note.trim_end().to_owned();
    println!("{note}");
    Ok(Done {
        note,
        ..Done::default()
    })
}

/// The example of that name in Rust, built where that was not done yet.
fn example(ci: &Ci<'_>, name: &str) -> Result<Command> {
    let workspace = ci.workspace;
    command::run(&mut workspace.build())?;
    let program = workspace.target.join("debug/examples").join(name);
    Ok(command::program(program, &workspace.root))
}

/// The address that an example prints at its end.
fn address(server: &Server, example: &mut Command) -> Result<String> {
    let printed = command::output(server.quick_start(example))?;
    let address = printed.trim();
    if address.starts_with(BITCOIN_TESTNET) && !address.contains(char::is_whitespace) {
        return Ok(address.to_owned());
    }
    Err(Failure::new("the quick start printed no testnet address"))
}
