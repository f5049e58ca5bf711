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

A credential counts in whatever header it stands. 401: none was presented, or it is malformed, unknown,
expired or revoked. 403: it is good, but of a kind that the operation does not take, or it speaks for
another user than the path names. 404: the object belongs to somebody else, which looks as if it did
not exist.

Of several credentials those count that are good and of a kind that the operation takes. Are there none,
a good one of another kind is 403, and anything else 401. Are there several of one tenant, the one that
reaches most counts: an account's session before a customer's key, that before a user's token. Several
of different tenants, or two values in one header, are 400. `x-master-api-key` wins over `x-api-key`
where the master key is taken.
";

const PORTAL_INTRODUCTION: &str = "\
## The portal

What a row does not replace is good: beside a credential in `X-Customer-Key` stands the platform key
in `Authorization`, beside all others the customer key. Where customers are managed, nothing looks at
`X-Customer-Key`. 401: there is no platform key that works here. 403: there is a good credential of
another kind in its place, or no customer key that works beside it. 404: the end customer belongs to
another partner, which looks as if it did not exist.
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
    for (credential, places, cells) in matrix.rows {
        let cells = cells.iter().map(|cell| match *cell {
            OK => "ok".to_owned(),
            status => status.to_string(),
        });
        let cells: Vec<_> = cells.collect();
        let places: Vec<_> = places.iter().map(|place| place.name()).collect();
        let (credential, places) = (credential.name(), places.join(" or "));
        let _ = writeln!(page, "| {credential} | {places} | {} |", cells.join(" | "));
    }
    page.push_str("\n| column | operations |\n|---|---|\n");
    for (number, title) in titles.iter().enumerate() {
        let of_column = |operation: &&_| matrix.column(operation) == number;
        let ids = matrix.operations().filter(of_column);
        let ids: Vec<_> = ids.map(|operation| format!("`{}`", operation.id)).collect();
        let _ = writeln!(page, "| {title} | {} |", ids.join(", "));
    }
}
