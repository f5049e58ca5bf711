//! Every operation that asks for a credential refuses two of them in one header.

use super::cells::Credential::{self, Customer, CustomerSibling, Owner, OwnerOfOther, Platform};
use super::cells::Credential::{PlatformOfOther, Session, SessionOfOther};
use super::cells::Place::{self, ApiKey, Bearer, CustomerKey};
use super::portal::PORTAL;
use super::sovx::SOVX;
use super::table::Matrix;
use super::world::World;
use crate::testing::{Seen, Setup, TestApp};

/// Two good credentials, sent in one header.
type Pair = (Credential, Credential, Place);

/// What every secured operation of an API answers to each of these pairs, where it is not this.
async fn others(matrix: &Matrix, pairs: &[Pair], expected: impl Fn(&Seen) -> bool) -> Vec<String> {
    let app = TestApp::start_with(Setup::behind_proxy()).await;
    let world = World::new(&app, matrix.api, 0).await;
    let mut others = Vec::new();
    for operation in matrix.operations() {
        for (one, two, place) in pairs {
            let request = world.prepared(operation, *one, *place);
            let seen = app.send(world.put(request, *two, *place)).await;
            let is_open = operation.security.is_empty();
            if !is_open && !expected(&seen) {
                others.push(format!("{} {one:?}: {seen}", operation.id));
            }
        }
    }
    others
}

#[actix_web::test]
async fn two_credentials_in_one_header_are_a_bad_request_that_names_the_header() {
    let pairs = [
        (Session, SessionOfOther, Bearer),
        (Owner, OwnerOfOther, ApiKey),
    ];
    let expected = |seen: &Seen| {
        let named = ["authorization BAD_REQUEST", "x-api-key BAD_REQUEST"];
        seen.status == 400 && named.contains(&seen.blamed()[0].as_str())
    };

    assert_eq!(others(&SOVX, &pairs, expected).await, [""; 0]);
}

#[actix_web::test]
async fn two_platform_keys_are_a_bad_request_and_two_customer_keys_where_one_is_needed() {
    let platform = [(Platform, PlatformOfOther, Bearer)];
    let is_bad = |seen: &Seen| {
        let error = &seen.json()["error"];
        (seen.status, error["code"].as_str()) == (400, Some("INVALID_INPUT"))
    };

    assert_eq!(others(&PORTAL, &platform, is_bad).await, [""; 0]);

    let app = TestApp::start_with(Setup::behind_proxy()).await;
    let world = World::new(&app, PORTAL.api, 0).await;
    let mut operations = PORTAL.operations();
    let context = operations
        .find(|one| one.id == "getCustomerContext")
        .unwrap();
    let list = PORTAL
        .operations()
        .find(|one| one.id == "listCustomers")
        .unwrap();
    let mut statuses = Vec::new();
    for operation in [context, list] {
        let request = world.prepared(operation, Customer, CustomerKey);
        let request = world.put(request, CustomerSibling, CustomerKey);
        statuses.push(app.send(request).await.status);
    }
    assert_eq!(statuses, [400, 200]);
}
