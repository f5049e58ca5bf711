//! `contract lint`: everything that is wrong with a contract, and how to mend it.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use sovx_contract::{Diagnostic, Diagnostics, Severity};

use crate::{Failure, Outcome, print, source};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The root file of the contract, YAML or JSON
    contract: PathBuf,
    #[command(flatten)]
    root: source::Root,
    /// Ask for prose, examples and limits too, and refuse everything that is only put up with
    #[arg(long)]
    strict: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For people: the line of the file, what is wrong, how to mend it
    Text,
    /// For programs: a list of objects
    Json,
}

/// Prints what is wrong.
///
/// # Errors
/// The file cannot be read at all.
pub(crate) fn run(options: &Options) -> Result<Outcome, Failure> {
    let files = options.root.files(&options.contract);
    let text = files.read_document();
    text.map_err(|error| format!("{}: {error}", files.document().display()))?;
    let found = if options.strict {
        match sovx_contract::load(files.clone()) {
            Ok(document) => (Vec::new(), sovx_contract::lint(&document)),
            Err(Diagnostics(errors)) => (errors, Vec::new()),
        }
    } else {
        match sovx_contract::load_lenient(files.clone()) {
            Ok(document) => (Vec::new(), document.warnings),
            Err(Diagnostics(errors)) => (errors, Vec::new()),
        }
    };
    let (errors, warnings) = found;
    match options.format {
        Format::Text => {
            print::block(source::shown(Severity::Error, &errors, &files))?;
            print::block(source::shown(Severity::Warning, &warnings, &files))?;
            let counts = [(errors.len(), "error"), (warnings.len(), "warning")];
            let [errors, warnings] = counts.map(|(count, noun)| source::counted(count, noun));
            print::line(format_args!("{errors}, {warnings}"))?;
        }
        Format::Json => {
            let all = errors.iter().map(|one| member("error", one));
            let all = all.chain(warnings.iter().map(|one| member("warning", one)));
            print::line(format_args!("{:#}", all.collect::<Value>()))?;
        }
    }
    let is_found = !errors.is_empty() || (options.strict && !warnings.is_empty());
    Ok(if is_found {
        Outcome::Found
    } else {
        Outcome::Fine
    })
}

fn member(level: &str, diagnostic: &Diagnostic) -> Value {
    json!({
        "level": level,
        "code": diagnostic.code,
        "file": diagnostic.location.file,
        "line": diagnostic.location.line,
        "pointer": diagnostic.location.pointer,
        "message": diagnostic.message,
        "help": diagnostic.help,
    })
}
