//! A secret that a server stores or logs fails the test at the server's end.

use std::panic::{AssertUnwindSafe, catch_unwind};

use reqwest::Method;
use serde_json::json;

use crate::testing::TestApp;

/// A server, what its caller presents, and a key that was minted there.
async fn with_a_key() -> (TestApp, String, String) {
    let app = TestApp::start().await;
    let session = app.login("acme").await;
    let path = session.create("corp-acme").await;
    let key = session.mint(&path).await;
    let (_, bearer) = session.credentials.first().unwrap().clone();
    (app, bearer, key)
}

/// What the test would fail with if the server ended here.
fn said_at_the_end_of(app: TestApp) -> String {
    let failed = catch_unwind(AssertUnwindSafe(|| drop(app))).unwrap_err();
    failed.downcast_ref::<String>().unwrap().clone()
}

#[actix_web::test]
async fn a_secret_in_a_column_fails_the_test_that_left_it_there() {
    let (app, bearer, key) = with_a_key().await;
    let session = app.with("authorization", &bearer);
    let named = json!({ "first_name": key });
    let seen = session.put("/customers/corp-acme", &named).await;
    assert_eq!(seen.status, 200, "{seen}");

    let said = said_at_the_end_of(app);

    assert!(said.contains("customer_secret in "), "{said}");
    assert!(!said.contains("the log"), "{said}");
    assert!(!said.contains(&key), "{said}");
}

#[actix_web::test]
async fn a_secret_in_a_log_line_fails_the_test_that_left_it_there() {
    let (app, bearer, key) = with_a_key().await;
    let session = app.with("authorization", &bearer);
    let request = session.request(Method::GET, "/customers/corp-acme");
    let traced = request.header("x-trace-id", &key);
    assert_eq!(app.send(traced).await.status, 200);

    let said = said_at_the_end_of(app);

    assert!(said.contains(r#"{"customer_secret in the log"}"#), "{said}");
    assert!(!said.contains(&key), "{said}");
}
