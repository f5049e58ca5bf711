//! Standard output, whose reader may go before all is said.

use std::fmt::Display;
use std::io::{self, ErrorKind, Write as _};

use crate::Failure;

/// Prints a line. A reader that has gone, as `| head` does, has read enough.
///
/// # Errors
/// It cannot be written: no room is left, for instance.
pub(crate) fn line(text: impl Display) -> Result<(), Failure> {
    block(format_args!("{text}\n"))
}

/// The same without an end of the line.
///
/// # Errors
/// As [`line()`].
pub(crate) fn block(text: impl Display) -> Result<(), Failure> {
    match write!(io::stdout().lock(), "{text}") {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(format!("standard output: {error}"))
        }
        _ => Ok(()),
    }
}
