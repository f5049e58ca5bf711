//! A version of the depot that was compiled, asked and started.

use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use sovx_contract::Document;
use sovx_wire::{Courier, Visitor};

use crate::command;
use crate::failure::{Context as _, Failure, Result};
use crate::test::postgres::free_port;

/// How long it may take from its start to its first answer.
const START_LIMIT: Duration = Duration::from_secs(10);

/// The credentials that the depot knows, by tier.
const CREDENTIALS: [&str; 2] = ["clerk", "manager"];

/// What the contract has no example of, and a valid request needs.
const MEMBERS: [(&str, &str); 2] = [
    (
        "createParcel",
        r#"{"prices": {"EUR": 1}, "sender": {"name": "a", "phone": null}}"#,
    ),
    ("moveParcel", r#"{"shelf": "B7"}"#),
];

/// A compiled program.
#[derive(Debug)]
pub(super) struct Program(PathBuf);

impl Program {
    pub(super) fn new(path: &Path) -> Self {
        Self(path.to_path_buf())
    }

    /// The document that its code declares.
    ///
    /// # Errors
    /// It does not print one.
    pub(super) fn declared(&self) -> Result<Value> {
        let said = command::output(&mut Command::new(&self.0))?;
        serde_json::from_str(&said).context("what the depot declares")
    }

    /// Starts it on a free port.
    ///
    /// # Errors
    /// It does not answer in time.
    pub(super) fn start(&self) -> Result<Running> {
        let address = SocketAddr::from(([127, 0, 0, 1], free_port()?));
        let mut program = Command::new(&self.0);
        program.arg(address.to_string());
        program.stdin(Stdio::null()).stderr(Stdio::null());
        let process = program.spawn().context("cannot start the depot")?;
        let running = Running { process, address };
        let pause = Duration::from_millis(20);
        let mut waited = Duration::ZERO;
        while TcpStream::connect(address).is_err() {
            if waited > START_LIMIT {
                return Err(Failure::new("the depot does not start"));
            }
            std::thread::sleep(pause);
            waited += pause;
        }
        Ok(running)
    }
}

/// A running program; it is stopped when the value is dropped.
#[derive(Debug)]
pub(super) struct Running {
    process: Child,
    address: SocketAddr,
}

impl Running {
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already; there is nothing left to do then.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Every problem that the answers of a depot show. One that cannot be asked to the end is one.
///
/// # Errors
/// The address is none.
pub(super) fn judged(document: &Document, address: SocketAddr) -> Result<Vec<String>> {
    let failed = |error: sovx_wire::WireError| Failure::new(error.to_string());
    let courier = Courier::new(&format!("http://{address}"), &document.base_path);
    let courier = courier.map_err(failed)?;
    let courier = courier.ok_or_else(|| Failure::new("the depot has another base path"))?;
    let visitor = Visitor {
        credentials: CREDENTIALS
            .iter()
            .map(|tier| ((*tier).to_owned(), (*tier).to_owned()))
            .collect(),
        members: MEMBERS
            .into_iter()
            .map(|(operation, json)| Ok((operation.to_owned(), serde_json::from_str(json)?)))
            .collect::<serde_json::Result<_>>()
            .context("members of requests")?,
        run: "check".to_owned(),
        most: 1000,
        ..Visitor::default()
    };
    Ok(match sovx_wire::judge(document, &courier, visitor) {
        Ok(findings) => {
            // A valid request that never succeeds is noted, and the depot answers all of them.
            let notes = findings.notes().into_iter();
            let notes = notes.filter(|note| note.starts_with("note: "));
            findings.problems().chain(notes).collect()
        }
        Err(error) => vec![error.to_string()],
    })
}
