//! The same for the whole server: proof that what holds for a small contract holds for ours.
//!
//! To build the server takes long, so drifts in its sources are planted together, in places that
//! have nothing to do with each other. Each says what has to tell of it: the file of the compiler's
//! error, or words of the problem that a visit finds. So no drift is taken for noticed because of
//! another one.

use std::path::PathBuf;

use serde_json::Value;
use sovx_contract::Document;

use super::compile::{Built, Complaint, build, complaints};
use super::proxy::{Answers, Proxy};
use super::table::Table;
use super::tree::{self, Tree};
use super::{Drift, Kill, Level, no_alarm, planted};
use crate::check::server::Binary;
use crate::check::wire::WireOptions;
use crate::check::{declared, wire};
use crate::ci::server::Server;
use crate::contracts::Contract;
use crate::failure::{Failure, Result};
use crate::workspace::Workspace;

/// A drift that is planted together with others.
#[derive(Debug)]
pub(super) struct Marked {
    pub(super) drift: Drift,
    /// What tells of this drift: the beginning of a path, or words of a problem.
    pub(super) tells: &'static str,
}

/// The server of the repository, built and running, without a drift.
pub(super) struct Served<'w> {
    workspace: &'w Workspace,
    contracts: Vec<(Contract, Document, Value)>,
    server: Server,
}

impl<'w> Served<'w> {
    /// Builds and starts it.
    ///
    /// # Errors
    /// A level has something to say about it.
    pub(super) fn start(workspace: &'w Workspace) -> Result<Self> {
        let binary = Binary::build(workspace)?;
        let server = Server::start(workspace, "mutants")?;
        let mut contracts = Vec::new();
        for contract in Contract::all(workspace)? {
            let document = contract.load()?;
            let declared = binary.document(&contract.name, "--declared")?;
            no_alarm(&declared::differences(&document, &declared))?;
            contracts.push((contract, document, declared));
        }
        Ok(Self {
            workspace,
            contracts,
            server,
        })
    }

    /// Drifts of the contracts that the server was not built from.
    pub(super) fn contracts(&self, tree: &Tree<'_>, table: &mut Table) -> Result<()> {
        for drift in planted::server::CONTRACT_ALONE {
            let Some((contract, _, declared)) = self.contract_of(drift.file) else {
                return Err(Failure::new(format!("{}: is of no contract", drift.file)));
            };
            tree.edit(drift.file, drift.from, drift.to)?;
            let drifted = Contract {
                name: contract.name.clone(),
                root: tree
                    .root
                    .join("openapi")
                    .join(&contract.name)
                    .join("openapi.yaml"),
            };
            let lines = declared::differences(&drifted.load()?, declared);
            tree.restore_file(drift.file)?;
            table.add(
                drift.what,
                drift.file.to_owned(),
                Kill::first(Level::Spec, lines),
            );
        }
        Ok(())
    }

    /// Drifts of the answers of the running server.
    pub(super) fn answers(&self, table: &mut Table) -> Result<()> {
        let drifts = planted::answers::OF_THE_SERVER;
        let base_path = "/sovx/v1";
        let unchanged = Proxy::start(self.server.address(), base_path, &[])?;
        no_alarm(&self.judged(&self.server, &format!("http://{}", unchanged.address))?)?;
        let proxy = Proxy::start(self.server.address(), base_path, drifts)?;
        let lines = self.judged(&self.server, &format!("http://{}", proxy.address))?;
        proxy.finish()?;
        for Answers {
            what,
            operation,
            status,
            ..
        } in drifts
        {
            let told = format!("{operation}: ");
            let mut told = lines.iter().filter(|line| line.starts_with(&told));
            let kill = told.next().map(|line| Kill {
                level: Level::Wire,
                line: line.clone(),
            });
            table.add(what, format!("server {operation} {status}"), kill);
        }
        Ok(())
    }

    /// Drifts of handlers and boundary that compile: the drifted server is built and visited.
    pub(super) fn running(&self, tree: &Tree<'_>, table: &mut Table) -> Result<()> {
        plant(tree, planted::server::RUNNING)?;
        let program = drifted(tree)?;
        let server = Server::start_program(self.workspace, &program, "mutants-drifted")?;
        let lines = self.judged(&server, &server.origin())?;
        for Marked { drift, tells } in planted::server::RUNNING {
            let told = lines.iter().find(|line| line.contains(tells));
            let kill = told.map(|line| Kill {
                level: Level::Wire,
                line: line.clone(),
            });
            table.add(drift.what, drift.file.to_owned(), kill);
        }
        tree.restore()
    }

    fn contract_of(&self, file: &str) -> Option<&(Contract, Document, Value)> {
        let is_of = |name: &str| file.starts_with(&format!("openapi/{name}/"));
        self.contracts
            .iter()
            .find(|(contract, ..)| is_of(&contract.name))
    }

    /// Every problem that a visit at this address finds.
    fn judged(&self, server: &Server, origin: &str) -> Result<Vec<String>> {
        let options = WireOptions::of(server, origin);
        let mut lines = Vec::new();
        for (contract, document, _) in &self.contracts {
            let judged = wire::artefact(contract, document, &options);
            lines.extend(match judged {
                Ok(artefact) => artefact
                    .into_iter()
                    .flat_map(|one| one.into_problems())
                    .collect(),
                Err(failure) => vec![failure.to_string()],
            });
        }
        Ok(lines)
    }
}

/// Drifts of the sources that do not compile.
pub(super) fn compiled(tree: &Tree<'_>, table: &mut Table) -> Result<()> {
    for together in [
        planted::server::CONTRACT_AND_CODE,
        planted::server::HANDLERS,
    ] {
        plant(tree, together)?;
        let mut cargo = tree.cargo();
        cargo.args(["check", "--workspace", "--bin", tree::SERVER]);
        cargo.args(["--example", super::depot::FEATURES]);
        let said = complaints(&mut cargo)?;
        for Marked { drift, tells } in together {
            let told = said
                .iter()
                .find(|Complaint { file, .. }| file.starts_with(tells));
            let kill = told.map(|Complaint { line, .. }| Kill {
                level: Level::Compile,
                line: line.clone(),
            });
            table.add(drift.what, drift.file.to_owned(), kill);
        }
        tree.restore()?;
    }
    Ok(())
}

fn plant(tree: &Tree<'_>, drifts: &[Marked]) -> Result<()> {
    for Marked { drift, .. } in drifts {
        tree.edit(drift.file, drift.from, drift.to)?;
    }
    Ok(())
}

/// Builds the drifted server.
fn drifted(tree: &Tree<'_>) -> Result<PathBuf> {
    let mut cargo = tree.cargo();
    cargo.args(["build", "--workspace", "--bin", tree::SERVER]);
    cargo.args(["--example", super::depot::FEATURES]);
    match build(&mut cargo)?.program(tree::SERVER)? {
        Built::Program(path) => Ok(path.clone()),
        Built::Errors(lines) => Err(Failure::new(lines.join("\n"))),
    }
}
