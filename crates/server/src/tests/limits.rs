//! What requests cost, over HTTP: who pays, what is said of it, and what a spent budget answers.

use chrono::Utc;
use futures_util::future::join_all;
use reqwest::{Method, RequestBuilder};
use sovx_contract::model::Operation;

use crate::apis::Api;
use crate::limits::{Quota, Quotas};
use crate::testing::{API, Seen, Setup, TestApp, document, plenty};

const HOME: &str = "192.0.2.1";
const AWAY: &str = "198.51.100.9";

/// A path that takes a session.
const CUSTOMER: &str = "/customers/corp-none";

/// So many requests an hour: what is spent stays so while a test runs.
fn hourly(requests: u32) -> Quota {
    Quota::new(requests, 3600).unwrap()
}

async fn start(quotas: Quotas) -> TestApp {
    TestApp::start_with(Setup {
        quotas: Some(quotas),
        ..Setup::behind_proxy()
    })
    .await
}

/// A request for a customer, from an address.
fn get(app: &TestApp, address: &str) -> RequestBuilder {
    let request = app.request(Method::GET, &format!("{API}{CUSTOMER}"));
    request.header("x-forwarded-for", address)
}

/// A call of an operation with a key that nobody has.
async fn call(app: &TestApp, operation: &Operation) -> Seen {
    let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
    let path = operation.path.replace(['{', '}'], "");
    let unknown = app.with("x-api-key", "nobody has it");
    app.send(unknown.request(method, &path)).await
}

/// The status, and what is left of the budget.
fn left(seen: &Seen) -> (u16, &str) {
    (seen.status, seen.header("x-ratelimit-remaining"))
}

