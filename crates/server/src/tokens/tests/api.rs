//! Tokens over HTTP: issued, replaced, ended.

use chrono::{DateTime, Months};
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::testing::{Caller, PASSWORD, Seen, TestApp, full_user};

/// What the token is told when it asks for its user's wallets.
async fn greeting(app: &TestApp, user: &str, token: &str) -> u16 {
    app.bearer(token)
        .get(&format!("{user}/wallets"))
        .await
        .status
}

async fn is_refused(app: &TestApp, user: &str, token: &str) -> bool {
    greeting(app, user, token).await == 401
}

fn id(user: &str) -> &str {
    user.strip_prefix("/users/").unwrap()
}

#[actix_web::test]
async fn a_token_is_64_hexadecimal_characters_and_good_for_a_calendar_year() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;

    let seen = owner.trigger(&format!("{user}/token")).await;

    insta::assert_snapshot!(seen, @r#"200 {"success":true,"data":{"token":"…","user_id":"…","expires":"…"},"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    let data = seen.data();
    let token = data["token"].as_str().unwrap();
    let time = |value: &Value| DateTime::parse_from_rfc3339(value.as_str().unwrap()).unwrap();
    let begin = time(&seen.json()["meta"]["timestamp"]);
    let year = begin.checked_add_months(Months::new(12)).unwrap();
    assert!((year - time(&data["expires"])).num_seconds().abs() < 60);
    assert_eq!(token.len(), 64);
    assert_eq!(data["user_id"], id(&user));
    assert_eq!(seen.header("cache-control"), "no-store");
    assert!(!is_refused(&app, &user, token).await);
}

#[actix_web::test]
async fn a_new_token_ends_the_old_one_at_once_and_nobody_elses() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (user, other) = (owner.user(1).await, owner.user(2).await);
    let (old, others) = (owner.token(&user).await, owner.token(&other).await);

    let new = owner.token(&user).await;

    assert!(is_refused(&app, &user, &old).await);
    assert!(!is_refused(&app, &user, &new).await);
    assert!(!is_refused(&app, &other, &others).await);
}

#[actix_web::test]
async fn of_many_tokens_issued_at_once_one_works() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;

    let tokens = join_all((0..8).map(|_| owner.token(&user))).await;

    let mut live = 0;
    for token in tokens {
        live += u32::from(!is_refused(&app, &user, &token).await);
    }
    assert_eq!(live, 1);
}

#[actix_web::test]
async fn a_token_is_taken_in_either_header() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let token = owner.token(&user).await;

    let bearer = greeting(&app, &user, &token).await;
    let key = app
        .with("x-api-key", &token)
        .get(&format!("{user}/wallets"))
        .await;

    assert_ne!(bearer, 401);
    assert_eq!(key.status, bearer);
}

#[actix_web::test]
async fn a_token_of_good_standing_opens_nothing_but_what_users_may_do() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let token = owner.token(&user).await;

    let owners = app.with("x-api-key", &token).get("/users").await;
    let accounts = app.bearer(&token).get("/customers/corp-acme").await;
    let administrators = app.with("x-api-key", &token).get("/customers").await;

    for seen in [owners, accounts, administrators] {
        assert_eq!(seen.status, 403, "{seen}");
    }
}

#[actix_web::test]
async fn a_token_may_come_before_activation_and_outlives_deactivation() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let pending = owner.post("/users", &full_user(1)).await.data();
    let pending = format!("/users/{}", pending["user_id"].as_str().unwrap());
    let inactive = owner.user(2).await;
    let tokens = (owner.token(&pending).await, owner.token(&inactive).await);

    owner.trigger(&format!("{inactive}/deactivate")).await;

    assert!(!is_refused(&app, &pending, &tokens.0).await);
    assert!(!is_refused(&app, &inactive, &tokens.1).await);
}

#[actix_web::test]
async fn a_token_ends_with_its_user_and_with_its_customer_at_once() {
    let app = TestApp::start().await;
    let (owner, other) = (app.owner("acme").await, app.owner("other").await);
    let (user, foreign) = (owner.user(1).await, other.user(1).await);
    let tokens = (owner.token(&user).await, other.token(&foreign).await);

    let deleted = owner.delete(&user).await;
    let account = app.try_login("other", PASSWORD).await;
    let session = app.bearer(account.json()["token"].as_str().unwrap());
    let customer = session.delete("/customers/corp-other").await;

    assert_eq!((deleted.status, customer.status), (204, 204));
    assert!(is_refused(&app, &user, &tokens.0).await);
    assert!(is_refused(&app, &foreign, &tokens.1).await);
}

#[actix_web::test]
async fn a_token_past_its_year_is_told_apart_from_one_that_never_was() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let token = owner.token(&user).await;
    app.expire_token(id(&user)).await;
    let wallets = format!("{user}/wallets");

    let expired = app.bearer(&token).get(&wallets).await;
    let unknown = app.bearer(&"0".repeat(64)).get(&wallets).await;
    let renewed = owner.token(&user).await;

    assert_eq!(
        (expired.status, expired.blamed()),
        (401, vec!["- TOKEN_EXPIRED".to_owned()])
    );
    assert_eq!(
        (unknown.status, unknown.blamed()),
        (401, vec!["- UNAUTHORIZED".to_owned()])
    );
    assert!(!is_refused(&app, &user, &renewed).await);
}

