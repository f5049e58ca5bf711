//! Customers over HTTP: who sees them, how they change, how they end.

use serde_json::{Value, json};

use crate::testing::{Seen, TestApp, customer};

/// The data of an answer after these members were given other values.
fn with(seen: &Seen, changes: &[(&str, Value)]) -> Value {
    let mut data = seen.data();
    for (pointer, value) in changes {
        *data.pointer_mut(pointer).unwrap() = value.clone();
    }
    data
}

#[actix_web::test]
async fn a_customer_is_invisible_to_other_accounts() {
    let app = TestApp::start().await;
    let path = app.login("acme").await.create("corp-acme").await;
    let other = app.login("other").await;

    let seen = [
        other.get(&path).await,
        other
            .put(&path, &json!({ "email": "other@example.com" }))
            .await,
        other.delete(&path).await,
        other.trigger(&format!("{path}/credentials")).await,
        other.get(&format!("{path}/credentials")).await,
        other.get("/customers/corp-unheard-of").await,
    ];

    for seen in seen {
        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"404 {"success":false,"errors":[{"code":"CUSTOMER_NOT_FOUND","message":"There is no such customer.","field":"customer_id"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
        }
    }
}

#[actix_web::test]
async fn a_credential_is_found_only_under_its_own_customer() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let (one, two) = (
        caller.create("corp-one").await,
        caller.create("corp-two").await,
    );
    caller.mint(&one).await;
    let credential = caller.newest_credential(&one).await;

    let misplaced = caller.delete(&credential.replace(&one, &two)).await;
    let right = caller.delete(&credential).await;

    assert_eq!(misplaced.blamed(), ["credential_id CREDENTIAL_NOT_FOUND"]);
    assert_eq!((misplaced.status, right.status), (404, 204));
}

#[actix_web::test]
async fn a_taken_id_is_refused_to_every_account_even_after_deletion() {
    let app = TestApp::start().await;
    let (caller, other) = (app.login("acme").await, app.login("other").await);
    let path = caller.create("corp-acme").await;

    let own = caller.post("/customers", &customer("corp-acme")).await;
    let foreign = other.post("/customers", &customer("corp-acme")).await;
    caller.delete(&path).await;
    let deleted = caller.post("/customers", &customer("corp-acme")).await;

    for seen in [own, foreign, deleted] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"409 {"success":false,"errors":[{"code":"CUSTOMER_ALREADY_EXISTS","message":"The customer id is taken.","field":"/customer_id"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
        }
    }
}

#[actix_web::test]
async fn the_callers_email_and_name_win_over_the_registrys() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;

    let data = caller
        .post("/customers", &customer("corp-acme"))
        .await
        .data();

    assert_eq!(data["email"], "office@example.com");
    assert_eq!(data["business"]["entity_name"], "Acme Ltd");
    assert_eq!(data["customer_id"], "corp-acme");
}

#[actix_web::test]
async fn an_update_changes_what_it_names_clears_what_is_null_and_keeps_the_rest() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let path = caller.create("corp-acme").await;
    let before = caller.get(&path).await;
    let changes = json!({
        "account_role": "partner",
        "first_name": "Ada",
        "last_name": null,
        "phone_country_code": null,
    });

    let updated = caller.put(&path, &changes).await;
    let after = caller.get(&path).await;

    let expected = with(
        &before,
        &[
            ("/account_role", "partner".into()),
            ("/first_name", "Ada".into()),
            ("/last_name", Value::Null),
            ("/phone_country_code", Value::Null),
        ],
    );
    assert_eq!(updated.status, 200);
    assert_eq!(updated.data(), expected);
    assert_eq!(after.data(), expected);
}

#[actix_web::test]
async fn an_update_merges_the_business_too() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let path = caller.create("corp-acme").await;
    let before = caller.get(&path).await;
    let changes = json!({ "business": {
        "entity_name": "Acme Holding",
        "incorporation_country": "FR",
        "incorporation_date": "2020-02-29",
        "description": null,
        "accredited_investor": null,
        "principal_place_country": "DE",
    }});

    let updated = caller.put(&path, &changes).await;

    let expected = with(
        &before,
        &[
            ("/business/entity_name", "Acme Holding".into()),
            ("/business/incorporation_country", "FR".into()),
            ("/business/incorporation_date", "2020-02-29".into()),
            ("/business/description", Value::Null),
            ("/business/accredited_investor", Value::Null),
            ("/business/principal_place_country", "DE".into()),
        ],
    );
    assert_eq!(updated.data(), expected);
}

#[actix_web::test]
async fn an_empty_update_changes_nothing() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let path = caller.create("corp-acme").await;
    let before = caller.get(&path).await;

    let updated = caller.put(&path, &json!({})).await;

    assert_eq!((updated.status, updated.data()), (200, before.data()));
}

#[actix_web::test]
async fn a_business_needs_its_name_and_country_and_what_is_not_nullable_is_not_null() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let path = caller.create("corp-acme").await;
    let before = caller.get(&path).await;
    let changes = json!({ "email": null, "business": { "description": "rockets" } });

    let seen = caller.put(&path, &changes).await;

    assert_eq!(seen.status, 400);
    assert_eq!(
        seen.blamed(),
        [
            "/email BAD_REQUEST",
            "/business/entity_name BAD_REQUEST",
            "/business/incorporation_country BAD_REQUEST",
        ]
    );
    assert_eq!(caller.get(&path).await.data(), before.data());
}

#[actix_web::test]
async fn an_update_cannot_take_the_registration_of_another_customer() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let one = caller.create("corp-one").await;
    let two = caller.create("corp-two").await;
    let before = caller.get(&two).await;
    let business = caller.get(&one).await.data()["business"].take();
    let changes = json!({ "first_name": "Ada", "business": {
        "entity_name": "Acme Ltd",
        "incorporation_country": business["incorporation_country"],
        "registration_number": business["registration_number"],
    }});

    let seen = caller.put(&two, &changes).await;

    insta::assert_snapshot!(seen, @r#"409 {"success":false,"errors":[{"code":"CONFLICT","message":"Another active customer has this registration number in this country.","field":"/business/registration_number"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert_eq!(caller.get(&two).await.data(), before.data());
}

#[actix_web::test]
async fn a_deleted_customer_is_gone_but_for_the_master_list() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let path = caller.create("corp-acme").await;

    let deleted = caller.delete(&path).await;
    let afterwards = [
        caller.delete(&path).await,
        caller.get(&path).await,
        caller.put(&path, &json!({})).await,
        caller.trigger(&format!("{path}/credentials")).await,
        caller.get(&format!("{path}/credentials")).await,
    ];
    let listed = app.master().get("/customers").await.data();

    assert_eq!(deleted.status, 204);
    assert_eq!(afterwards.map(|seen| seen.status), [404; 5]);
    assert_eq!(listed[0]["customer_id"], "corp-acme");
    assert_eq!(listed[0]["status"], "INACTIVE");
}
