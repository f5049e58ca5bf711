//! What every operation on users answers to bad requests and in times of trouble.

use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};

use crate::testing::{Caller, Saturation, Seen, Setup, TestApp, quick_user};

/// Every operation, on the user at this path.
async fn all(owner: &Caller<'_>, path: &str) -> Vec<Seen> {
    let id = path.strip_prefix("/users/").unwrap();
    vec![
        owner.post("/users", &quick_user(9)).await,
        owner.get("/users").await,
        owner.get(path).await,
        owner.put(path, &json!({ "first_name": "Ada" })).await,
        owner.trigger(&format!("{path}/activate")).await,
        owner.trigger(&format!("{path}/deactivate")).await,
        owner.trigger(&format!("{path}/token")).await,
        owner
            .post("/users/tokens", &json!({ "user_ids": [id] }))
            .await,
        owner.delete(path).await,
    ]
}

#[actix_web::test]
async fn every_operation_says_when_the_database_is_broken() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let path = owner.user(1).await;

    app.lose("users");
    let seen = all(&owner, &path).await;

    for seen in seen {
        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"500 {"success":false,"errors":[{"code":"INTERNAL_SERVER_ERROR","message":"The server failed. Quote the trace id when you report it."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
        }
    }
}

#[actix_web::test]
async fn every_operation_says_when_the_database_is_busy() {
    let setup = Setup {
        scarce: true,
        ..Setup::default()
    };
    let app = TestApp::start_with(setup).await;
    let owner = app.owner("acme").await;
    let path = owner.user(1).await;

    let saturation = Saturation::of(&app).await;
    let seen = all(&owner, &path).await;
    drop(saturation);

    for seen in seen {
        assert_eq!(seen.status, 503, "{seen}");
        assert_eq!(seen.header("retry-after"), "1");
    }
}

#[actix_web::test]
async fn every_operation_refuses_what_it_cannot_read() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let path = owner.user(1).await;
    let no_id = "/users/zzz";

    let seen = [
        owner
            .post("/users", &json!({ "email": "a@example.com" }))
            .await,
        owner.get("/users?colour=red").await,
        owner.get(no_id).await,
        owner.put(no_id, &json!({})).await,
        owner.put(&path, &json!({ "status": "ACTIVE" })).await,
        owner.trigger(&format!("{no_id}/activate")).await,
        owner.trigger(&format!("{no_id}/deactivate")).await,
        owner.trigger(&format!("{no_id}/token")).await,
        owner.post("/users/tokens", &json!({})).await,
        owner.delete(no_id).await,
    ];

    assert_eq!(seen.map(|seen| seen.status), [400; 10]);
}

#[actix_web::test]
async fn every_operation_with_a_body_wants_json_of_a_mebibyte_at_most() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let path = owner.user(1).await;
    let calls = [
        (Method::POST, "/users"),
        (Method::PUT, path.as_str()),
        (Method::POST, "/users/tokens"),
    ];

    for (method, path) in calls {
        let form = owner.request(method.clone(), path).body("a=b");
        let form = form.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let form = app.send(form).await;
        let large = owner
            .request(method, path)
            .body(" ".repeat(1024 * 1024 + 1));
        let large = app
            .send(large.header(CONTENT_TYPE, "application/json"))
            .await;

        assert_eq!((form.status, large.status), (415, 413), "{path}");
    }
}

#[actix_web::test]
async fn values_out_of_their_limits_are_told_and_not_repeated() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let path = owner.user(1).await;
    let long = Value::from("z".repeat(101));

    let mut user = quick_user(2);
    user["first_name"] = long.clone();
    let created = owner.post("/users", &user).await;
    let updated = owner.put(&path, &json!({ "first_name": long })).await;
    let tokens = owner
        .post("/users/tokens", &json!({ "user_ids": [] }))
        .await;

    assert_eq!(
        (created.status, updated.status, tokens.status),
        (422, 422, 400)
    );
    assert_eq!(created.blamed(), ["/first_name VALIDATION_ERROR"]);
    assert!(!created.to_string().contains("zzz"));
}

#[actix_web::test]
async fn every_operation_wants_an_owner_key_that_works() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let path = owner.user(1).await;
    let user = app.with("x-api-key", &owner.token(&path).await);

    let nobody = all(&app.anybody(), &path).await;
    let user = all(&user, &path).await;

    for seen in nobody {
        assert_eq!(
            (seen.status, seen.blamed()),
            (401, vec!["- INVALID_API_KEY".to_owned()])
        );
    }
    for seen in user {
        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"403 {"success":false,"errors":[{"code":"FORBIDDEN","message":"This operation takes an owner key in x-api-key; the user token in x-api-key does not open it."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
        }
    }
}
