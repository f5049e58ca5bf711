//! What is shown once: nothing is made that could not be shown, and a failure says how to make
//! another.

use std::fmt::Display;
use std::io::{Write as _, stdout};

use serde_json::Value;

use super::CommandError;
use crate::cli::OutputFormat;
use crate::output;

/// Refuses to begin where nobody would see the outcome.
pub(super) fn expect_reader() -> Result<(), CommandError> {
    match output::is_discarded() {
        true => Err(CommandError::NoReader),
        false => Ok(()),
    }
}

/// Says what was made. Unlike other outcomes this one must arrive: `remedy` makes another.
pub(super) fn report_once(
    format: OutputFormat,
    text: impl Display,
    json: &Value,
    remedy: &'static str,
) -> Result<(), CommandError> {
    let mut out = stdout().lock();
    let written = match format {
        OutputFormat::Text => writeln!(out, "{text}"),
        OutputFormat::Json => writeln!(out, "{json}"),
    };
    written
        .and_then(|()| out.flush())
        .map_err(|source| CommandError::NotShown { remedy, source })
}
