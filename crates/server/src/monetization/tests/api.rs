//! Settings over HTTP.

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::testing::{Caller, Seen, TestApp};

pub(super) const SETTINGS: &str = "/monetization/settings";

pub(super) fn spot() -> Value {
    json!({ "feature": "SPOT_TRADE", "method": "FEE_RATE", "amount": 0.01, "pair": "btcUSD" })
}

pub(super) fn flat() -> Value {
    json!({ "feature": "WITHDRAW", "method": "FEE_FLAT", "amount": 0.0005, "currency": "BTC" })
}

pub(super) async fn create(owner: &Caller<'_>, body: &Value) -> Seen {
    let seen = owner.post(SETTINGS, body).await;
    assert_eq!(seen.status, 201, "{seen}");
    seen
}

/// The ids of a list.
pub(super) async fn ids(owner: &Caller<'_>, query: &str) -> Vec<i64> {
    let seen = owner.get(&format!("{SETTINGS}?{query}")).await;
    assert_eq!(seen.status, 200, "{seen}");
    let data = seen.data();
    let ids = data.as_array().unwrap().iter();
    ids.map(|setting| setting["id"].as_i64().unwrap()).collect()
}

#[actix_web::test]
async fn a_created_setting_is_the_documented_one() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;

    let spot = create(&owner, &spot()).await;
    let flat = create(&owner, &flat()).await;
    let found = owner.get("/monetization/settings/1").await;

    insta::assert_snapshot!(spot, @r#"201 {"success":true,"data":{"id":1,"feature":"Spot Trading","feature_code":"SPOT_TRADE","method":"Fee Rate","method_code":"FEE_RATE","amount":0.01,"customer_id":"corp-acme","currency":null,"pair":"BTCUSD","created_at":"…","updated_at":"…"},"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    insta::assert_snapshot!(flat, @r#"201 {"success":true,"data":{"id":2,"feature":"Withdrawal","feature_code":"WITHDRAW","method":"Flat Fee","method_code":"FEE_FLAT","amount":0.0005,"customer_id":"corp-acme","currency":"btc","pair":null,"created_at":"…","updated_at":"…"},"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert_eq!(found.data(), spot.data());
}

#[actix_web::test]
async fn an_update_changes_the_amount_and_nothing_else() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let mut expected = create(&owner, &flat()).await.data();
    let path = format!("{SETTINGS}/1");

    let updated = owner.put(&path, &json!({ "amount": 25.5 })).await;
    let found = owner.get(&path).await.data();

    expected["amount"] = 25.5.into();
    expected["updated_at"] = found["updated_at"].clone();
    assert_eq!(updated.status, 200, "{updated}");
    assert_eq!((updated.data(), found), (expected.clone(), expected));
}

#[actix_web::test]
async fn a_deleted_setting_is_gone() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    create(&owner, &flat()).await;
    let path = format!("{SETTINGS}/1");

    let deleted = owner.delete(&path).await;
    let seen = [
        owner.get(&path).await,
        owner.put(&path, &json!({ "amount": 1 })).await,
        owner.delete(&path).await,
    ];

    assert_eq!(deleted.status, 204);
    for seen in seen {
        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"404 {"success":false,"errors":[{"code":"SETTING_NOT_FOUND","message":"There is no such setting.","field":"setting_id"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
        }
    }
    assert!(ids(&owner, "").await.is_empty());
}

#[actix_web::test]
async fn a_setting_is_invisible_to_other_customers() {
    let app = TestApp::start().await;
    let (owner, other) = (app.owner("acme").await, app.owner("other").await);
    create(&owner, &flat()).await;
    let path = format!("{SETTINGS}/1");

    let seen = [
        other.get(&path).await,
        other.put(&path, &json!({ "amount": 1 })).await,
        other.delete(&path).await,
    ];

    assert!(seen.iter().all(|seen| seen.status == 404));
    assert!(ids(&other, "").await.is_empty());
    assert_eq!(ids(&owner, "").await, [1]);
}

#[actix_web::test]
async fn the_same_setting_twice_is_a_conflict_that_blames_no_field() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    create(&owner, &spot()).await;
    let mut again = spot();
    again["amount"] = 0.5.into();
    again["pair"] = "BTCUSD".into();

    let seen = owner.post(SETTINGS, &again).await;

    insta::assert_snapshot!(seen, @r#"409 {"success":false,"errors":[{"code":"CONFLICT","message":"There is a setting for the same feature, method, currency and pair."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
}

