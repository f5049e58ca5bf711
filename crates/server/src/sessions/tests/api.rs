//! Logging in and out, over HTTP.

use std::time::Duration;

use chrono::{TimeDelta, Utc};
use reqwest::Method;
use serde_json::json;

use crate::accounts;
use crate::limits::{Quota, Quotas};
use crate::testing::{Caller, PASSWORD, Seen, Setup, TestApp, email, plenty};

async fn is_open(caller: &Caller<'_>) -> bool {
    let seen = caller.get("/customers/corp-none").await;
    assert!(matches!(seen.status, 401 | 404), "{seen}");
    seen.status == 404
}

/// An attempt to log in from an address, as a trusted proxy tells it.
async fn from(app: &TestApp, address: &str, name: &str, password: &str) -> Seen {
    let body = json!({ "email": email(name), "password": password });
    let request = app
        .anybody()
        .request(Method::POST, "/auth/login")
        .json(&body);
    app.send(request.header("x-forwarded-for", address)).await
}

#[actix_web::test]
async fn a_login_opens_a_session_of_one_hour() {
    let app = TestApp::start().await;
    app.account("acme").await;
    let before = Utc::now();

    let seen = app.try_login("ACME", PASSWORD).await;

    let expires = seen.json()["expires"]
        .as_str()
        .unwrap()
        .parse::<chrono::DateTime<Utc>>();
    let lasts = expires.unwrap() - before;
    assert!(
        (lasts - TimeDelta::hours(1)).abs() < TimeDelta::seconds(5),
        "{lasts}"
    );
}

#[actix_web::test]
async fn a_logout_ends_this_session_at_once_and_no_other() {
    let app = TestApp::start().await;
    let account = app.account("acme").await;
    let first = app.session(&account, Utc::now()).await;
    let second = app.session(&account, Utc::now()).await;
    let (first, second) = (app.bearer(&first), app.bearer(&second));
    assert!(is_open(&first).await);

    let seen = first.trigger("/auth/logout").await;

    assert_eq!(seen.status, 204);
    assert!(!is_open(&first).await);
    assert!(is_open(&second).await);
    assert_eq!(first.trigger("/auth/logout").await.status, 401);
}

#[actix_web::test]
async fn disabling_an_account_ends_its_sessions_at_once() {
    let app = TestApp::start().await;
    let (acme, other) = (app.login("acme").await, app.login("other").await);

    accounts::disable(&app.changes, &email("acme"), true)
        .await
        .unwrap();

    assert!(!is_open(&acme).await);
    assert!(is_open(&other).await);
}

#[actix_web::test]
async fn a_new_password_ends_the_sessions_of_the_old_one_at_once() {
    let app = TestApp::start().await;
    let acme = app.login("acme").await;
    let newer = "another horse battery staple";

    accounts::set_password(&app.changes, &email("acme"), newer.into())
        .await
        .unwrap();

    assert!(!is_open(&acme).await);
    assert_eq!(app.try_login("acme", PASSWORD).await.status, 401);
    assert_eq!(app.try_login("acme", newer).await.status, 200);
}

#[actix_web::test]
async fn an_expired_session_says_so() {
    let app = TestApp::start().await;
    let account = app.account("acme").await;
    let token = app
        .session(&account, Utc::now() - TimeDelta::hours(1))
        .await;

    let seen = app.bearer(&token).get("/customers/corp-acme").await;

    insta::assert_snapshot!(seen, @r#"401 {"success":false,"errors":[{"code":"TOKEN_EXPIRED","message":"This operation takes a session token as Authorization: Bearer; the session token in Authorization has expired."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
}

#[actix_web::test]
async fn an_unknown_email_a_wrong_password_and_a_disabled_account_read_the_same() {
    let app = TestApp::start().await;
    app.account("acme").await;
    app.account("disabled").await;
    accounts::disable(&app.changes, &email("disabled"), true)
        .await
        .unwrap();

    let unknown = app.try_login("nobody", PASSWORD).await;
    let wrong = app.try_login("acme", "wrong horse battery staple").await;
    let disabled = app.try_login("disabled", PASSWORD).await;

    insta::assert_snapshot!(unknown, @r#"401 {"success":false,"errors":[{"code":"UNAUTHORIZED","message":"E-mail or password is wrong."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert_eq!(wrong.to_string(), unknown.to_string());
    assert_eq!(disabled.to_string(), unknown.to_string());
    let names = |seen: &Seen| seen.headers.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&wrong), names(&unknown));
    assert_eq!(names(&disabled), names(&unknown));
}

