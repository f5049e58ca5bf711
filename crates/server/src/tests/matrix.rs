//! Who may call what: every operation of every contract with every kind of credential, in every
//! place where one can be sent.

mod audited;
mod bodies;
mod cells;
mod once;
mod page;
mod portal;
mod repeated;
mod sovx;
mod table;
mod world;

use crate::testing::{Seen, Setup, TestApp};
use sovx_contract::model::Operation;

use portal::PORTAL;
use sovx::SOVX;
use table::{Matrix, OK};
use world::World;

#[actix_web::test]
async fn every_operation_of_the_sovx_api_answers_every_credential_as_the_matrix_says() {
    assert_eq!(differences(&SOVX).await, "");
}

#[actix_web::test]
async fn every_operation_of_the_portal_answers_every_credential_as_the_matrix_says() {
    assert_eq!(differences(&PORTAL).await, "");
}

/// The cells that the server fills otherwise, a line each.
async fn differences(matrix: &Matrix) -> String {
    let app = TestApp::start_with(Setup::behind_proxy()).await;
    let mut wrong = Vec::new();
    let mut worlds = 0;
    let mut world = World::new(&app, matrix.api, worlds).await;
    for operation in matrix.operations() {
        let column = matrix.column(operation);
        let rows = matrix.rows.iter();
        let cells = rows.flat_map(|(credential, places, expected)| {
            places
                .iter()
                .map(move |place| (credential, place, expected))
        });
        for (credential, place, expected) in cells {
            let seen = world.call(operation, *credential, *place).await;
            if !fits(expected[column], operation, &seen) {
                let expected = expected[column];
                let what = format!("{} {credential:?} as {place:?}", operation.id);
                wrong.push(format!("{what}: {seen} instead of {expected}"));
            }
            if seen.status < 300 && operation.method != "GET" {
                worlds += 1;
                world = World::new(&app, matrix.api, worlds).await;
            }
        }
    }
    wrong.join("\n")
}

fn fits(expected: u16, operation: &Operation, seen: &Seen) -> bool {
    let mut codes = operation
        .responses
        .iter()
        .filter_map(|one| one.status.code());
    let success = codes.find(|code| *code < 300);
    match expected {
        OK => Some(seen.status) == success,
        refusal => seen.status == refusal,
    }
}

/// `UPDATE_DOCS=1` writes the page anew.
#[test]
fn the_page_about_tiers_shows_this_matrix() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/tiers.md");
    let page = page::page();

    #[expect(
        clippy::disallowed_methods,
        reason = "a test setting, not configuration"
    )]
    let update = std::env::var_os("UPDATE_DOCS").is_some();
    if update {
        std::fs::write(path, &page).unwrap();
    }

    let written = std::fs::read_to_string(path).unwrap();
    assert!(
        written == page,
        "docs/tiers.md is not what the matrix says: UPDATE_DOCS=1 writes it anew"
    );
}
