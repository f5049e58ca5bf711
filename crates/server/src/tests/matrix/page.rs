//! `docs/tiers.md`: the matrix for people.

use std::fmt::Write as _;

use super::table::{COLUMNS, OK, TABLE, column};
use crate::testing::DOCUMENT;

const INTRODUCTION: &str = "\
# Who may call what

Written by the test that proves it, cell by cell, for every operation of the contract
(`crates/server/src/tests/matrix.rs`); `UPDATE_DOCS=1 cargo test -p sovx-server --lib tiers` writes it
anew.

A credential is first identified and only then judged. 401: none was presented where the operation
looks for one, or it is malformed, unknown, expired or revoked. 403: it is good, but of a kind that
the operation does not take, or it speaks for another user than the path names. 404: the object
belongs to somebody else, which looks as if it did not exist. ok: the operation's own success.

Everything is somebody's own unless a row says otherwise: the session's own customer, the owner
key's own users, the user's own wallet.

## The matrix

";

/// The whole page.
pub(super) fn page() -> String {
    let mut page = INTRODUCTION.to_owned();
    let titles: Vec<_> = COLUMNS.iter().map(|(_, _, title)| *title).collect();
    // Writing to a String does not fail.
    let _ = writeln!(page, "| credential | sent as | {} |", titles.join(" | "));
    let _ = writeln!(page, "|---|---|{}", "---|".repeat(COLUMNS.len()));
    for (credential, place, cells) in TABLE {
        let cells = cells.map(|cell| match cell {
            OK => "ok".to_owned(),
            status => status.to_string(),
        });
        let (credential, place) = (credential.name(), place.name());
        let _ = writeln!(page, "| {credential} | {place} | {} |", cells.join(" | "));
    }
    page.push_str("\n## The operations of each column\n\n| column | operations |\n|---|---|\n");
    for (number, title) in titles.iter().enumerate() {
        let operations = DOCUMENT.operations.iter();
        let ids = operations.filter(|operation| column(operation) == number);
        let ids: Vec<_> = ids.map(|operation| format!("`{}`", operation.id)).collect();
        let _ = writeln!(page, "| {title} | {} |", ids.join(", "));
    }
    page
}
