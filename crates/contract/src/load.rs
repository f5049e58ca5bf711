//! From files to a [`Document`], or to everything that is wrong with them.
//!
//! Loading has four steps, and each goes on after a finding: the files become one self-contained
//! 3.1 document (`bundle`), a lenient reading mends it (`mend`), it becomes the model (`lower`),
//! and its examples and defaults are checked against their own schemas (`samples`). A document is
//! returned only when no step found an error. What a lenient reading puts up with is a warning,
//! and the bundle then says what was understood.

mod bundle;
mod cursor;
mod files;
mod grammar;
mod mend;
mod node;
pub(crate) mod normalise;
mod origins;
pub(crate) mod pointer;
mod read;
mod scalar;
mod sources;
mod walk;

use std::io;

use serde_json::Value;

use self::{
    bundle::Bundler,
    sources::{Read, Sources},
};
use crate::{
    Diagnostics, Document,
    diagnostic::{Findings, Reading},
    lower, samples,
};

pub(crate) use bundle::Bundle;
pub use files::Files;
pub(crate) use node::{Content, Mark};
pub(crate) use origins::Origins;
pub(crate) use read::{Text, parse};
pub(crate) use walk::OMITTED;

/// Loads the document whose root file is `root`, with all files that it refers to.
///
/// Names of files in diagnostics and in [`Document::files`] are relative to the folder of `root`.
/// References lead to no file outside of the project: see [`Files`].
///
/// # Errors
/// Everything that is wrong with the files, ordered by file and line.
pub fn load(root: impl Into<Files>) -> Result<Document, Diagnostics> {
    read_files(&root.into(), Reading::Strict)
}

/// Loads a document that was written without this toolchain in mind.
///
/// Whatever leaves the meaning of the document clear is put up with and listed in
/// [`Document::warnings`]: unknown keywords, missing names, samples that break their schemas.
/// Nothing that restricts a value is ignored.
///
/// # Errors
/// What leaves the meaning open, ordered by file and line: text that cannot be read, references
/// that lead nowhere, keywords of JSON Schema that the model has no place for.
pub fn load_lenient(root: impl Into<Files>) -> Result<Document, Diagnostics> {
    read_files(&root.into(), Reading::Lenient)
}

fn read_files(files: &Files, reading: Reading) -> Result<Document, Diagnostics> {
    read_all(&files.name(), &|name| files.read(name), reading)
}

/// Loads a document whose files come from `read`, which is given names relative to the root's
/// folder, with `/` between segments.
///
/// # Errors
/// Everything that is wrong with the files, ordered by file and line.
///
/// # Examples
/// ```
/// use std::io;
///
/// let text = "\
/// openapi: 3.1.0
/// info: {title: Clock, version: '1'}
/// paths:
///   /time:
///     get:
///       operationId: getTime
///       responses:
///         '204': {description: It is late.}
/// ";
/// let document = sovx_contract::load_from("clock.yaml", &|_: &str| Ok(text.to_owned()))?;
/// assert_eq!(document.operations[0].id, "getTime");
///
/// let missing = |_: &str| Err(io::Error::from(io::ErrorKind::NotFound));
/// let problems = sovx_contract::load_from("clock.yaml", &missing).unwrap_err();
/// assert_eq!(problems.0[0].code, "unreadable-file");
/// # Ok::<(), sovx_contract::Diagnostics>(())
/// ```
pub fn load_from(root: &str, read: &Read<'_>) -> Result<Document, Diagnostics> {
    read_all(root, read, Reading::Strict)
}

/// Loads a document whose files come from `read` as [`load_lenient`] does.
///
/// # Errors
/// What leaves the meaning of the document open, ordered by file and line.
///
/// # Examples
/// ```
/// let text = "\
/// openapi: 3.1.0
/// info: {title: Clock, version: 1}
/// paths:
///   /time/{zone}:
///     get: {}
/// ";
/// let document = sovx_contract::load_lenient_from("clock.yaml", &|_: &str| Ok(text.to_owned()))?;
/// assert_eq!(document.operations[0].id, "getTimeByZone");
/// assert_eq!(document.warnings[0].message, "`version` must be text");
/// # Ok::<(), sovx_contract::Diagnostics>(())
/// ```
pub fn load_lenient_from(root: &str, read: &Read<'_>) -> Result<Document, Diagnostics> {
    read_all(root, read, Reading::Lenient)
}

fn read_all(root: &str, read: &Read<'_>, reading: Reading) -> Result<Document, Diagnostics> {
    let mut findings = Findings::new(reading);
    let mut sources = Sources::new(read);
    let document = read_document(root, &mut sources, &mut findings);
    let warnings = findings.conclude().map_err(Diagnostics)?;
    let Some(mut document) = document else {
        return Err(Diagnostics(warnings));
    };
    document.files = sources.names().into_iter().map(Into::into).collect();
    document.warnings = warnings;
    Ok(document)
}

/// Loads a document that is one JSON value, such as one that a server declares.
///
/// `name` stands for the file in diagnostics; lines are those of the value printed with
/// indentation.
///
/// # Errors
/// Everything that is wrong with the document, ordered by line.
pub fn load_value(name: &str, value: &Value) -> Result<Document, Diagnostics> {
    load_from(name, &|file| {
        if file == name {
            Ok(format!("{value:#}"))
        } else {
            Err(io::Error::from(io::ErrorKind::NotFound))
        }
    })
}

fn read_document(
    root: &str,
    sources: &mut Sources<'_>,
    findings: &mut Findings,
) -> Option<Document> {
    let top = sources.open(root, None, findings)?;
    let mut bundle = Bundler::new(sources, findings, &top).bundle(&top)?;
    if findings.lenient() {
        mend::document(&mut bundle, findings);
    }
    let sound = findings.errors.is_empty();
    let mut document = lower::document(&bundle, findings);
    // Samples of a document with broken schemas would only repeat those findings.
    if sound && findings.errors.is_empty() {
        samples::check(&bundle, findings);
    }
    document.bundled = bundle.value;
    Some(document)
}
