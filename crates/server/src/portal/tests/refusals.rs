//! What every operation refuses, in the portal's envelope.

use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::json;

use crate::apis::Api;
use crate::limits::{Quota, Quotas};
use crate::testing::{Caller, EndCustomer, Saturation, Seen, Setup, TestApp, document, plenty};

/// Calls every operation as it would succeed; the last ends the end customer.
async fn call_all(partner: &Caller<'_>, customer: &EndCustomer) -> Vec<Seen> {
    let path = &customer.path;
    let on_behalf = partner.clone().and("x-customer-key", &customer.key);
    let name = json!({ "name": "Another" });
    let seen = vec![
        partner.get("/customers").await,
        partner.post("/customers", &name).await,
        partner.get(path).await,
        partner.patch(path, &json!({ "name": "Renamed" })).await,
        partner.get(&format!("{path}/usage")).await,
        on_behalf.get("/customer-context").await,
        partner.trigger(&format!("{path}/rotate-key")).await,
        partner.delete(path).await,
    ];
    assert_eq!(seen.len(), document(Api::Portal).operations.len());
    seen
}

#[actix_web::test]
async fn every_operation_succeeds() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let customer = partner.end_customer("One").await;

    let seen = call_all(&partner, &customer).await;

    let statuses: Vec<_> = seen.iter().map(|seen| seen.status).collect();
    assert_eq!(statuses, [200, 201, 200, 200, 200, 200, 200, 204]);
}

#[actix_web::test]
async fn every_operation_refuses_who_is_unknown_and_who_has_another_key() {
    let app = TestApp::start().await;
    let customer = app.partner("Acme").await.end_customer("One").await;

    for seen in call_all(&app.portal(), &customer).await {
        assert_eq!(seen.status, 401, "{seen}");
    }
    for seen in call_all(&app.platform(&customer.key), &customer).await {
        assert_eq!(seen.status, 403, "{seen}");
    }
}

#[actix_web::test]
async fn every_operation_refuses_a_spent_budget() {
    let one = Quota::new(1, 3600).unwrap();
    let quotas = Quotas {
        address: one,
        ..plenty()
    };
    let app = TestApp::start_with(Setup {
        quotas: Some(quotas),
        ..Setup::default()
    })
    .await;
    let customer = app.partner("Acme").await.end_customer("One").await;
    app.portal().get("/customers").await;

    for seen in call_all(&app.portal(), &customer).await {
        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"429 {"object":"error","error":{"code":"RATE_LIMITED","message":"There were too many requests; wait before the next one.","documentationUrl":"/docs/"}}"#);
        }
        let wait: u32 = seen.header("retry-after").parse().unwrap();
        assert!((3500..=3600).contains(&wait), "{wait}");
    }
}

#[actix_web::test]
async fn every_operation_says_when_the_database_is_broken() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let customer = partner.end_customer("One").await;

    app.lose("end_customer_keys");
    app.lose("end_customers");
    let mut seen = call_all(&partner, &customer).await;
    app.lose("partners");
    seen.extend(call_all(&partner, &customer).await);

    for seen in seen {
        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"500 {"object":"error","error":{"code":"INTERNAL_ERROR","message":"The server failed. Quote the trace id when you report it.","documentationUrl":"/docs/"}}"#);
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
    let partner = app.partner("Acme").await;
    let customer = partner.end_customer("One").await;

    let saturation = Saturation::of(&app).await;
    let seen = call_all(&partner, &customer).await;
    drop(saturation);

    for seen in seen {
        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"503 {"object":"error","error":{"code":"SERVICE_UNAVAILABLE","message":"The server is busy.","documentationUrl":"/docs/"}}"#);
        }
        assert_eq!(seen.header("retry-after"), "1");
    }
}

/// A body of this type, whatever it is.
async fn raw(caller: &Caller<'_>, method: &Method, path: &str, kind: &str, body: &str) -> Seen {
    let request = caller.request(method.clone(), path);
    let request = request.header(CONTENT_TYPE, kind).body(body.to_owned());
    caller.app.send(request).await
}