async fn bulk(owner: &Caller<'_>, ids: &[&str]) -> Seen {
    owner
        .post("/users/tokens", &json!({ "user_ids": ids }))
        .await
}

#[actix_web::test]
async fn tokens_for_several_users_come_in_the_order_of_the_ids_and_once_for_each() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (one, two) = (owner.user(1).await, owner.user(2).await);
    let old = owner.token(&one).await;

    let seen = bulk(&owner, &[id(&two), id(&one), id(&two)]).await;

    let data = seen.data();
    let text = |number: usize, name: &str| data[number][name].as_str().unwrap().to_owned();
    assert_eq!((seen.status, data.as_array().unwrap().len()), (200, 2));
    assert_eq!(
        [text(0, "user_id"), text(1, "user_id")],
        [id(&two), id(&one)]
    );
    assert_eq!(data[0]["expires"], data[1]["expires"]);
    assert_eq!(seen.header("cache-control"), "no-store");
    assert!(!is_refused(&app, &two, &text(0, "token")).await);
    assert!(!is_refused(&app, &one, &text(1, "token")).await);
    assert!(is_refused(&app, &one, &old).await);
}

#[actix_web::test]
async fn when_users_are_missing_each_is_named_and_no_token_is_issued_or_ended() {
    let app = TestApp::start().await;
    let (owner, other) = (app.owner("acme").await, app.owner("other").await);
    let (user, deleted, foreign) = (
        owner.user(1).await,
        owner.user(2).await,
        other.user(1).await,
    );
    owner.delete(&deleted).await;
    let old = owner.token(&user).await;
    let unknown = "f4057807-52cf-4083-9ecb-283ef354fb2b";

    let ids = [unknown, id(&user), id(&deleted), unknown, id(&foreign)];
    let seen = bulk(&owner, &ids).await;

    insta::assert_snapshot!(seen, @r#"404 {"success":false,"errors":[{"code":"USER_NOT_FOUND","message":"There is no such user.","field":"/user_ids/0"},{"code":"USER_NOT_FOUND","message":"There is no such user.","field":"/user_ids/2"},{"code":"USER_NOT_FOUND","message":"There is no such user.","field":"/user_ids/4"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert!(!is_refused(&app, &user, &old).await);
}

#[actix_web::test]
async fn a_hundred_users_get_their_tokens_in_one_call_and_no_more_may_ask() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let users = join_all((0..100).map(|number| owner.user(number))).await;
    let mut ids: Vec<&str> = users.iter().map(|user| id(user)).collect();

    let seen = bulk(&owner, &ids).await;
    ids.push(ids[0]);
    let over = bulk(&owner, &ids).await;

    assert_eq!(
        (seen.status, seen.data().as_array().unwrap().len()),
        (200, 100)
    );
    assert_eq!(
        (over.status, over.blamed()),
        (400, vec!["/user_ids VALIDATION_ERROR".to_owned()])
    );
}

#[actix_web::test]
async fn a_list_of_users_that_is_empty_or_invalid_is_a_bad_request() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let known = id(&user);
    let cases = [
        (json!({ "user_ids": [] }), "/user_ids VALIDATION_ERROR"),
        (
            json!({ "user_ids": ["no id"] }),
            "/user_ids/0 VALIDATION_ERROR",
        ),
        (
            json!({ "user_ids": [known, ""] }),
            "/user_ids/1 VALIDATION_ERROR",
        ),
        (json!({ "user_ids": [known, 7] }), "/user_ids/1 BAD_REQUEST"),
        (json!({ "user_ids": known }), "/user_ids BAD_REQUEST"),
        (json!({ "user_ids": null }), "/user_ids BAD_REQUEST"),
        (json!({}), "/user_ids BAD_REQUEST"),
    ];

    for (body, blamed) in cases {
        let seen = owner.post("/users/tokens", &body).await;

        assert_eq!(
            (seen.status, seen.blamed()),
            (400, vec![blamed.to_owned()]),
            "{body}"
        );
    }
}

#[actix_web::test]
async fn a_key_that_came_with_other_users_before_is_a_conflict() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (one, two) = (owner.user(1).await, owner.user(2).await);
    let ask = async |user: &str| {
        let request = owner.request(reqwest::Method::POST, "/users/tokens");
        let request = request.header("idempotency-key", "first");
        app.send(request.json(&json!({ "user_ids": [id(user)] })))
            .await
    };

    let (first, other) = (ask(&one).await, ask(&two).await);

    assert_eq!(first.status, 200, "{first}");
    assert_eq!(
        (other.status, other.blamed()),
        (
            409,
            vec!["Idempotency-Key IDEMPOTENCY_KEY_REUSED".to_owned()]
        )
    );
}

#[actix_web::test]
async fn a_token_asked_for_again_with_the_same_key_is_the_same_token() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let ask = async || {
        let request = owner.request(reqwest::Method::POST, &format!("{user}/token"));
        app.send(request.header("idempotency-key", "first")).await
    };

    let (first, again) = (ask().await, ask().await);

    assert_eq!(first.body, again.body);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert!(!is_refused(&app, &user, first.data()["token"].as_str().unwrap()).await);
}
