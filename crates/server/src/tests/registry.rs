//! An upstream registry that fails: the right status, and nothing created.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::testing::{Seen, Setup, TestApp, Upstream, customer};

const PROFILE: &str = r#"{"account_type":"corporation","account_role":"client",
    "business":{"entity_name":"Acme Ltd","incorporation_country":"GB","registration_number":"4711"}}"#;

async fn create_with(upstream: Upstream) -> Seen {
    let setup = Setup {
        registry: Some(upstream.start()),
        ..Setup::default()
    };
    let app = TestApp::start_with(setup).await;
    let caller = app.login("acme").await;

    let seen = caller.post("/customers", &customer("corp-acme")).await;

    let listed = app.master().get("/customers").await;
    assert_eq!(listed.data(), json!([]));
    seen
}

#[actix_web::test]
async fn an_id_that_the_registry_does_not_know_is_not_found() {
    let seen = create_with(Upstream::Answers("404 Not Found", "")).await;

    insta::assert_snapshot!(seen, @r#"404 {"success":false,"errors":[{"code":"CUSTOMER_NOT_FOUND","message":"The registry does not know this customer id.","field":"/customer_id"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
}

#[actix_web::test]
async fn an_id_that_the_local_registry_does_not_know_is_not_found() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;

    let seen = caller.post("/customers", &customer("unheard-of")).await;

    assert_eq!(
        (seen.status, seen.blamed()),
        (404, vec!["/customer_id CUSTOMER_NOT_FOUND".to_owned()])
    );
}

#[actix_web::test]
async fn nonsense_from_the_registry_is_a_bad_gateway() {
    for (status, body) in [
        ("200 OK", "<html>"),
        ("200 OK", r#"{"account_type":"zzz"}"#),
        ("200 OK", ""),
        ("302 Found", ""),
        ("401 Unauthorized", ""),
    ] {
        let seen = create_with(Upstream::Answers(status, body)).await;

        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"502 {"success":false,"errors":[{"code":"BAD_GATEWAY","message":"The upstream registry gave an answer that makes no sense."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
        }
    }
}

#[actix_web::test]
async fn a_registry_that_fails_or_is_down_is_unavailable() {
    for upstream in [
        Upstream::Answers("500 Internal Server Error", ""),
        Upstream::Answers("429 Too Many Requests", ""),
        Upstream::Silent(Duration::ZERO),
        Upstream::Down,
    ] {
        let seen = create_with(upstream).await;

        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"503 {"success":false,"errors":[{"code":"SERVICE_UNAVAILABLE","message":"The upstream registry does not answer."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
        }
        assert_eq!(seen.header("retry-after"), "1");
    }
}

#[actix_web::test]
async fn a_silent_registry_is_given_five_seconds() {
    let started = Instant::now();

    let seen = create_with(Upstream::Silent(Duration::from_secs(20))).await;

    assert_eq!(seen.status, 503);
    assert!(
        started.elapsed() < Duration::from_secs(9),
        "{:?}",
        started.elapsed()
    );
}

#[actix_web::test]
async fn customers_are_created_by_their_id_whatever_registration_they_have() {
    let setup = Setup {
        registry: Some(Upstream::Answers("200 OK", PROFILE).start()),
        ..Setup::default()
    };
    let app = TestApp::start_with(setup).await;
    let caller = app.login("acme").await;
    let one = caller.create("corp-one").await;

    let two = caller.create("corp-two").await;
    let again = caller.post("/customers", &customer("corp-two")).await;

    let number =
        async |path: &str| caller.get(path).await.data()["business"]["registration_number"].take();
    assert_eq!(
        (number(&one).await, number(&two).await),
        (json!("4711"), json!("4711"))
    );
    insta::assert_snapshot!(again, @r#"409 {"success":false,"errors":[{"code":"CUSTOMER_ALREADY_EXISTS","message":"The customer id is taken.","field":"/customer_id"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
}

#[actix_web::test]
async fn a_customer_with_the_registration_of_another_can_be_changed_and_keep_it() {
    let setup = Setup {
        registry: Some(Upstream::Answers("200 OK", PROFILE).start()),
        ..Setup::default()
    };
    let app = TestApp::start_with(setup).await;
    let caller = app.login("acme").await;
    caller.create("corp-one").await;
    let two = caller.create("corp-two").await;
    let business = |number: &str| {
        json!({ "business": {
            "entity_name": "New Ltd",
            "incorporation_country": "GB",
            "registration_number": number,
        }})
    };

    let kept = caller.put(&two, &business("4711")).await;
    let left = caller.put(&two, &business("4712")).await;
    let taken = caller.put(&two, &business("4711")).await;

    assert_eq!((kept.status, left.status), (200, 200), "{kept} {left}");
    assert_eq!(
        (taken.status, taken.blamed()),
        (
            409,
            vec!["/business/registration_number CONFLICT".to_owned()]
        )
    );
}

#[actix_web::test]
async fn a_broken_local_registry_is_a_failure_of_the_server_and_not_a_busy_one() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    app.lose("registry_profiles");

    let seen = caller.post("/customers", &customer("corp-one")).await;

    insta::assert_snapshot!(seen, @r#"500 {"success":false,"errors":[{"code":"INTERNAL_SERVER_ERROR","message":"The server failed. Quote the trace id when you report it."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
}