#[actix_web::test]
async fn what_is_no_json_of_at_most_a_mebibyte_is_refused() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let customer = partner.end_customer("One").await;
    let rotate = format!("{}/rotate-key", customer.path);
    let calls = [
        (Method::POST, "/customers"),
        (Method::PATCH, customer.path.as_str()),
        (Method::POST, rotate.as_str()),
    ];
    let large = format!(r#"{{"name": "{}"}}"#, "x".repeat(1024 * 1024));

    for (method, path) in calls {
        let json = "application/json";
        let form = raw(&partner, &method, path, "text/plain", "{}").await;
        let large = raw(&partner, &method, path, json, &large).await;
        let broken = raw(&partner, &method, path, json, "{").await;

        insta::allow_duplicates! {
            insta::assert_snapshot!(form, @r#"415 {"object":"error","error":{"code":"UNSUPPORTED_MEDIA_TYPE","message":"The content type must be application/json.","documentationUrl":"/docs/"}}"#);
            insta::assert_snapshot!(large, @r#"413 {"object":"error","error":{"code":"PAYLOAD_TOO_LARGE","message":"The body must be at most 1048576 bytes long.","documentationUrl":"/docs/"}}"#);
            insta::assert_snapshot!(broken, @r#"400 {"object":"error","error":{"code":"INVALID_INPUT","message":"The body breaks off at line 1, column 1.","documentationUrl":"/docs/"}}"#);
        }
    }
}

#[actix_web::test]
async fn every_violation_is_told_with_its_place_and_without_what_was_sent() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;

    let missing = partner.post("/customers", &json!({})).await;
    let control = partner.post("/customers", &json!({ "name": "a\tb" })).await;
    let unknown = json!({ "name": "", "colour": "red" });
    let unknown = partner.post("/customers", &unknown).await;
    let page = partner.get("/customers?limit=101&offset=-1").await;
    let nonsense = partner.get("/customers?limit=ten&page=2").await;

    insta::assert_snapshot!(missing, @r#"400 {"object":"error","error":{"code":"MISSING_REQUIRED_FIELD","message":"The request breaks the rules of the contract.","details":[{"field":"/name","message":"is required"}],"documentationUrl":"/docs/"}}"#);
    insta::assert_snapshot!(control, @r#"400 {"object":"error","error":{"code":"INVALID_FORMAT","message":"The request breaks the rules of the contract.","details":[{"field":"/name","message":"must match the pattern ^[^\\x00-\\x1F\\x7F]*[^\\x00-\\x20\\x7F][^\\x00-\\x1F\\x7F]*$"}],"documentationUrl":"/docs/"}}"#);
    insta::assert_snapshot!(unknown, @r#"400 {"object":"error","error":{"code":"INVALID_INPUT","message":"The request breaks the rules of the contract.","details":[{"field":"/name","message":"must be at least 1 character long"},{"field":"/name","message":"must match the pattern ^[^\\x00-\\x1F\\x7F]*[^\\x00-\\x20\\x7F][^\\x00-\\x1F\\x7F]*$"},{"field":"/colour","message":"is not a declared field"}],"documentationUrl":"/docs/"}}"#);
    insta::assert_snapshot!(page, @r#"400 {"object":"error","error":{"code":"INVALID_INPUT","message":"The request breaks the rules of the contract.","details":[{"field":"limit","message":"must be at most 100"},{"field":"offset","message":"must be at least 0"}],"documentationUrl":"/docs/"}}"#);
    insta::assert_snapshot!(nonsense, @r#"400 {"object":"error","error":{"code":"INVALID_INPUT","message":"The request breaks the rules of the contract.","details":[{"field":"limit","message":"must be a whole number"},{"field":"page","message":"is not a declared parameter"}],"documentationUrl":"/docs/"}}"#);
}

#[actix_web::test]
async fn an_unknown_path_and_a_wrong_method_answer_in_the_portals_envelope() {
    let app = TestApp::start().await;

    let path = app.portal().get("/nowhere").await;
    let method = app.portal().delete("/customers").await;

    insta::assert_snapshot!(path, @r#"404 {"object":"error","error":{"code":"NOT_FOUND","message":"There is no such path.","documentationUrl":"/docs/"}}"#);
    insta::assert_snapshot!(method, @r#"405 {"object":"error","error":{"code":"METHOD_NOT_ALLOWED","message":"The path does not have this method.","documentationUrl":"/docs/"}}"#);
    assert_eq!(method.header("allow"), "GET, HEAD, POST");
}
