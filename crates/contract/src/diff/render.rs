//! Changes as text, as JSON and as Markdown.

use std::fmt::{self, Write as _};

use serde_json::{Value, json};

use super::{Change, Changes, Level};
use crate::model::Location;

/// From bad to good.
const LEVELS: [Level; 3] = [Level::Breaking, Level::Warning, Level::Compatible];

impl fmt::Display for Changes {
    /// One line for each change, the worst first.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = LEVELS.into_iter().flat_map(|level| self.of(level));
        for (index, change) in lines.enumerate() {
            if index > 0 {
                writeln!(formatter)?;
            }
            write!(formatter, "{change}")?;
        }
        Ok(())
    }
}

impl Changes {
    /// The changes in their own order, with the number of each level. Members are only ever added.
    pub fn to_json(&self) -> Value {
        json!({
            "worst": self.worst().map(|level| level.to_string()),
            "breaking": self.of(Level::Breaking).count(),
            "warning": self.of(Level::Warning).count(),
            "compatible": self.of(Level::Compatible).count(),
            "changes": self.0.iter().map(change_to_json).collect::<Vec<_>>(),
        })
    }

    /// A table for each level, the worst first: a comment on a pull request.
    pub fn to_markdown(&self) -> String {
        if self.is_empty() {
            return "The contract has not changed.\n".to_owned();
        }
        let mut text = String::new();
        for level in LEVELS {
            let changes: Vec<&Change> = self.of(level).collect();
            if changes.is_empty() {
                continue;
            }
            let title = match level {
                Level::Breaking => "Breaking",
                Level::Warning => "Worth a look",
                Level::Compatible => "Compatible",
            };
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&format!(
                "### {title} ({})\n\n| operation | part | old | new | rule |\n|---|---|---|---|---|\n",
                changes.len()
            ));
            for change in changes {
                text.push_str(&row(change));
            }
        }
        text
    }
}

fn row(change: &Change) -> String {
    let mut operation = format!("`{}`", cell(&change.operation));
    if !change.also.is_empty() {
        // Writing to a string cannot fail.
        let _ = write!(operation, " and {} more", change.also.len());
    }
    format!(
        "| {operation} | {} | {} | {} | `{}` |\n",
        cell(&change.subject),
        cell(&change.old),
        cell(&change.new),
        change.code
    )
}

/// Text in a cell: a bar would end it, and so would a new line.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}

fn change_to_json(change: &Change) -> Value {
    let location = |location: &Location| {
        json!({
            "file": location.file,
            "line": location.line,
            "pointer": location.pointer,
        })
    };
    json!({
        "code": change.code,
        "level": change.level.to_string(),
        "operation": change.operation,
        "also": change.also,
        "subject": change.subject,
        "old": change.old,
        "new": change.new,
        "location_old": location(&change.location_old),
        "location_new": location(&change.location_new),
    })
}
