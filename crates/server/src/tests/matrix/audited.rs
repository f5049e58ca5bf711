//! Every operation that changes something tells it to the audit log.

use super::portal::PORTAL;
use super::sovx::SOVX;
use super::world::World;
use crate::changes::audit::{EntryRow, Filter, Verdict};
use crate::testing::{Setup, TestApp};

/// What entries must never hold: all that the worlds' objects have of people.
const PERSONAL: [&str; 7] = [
    "@",
    "Doe",
    "Roe",
    "1201555",
    "201-555",
    "123-45-6789",
    "1990-",
];

async fn entries(app: &TestApp) -> Vec<EntryRow> {
    let filter = Filter {
        limit: 10_000,
        ..Filter::default()
    };
    app.changes.entries(filter).await.unwrap()
}

#[actix_web::test]
async fn every_operation_that_changes_something_leaves_an_entry_with_its_trace_id() {
    let app = TestApp::start_with(Setup::behind_proxy()).await;
    let matrices = [&SOVX, &PORTAL].into_iter();
    let operations = matrices.flat_map(|matrix| matrix.operations().map(move |one| (matrix, one)));
    let changing = operations.filter(|(_, operation)| operation.method != "GET");
    let mut silent = Vec::new();

    for (number, (matrix, operation)) in changing.enumerate() {
        let (credential, place) = matrix.admitted(operation);
        let world = World::new(&app, matrix.api, number).await;
        let seen = world.call(operation, credential, place).await;
        assert!(seen.status < 300, "{}: {seen}", operation.id);
        let trace_id = seen.header("x-trace-id");
        let entries = entries(&app).await;
        if !entries.iter().any(|entry| entry.trace_id == trace_id) {
            silent.push(&operation.id);
        }
    }

    assert!(silent.is_empty(), "not audited: {silent:?}");
    let entries = entries(&app).await;
    for entry in &entries {
        for personal in PERSONAL {
            assert!(!entry.details.contains(personal), "{entry:?}");
        }
    }
    let count = i64::try_from(entries.len()).unwrap();
    let intact = Verdict::Intact { entries: count };
    assert_eq!(app.changes.verify(&[], |_| ()).await.unwrap(), intact);
}
