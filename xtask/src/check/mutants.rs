//! `check-contract --mutants`: drifts planted on purpose, and the level of the check that notices.
//!
//! A check that never fails proves nothing. So each kind of drift that the check is for is planted
//! once, where it would come about, and goes through the real levels: the compiler, the comparison
//! of what is declared, the visit to a running server. A drift that no level notices is a hole in
//! the check, and an alarm without a drift is one as well.

mod compile;
mod depot;
mod planted;
mod proxy;
mod running;
mod server;
mod table;
mod tree;

use std::time::Instant;

use clap::ValueEnum;

use self::depot::Depot;
use self::proxy::{Answers, Proxy};
use self::running::{Program, judged};
use self::server::Served;
use self::table::Table;
use self::tree::Tree;
use super::artefact::State;
use crate::failure::{Failure, Result};
use crate::workspace::Workspace;

/// Which drifts are planted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Mutants {
    /// Those that need no further build of the server
    Quick,
    /// All of them
    All,
}

/// A drift of a file: a text in it is another one.
#[derive(Debug)]
struct Drift {
    what: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static str,
}

/// What noticed a drift, in the order in which they look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    /// The compiler, or the generator before it.
    Compile,
    /// The comparison of the contract with what a program declares.
    Spec,
    /// The visit to a running server.
    Wire,
}

/// A drift was noticed.
#[derive(Debug, Clone)]
struct Kill {
    level: Level,
    line: String,
}

impl Kill {
    /// By the first of the lines that a level prints, if it prints one.
    fn first(level: Level, lines: Vec<String>) -> Option<Self> {
        let line = lines.into_iter().next()?;
        Some(Self { level, line })
    }
}

/// Plants the drifts one after the other, prints the table, and says whether all were noticed.
///
/// # Errors
/// A drift no longer applies, or a level has something to say about what is not drifted.
pub(super) fn run(workspace: &Workspace, which: Mutants) -> Result<State> {
    let start = Instant::now();
    let mut table = Table::default();
    let planted = plant(workspace, which, &mut table);
    println!("{table}");
    planted?;
    println!(
        "{}; {:.0} s",
        table.verdict(),
        start.elapsed().as_secs_f64()
    );
    Ok(if table.is_complete() {
        State::Fresh
    } else {
        State::Broken
    })
}

fn plant(workspace: &Workspace, which: Mutants, table: &mut Table) -> Result<()> {
    let tree = Tree::new(workspace)?;
    let depot = Depot::new(&tree)?;
    let clean = programs(&depot, table)?;
    contracts(&depot, &clean, table)?;
    answers(&depot, &clean, table)?;
    let served = Served::start(workspace)?;
    served.contracts(&tree, table)?;
    served.answers(table)?;
    if which == Mutants::All {
        server::compiled(&tree, table)?;
        served.running(&tree, table)?;
    }
    Ok(())
}

/// Nothing, if nothing was said.
///
/// # Errors
/// A level said something of what has no drift.
fn no_alarm(lines: &[String]) -> Result<()> {
    match lines.first() {
        None => Ok(()),
        Some(line) => Err(Failure::new(format!("an alarm without a drift: {line}"))),
    }
}

/// Drifts of the depot's sources: of its handlers, of its generated code, and of its contract while
/// the handlers stay as they are.
fn programs(depot: &Depot<'_>, table: &mut Table) -> Result<Program> {
    let drifts: Vec<_> = planted::depot::all().collect();
    let (clean, kills) = depot.programs(&drifts)?;
    for (drift, kill) in drifts.into_iter().zip(kills) {
        table.add(drift.what, format!("depot {}", drift.file), kill);
    }
    Ok(clean)
}

/// Drifts of the depot's contract that its program was not built from.
fn contracts(depot: &Depot<'_>, clean: &Program, table: &mut Table) -> Result<()> {
    let declared = clean.declared()?;
    for drift in planted::depot::CONTRACT_ALONE {
        let kill = depot.contract(&declared, drift)?;
        table.add(drift.what, format!("depot {}", drift.file), kill);
    }
    Ok(())
}

/// Drifts of the depot's answers.
fn answers(depot: &Depot<'_>, clean: &Program, table: &mut Table) -> Result<()> {
    let running = clean.start()?;
    let proxy = Proxy::start(running.address(), &depot.document.base_path, &[])?;
    no_alarm(&judged(&depot.document, proxy.address)?)?;
    for drift in planted::answers::OF_THE_DEPOT.chunks(1) {
        let proxy = Proxy::start(running.address(), &depot.document.base_path, drift)?;
        let lines = judged(&depot.document, proxy.address)?;
        proxy.finish()?;
        let [
            Answers {
                what,
                operation,
                status,
                ..
            },
        ] = drift
        else {
            return Err(Failure::new("one drift at a time"));
        };
        let place = format!("depot {operation} {status}");
        table.add(what, place, Kill::first(Level::Wire, lines));
    }
    Ok(())
}
