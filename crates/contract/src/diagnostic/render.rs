//! Diagnostics with the text that they are about, as a compiler shows them.

use std::{collections::HashMap, fmt, io};

use super::{Diagnostic, excerpt::Source};

/// How much a diagnostic weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The document cannot be used.
    Error,
    /// The document was understood in spite of it.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// Diagnostics with file, line, column and an excerpt of the text, one after the other.
///
/// `read` gives the text of a file by its name, as it does for [`load_from`](crate::load_from). A
/// file that cannot be read has no excerpts.
///
/// # Examples
/// ```
/// use sovx_contract::{Severity, load_from, render};
///
/// let read = |_: &str| Ok("openapi: 3.1.0\ninfo: {title: Clock}\npaths: {}\n".to_owned());
/// let problems = load_from("clock.yaml", &read).unwrap_err();
/// assert_eq!(
///     render(&problems.0, Severity::Error, &read),
///     "\
/// error[missing-keyword]: the info object has no `version`
///  --> clock.yaml:2:1
///   |
/// 2 | info: {title: Clock}
///   | ^^^^
///   = at: /info
///   = help: add it
/// "
/// );
/// ```
pub fn render(
    diagnostics: &[Diagnostic],
    severity: Severity,
    read: &dyn Fn(&str) -> io::Result<String>,
) -> String {
    let mut sources: HashMap<&str, Option<Source>> = HashMap::new();
    let mut all = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        let file = diagnostic.location.file.as_str();
        let source = sources
            .entry(file)
            .or_insert_with(|| read(file).ok().map(|text| Source::new(&text)));
        all.push(one(diagnostic, severity, source.as_ref()));
    }
    all.join("\n")
}

fn one(diagnostic: &Diagnostic, severity: Severity, source: Option<&Source>) -> String {
    let Diagnostic {
        code,
        location,
        message,
        help,
    } = diagnostic;
    let line = location.line.to_string();
    let margin = " ".repeat(line.len());
    let mut text = format!(
        "{severity}[{code}]: {message}\n{margin}--> {}:{line}",
        location.file
    );
    match source.and_then(|source| source.excerpt(diagnostic)) {
        Some(excerpt) => {
            let before = " ".repeat(excerpt.offset);
            let marks = "^".repeat(excerpt.width);
            text.push_str(&format!(
                ":{}\n{margin} |\n{line} | {}\n{margin} | {before}{marks}\n",
                excerpt.column, excerpt.text
            ));
        }
        None => text.push('\n'),
    }
    if !location.pointer.is_empty() {
        text.push_str(&format!("{margin} = at: {}\n", location.pointer));
    }
    text.push_str(&format!("{margin} = help: {help}\n"));
    text
}
