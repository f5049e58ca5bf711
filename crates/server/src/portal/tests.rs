//! The portal over HTTP.

mod callers;
mod customers;
mod keys;
mod model;
mod refusals;
mod revocation;
mod tenants;

use crate::changes::audit::{EntryRow, Filter};
use crate::testing::{Seen, TestApp};

/// What the audit log tells, but for what was done by operators and the system.
async fn audited(app: &TestApp) -> Vec<EntryRow> {
    let filter = Filter {
        limit: 1000,
        ..Filter::default()
    };
    let entries = app.changes.entries(filter).await.unwrap();
    let of_partner = entries.into_iter().filter(|entry| entry.tier == "platform");
    of_partner.collect()
}

/// The actions in the audit log.
async fn actions(app: &TestApp) -> Vec<String> {
    let entries = audited(app).await.into_iter();
    entries.map(|entry| entry.action).collect()
}

/// The names of a listed page.
fn names(seen: &Seen) -> Vec<String> {
    let json = seen.json();
    let data = json["data"].as_array().unwrap().iter();
    data.map(|one| one["name"].as_str().unwrap().to_owned())
        .collect()
}
