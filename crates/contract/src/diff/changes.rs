//! What happened between two releases of a document, and what it does to clients.

use std::fmt;

use super::{Diff, DiffOptions, Found, Level, words};
use crate::{Document, model::Location};

/// One change between two documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The stable name of this kind of change: `operation-removed`,
    /// `request-max-length-lowered`.
    pub code: String,
    /// What it does to clients of the old document; the worst, where it reaches several places.
    pub level: Level,
    /// `DELETE /customers/{customer_id}`, as in the old document; or what of the whole document.
    pub operation: String,
    /// Further operations that it reaches.
    pub also: Vec<String>,
    /// The part of the operation: `the response 200, /data/status`. Empty for the whole.
    pub subject: String,
    /// What the old document says.
    pub old: String,
    /// What the new document says.
    pub new: String,
    /// Where the old document says it.
    pub location_old: Location,
    /// Where the new document says it.
    pub location_new: Location,
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heading = words::heading(&self.operation, &self.also, &self.subject);
        write!(
            formatter,
            "{}: {heading}: old says {}, new says {} [{}]",
            self.level, self.old, self.new, self.code
        )
    }
}

/// Every change between two documents, in the order of the old one, then what is new.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes(pub Vec<Change>);

impl Changes {
    /// Whether the documents say the same, prose aside.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The worst level, if anything has changed.
    pub fn worst(&self) -> Option<Level> {
        self.0.iter().map(|change| change.level).max()
    }

    /// The changes of one level.
    pub fn of(&self, level: Level) -> impl Iterator<Item = &Change> {
        self.0.iter().filter(move |change| change.level == level)
    }
}

/// Compares two releases of a document and judges every change.
///
/// # Examples
/// ```
/// use serde_json::json;
/// use sovx_contract::{Level, compare, load_value};
///
/// let document = |longest: u32| json!({
///     "openapi": "3.1.0",
///     "info": {"title": "Clock", "version": "1"},
///     "paths": {"/alarm": {"put": {
///         "operationId": "set",
///         "parameters": [{"name": "tune", "in": "query", "schema": {
///             "type": "string", "maxLength": longest,
///         }}],
///         "responses": {"204": {"description": "Set."}},
///     }}},
/// });
/// let old = load_value("old.json", &document(40))?;
/// let new = load_value("new.json", &document(20))?;
///
/// let changes = compare(&old, &new);
/// assert_eq!(changes.worst(), Some(Level::Breaking));
/// assert_eq!(
///     changes.0[0].to_string(),
///     "breaking: PUT /alarm: the query parameter `tune`: old says maxLength 40, new says maxLength 20 \
///      [request-max-length-lowered]"
/// );
/// assert_eq!(compare(&new, &old).worst(), Some(Level::Compatible));
/// # Ok::<(), sovx_contract::Diagnostics>(())
/// ```
///
#[doc = include_str!("rules.md")]
pub fn compare(old: &Document, new: &Document) -> Changes {
    let found = Diff::new(old, new, DiffOptions::default()).run();
    Changes(found.into_iter().map(change).collect())
}

fn change(found: Found) -> Change {
    let judged = found.worst.unwrap_or(found.first);
    let mut also = found.operations;
    also.retain(|operation| *operation != judged.operation);
    Change {
        code: judged.code,
        level: judged.level,
        operation: judged.operation,
        also,
        subject: judged.subject,
        old: found.old,
        new: found.new,
        location_old: found.location_old,
        location_new: found.location_new,
    }
}
