//! From files to a [`Document`], or to everything that is wrong with them.
//!
//! Loading has three steps, and each goes on after a finding: the files become one self-contained
//! 3.1 document (`bundle`), that becomes the model (`lower`), and its examples and defaults are
//! checked against their own schemas (`samples`). A document is returned only when no step found
//! anything.

mod bundle;
mod grammar;
mod node;
pub(crate) mod normalise;
pub(crate) mod pointer;
mod read;
mod scalar;
mod sources;
mod walk;

use std::{io, path::Path};

use serde_json::Value;

use self::{
    bundle::Bundler,
    sources::{Read, Sources},
};
use crate::{Diagnostic, Diagnostics, Document, lower, samples};

pub(crate) use bundle::Bundle;

/// Loads the document whose root file is `root`, with all files that it refers to.
///
/// Names of files in diagnostics and in [`Document::files`] are relative to the folder of `root`.
///
/// # Errors
/// Everything that is wrong with the files, ordered by file and line.
pub fn load(root: &Path) -> Result<Document, Diagnostics> {
    let folder = root.parent().unwrap_or(Path::new(""));
    let name = root.file_name().unwrap_or_default().to_string_lossy();
    load_from(&name, &|file| std::fs::read_to_string(folder.join(file)))
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
    let mut diagnostics = Vec::new();
    let mut sources = Sources::new(read);
    let document = read_document(root, &mut sources, &mut diagnostics);
    match document {
        Some(mut document) if diagnostics.is_empty() => {
            document.files = sources.names().into_iter().map(Into::into).collect();
            Ok(document)
        }
        _ => Err(in_order(diagnostics)),
    }
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
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Document> {
    let top = sources.open(root, None, diagnostics)?;
    let bundle = Bundler::new(sources, diagnostics).bundle(&top)?;
    let sound = diagnostics.is_empty();
    let document = lower::document(&bundle, root, diagnostics);
    // Samples of a document with broken schemas would only repeat those findings.
    if sound && diagnostics.is_empty() {
        samples::check(&bundle, root, diagnostics);
    }
    Some(document)
}

fn in_order(mut diagnostics: Vec<Diagnostic>) -> Diagnostics {
    diagnostics.sort_by(|a, b| {
        let key = |diagnostic: &Diagnostic| {
            (
                diagnostic.location.file.clone(),
                diagnostic.location.line,
                diagnostic.code,
            )
        };
        key(a).cmp(&key(b))
    });
    // What two operations share is found twice.
    let mut distinct: Vec<Diagnostic> = Vec::new();
    for diagnostic in diagnostics {
        if !distinct.contains(&diagnostic) {
            distinct.push(diagnostic);
        }
    }
    Diagnostics(distinct)
}
