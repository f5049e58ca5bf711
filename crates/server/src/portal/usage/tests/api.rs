//! What partners see of their end customers' usage.

use serde_json::{Value, json};

use crate::limits::{Quota, Quotas};
use crate::testing::{Caller, EndCustomer, Saturation, Seen, Setup, TestApp, plenty};

/// A server whose end customers may send three requests at once, and another one much later.
async fn strict() -> TestApp {
    let quotas = Quotas {
        end_customer: Quota::new(3, 86_400).unwrap(),
        ..plenty()
    };
    let setup = Setup {
        quotas: Some(quotas),
        ..Setup::default()
    };
    TestApp::start_with(setup).await
}

/// The partner as it calls on behalf of the end customer with this key.
fn behalf<'a>(partner: &Caller<'a>, key: &str) -> Caller<'a> {
    partner.clone().and("x-customer-key", key)
}

async fn usage(partner: &Caller<'_>, path: &str) -> Seen {
    partner.get(&format!("{path}/usage")).await
}

/// The headers that tell of a budget, by the names that the body has for them.
fn told(seen: &Seen) -> Value {
    let number = |name: &str| seen.header(name).parse::<i64>().unwrap();
    json!({
        "limit": number("x-ratelimit-limit"),
        "remaining": number("x-ratelimit-remaining"),
        "reset": number("x-ratelimit-reset"),
        "windowSeconds": 86_400,
    })
}

#[actix_web::test]
async fn usage_tells_of_every_answer_and_of_the_budget_as_the_last_answer_did() {
    let app = strict().await;
    let partner = app.partner("Acme").await;
    let EndCustomer { path, key, .. } = partner.end_customer("Delta").await;
    let customer = behalf(&partner, &key);

    let before = usage(&partner, &path).await;
    let first = customer.get("/customer-context").await;
    let in_between = usage(&partner, &path).await;
    let mut statuses = vec![first.status];
    let mut last = first.json();
    for _ in 0..4 {
        let answer = customer.get("/customer-context").await;
        statuses.push(answer.status);
        last = told(&answer);
    }
    let after = usage(&partner, &path).await;
    let again = usage(&partner, &path).await;

    assert_eq!(statuses, [200, 200, 200, 429, 429]);
    insta::assert_snapshot!(before, @r#"200 {"object":"customer_usage","customerId":"…","rateLimit":{"limit":3,"remaining":3,"reset":"…","windowSeconds":86400},"usage":{"periodStart":"…","periodEnd":"…","totalRequests":0,"successfulRequests":0,"failedRequests":0,"rateLimitedRequests":0,"lastRequestAt":"…"}}"#);
    insta::assert_snapshot!(after, @r#"200 {"object":"customer_usage","customerId":"…","rateLimit":{"limit":3,"remaining":0,"reset":"…","windowSeconds":86400},"usage":{"periodStart":"…","periodEnd":"…","totalRequests":5,"successfulRequests":3,"failedRequests":0,"rateLimitedRequests":2,"lastRequestAt":"…"}}"#);
    assert_eq!(in_between.json()["rateLimit"], told(&first));
    assert_eq!(in_between.json()["usage"]["totalRequests"], 1);
    assert_eq!(after.json()["rateLimit"], last);
    assert_eq!(after.json(), again.json());
}

#[actix_web::test]
async fn a_request_whose_customer_key_is_refused_is_nobodys() {
    let app = TestApp::start().await;
    let (partner, other) = (app.partner("Acme").await, app.partner("Other").await);
    let EndCustomer { path, key, .. } = partner.end_customer("Delta").await;
    let newer = partner.rotate(&path, 0).await;

    let statuses = [
        partner.context_status(&key).await,
        partner.context_status("ck_").await,
        other.context_status(&newer).await,
        partner.get("/customer-context").await.status,
    ];
    let before = usage(&partner, &path).await.json()["usage"].take();
    let works = partner.context_status(&newer).await;
    let after = usage(&partner, &path).await.json()["usage"].take();

    assert_eq!((statuses, works), ([403; 4], 200));
    assert_eq!(before["totalRequests"], 0);
    assert_eq!(before["lastRequestAt"], Value::Null);
    assert_eq!(after["totalRequests"], 1);
}

#[actix_web::test]
async fn nobody_reads_the_usage_of_a_customer_that_is_not_theirs() {
    let app = TestApp::start().await;
    let (partner, other) = (app.partner("Acme").await, app.partner("Other").await);
    let path = partner.end_customer("Delta").await.path;
    let deleted = partner.end_customer("Gone").await.path;
    assert_eq!(partner.delete(&deleted).await.status, 204);

    let seen = [
        usage(&other, &path).await,
        usage(&partner, &deleted).await,
        usage(&partner, "/customers/clx8f2k9h0001qr5tgvwxyz12").await,
        usage(&partner, "/customers/nobody").await,
    ];
    let without_key = usage(&app.portal(), &path).await;

    for seen in seen {
        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"404 {"object":"error","error":{"code":"NOT_FOUND","message":"There is no such end customer.","documentationUrl":"/docs/"}}"#);
        }
    }
    assert_eq!(without_key.status, 401, "{without_key}");
}

#[actix_web::test]
async fn usage_says_when_the_database_is_broken_and_loses_nothing() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let EndCustomer { path, key, .. } = partner.end_customer("Delta").await;

    app.lose("usage_periods");
    let unread = usage(&partner, &path).await;
    let works = partner.context_status(&key).await;
    let unwritten = usage(&partner, &path).await;
    app.find("usage_periods");
    let found = usage(&partner, &path).await.json();

    assert_eq!(works, 200);
    for seen in [unread, unwritten] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"500 {"object":"error","error":{"code":"INTERNAL_ERROR","message":"The server failed. Quote the trace id when you report it.","documentationUrl":"/docs/"}}"#);
        }
    }
    assert_eq!(found["usage"]["successfulRequests"], 1);
}

#[actix_web::test]
async fn usage_says_when_the_database_is_busy() {
    let setup = Setup {
        scarce: true,
        ..Setup::default()
    };
    let app = TestApp::start_with(setup).await;
    let partner = app.partner("Acme").await;
    let path = partner.end_customer("Delta").await.path;

    let saturation = Saturation::of(&app).await;
    let busy = usage(&partner, &path).await;
    drop(saturation);
    let after = usage(&partner, &path).await;

    insta::assert_snapshot!(busy, @r#"503 {"object":"error","error":{"code":"SERVICE_UNAVAILABLE","message":"The server is busy.","documentationUrl":"/docs/"}}"#);
    assert_eq!(busy.header("retry-after"), "1");
    assert_eq!(after.status, 200, "{after}");
}
