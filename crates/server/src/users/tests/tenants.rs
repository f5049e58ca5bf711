//! No sequence of calls lets a customer touch another's user.

use super::super::model::UserChanges;
use super::super::queries;
use super::insert;
use super::rows::count;
use crate::db::testing::TestConnection;
use crate::db::{Connection, CustomerKey, UserId};
use crate::testing::{TestApp, full_user};
use proptest::prelude::*;
use serde_json::json;
use std::cell::RefCell;

#[derive(Debug, Clone, Copy)]
enum Call {
    Find,
    Lock,
    Update,
    Deactivate,
    Activate,
    Delete,
}

fn call() -> impl Strategy<Value = Call> {
    use Call::{Activate, Deactivate, Delete, Find, Lock, Update};
    prop::sample::select(vec![
        Find, Find, Lock, Update, Update, Deactivate, Activate, Delete,
    ])
}

/// Whether the call found the user.
fn reaches(conn: &mut Connection, call: Call, customer: &CustomerKey, id: &UserId) -> bool {
    let changes = UserChanges {
        updated_at: 99,
        ..UserChanges::default()
    };
    let missing = |error| matches!(error, queries::StatusError::Missing);
    match call {
        Call::Find => queries::find(conn, customer, id).unwrap().is_some(),
        Call::Lock => queries::lock(conn, customer, id).unwrap().is_some(),
        Call::Update => queries::update(conn, customer, id, &changes)
            .unwrap()
            .is_some(),
        Call::Deactivate => !queries::deactivate(conn, customer, id, 99).is_err_and(missing),
        Call::Activate => !queries::activate(conn, customer, id, 99).is_err_and(missing),
        Call::Delete => queries::delete(conn, customer, id, 99).unwrap(),
    }
}

#[test]
fn three_customers_never_reach_each_others_users() {
    let test = RefCell::new(TestConnection::open());
    let round = RefCell::new(0);

    let scenario = (
        prop::collection::vec(0..3_usize, 1..6),
        prop::collection::vec((0..3_usize, any::<prop::sample::Index>(), call()), 1..40),
    );
    let cases = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(48)
    };
    proptest!(cases, |((owners, calls) in scenario)| {
        let mut test = test.borrow_mut();
        *round.borrow_mut() += 1;
        let account = test.account();
        let tenants = ["a", "b", "c"]
            .map(|name| test.customer(&account, &format!("{name}-{}", round.borrow())));
        let ids: Vec<UserId> = owners
            .iter()
            .zip(0..)
            .map(|(&owner, number)| insert(&mut test.conn, &tenants[owner], number).id)
            .collect();
        let mut living = vec![true; owners.len()];

        for (caller, index, call) in calls {
            let number = index.index(ids.len());
            let reached = reaches(&mut test.conn, call, &tenants[caller], &ids[number]);
            prop_assert_eq!(reached, living[number] && owners[number] == caller);
            if matches!(call, Call::Delete) && reached {
                living[number] = false;
            }
        }
        for (caller, tenant) in tenants.iter().enumerate() {
            let mine = owners.iter().zip(&living).filter(|&(owner, lives)| *owner == caller && *lives);
            let listed = count(&mut test.conn, tenant);
            prop_assert_eq!(listed, mine.count());
        }
    });
}

#[actix_web::test]
async fn a_user_is_invisible_to_other_customers() {
    let app = TestApp::start().await;
    let (owner, other) = (app.owner("acme").await, app.owner("other").await);
    let path = owner.user(1).await;
    let user_id = path.strip_prefix("/users/").unwrap();

    let seen = [
        other.get(&path).await,
        other.put(&path, &json!({ "first_name": "Eve" })).await,
        other.trigger(&format!("{path}/activate")).await,
        other.trigger(&format!("{path}/deactivate")).await,
        other.trigger(&format!("{path}/token")).await,
        other.delete(&path).await,
        owner
            .get("/users/f4057807-52cf-4083-9ecb-283ef354fb2b")
            .await,
    ];
    let listed = other.get("/users").await.data();
    let tokens = other
        .post("/users/tokens", &json!({ "user_ids": [user_id] }))
        .await;

    for seen in seen {
        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"404 {"success":false,"errors":[{"code":"USER_NOT_FOUND","message":"There is no such user.","field":"user_id"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
        }
    }
    assert_eq!(listed, json!([]));
    assert_eq!(tokens.blamed(), ["/user_ids/0 USER_NOT_FOUND"]);
}

#[actix_web::test]
async fn a_customer_may_have_the_email_and_phone_of_anothers_user_but_not_its_id() {
    let app = TestApp::start().await;
    let (owner, other) = (app.owner("acme").await, app.owner("other").await);
    let id = "f4057807-52cf-4083-9ecb-283ef354fb2b";
    let mut user = full_user(1);
    user["user_id"] = id.into();
    assert_eq!(owner.post("/users", &user).await.status, 201);

    let taken = other.post("/users", &user).await;
    let free = other.post("/users", &full_user(1)).await;

    insta::assert_snapshot!(taken, @r#"409 {"success":false,"errors":[{"code":"USER_ALREADY_EXISTS","message":"The user id is taken.","field":"/user_id"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert_eq!(free.status, 201);
}
