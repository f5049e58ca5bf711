//! Bad requests: one envelope, the right status, every violation at once, never a value.

use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::json;

use crate::testing::{Caller, Seen, TestApp, customer};

async fn raw(app: &TestApp, caller: &Caller<'_>, body: impl Into<Vec<u8>>) -> Seen {
    let request = caller.request(Method::POST, "/customers");
    let request = request.header(CONTENT_TYPE, "application/json");
    app.send(request.body(body.into())).await
}

#[actix_web::test]
async fn an_unknown_path_and_a_wrong_method_answer_in_the_envelope() {
    let app = TestApp::start().await;

    let path = app.anybody().get("/nowhere").await;
    let patch = app.anybody().request(Method::PATCH, "/customers/corp-acme");
    let method = app.send(patch).await;

    insta::assert_snapshot!(path, @r#"404 {"success":false,"errors":[{"code":"NOT_FOUND","message":"There is no such path."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    insta::assert_snapshot!(method, @r#"405 {"success":false,"errors":[{"code":"METHOD_NOT_ALLOWED","message":"The path does not have this method."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert_eq!(method.header("allow"), "GET, HEAD, PUT, DELETE");
}

#[actix_web::test]
async fn a_body_that_cannot_be_read_is_refused_with_its_place() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;

    let truncated = raw(&app, &caller, "{\"email\":\n\"a").await;
    let broken = raw(&app, &caller, "{\"email\" 1}").await;
    let not_utf8 = raw(&app, &caller, &b"{\"email\":\"\xff\"}"[..]).await;
    let missing = raw(&app, &caller, "").await;
    let list = raw(&app, &caller, "[]").await;

    insta::assert_snapshot!(truncated, @r#"400 {"success":false,"errors":[{"code":"BAD_REQUEST","message":"The body breaks off at line 2, column 2."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    insta::assert_snapshot!(broken, @r#"400 {"success":false,"errors":[{"code":"BAD_REQUEST","message":"The body is not valid JSON at line 1, column 10."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    insta::assert_snapshot!(not_utf8, @r#"400 {"success":false,"errors":[{"code":"BAD_REQUEST","message":"The body is not valid JSON at line 1, column 11."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    insta::assert_snapshot!(missing, @r#"400 {"success":false,"errors":[{"code":"BAD_REQUEST","message":"A JSON body is needed."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    insta::assert_snapshot!(list, @r#"400 {"success":false,"errors":[{"code":"BAD_REQUEST","message":"must be an object"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
}

#[actix_web::test]
async fn another_content_type_is_refused_by_every_operation_with_a_body() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let path = caller.create("corp-acme").await;
    let calls = [
        (Method::POST, "/auth/login"),
        (Method::POST, "/customers"),
        (Method::PUT, path.as_str()),
    ];

    for (method, path) in calls {
        let form = caller.request(method.clone(), path).body("a=b");
        let form = form.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let seen = app.send(form).await;
        let without = app.send(caller.request(method, path).body("{}")).await;

        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"415 {"success":false,"errors":[{"code":"UNSUPPORTED_MEDIA_TYPE","message":"The content type must be application/json."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
        }
        assert_eq!(without.status, 415);
    }
}

#[actix_web::test]
async fn a_body_of_more_than_a_mebibyte_is_refused_by_every_operation_with_a_body() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let path = caller.create("corp-acme").await;
    let calls = [
        (Method::POST, "/auth/login"),
        (Method::POST, "/customers"),
        (Method::PUT, path.as_str()),
    ];

    for (method, path) in calls {
        let sized = async |length: usize| {
            let request = caller
                .request(method.clone(), path)
                .body(" ".repeat(length));
            app.send(request.header(CONTENT_TYPE, "application/json"))
                .await
        };
        let over = sized(1024 * 1024 + 1).await;
        let fits = sized(1024 * 1024).await;

        insta::allow_duplicates! {
            insta::assert_snapshot!(over, @r#"413 {"success":false,"errors":[{"code":"PAYLOAD_TOO_LARGE","message":"The body must be at most 1048576 bytes long."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
        }
        assert_eq!(fits.status, 400, "{fits}");
    }
}

#[actix_web::test]
async fn a_wrong_shape_is_told_in_full_and_without_values() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let body = json!({
        "email": 7,
        "customer_id": "zzz zzz",
        "nickname": "zzz",
        "<script>zzz</script>": 1,
    });

    let seen = caller.post("/customers", &body).await;

    insta::assert_snapshot!(seen, @r#"400 {"success":false,"errors":[{"code":"BAD_REQUEST","message":"must be a string","field":"/email"},{"code":"BAD_REQUEST","message":"must match the pattern ^[A-Za-z0-9][A-Za-z0-9._-]*$","field":"/customer_id"},{"code":"BAD_REQUEST","message":"is required","field":"/entity_name"},{"code":"BAD_REQUEST","message":"is not a declared field","field":"/nickname"},{"code":"BAD_REQUEST","message":"has a field that is not declared"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
}