#[actix_web::test]
async fn guessing_gets_slow_for_the_guesser_only() {
    let app = TestApp::start_with(Setup::behind_proxy()).await;
    app.account("acme").await;
    let mut statuses = Vec::new();
    for _ in 0..7 {
        let seen = from(&app, "198.51.100.7", "acme", "wrong horse battery staple").await;
        statuses.push(seen.status);
    }

    let guesser = from(&app, "198.51.100.7", "acme", PASSWORD).await;
    let owner = from(&app, "203.0.113.9", "acme", PASSWORD).await;
    let neighbour = from(&app, "198.51.100.7", "neighbour", PASSWORD).await;

    assert_eq!(statuses, [401, 401, 401, 401, 401, 401, 429]);
    insta::assert_snapshot!(guesser, @r#"429 {"success":false,"errors":[{"code":"RATE_LIMIT_EXCEEDED","message":"There were too many attempts; wait before the next one."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert_eq!(guesser.header("retry-after"), "1");
    assert_eq!((owner.status, neighbour.status), (200, 401));
    tokio::time::sleep(Duration::from_millis(1100)).await;
    assert_eq!(
        from(&app, "198.51.100.7", "acme", PASSWORD).await.status,
        200
    );
}

#[actix_web::test]
async fn an_address_has_so_many_attempts_whatever_their_outcome() {
    let quotas = Quotas {
        login: Quota::new(3, 3600).unwrap(),
        ..plenty()
    };
    let app = TestApp::start_with(Setup {
        quotas: Some(quotas),
        ..Setup::behind_proxy()
    })
    .await;
    app.account("acme").await;
    let malformed = app.anybody().request(Method::POST, "/auth/login");
    let malformed = malformed.header("x-forwarded-for", "198.51.100.7");

    let seen = [
        app.send(malformed).await,
        from(&app, "198.51.100.7", "nobody", PASSWORD).await,
        from(&app, "198.51.100.7", "acme", PASSWORD).await,
        from(&app, "198.51.100.7", "acme", PASSWORD).await,
        from(&app, "203.0.113.9", "acme", PASSWORD).await,
    ];

    let left = seen.each_ref().map(|seen| {
        let remaining = seen.header("x-ratelimit-remaining");
        (seen.status, remaining.parse::<u32>().unwrap())
    });
    assert_eq!(left, [(415, 2), (401, 1), (200, 0), (429, 0), (200, 2)]);
    let wait: u64 = seen[3].header("retry-after").parse().unwrap();
    assert!((1100..=1200).contains(&wait), "{wait}");
}

#[actix_web::test]
async fn a_caller_cannot_choose_its_address() {
    let app = TestApp::start().await;
    app.account("acme").await;

    let mut last = 0;
    for number in 0..7 {
        let address = format!("198.51.100.{number}");
        last = from(&app, &address, "acme", "wrong horse battery staple")
            .await
            .status;
    }

    assert_eq!(last, 429);
}

#[actix_web::test]
async fn of_a_list_of_addresses_only_the_proxys_own_counts() {
    let app = TestApp::start_with(Setup::behind_proxy()).await;
    app.account("acme").await;

    let mut last = 0;
    for number in 0..7 {
        let chain = format!("198.51.100.{number}, 203.0.113.9");
        last = from(&app, &chain, "acme", "wrong horse battery staple")
            .await
            .status;
    }

    assert_eq!(last, 429);
}

#[actix_web::test]
async fn credentials_end_and_changes_are_dated_by_the_servers_clock() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let token = app.key(&owner.token(&user).await);
    let session = app.login("other").await;
    let day = 24 * 3600 * 1000;

    app.clock().jump(day);
    let of_session = session.get("/customers/corp-none").await;
    let changed = owner.trigger(&format!("{user}/deactivate")).await;
    app.clock().jump(366 * day);
    let of_token = token.get(&format!("{user}/wallets")).await;

    assert_eq!(of_session.blamed(), ["- TOKEN_EXPIRED"], "{of_session}");
    let updated = changed.data()["updated_at"].as_str().unwrap().to_owned();
    let updated = updated.parse::<chrono::DateTime<Utc>>().unwrap();
    assert!(updated > Utc::now() + TimeDelta::hours(23), "{updated}");
    assert_eq!(of_token.blamed(), ["- TOKEN_EXPIRED"], "{of_token}");
}
