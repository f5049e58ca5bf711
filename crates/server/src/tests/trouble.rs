//! A broken database is 500, a busy server 503; neither tells more than that.

use std::num::NonZeroUsize;
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;

use crate::testing::{PASSWORD, Saturation, Setup, TestApp, customer, email};

#[actix_web::test]
async fn every_operation_that_needs_the_database_says_when_that_is_broken() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let path = caller.create("corp-acme").await;
    caller.mint(&path).await;
    let credential = caller.newest_credential(&path).await;
    let credentials = format!("{path}/credentials");

    app.lose("credentials");
    let mut seen = vec![
        caller.trigger(&credentials).await,
        caller.get(&credentials).await,
        caller.delete(&credential).await,
    ];
    app.lose("customers");
    seen.extend([
        caller.post("/customers", &customer("corp-two")).await,
        app.master().get("/customers").await,
        caller.get(&path).await,
        caller.put(&path, &json!({ "first_name": "Ada" })).await,
        caller.delete(&path).await,
    ]);
    app.lose("sessions");
    seen.push(caller.trigger("/auth/logout").await);
    app.lose("accounts");
    seen.push(app.try_login("acme", PASSWORD).await);

    for seen in seen {
        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"500 {"success":false,"errors":[{"code":"INTERNAL_SERVER_ERROR","message":"The server failed. Quote the trace id when you report it."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
        }
    }
}

#[actix_web::test]
async fn every_operation_that_needs_the_database_says_when_that_is_busy() {
    let setup = Setup {
        scarce: true,
        ..Setup::default()
    };
    let app = TestApp::start_with(setup).await;
    let caller = app.login("acme").await;
    let path = caller.create("corp-acme").await;
    caller.mint(&path).await;
    let credential = caller.newest_credential(&path).await;
    let credentials = format!("{path}/credentials");

    let saturation = Saturation::of(&app).await;
    let seen = [
        caller.trigger(&credentials).await,
        caller.get(&credentials).await,
        caller.delete(&credential).await,
        caller.post("/customers", &customer("corp-two")).await,
        app.master().get("/customers").await,
        caller.get(&path).await,
        caller.put(&path, &json!({ "first_name": "Ada" })).await,
        caller.delete(&path).await,
        caller.trigger("/auth/logout").await,
        app.try_login("acme", PASSWORD).await,
    ];
    let health = app.anybody().get("/health").await;
    drop(saturation);
    let after = caller.get(&path).await;

    for seen in seen {
        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"503 {"success":false,"errors":[{"code":"SERVICE_UNAVAILABLE","message":"The server is busy."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
        }
        assert_eq!(seen.header("retry-after"), "1");
    }
    assert_eq!((health.status, after.status), (200, 200));
}

#[actix_web::test]
async fn a_flood_of_logins_is_turned_away_and_starves_nobody() {
    let app = TestApp::start_with(Setup::behind_proxy()).await;
    app.account("acme").await;
    let admitted = 17 * available_parallelism().map_or(1, NonZeroUsize::get);

    let logins = (0..admitted + 40).map(|number| {
        let body = json!({ "email": email("acme"), "password": "wrong password" });
        let request = app
            .anybody()
            .request(Method::POST, "/auth/login")
            .json(&body);
        app.send(request.header("x-forwarded-for", format!("10.0.1.{number}")))
    });
    let health = async {
        let started = Instant::now();
        for _ in 0..20 {
            app.anybody().get("/health").await;
        }
        started.elapsed()
    };
    let (seen, waited) = futures_util::future::join(join_all(logins), health).await;

    let busy: Vec<_> = seen.iter().filter(|seen| seen.status == 503).collect();
    let refused = seen.iter().filter(|seen| seen.status == 401).count();
    assert!(!busy.is_empty());
    assert!(refused >= admitted, "{refused}");
    assert_eq!(busy.len() + refused, seen.len());
    assert!(busy.iter().all(|seen| seen.header("retry-after") == "1"));
    assert!(waited < Duration::from_secs(3), "{waited:?}");
}
