//! Who is let in, who is told apart, and who pays.

use std::collections::HashMap;

use chrono::Utc;
use secrecy::ExposeSecret;

use crate::auth::keys::{ApiKey, KeyKind};
use crate::config::Environment;
use crate::limits::{Quota, Quotas};
use crate::partners;
use crate::testing::{Caller, Seen, Setup, TestApp, plenty};

fn minted(kind: KeyKind, environment: Environment) -> String {
    let key = ApiKey::mint(kind, environment);
    key.expose_secret().to_owned()
}

/// The answers of a management call and of a call on behalf of the end customer with this key.
async fn try_both(platform: Caller<'_>, customer_key: &str) -> [Seen; 2] {
    let both = platform.clone().and("x-customer-key", customer_key);
    [
        platform.get("/customers").await,
        both.get("/customer-context").await,
    ]
}

#[actix_web::test]
async fn a_call_on_behalf_of_an_end_customer_names_it() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let created = partner.end_customer("Acme University").await;

    let caller = partner.and("x-customer-key", &created.key);
    let seen = caller.get("/customer-context").await;

    insta::assert_snapshot!(seen, @r#"200 {"object":"customer_context","customerId":"…","name":"Acme University"}"#);
    assert_eq!(seen.json()["customerId"], created.id);
}

#[actix_web::test]
async fn without_a_platform_key_nobody_is_let_in() {
    let app = TestApp::start().await;
    let created = app.partner("Acme").await.end_customer("One").await;

    for seen in try_both(app.portal(), &created.key).await {
        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"401 {"object":"error","error":{"code":"UNAUTHORIZED","message":"This operation takes a platform key as Authorization: Bearer; no credential was sent.","documentationUrl":"/docs/"}}"#);
        }
        let challenge = r#"Bearer realm="End Customer Portal API""#;
        assert!(seen.header("www-authenticate").starts_with(challenge));
    }
}

#[actix_web::test]
async fn what_is_no_platform_key_of_this_environment_is_401_without_saying_what_is_wrong() {
    let app = TestApp::start().await;
    let created = app.partner("Acme").await.end_customer("One").await;
    let bad = [
        minted(KeyKind::Platform, Environment::Sandbox),
        minted(KeyKind::Platform, Environment::Live),
    ];

    let nonsense = app.platform("nonsense").get("/customers").await;
    insta::assert_snapshot!(nonsense, @r#"401 {"object":"error","error":{"code":"INVALID_API_KEY","message":"This operation takes a platform key as Authorization: Bearer; what was sent in Authorization is malformed.","documentationUrl":"/docs/"}}"#);
    for key in bad {
        for seen in try_both(app.platform(&key), &created.key).await {
            insta::allow_duplicates! {
                insta::assert_snapshot!(seen, @r#"401 {"object":"error","error":{"code":"INVALID_API_KEY","message":"This operation takes a platform key as Authorization: Bearer; the platform key in Authorization is unknown or revoked.","documentationUrl":"/docs/"}}"#);
            }
        }
    }
}

#[actix_web::test]
async fn what_is_good_for_the_other_api_is_403() {
    let app = TestApp::start().await;
    let created = app.partner("Acme").await.end_customer("One").await;
    let session = app.login("acme").await;
    let owner = session.mint(&session.create("corp-acme").await).await;
    let account = app.account("session").await;
    let good = [
        app.session(&account, Utc::now()).await,
        app.master_key.clone(),
        owner,
    ];

    for key in good {
        for seen in try_both(app.platform(&key), &created.key).await {
            assert_eq!(seen.status, 403, "{seen}");
        }
    }
}

#[actix_web::test]
async fn a_live_key_is_refused_by_a_sandbox_that_has_it_in_its_database() {
    let app = TestApp::start().await;
    let live = app.platform_key_of("Acme", Environment::Live).await;

    let seen = app.platform(&live).get("/customers").await;

    assert_eq!(seen.json()["error"]["code"], "INVALID_API_KEY", "{seen}");
}

#[actix_web::test]
async fn a_customer_key_in_place_of_a_platform_key_is_403() {
    let app = TestApp::start().await;
    let created = app.partner("Acme").await.end_customer("One").await;

    for seen in try_both(app.platform(&created.key), &created.key).await {
        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"403 {"object":"error","error":{"code":"FORBIDDEN","message":"This operation takes a platform key as Authorization: Bearer; the customer key in Authorization does not open it.","documentationUrl":"/docs/"}}"#);
        }
    }
}

#[actix_web::test]
async fn whatever_is_wrong_with_a_customer_key_has_one_answer() {
    let app = TestApp::start().await;
    let key = app.platform_key("Acme").await;
    let partner = app.platform(&key);
    let foreign = app.partner("Other").await.end_customer("Foreign").await;
    let deleted = partner.end_customer("Deleted").await;
    let replaced = partner.end_customer("Replaced").await;
    partner.delete(&deleted.path).await;
    partner.rotate(&replaced.path, 0).await;
    let bad = [
        "",
        "nonsense",
        &minted(KeyKind::EndCustomer, Environment::Sandbox),
        &foreign.key,
        &deleted.key,
        &replaced.key,
        &key,
    ];

    for bad in bad {
        let caller = partner.clone().and("x-customer-key", bad);
        let seen = caller.get("/customer-context").await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"403 {"object":"error","error":{"code":"FORBIDDEN","message":"The customer key is missing or not good.","documentationUrl":"/docs/"}}"#);
        }
    }
    let without = partner.get("/customer-context").await;
    let error = &without.json()["error"];
    assert_eq!(error["message"], "The customer key is missing or not good.");
}

