//! How a command prints what it did or found.

use clap::{Args, ValueEnum};

/// How to print.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Args)]
pub struct OutputArgs {
    /// Notation: lines of text, or JSON for scripts, an object on a line each.
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// The notations of an outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// Lines of text.
    #[default]
    Text,
    /// A JSON object on a line.
    Json,
}

/// How to print a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Args)]
pub struct TableArgs {
    /// Notation: CSV with a header, or a JSON object on a line for each row.
    #[arg(long, value_enum, default_value_t)]
    pub format: TableFormat,
}

/// The notations of a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// Comma-separated values below a header.
    #[default]
    Csv,
    /// A JSON object on a line.
    Json,
}
