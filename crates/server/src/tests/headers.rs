//! The headers that every answer carries, and whom the server believes about where it came from.

use reqwest::Method;

use crate::testing::{PASSWORD, Seen, Setup, TestApp};

/// Headers by name, without those that differ from run to run.
fn headers(seen: &Seen) -> String {
    let mut lines: Vec<String> = seen
        .headers
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "date" | "content-length" | "etag"))
        .map(|(name, value)| {
            let changes = name == "x-trace-id" || name == "x-ratelimit-reset";
            let value = if changes {
                "…"
            } else {
                value.to_str().unwrap()
            };
            format!("{name}: {value}")
        })
        .collect();
    lines.sort();
    lines.join("\n")
}

#[actix_web::test]
async fn answers_are_not_kept_and_not_guessed() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let customer = caller.create("corp-acme").await;

    let read = caller.get(&customer).await;
    let minted = caller.trigger(&format!("{customer}/credentials")).await;
    let login = app.try_login("acme", PASSWORD).await;

    insta::assert_snapshot!(headers(&read), @r#"
    cache-control: no-store
    content-type: application/json
    x-content-type-options: nosniff
    x-ratelimit-limit: 1000000
    x-ratelimit-remaining: 999999
    x-ratelimit-reset: …
    x-trace-id: …
    "#);
    assert_eq!(headers(&minted), headers(&read));
    assert_eq!(headers(&login), headers(&read));
}

#[actix_web::test]
async fn a_refusal_says_which_credential_it_takes() {
    let app = TestApp::start().await;

    let session = app.anybody().get("/customers/corp-acme").await;
    let master = app.anybody().get("/customers").await;

    insta::assert_snapshot!(session.header("www-authenticate"), @r#"Bearer realm="SovX API""#);
    insta::assert_snapshot!(master.header("www-authenticate"), @r#"ApiKey realm="SovX API", header="x-master-api-key", ApiKey realm="SovX API", header="x-api-key""#);
}

#[actix_web::test]
async fn the_pages_for_people_run_from_this_server_alone() {
    let app = TestApp::start().await;
    let page = |path: &'static str| app.send(app.request(Method::GET, path));

    let docs = page("/docs/").await;
    let contract = page("/openapi/sovx.json").await;
    let root = page("/").await;

    insta::assert_snapshot!(headers(&docs), @r#"
    cache-control: no-cache
    content-security-policy: default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'
    content-type: text/html
    vary: accept-encoding
    x-content-type-options: nosniff
    x-trace-id: …
    "#);
    insta::assert_snapshot!(headers(&contract), @r#"
    cache-control: no-cache
    content-type: application/json
    vary: accept-encoding
    x-content-type-options: nosniff
    x-trace-id: …
    "#);
    insta::assert_snapshot!(headers(&root), @r#"
    cache-control: no-store
    location: docs/
    x-content-type-options: nosniff
    x-trace-id: …
    "#);
    assert_eq!((docs.status, contract.status, root.status), (200, 200, 303));
    assert_eq!(contract.json()["info"]["title"], "SovX API");
}

#[actix_web::test]
async fn only_a_trusted_proxy_may_say_that_tls_was_used() {
    let open = TestApp::start().await;
    let behind = TestApp::start_with(Setup::behind_proxy()).await;
    let hsts = async |app: &TestApp, proto: &str| {
        let request = app.anybody().request(Method::GET, "/health");
        let seen = app.send(request.header("x-forwarded-proto", proto)).await;
        seen.header("strict-transport-security").to_owned()
    };

    assert_eq!(hsts(&open, "https").await, "");
    assert_eq!(hsts(&behind, "http").await, "");
    assert_eq!(
        hsts(&behind, "https").await,
        "max-age=31536000; includeSubDomains"
    );
}

#[actix_web::test]
async fn other_origins_may_not_read_answers() {
    let app = TestApp::start().await;
    let request = app.anybody().request(Method::GET, "/health");

    let seen = app
        .send(request.header("origin", "https://elsewhere.example"))
        .await;

    assert_eq!(seen.header("access-control-allow-origin"), "");
}

#[actix_web::test]
async fn a_configured_origin_may_read_answers() {
    let mut setup = Setup::default();
    setup.shape.cors_origins = vec!["https://pages.example".to_owned()];
    let app = TestApp::start_with(setup).await;
    let asked_by = async |origin: &str| {
        let request = app.anybody().request(Method::GET, "/health");
        let seen = app.send(request.header("origin", origin)).await;
        seen.header("access-control-allow-origin").to_owned()
    };

    assert_eq!(
        asked_by("https://pages.example").await,
        "https://pages.example"
    );
    assert_eq!(asked_by("https://elsewhere.example").await, "");
}

#[actix_web::test]
async fn a_second_idempotency_key_is_refused_and_not_ignored() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;

    for second in ["another", "one"] {
        let caller = owner.clone().and("idempotency-key", "one");
        let seen = caller
            .and("idempotency-key", second)
            .post("/users", &crate::testing::quick_user(1))
            .await;

        assert_eq!(seen.status, 400, "{seen}");
        assert_eq!(seen.blamed(), ["Idempotency-Key BAD_REQUEST"], "{seen}");
    }
}
