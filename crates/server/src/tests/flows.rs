//! The documented conversation, from the health check to a deleted customer: answers key for key.

use serde_json::{Value, json};

use crate::registry::{LocalRegistry, sandbox};
use crate::testing::{Caller, Seen, TestApp};

const ID: &str = "corp-redundant-firewall";

/// The documented customer, members in the documented order.
const CUSTOMER: &str = r#"{"account_type":"corporation","account_role":"client","account_purpose":"Arbitrage Trading","first_name":"Sean","last_name":"Fox","email":"sean.fox@example.com","phone_country_code":"US","phone_number":"631-789-8340","customer_id":"corp-redundant-firewall","business":{"entity_name":"Hedge Fund e-commerce","incorporation_country":"VC","incorporation_state":"Kingstown","incorporation_date":"2012-11-15","organization_type":"LLC","business_type":"Fund Administrator","registration_number":"3201LLC2023","description":"crypto fund","accredited_investor":true,"non_agent_intermediary":true,"principal_place_country":"US","principal_place_state":"CA","principal_place_address":"1234 Flower Street","principal_place_city":"Los Angeles","principal_place_postal_code":"90403"},"status":"VERIFIED"}"#;

async fn sandbox() -> TestApp {
    let app = TestApp::start().await;
    let samples = sandbox::sample_profiles().unwrap();
    LocalRegistry::import(&app.changes, samples).await.unwrap();
    app
}

async fn create(caller: &Caller<'_>) -> Seen {
    let body = json!({
        "email": "sean.fox@example.com",
        "customer_id": ID,
        "entity_name": "Hedge Fund e-commerce",
    });
    caller.post("/customers", &body).await
}

/// The names of the members, in order.
fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[actix_web::test]
async fn health_and_login_answer_without_an_envelope() {
    let app = TestApp::start().await;
    app.account("sean").await;

    let health = app.anybody().get("/health").await;
    let login = app.try_login("sean", crate::testing::PASSWORD).await;

    insta::assert_snapshot!(health, @r#"200 {"status":"ok","timestamp":"…","uptime":"…"}"#);
    insta::assert_snapshot!(login, @r#"200 {"token":"…","expires":"…"}"#);
    assert!(login.json()["token"].as_str().unwrap().starts_with("eyJ"));
}

#[actix_web::test]
async fn a_created_customer_is_the_documented_one() {
    let app = sandbox().await;
    let caller = app.login("sean").await;

    let created = create(&caller).await;
    let read = caller.get(&format!("/customers/{ID}")).await;

    assert_eq!((created.status, read.status), (201, 200));
    for seen in [created, read] {
        assert_eq!(keys(&seen.json()), ["success", "data", "meta"]);
        assert_eq!(
            keys(&seen.json()["meta"]),
            ["timestamp", "version", "trace_id"]
        );
        assert_eq!(seen.data().to_string(), CUSTOMER);
    }
}

#[actix_web::test]
async fn the_only_page_of_customers_is_the_documented_one() {
    let app = sandbox().await;
    create(&app.login("sean").await).await;

    let listed = app
        .master()
        .get("/customers?filter[limit]=20&filter[skip]=0")
        .await;

    assert_eq!(listed.data().to_string(), format!("[{CUSTOMER}]"));
    let meta = &listed.json()["meta"];
    assert_eq!(
        keys(meta),
        ["timestamp", "version", "trace_id", "pagination"]
    );
    insta::assert_snapshot!(meta["pagination"], @r#"{"records":{"skip":0,"has_next":false,"has_previous":false,"total":1,"limit":20},"navigation":{"first":"/customers?filter[limit]=20&filter[skip]=0","last":"/customers?filter[limit]=20&filter[skip]=0","previous":null,"next":null}}"#);
}

#[actix_web::test]
async fn the_documented_update_answers_with_all_of_the_customer() {
    let app = sandbox().await;
    let caller = app.login("sean").await;
    create(&caller).await;
    let body = json!({
        "account_purpose": "Arbitrage Trading",
        "phone_number": "408-721-7741",
        "business": {
            "entity_name": "Hedge Fund e-commerce",
            "incorporation_country": "US",
            "organization_type": "LLC",
        },
    });

    let updated = caller.put(&format!("/customers/{ID}"), &body).await;

    let expected = CUSTOMER.replace("631-789-8340", "408-721-7741").replace(
        r#""incorporation_country":"VC""#,
        r#""incorporation_country":"US""#,
    );
    assert_eq!(updated.status, 200);
    assert_eq!(updated.data().to_string(), expected);
}

#[actix_web::test]
async fn a_key_is_minted_listed_masked_and_deleted() {
    let app = sandbox().await;
    let caller = app.login("sean").await;
    create(&caller).await;
    let credentials = format!("/customers/{ID}/credentials");

    let minted = caller.trigger(&credentials).await;
    let listed = caller.get(&credentials).await;
    let credential = caller.newest_credential(&format!("/customers/{ID}")).await;
    let deleted = caller.delete(&credential).await;
    let again = caller.delete(&credential).await;
    let after = caller.get(&credentials).await;

    insta::assert_snapshot!(minted, @r#"201 {"success":true,"data":{"customer_id":"corp-redundant-firewall","customer_secret":"…"},"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    insta::assert_snapshot!(listed, @r#"200 {"success":true,"data":[{"credential_id":"…","customer_id":"corp-redundant-firewall","customer_secret":"…","is_owner":true,"user_email":"sean.fox@example.com","user_name":"Hedge Fund e-commerce","created_at":"…","updated_at":"…","is_active":true}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert_eq!(deleted.status, 204);
    insta::assert_snapshot!(again, @r#"404 {"success":false,"errors":[{"code":"CREDENTIAL_NOT_FOUND","message":"The customer has no such active credential.","field":"credential_id"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    insta::assert_snapshot!(after, @r#"200 {"success":true,"data":[{"credential_id":"…","customer_id":"corp-redundant-firewall","customer_secret":"…","is_owner":true,"user_email":"sean.fox@example.com","user_name":"Hedge Fund e-commerce","created_at":"…","updated_at":"…","is_active":false}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    let (data, list) = (minted.data(), listed.data());
    let clear = data["customer_secret"].as_str().unwrap();
    let masked = format!("{}...", clear.get(..18).unwrap());
    assert_eq!(list[0]["customer_secret"], masked);
}

#[actix_web::test]
async fn a_deleted_customer_answers_without_a_body() {
    let app = sandbox().await;
    let caller = app.login("sean").await;
    create(&caller).await;

    let deleted = caller.delete(&format!("/customers/{ID}")).await;

    assert_eq!(deleted.status, 204);
    assert!(deleted.body.is_empty());
    assert_eq!(deleted.header("content-type"), "");
}