#[actix_web::test]
async fn of_many_that_create_the_same_setting_at_once_one_does() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let body = flat();

    let seen = join_all((0..16).map(|_| owner.post(SETTINGS, &body))).await;

    let count = |status: u16| seen.iter().filter(|seen| seen.status == status).count();
    assert_eq!((count(201), count(409)), (1, 15));
    assert_eq!(ids(&owner, "").await, [1]);
}

#[actix_web::test]
async fn what_does_not_go_together_or_is_in_no_catalogue_is_refused() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let of = |feature: &str, method: &str, more: Value| {
        let mut body = json!({ "feature": feature, "method": method, "amount": 0.5 });
        let members = more.as_object().unwrap().clone();
        body.as_object_mut().unwrap().extend(members);
        body
    };

    for (body, blamed) in [
        (
            of("RFQ", "FEE_FLAT", json!({})),
            "/method UNPROCESSABLE_ENTITY",
        ),
        (
            of("WITHDRAW", "FEE_FLAT", json!({"pair": "BTCUSD"})),
            "/pair UNPROCESSABLE_ENTITY",
        ),
        (
            of("WITHDRAW", "FEE_FLAT", json!({"currency": "XYZ"})),
            "/currency UNPROCESSABLE_ENTITY",
        ),
        (
            of("RFQ", "FEE_RATE", json!({"pair": "XYZUSD"})),
            "/pair UNPROCESSABLE_ENTITY",
        ),
        (
            of("RFQ", "FEE_RATE", json!({"amount": 1.5})),
            "/amount UNPROCESSABLE_ENTITY",
        ),
        (
            of("RFQ", "FEE_RATE", json!({"amount": 0.123_456_789})),
            "/amount VALIDATION_ERROR",
        ),
        (
            of("RFQ", "FEE_RATE", json!({"amount": 0})),
            "/amount VALIDATION_ERROR",
        ),
        (
            of("LOAN", "FEE_RATE", json!({})),
            "/feature VALIDATION_ERROR",
        ),
    ] {
        let seen = owner.post(SETTINGS, &body).await;

        assert_eq!(
            (seen.status, seen.blamed()),
            (422, vec![blamed.to_owned()]),
            "{body}"
        );
    }
    assert!(ids(&owner, "").await.is_empty());
}

#[actix_web::test]
async fn an_update_keeps_the_rules_of_the_settings_method() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    create(&owner, &spot()).await;
    let path = format!("{SETTINGS}/1");

    let rate = owner.put(&path, &json!({ "amount": 1.5 })).await;
    let range = owner
        .put(&path, &json!({ "amount": 1_000_000_000.5 }))
        .await;

    assert_eq!(rate.blamed(), ["/amount UNPROCESSABLE_ENTITY"]);
    assert_eq!(range.blamed(), ["/amount VALIDATION_ERROR"]);
    assert_eq!((rate.status, range.status), (422, 422));
    assert_eq!(owner.get(&path).await.data()["amount"], 0.01);
}

#[actix_web::test]
async fn a_creation_with_the_same_key_happens_once() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let send = async |body: &Value| {
        let request = owner.request(Method::POST, SETTINGS).json(body);
        app.send(request.header("idempotency-key", "a key")).await
    };

    let (first, again, other) = (
        send(&flat()).await,
        send(&flat()).await,
        send(&spot()).await,
    );

    assert_eq!((first.status, again.status, other.status), (201, 201, 422));
    assert_eq!(first.body, again.body);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(ids(&owner, "").await, [1]);
}

#[actix_web::test]
async fn a_body_that_cannot_be_read_is_refused_before_anything_is_done() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    create(&owner, &spot()).await;
    let path = format!("{SETTINGS}/1");

    for (method, path) in [(Method::POST, SETTINGS), (Method::PUT, path.as_str())] {
        let request = || owner.request(method.clone(), path);
        let large = format!("{{\"amount\": {}1}}", " ".repeat(1 << 20));
        let seen = [
            app.send(request().json(&json!({ "amount": "1" }))).await,
            app.send(
                request()
                    .header("content-type", "application/json")
                    .body(large),
            )
            .await,
            app.send(request().header("content-type", "text/plain").body("{}"))
                .await,
        ];

        assert_eq!(seen.map(|seen| seen.status), [400, 413, 415]);
    }
    let malformed = [
        owner.get("/monetization/settings/0").await,
        owner.delete("/monetization/settings/one").await,
    ];
    assert!(
        malformed
            .iter()
            .all(|seen| seen.blamed() == ["setting_id BAD_REQUEST"])
    );
}
