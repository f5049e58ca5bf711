//! `docs/tiers.md`: the matrix for people.

use std::fmt::Write as _;

use super::portal::PORTAL;
use super::sovx::SOVX;
use super::table::{Matrix, OK};

const INTRODUCTION: &str = "\
# Who may call what

Written by the test that proves it, cell by cell, for every operation of the contracts
(`crates/server/src/tests/matrix.rs`); `UPDATE_DOCS=1 cargo test -p sovx-server --lib tiers` writes it
anew.

A credential is first identified and only then judged. ok: the operation's own success. Everything
is somebody's own unless a row says otherwise: the session's own customer, the owner key's own users,
the partner's own end customers.
";

const SOVX_INTRODUCTION: &str = "\
## The SovX API

401: no credential was presented where the operation looks for one, or it is malformed, unknown,
expired or revoked. 403: it is good, but of a kind that the operation does not take, or it speaks for
another user than the path names. 404: the object belongs to somebody else, which looks as if it did
not exist.
";

const PORTAL_INTRODUCTION: &str = "\
## The portal

What a row does not replace is good: beside a credential in `X-Customer-Key` stands the platform key
in `Authorization`, beside all others the customer key. 401: there is no platform key that works here.
403: there is a customer key in its place, or none that works beside it. 404: the end customer
belongs to another partner, which looks as if it did not exist.
";

/// The whole page.
pub(super) fn page() -> String {
    let mut page = INTRODUCTION.to_owned();
    for (introduction, matrix) in [(SOVX_INTRODUCTION, SOVX), (PORTAL_INTRODUCTION, PORTAL)] {
        page.push('\n');
        page.push_str(introduction);
        section(&mut page, &matrix);
    }
    page
}

/// The rows of a matrix, and what its columns stand for.
fn section(page: &mut String, matrix: &Matrix) {
    let titles: Vec<_> = matrix.columns.iter().map(|(_, _, title)| *title).collect();
    // Writing to a String does not fail.
    let _ = writeln!(page, "\n| credential | sent as | {} |", titles.join(" | "));
    let _ = writeln!(page, "|---|---|{}", "---|".repeat(titles.len()));
    for (credential, place, cells) in matrix.rows {
        let cells = cells.iter().map(|cell| match *cell {
            OK => "ok".to_owned(),
            status => status.to_string(),
        });
        let cells: Vec<_> = cells.collect();
        let (credential, place) = (credential.name(), place.name());
        let _ = writeln!(page, "| {credential} | {place} | {} |", cells.join(" | "));
    }
    page.push_str("\n| column | operations |\n|---|---|\n");
    for (number, title) in titles.iter().enumerate() {
        let of_column = |operation: &&_| matrix.column(operation) == number;
        let ids = matrix.operations().filter(of_column);
        let ids: Vec<_> = ids.map(|operation| format!("`{}`", operation.id)).collect();
        let _ = writeln!(page, "| {title} | {} |", ids.join(", "));
    }
}
