//! An answer that is given again tells the truth: of what is gone it tells no more.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Method;
use serde_json::{Value, json};

use crate::testing::{Caller, Seen, Setup, TestApp, Upstream, customer, quick_user};

const PROFILE: &str = r#"{"account_type":"corporation","account_role":"client",
    "business":{"entity_name":"Acme Ltd","incorporation_country":"GB"}}"#;

/// Creates something under a key of its own.
async fn post(caller: &Caller<'_>, path: &str, body: Option<&Value>) -> Seen {
    let request = caller.request(Method::POST, path);
    let request = request.header("idempotency-key", path);
    let request = body
        .iter()
        .fold(request, |request, body| request.json(body));
    caller.app.send(request).await
}

/// The same again, while it is there.
async fn assert_replayed(caller: &Caller<'_>, path: &str, body: Option<&Value>, first: &Seen) {
    let again = post(caller, path, body).await;
    assert_eq!(again.header("idempotent-replayed"), "true", "{again}");
    assert_eq!((again.status, &again.body), (first.status, &first.body));
}

/// The same again, when it is gone.
async fn assert_gone(caller: &Caller<'_>, path: &str, body: Option<&Value>) {
    let seen = post(caller, path, body).await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(seen, @r#"409 {"success":false,"errors":[{"code":"IDEMPOTENCY_CONFLICT","message":"What was made with this idempotency key is gone; send another key.","field":"Idempotency-Key"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    }
    assert_eq!(seen.header("retry-after"), "");
    assert_eq!(seen.header("idempotent-replayed"), "");
}

#[actix_web::test]
async fn a_key_is_shown_again_until_it_is_deleted() {
    let app = TestApp::start().await;
    let session = app.login("acme").await;
    let customer = session.create("corp-acme").await;
    let path = format!("{customer}/credentials");
    let first = post(&session, &path, None).await;
    assert_replayed(&session, &path, None, &first).await;

    let credential = session.newest_credential(&customer).await;
    assert_eq!(session.delete(&credential).await.status, 204);

    assert_gone(&session, &path, None).await;
}

#[actix_web::test]
async fn what_was_created_with_a_customer_ends_with_it() {
    let app = TestApp::start().await;
    let session = app.login("acme").await;
    let body = customer("corp-acme");
    let created = post(&session, "/customers", Some(&body)).await;
    let path = "/customers/corp-acme/credentials";
    let minted = post(&session, path, None).await;
    assert_replayed(&session, "/customers", Some(&body), &created).await;
    assert_replayed(&session, path, None, &minted).await;

    assert_eq!(session.delete("/customers/corp-acme").await.status, 204);

    assert_gone(&session, "/customers", Some(&body)).await;
    assert_gone(&session, path, None).await;
}

#[actix_web::test]
async fn a_token_is_shown_again_until_another_is_issued() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (one, two) = (owner.user(1).await, owner.user(2).await);
    let path = format!("{one}/token");
    let ids = [&one, &two].map(|user| user.rsplit_once('/').unwrap().1);
    let several = json!({ "user_ids": ids });
    let first = post(&owner, &path, None).await;
    assert_replayed(&owner, &path, None, &first).await;

    let both = post(&owner, "/users/tokens", Some(&several)).await;
    assert_gone(&owner, &path, None).await;
    assert_replayed(&owner, "/users/tokens", Some(&several), &both).await;

    owner.token(&two).await;
    assert_gone(&owner, "/users/tokens", Some(&several)).await;
}

#[actix_web::test]
async fn a_token_is_not_shown_again_once_it_has_expired() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let path = format!("{user}/token");
    post(&owner, &path, None).await;

    app.expire_token(&user).await;

    assert_gone(&owner, &path, None).await;
}

#[actix_web::test]
async fn what_a_user_has_ends_with_the_user() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let body = quick_user(1);
    let created = post(&owner, "/users", Some(&body)).await;
    let user = format!("/users/{}", created.data()["user_id"].as_str().unwrap());
    let (wallets, wallet) = (
        format!("{user}/wallets"),
        json!({ "name": "One", "currency": "btc" }),
    );
    let made = post(&owner, &wallets, Some(&wallet)).await;
    let id = made.data()["wallet_id"].as_str().unwrap().to_owned();
    let addresses = format!("/wallets/{id}/address");
    let address = json!({ "currency": "eth", "network": "ethereum-sepolia" });
    let given = post(&owner, &addresses, Some(&address)).await;
    assert_replayed(&owner, "/users", Some(&body), &created).await;
    assert_replayed(&owner, &wallets, Some(&wallet), &made).await;
    assert_replayed(&owner, &addresses, Some(&address), &given).await;

    assert_eq!(owner.delete(&user).await.status, 204);

    assert_gone(&owner, "/users", Some(&body)).await;
    assert_gone(&owner, &wallets, Some(&wallet)).await;
    assert_gone(&owner, &addresses, Some(&address)).await;
}

#[actix_web::test]
async fn a_setting_is_shown_again_until_it_is_deleted() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (path, body) = (
        "/monetization/settings",
        json!({ "feature": "RFQ", "method": "FEE_RATE", "amount": 0.5 }),
    );
    let created = post(&owner, path, Some(&body)).await;
    assert_replayed(&owner, path, Some(&body), &created).await;

    assert_eq!(owner.delete(&format!("{path}/1")).await.status, 204);

    assert_gone(&owner, path, Some(&body)).await;
}

#[actix_web::test]
async fn the_timestamp_is_that_of_the_answer_and_not_of_the_request() {
    let wait = 300;
    let late = Upstream::Late(Duration::from_millis(300), "200 OK", PROFILE);
    let app = TestApp::start_with(Setup {
        registry: Some(late.start()),
        ..Setup::default()
    })
    .await;
    let session = app.login("acme").await;
    let begun = Utc::now();

    let created = post(&session, "/customers", Some(&customer("corp-acme"))).await;

    let timestamp = created.json()["meta"]["timestamp"].take();
    let written: DateTime<Utc> = timestamp.as_str().unwrap().parse().unwrap();
    assert!(
        written >= begun + TimeDelta::milliseconds(wait - 1),
        "{written}"
    );
}
