//! What two documents say differently, prose aside.
//!
//! Both sides are compared as models, so spelling does not matter: inline or referenced, `allOf`
//! or written out, `const` or an enum of one, either way of admitting null, the order of keys.
//! One change is one line. [`diff()`] tells every difference; [`compare()`] judges each of them by
//! what it does to clients of the old document, by the rules of `diff/rules.md`.

mod bodies;
mod changes;
mod findings;
mod links;
mod opaque;
mod operations;
mod parameters;
mod render;
mod resolved;
mod responses;
pub(crate) mod rule;
mod schemas;
mod schemes;
mod security;
mod servers;
mod words;

use std::fmt;

use crate::{Document, model::Location};

pub use changes::{Change, Changes, compare};
pub use rule::Level;

use findings::{Findings, Found, Judged, Place};
use rule::{Direction, Rule};
use schemas::Schemas;

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
        let heading = words::heading(&self.operation, &self.also, &self.subject);
        write!(
            formatter,
            "{heading}: contract says {}, server declares {} (at {}; fix: {})",
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
    let found = Diff::new(contract, server, options).run();
    found.into_iter().map(difference).collect()
}

fn difference(found: Found) -> Difference {
    let fix = match found.rule {
        Rule::OperationRemoved => {
            "let the server implement it, or remove it from the contract".to_owned()
        }
        Rule::OperationAdded => "remove it from the server, or add it to the contract".to_owned(),
        Rule::StatusAdded | Rule::ErrorAdded | Rule::StatusSpecified => {
            "let the server never answer so, or declare it in the contract".to_owned()
        }
        _ => format!(
            "let the server declare {}, or change the contract",
            found.old
        ),
    };
    Difference {
        operation: found.first.operation,
        also: found.operations.into_iter().skip(1).collect(),
        subject: found.first.subject,
        location: found.location_old,
        contract: found.old,
        server: found.new,
        fix,
    }
}

/// The two documents and what was found so far.
struct Diff<'d> {
    old: &'d Document,
    new: &'d Document,
    options: DiffOptions,
    /// The operation under comparison.
    operation: String,
    findings: Findings,
    schemas: Schemas<'d>,
}

impl<'d> Diff<'d> {
    fn new(old: &'d Document, new: &'d Document, options: DiffOptions) -> Self {
        Self {
            old,
            new,
            options,
            operation: String::new(),
            findings: Findings::default(),
            schemas: Schemas::new(old, new),
        }
    }

    fn run(mut self) -> Vec<Found> {
        self.servers();
        self.security_schemes();
        self.operations();
        self.traces();
        self.webhooks();
        self.renamed_schemas();
        self.findings.found
    }

    /// Records a difference of the current operation.
    fn report(
        &mut self,
        place: Place<'_>,
        rule: Rule,
        old: impl Into<String>,
        new: impl Into<String>,
    ) {
        let judged = Judged {
            operation: self.operation.clone(),
            subject: place.subject.to_owned(),
            code: rule.code(place.direction),
            level: rule.level(place.direction),
        };
        let sides = (place.old, place.new);
        self.findings
            .add(rule, sides, (old.into(), new.into()), judged);
    }

    fn renamed_schemas(&mut self) {
        "the document".clone_into(&mut self.operation);
        for (old, new, (ours, theirs)) in self.schemas.renamed(self.old, self.new) {
            let place = Place {
                subject: "",
                direction: Direction::Response,
                old: &ours.location,
                new: &theirs.location,
            };
            let name = |name| format!("the schema `{name}`");
            self.report(place, Rule::SchemaRenamed, name(old), name(new));
        }
    }
}

/// A place in the root file of a document.
fn root_location(document: &Document, pointer: &str) -> Location {
    let file = document.files.first();
    Location {
        file: file.map_or_else(String::new, |file| file.to_string_lossy().into_owned()),
        line: 1,
        pointer: pointer.to_owned(),
    }
}
