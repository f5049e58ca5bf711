//! What two documents say differently, prose aside.
//!
//! Both sides are compared as models, so spelling does not matter: inline or referenced, `allOf`
//! or written out, `const` or an enum of one, either way of admitting null, the order of keys.
//! One change is one line.

mod bodies;
mod operations;
mod parameters;
mod resolved;
mod schemas;
mod security;
mod words;

use std::fmt;

use crate::{Document, model::Location};

/// What not to compare.
#[derive(Debug, Clone, Copy, Default)]
pub struct DiffOptions {
    /// Whether a response header is required. Some generators of documents cannot say that.
    pub ignore_header_required: bool,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// `DELETE /customers/{customer_id}`, as in the contract; or what of the whole document.
    pub operation: String,
    /// Further operations that differ because they share the same schema or response.
    pub also: Vec<String>,
    /// The part of the operation: `the response 200, /data/status`. Empty for the whole.
    pub subject: String,
    /// Where the contract says it; the pointer is that of the contract's file.
    pub location: Location,
    /// What the contract says.
    pub contract: String,
    /// What the other document says.
    pub server: String,
    /// How to end the difference.
    pub fix: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.operation)?;
        match self.also.len() {
            0 => {}
            more => write!(formatter, " (and {more} more)")?,
        }
        if !self.subject.is_empty() {
            write!(formatter, ": {}", self.subject)?;
        }
        write!(
            formatter,
            ": contract says {}, server declares {} (at {}; fix: {})",
            self.contract, self.server, self.location.pointer, self.fix
        )
    }
}

/// Compares the contract with the document that a server declares.
///
/// Differences come in the order of the contract's operations, then what only the server has.
///
/// # Examples
/// ```
/// use serde_json::json;
/// use sovx_contract::{DiffOptions, diff, load_value};
///
/// let document = |status: &str| json!({
///     "openapi": "3.1.0",
///     "info": {"title": "Clock", "version": "1"},
///     "paths": {"/alarm": {"delete": {
///         "operationId": "stop",
///         "responses": {status: {"description": "Stopped."}},
///     }}},
/// });
/// let contract = load_value("contract.json", &document("204"))?;
/// let server = load_value("server.json", &document("200"))?;
///
/// let differences = diff(&contract, &server, DiffOptions::default());
/// assert!(differences[0].to_string().starts_with(
///     "DELETE /alarm: contract says 204 without a body, server declares 200 without a body"
/// ));
/// # Ok::<(), sovx_contract::Diagnostics>(())
/// ```
pub fn diff(contract: &Document, server: &Document, options: DiffOptions) -> Vec<Difference> {
    let mut diff = Diff {
        contract,
        server,
        options,
        operation: String::new(),
        found: Vec::new(),
    };
    diff.documents();
    diff.operations();
    diff.found
}

/// The two documents and what was found so far.
struct Diff<'d> {
    contract: &'d Document,
    server: &'d Document,
    options: DiffOptions,
    /// The operation under comparison.
    operation: String,
    found: Vec<Difference>,
}

impl Diff<'_> {
    /// Records a difference of the current operation.
    fn report(
        &mut self,
        subject: &str,
        location: &Location,
        contract: impl Into<String>,
        server: impl Into<String>,
    ) {
        let (contract, server) = (contract.into(), server.into());
        let fix = format!("let the server declare {contract}, or change the contract");
        self.report_fix(subject, location, contract, server, fix);
    }

    fn report_fix(
        &mut self,
        subject: &str,
        location: &Location,
        contract: String,
        server: String,
        fix: String,
    ) {
        // What operations share differs once, not once for each of them.
        let shared = location.pointer.starts_with("/components/");
        let twin = self.found.iter_mut().find(|known| {
            known.location == *location && known.contract == contract && known.server == server
        });
        match twin {
            Some(known) if shared => {
                if known.operation != self.operation && !known.also.contains(&self.operation) {
                    known.also.push(self.operation.clone());
                }
            }
            _ => self.found.push(Difference {
                operation: self.operation.clone(),
                also: Vec::new(),
                subject: subject.to_owned(),
                location: location.clone(),
                contract,
                server,
                fix,
            }),
        }
    }

    /// What is said once for all operations.
    fn documents(&mut self) {
        let (ours, theirs) = (&self.contract.base_path, &self.server.base_path);
        if ours != theirs {
            "every operation".clone_into(&mut self.operation);
            let file = self.contract.files.first();
            let location = Location {
                file: file.map_or_else(String::new, |file| file.to_string_lossy().into_owned()),
                line: 1,
                pointer: "/servers/0/url".to_owned(),
            };
            let name = |path: &str| format!("the base path `{path}/`");
            let (ours, theirs) = (name(ours), name(theirs));
            self.report("", &location, ours, theirs);
        }
        self.security_schemes();
    }
}