#[actix_web::test]
async fn every_operation_but_the_health_report_refuses_a_spent_budget() {
    let app = start(Quotas {
        address: hourly(1),
        login: hourly(1),
        ..plenty()
    })
    .await;
    let operations = document(Api::Sovx).operations.iter();

    for operation in operations.filter(|operation| operation.id != "getHealth") {
        call(&app, operation).await;
        let refused = call(&app, operation).await;

        assert_eq!(left(&refused), (429, "0"), "{}", operation.id);
        insta::allow_duplicates! {
            insta::assert_snapshot!(refused, @r#"429 {"success":false,"errors":[{"code":"RATE_LIMIT_EXCEEDED","message":"There were too many requests; wait before the next one."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
        }
        let wait: u32 = refused.header("retry-after").parse().unwrap();
        assert!((3500..=3600).contains(&wait), "{}: {wait}", operation.id);
    }
}

#[actix_web::test]
async fn of_two_hundred_requests_at_once_exactly_fifty_pass() {
    let app = start(Quotas {
        credential: hourly(50),
        ..plenty()
    })
    .await;
    let account = app.account("acme").await;
    let caller = app.bearer(&app.session(&account, Utc::now()).await);

    let seen = join_all((0..200).map(|_| caller.get(CUSTOMER))).await;

    let with = |status| seen.iter().filter(|seen| seen.status == status).count();
    assert_eq!((with(404), with(429)), (50, 150));
}

#[actix_web::test]
async fn a_good_credential_pays_whatever_becomes_of_its_request() {
    let app = start(Quotas {
        credential: hourly(4),
        ..plenty()
    })
    .await;
    let account = app.account("acme").await;
    let sessions = [
        app.session(&account, Utc::now()).await,
        app.session(&account, Utc::now()).await,
    ];
    let [spender, other] = sessions.each_ref().map(|token| app.bearer(token));

    let missing = spender.get(CUSTOMER).await;
    let wrong_tier = spender.get("/users").await;
    let unreadable = spender.trigger("/customers").await;
    let spent = spender.get(CUSTOMER).await;
    let by_another = other.get(CUSTOMER).await;

    assert_eq!(left(&missing), (404, "3"));
    assert_eq!(left(&wrong_tier), (403, "2"));
    assert_eq!(left(&unreadable), (415, "1"));
    assert_eq!(left(&spent), (404, "0"));
    assert_eq!(left(&spender.get(CUSTOMER).await), (429, "0"));
    assert_eq!(left(&by_another), (404, "3"));
}

#[actix_web::test]
async fn a_credential_of_another_tier_pays_too() {
    let app = start(Quotas {
        credential: hourly(3),
        ..plenty()
    })
    .await;

    let first = app.master().get(CUSTOMER).await;
    let second = app.with("x-api-key", &app.master_key).get("/users").await;
    let third = app.master().get("/customers").await;

    assert_eq!(left(&first), (403, "2"));
    assert_eq!(left(&second), (403, "1"));
    assert_eq!(left(&third), (200, "0"));
}

#[actix_web::test]
async fn without_a_good_credential_the_address_pays() {
    let app = start(Quotas {
        address: hourly(3),
        ..plenty()
    })
    .await;
    let account = app.account("acme").await;
    let token = app.session(&account, Utc::now()).await;

    let nothing = app.send(get(&app, HOME)).await;
    let malformed = app.send(get(&app, HOME).bearer_auth("x")).await;
    let forged = app
        .send(get(&app, HOME).bearer_auth(format!("{token}x")))
        .await;
    let spent = app.send(get(&app, HOME)).await;
    let elsewhere = app.send(get(&app, AWAY)).await;
    let good = app.send(get(&app, HOME).bearer_auth(&token)).await;

    assert_eq!(left(&nothing), (401, "2"));
    assert_eq!(left(&malformed), (401, "1"));
    assert_eq!(left(&forged), (401, "0"));
    assert_eq!(left(&spent), (429, "0"));
    assert_eq!(left(&elsewhere), (401, "2"));
    assert_eq!(good.status, 404);
}

#[actix_web::test]
async fn what_is_not_limited_says_nothing_of_a_budget() {
    let app = TestApp::start().await;

    let health = app.anybody().get("/health").await;
    let nowhere = app.anybody().get("/nowhere").await;
    let wrong_method = app.anybody().delete("/users").await;

    for seen in [health, nowhere, wrong_method] {
        let names = seen.headers.keys().map(|name| name.as_str());
        let said: Vec<&str> = names.filter(|name| name.contains("ratelimit")).collect();
        assert_eq!(said, [""; 0], "{seen}");
    }
}

#[actix_web::test]
async fn the_time_at_which_a_budget_is_whole_again_is_that_of_the_clock() {
    let app = start(Quotas {
        address: hourly(2),
        ..plenty()
    })
    .await;
    let before = Utc::now().timestamp();

    let seen = app.send(get(&app, HOME)).await;

    let reset: i64 = seen.header("x-ratelimit-reset").parse().unwrap();
    assert!((before + 1800..=Utc::now().timestamp() + 1801).contains(&reset));
}

#[actix_web::test]
async fn of_several_forwarded_addresses_the_one_that_the_proxy_added_last_pays() {
    let app = start(Quotas {
        address: hourly(2),
        ..plenty()
    })
    .await;
    let port = format!("{HOME}:4711");
    let joined = format!("{AWAY}, {HOME}");

    let first = app.send(get(&app, &port)).await;
    let second = app.send(get(&app, &joined)).await;
    let forged = get(&app, AWAY).header("x-forwarded-for", HOME);
    let third = app.send(forged).await;

    let seen = [left(&first), left(&second), left(&third)];
    assert_eq!(seen, [(401, "1"), (401, "0"), (429, "0")]);
}

#[actix_web::test]
async fn a_failure_of_the_server_costs_nobody_anything() {
    let app = start(Quotas {
        address: hourly(3),
        ..plenty()
    })
    .await;
    let session = app.login("acme").await;
    let partner = app.partner("Acme").await;
    app.lose("sessions");
    app.lose("partners");

    for (caller, path) in [(session, CUSTOMER), (partner, "/customers")] {
        for _ in 0..5 {
            let failed = caller.get(path).await;
            assert_eq!(left(&failed), (500, "3"));
        }
    }
}