#[actix_web::test]
async fn a_disabled_partner_is_out_with_its_end_customers_until_it_is_enabled() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let created = partner.end_customer("One").await;
    let name = "Acme".parse().unwrap();
    let statuses = async || {
        let seen = try_both(partner.clone(), &created.key).await;
        seen.map(|seen| seen.status)
    };

    partners::disable(&app.changes, &name).await.unwrap();
    let disabled = statuses().await;
    let by_customer_key = app.platform(&created.key).get("/customers").await;
    partners::enable(&app.changes, &name).await.unwrap();

    assert_eq!((disabled, by_customer_key.status), ([401, 401], 401));
    assert_eq!(statuses().await, [200, 200]);
}

#[actix_web::test]
async fn a_platform_key_opens_nothing_of_the_other_api() {
    let app = TestApp::start().await;
    let key = app.platform_key("Acme").await;
    let created = app.platform(&key).end_customer("One").await;

    for key in [key, created.key] {
        let seen = [
            app.bearer(&key).get("/customers/corp-acme").await,
            app.key(&key).get("/users").await,
            app.with("x-master-api-key", &key).get("/customers").await,
        ];
        assert_eq!(seen.map(|seen| seen.status), [403, 403, 403]);
    }
}

/// So many requests an hour: what is spent stays so while a test runs.
fn hourly(requests: u32) -> Quota {
    Quota::new(requests, 3600).unwrap()
}

async fn start(quotas: Quotas) -> TestApp {
    let quotas = Some(quotas);
    TestApp::start_with(Setup {
        quotas,
        ..Setup::default()
    })
    .await
}

/// The status, and what is left of the budget.
fn left(seen: &Seen) -> (u16, &str) {
    (seen.status, seen.header("x-ratelimit-remaining"))
}

#[actix_web::test]
async fn an_end_customer_pays_for_calls_on_its_behalf_whichever_of_its_keys_they_carry() {
    let app = start(Quotas {
        end_customer: hourly(3),
        ..plenty()
    })
    .await;
    let partner = app.partner("Acme").await;
    let spender = partner.end_customer("Spender").await;
    let other = partner.end_customer("Other").await;
    let call = async |key: &str| {
        let caller = partner.clone().and("x-customer-key", key);
        caller.get("/customer-context").await
    };

    let first = call(&spender.key).await;
    let new = partner.rotate(&spender.path, 3600).await;
    let second = call(&new).await;
    let third = call(&spender.key).await;
    let spent = call(&new).await;

    assert_eq!(left(&first), (200, "2"));
    assert_eq!(left(&second), (200, "1"));
    assert_eq!(left(&third), (200, "0"));
    assert_eq!(left(&spent), (429, "0"));
    insta::assert_snapshot!(spent, @r#"429 {"object":"error","error":{"code":"RATE_LIMITED","message":"There were too many requests; wait before the next one.","documentationUrl":"/docs/"}}"#);
    assert_eq!(left(&call(&other.key).await), (200, "2"));
    assert_eq!(partner.get(&spender.path).await.status, 200);
}

#[actix_web::test]
async fn some_end_customers_have_a_budget_of_their_own() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let (large, usual) = (
        partner.end_customer("Large").await,
        partner.end_customer("Usual").await,
    );
    let id = crate::db::EndCustomerId::parse(&large.id).unwrap();
    let quotas = Quotas {
        end_customer: hourly(10),
        end_customers: HashMap::from([(id, hourly(5000))]),
        ..plenty()
    };
    let setup = Setup {
        quotas: Some(quotas),
        ..Setup::default()
    };
    let node = app.start_beside_with(setup).await;
    let limit = async |key: &str| {
        let caller = partner.at(&node).and("x-customer-key", key);
        let seen = caller.get("/customer-context").await;
        seen.header("x-ratelimit-limit").to_owned()
    };

    assert_eq!(limit(&large.key).await, "5000");
    assert_eq!(limit(&usual.key).await, "10");
}

#[actix_web::test]
async fn a_partner_pays_for_all_else_and_for_customer_keys_that_are_not_good() {
    let app = start(Quotas {
        partner: hourly(4),
        end_customer: hourly(1),
        ..plenty()
    })
    .await;
    let partner = app.partner("Acme").await;
    let bystander = app.partner("Other").await;

    let created = partner.end_customer("One").await;
    let listed = partner.get("/customers").await;
    let no_key = partner.get("/customer-context").await;
    let usage = partner.get(&format!("{}/usage", created.path)).await;
    let spent = partner.get("/customers").await;
    let on_behalf = partner.context_status(&created.key).await;

    assert_eq!(left(&listed), (200, "2"));
    assert_eq!(left(&no_key), (403, "1"));
    assert_eq!(left(&usage), (200, "0"));
    assert_eq!(left(&spent), (429, "0"));
    assert_eq!(on_behalf, 200);
    assert_eq!(left(&bystander.get("/customers").await), (200, "3"));
}

#[actix_web::test]
async fn without_a_good_platform_key_the_address_pays() {
    let app = start(Quotas {
        address: hourly(2),
        partner: hourly(10),
        ..plenty()
    })
    .await;
    let partner = app.partner("Acme").await;
    let created = partner.end_customer("One").await;

    let nothing = app.portal().get("/customers").await;
    let customer_key = app.platform(&created.key).get("/customers").await;
    let spent = app.portal().get("/customer-context").await;
    let good = partner.get("/customers").await;

    assert_eq!(left(&nothing), (401, "1"));
    assert_eq!(left(&customer_key), (403, "0"));
    assert_eq!(left(&spent), (429, "0"));
    assert_eq!(left(&good), (200, "8"));
}