#[actix_web::test]
async fn broken_limits_are_told_in_full_and_without_values() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let path = caller.create("corp-acme").await;
    let new = json!({
        "email": "zzz",
        "customer_id": "z".repeat(49),
        "entity_name": "zzz\u{0}",
    });
    let changes = json!({
        "account_type": "zzz",
        "phone_number": "zzz",
        "business": {
            "entity_name": "",
            "incorporation_country": "ZZ",
            "incorporation_date": "2012-02-30",
        },
    });
    let login = json!({ "email": "zzz", "password": "" });

    let created = caller.post("/customers", &new).await;
    let updated = caller.put(&path, &changes).await;
    let logged_in = caller.post("/auth/login", &login).await;

    insta::assert_snapshot!(created, @r#"422 {"success":false,"errors":[{"code":"VALIDATION_ERROR","message":"must be an e-mail address","field":"/email"},{"code":"VALIDATION_ERROR","message":"must be at most 48 characters long","field":"/customer_id"},{"code":"VALIDATION_ERROR","message":"must match the pattern ^[^\\x00-\\x1F\\x7F]*$","field":"/entity_name"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    insta::assert_snapshot!(updated, @r#"422 {"success":false,"errors":[{"code":"VALIDATION_ERROR","message":"must be one of: individual, corporation","field":"/account_type"},{"code":"VALIDATION_ERROR","message":"must match the pattern ^[+(]?[0-9][0-9(). -]*$","field":"/phone_number"},{"code":"VALIDATION_ERROR","message":"must be at least 1 character long","field":"/business/entity_name"},{"code":"VALIDATION_ERROR","message":"must be one of the 249 declared values","field":"/business/incorporation_country"},{"code":"VALIDATION_ERROR","message":"must be a date written as YYYY-MM-DD","field":"/business/incorporation_date"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    insta::assert_snapshot!(logged_in, @r#"422 {"success":false,"errors":[{"code":"VALIDATION_ERROR","message":"must be an e-mail address","field":"/email"},{"code":"VALIDATION_ERROR","message":"must be at least 1 character long","field":"/password"},{"code":"VALIDATION_ERROR","message":"must match the pattern ^[^\\x00]+$","field":"/password"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
}

#[actix_web::test]
async fn a_malformed_identifier_is_refused_by_every_operation_that_takes_one() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let path = caller.create("corp-acme").await;
    let long = format!("/customers/{}", "z".repeat(49));
    let credentials = format!("{long}/credentials");

    let seen = [
        caller.get(&long).await,
        caller.put(&long, &json!({})).await,
        caller.delete(&long).await,
        caller.get(&credentials).await,
        caller.trigger(&credentials).await,
    ];
    let credential = caller.delete(&format!("{path}/credentials/zzz")).await;
    let encoded = caller.get("/customers/zzz%00%2Fzzz").await;

    for seen in seen {
        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"400 {"success":false,"errors":[{"code":"BAD_REQUEST","message":"must be at most 48 characters long","field":"customer_id"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
        }
    }
    insta::assert_snapshot!(credential, @r#"400 {"success":false,"errors":[{"code":"BAD_REQUEST","message":"must be a UUID such as f4057807-52cf-4083-9ecb-283ef354fb2b","field":"credential_id"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    insta::assert_snapshot!(encoded, @r#"400 {"success":false,"errors":[{"code":"BAD_REQUEST","message":"must match the pattern ^[A-Za-z0-9][A-Za-z0-9._-]*$","field":"customer_id"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
}

#[actix_web::test]
async fn the_length_limit_of_an_id_holds_to_the_character() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let id = |length: usize| format!("corp-{}", "x".repeat(length - 5));

    let mut statuses = Vec::new();
    for length in [47, 48, 49] {
        statuses.push(
            caller
                .post("/customers", &customer(&id(length)))
                .await
                .status,
        );
    }

    assert_eq!(statuses, [201, 201, 422]);
}

#[actix_web::test]
async fn nothing_is_stored_of_a_refused_request() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;

    let mut body = customer("corp-acme");
    body["nickname"] = "zzz".into();
    caller.post("/customers", &body).await;
    raw(
        &app,
        &caller,
        customer("corp-acme").to_string().replace('}', ""),
    )
    .await;

    let listed = app.master().get("/customers").await;
    assert_eq!(listed.data(), json!([]));
}
