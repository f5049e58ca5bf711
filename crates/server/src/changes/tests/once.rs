//! A creation that is asked for again with the same key.

use std::sync::mpsc;
use std::time::Duration;

use diesel::prelude::*;
use futures_util::future::{Either, join_all, select};
use reqwest::Method;
use serde_json::Value;
use tokio::sync::oneshot;

use crate::db::schema::{customers, idempotency_keys};
use crate::db::{Connection, DbError};
use crate::testing::{Caller, Seen, TestApp, customer};

const KEY: &str = "0194670a-7c1b-7d11-9b0e-2f4a6c8e0d13";

/// A POST with an idempotency key.
async fn post(caller: &Caller<'_>, path: &str, key: &str, body: Option<&Value>) -> Seen {
    let request = caller
        .request(Method::POST, path)
        .header("idempotency-key", key);
    let request = match body {
        Some(body) => request.json(body),
        None => request,
    };
    caller.app.send(request).await
}

/// The same, again as long as another request with the key is running.
async fn insist(caller: &Caller<'_>, path: &str, body: Option<&Value>) -> Seen {
    loop {
        let seen = post(caller, path, KEY, body).await;
        if seen.status != 409 || seen.blamed() != ["Idempotency-Key IDEMPOTENCY_CONFLICT"] {
            return seen;
        }
        assert_eq!(seen.header("retry-after"), "1");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// How many credentials the customer at this path has.
async fn credentials(caller: &Caller<'_>, customer: &str) -> usize {
    let seen = caller.get(&format!("{customer}/credentials")).await;
    seen.data().as_array().unwrap().len()
}

/// A caller with the same credential at another server.
fn elsewhere<'a>(caller: &Caller<'_>, app: &'a TestApp) -> Caller<'a> {
    caller.at(app)
}

#[actix_web::test]
async fn fifty_requests_with_one_key_on_two_nodes_have_one_effect_and_one_answer() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let customer = caller.create("corp-acme").await;
    let node = app.start_beside().await;
    let other = elsewhere(&caller, &node);
    let path = format!("{customer}/credentials");

    let requests = (0..50).map(|number| {
        let caller = if number % 2 == 0 { &caller } else { &other };
        insist(caller, &path, None)
    });
    let answers = join_all(requests).await;

    assert_eq!(credentials(&caller, &customer).await, 1);
    for seen in &answers {
        assert_eq!(seen.status, 201, "{seen}");
        assert_eq!(seen.body, answers[0].body);
    }
    let fresh = |seen: &&Seen| seen.header("idempotent-replayed").is_empty();
    assert_eq!(answers.iter().filter(fresh).count(), 1);
}

#[actix_web::test]
async fn of_two_bodies_with_one_key_exactly_one_is_carried_out() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let node = app.start_beside().await;
    let other = elsewhere(&caller, &node);
    let bodies = [customer("corp-one"), customer("corp-two")];

    let requests = (0..50).map(|number| {
        let caller = if number % 3 == 0 { &caller } else { &other };
        insist(caller, "/customers", Some(&bodies[number % 2]))
    });
    let answers = join_all(requests).await;

    let created: Vec<_> = answers.iter().filter(|seen| seen.status == 201).collect();
    assert_eq!(created.len(), 25);
    assert!(created.iter().all(|seen| seen.body == created[0].body));
    let refused: Vec<_> = answers.iter().filter(|seen| seen.status == 422).collect();
    assert_eq!(refused.len(), 25);
    assert_eq!(
        refused[0].blamed(),
        ["Idempotency-Key IDEMPOTENCY_KEY_REUSED"]
    );
    let ids = ["corp-one", "corp-two"].map(|id| format!("/customers/{id}"));
    let mut found = 0;
    for id in &ids {
        found += usize::from(caller.get(id).await.status == 200);
    }
    assert_eq!(found, 1);
}

#[actix_web::test]
async fn while_the_first_request_runs_a_second_one_is_told_to_wait() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let path = format!("{}/credentials", caller.create("corp-acme").await);
    let (release, released) = mpsc::channel::<()>();
    let released = std::sync::Mutex::new(released);
    let (begin, begun) = oneshot::channel();
    let begin = std::sync::Mutex::new(Some(begin));
    let changes = app.changes.clone();
    let holding = tokio::spawn(async move {
        let hold = changes.upkeep(move |conn: &mut Connection| {
            diesel::update(customers::table)
                .set(customers::updated_at.eq(customers::updated_at))
                .execute(conn)?;
            begin.lock().unwrap().take().map(|begin| begin.send(()));
            let _ended = released.lock().unwrap().recv();
            Ok::<_, DbError>(())
        });
        hold.await
    });
    begun.await.unwrap();

    let one = Box::pin(post(&caller, &path, KEY, None));
    let two = Box::pin(post(&caller, &path, KEY, None));
    let (refused, running) = match select(one, two).await {
        Either::Left((refused, running)) | Either::Right((refused, running)) => (refused, running),
    };
    release.send(()).unwrap();
    let created = running.await;
    holding.await.unwrap().unwrap();

    insta::assert_snapshot!(refused, @r#"409 {"success":false,"errors":[{"code":"IDEMPOTENCY_CONFLICT","message":"A request with this idempotency key is still running.","field":"Idempotency-Key"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert_eq!(refused.header("retry-after"), "1");
    assert_eq!(created.status, 201, "{created}");
}

#[actix_web::test]
async fn a_repeated_creation_is_answered_by_any_node_without_the_registry() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let body = customer("corp-acme");
    let first = post(&caller, "/customers", KEY, Some(&body)).await;
    let node = app.start_beside().await;
    app.lose("registry_profiles");

    let members = r#"{ "entity_name": "Acme Ltd", "customer_id": "corp-acme",
                       "email": "office@example.com" }"#;
    let other = elsewhere(&caller, &node);
    let request = other.request(Method::POST, "/customers");
    let request = request.header("content-type", "application/json");
    let again = request.header("idempotency-key", KEY).body(members);
    let again = node.send(again).await;

    assert_eq!(first.header("idempotent-replayed"), "");
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.body, again.body);
}

#[actix_web::test]
async fn a_key_is_bound_to_its_caller_and_its_path() {
    let app = TestApp::start().await;
    let (acme, other) = (app.login("acme").await, app.login("other").await);
    let mut answers = Vec::new();
    for (caller, id) in [
        (&acme, "corp-one"),
        (&acme, "corp-two"),
        (&other, "corp-three"),
    ] {
        let path = format!("{}/credentials", caller.create(id).await);
        answers.push(post(caller, &path, KEY, None).await);
    }
    answers.push(post(&acme, "/customers", KEY, Some(&customer("corp-four"))).await);
    answers.push(post(&other, "/customers", KEY, Some(&customer("corp-five"))).await);

    for seen in answers {
        assert_eq!(seen.status, 201, "{seen}");
        assert_eq!(seen.header("idempotent-replayed"), "");
    }
}

#[actix_web::test]
async fn a_creation_that_failed_leaves_its_key_free() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let path = "/customers/corp-acme/credentials";

    let failed = post(&caller, path, KEY, None).await;
    caller.create("corp-acme").await;
    let created = post(&caller, path, KEY, None).await;

    assert_eq!((failed.status, created.status), (404, 201));
    assert_eq!(created.header("idempotent-replayed"), "");
}

#[actix_web::test]
async fn a_key_can_be_used_anew_after_a_day() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let customer = caller.create("corp-acme").await;
    let path = format!("{customer}/credentials");
    let first = post(&caller, &path, KEY, None).await;
    let age = |conn: &mut Connection| {
        let a_day = 24 * 3600 * 1000;
        let aged = diesel::update(idempotency_keys::table)
            .set(idempotency_keys::expires_at.eq(idempotency_keys::expires_at - a_day))
            .execute(conn)?;
        Ok::<_, DbError>(aged)
    };

    assert_eq!(app.changes.upkeep(age).await.unwrap(), 1);
    let second = post(&caller, &path, KEY, None).await;
    let third = post(&caller, &path, KEY, None).await;

    assert_ne!(first.body, second.body);
    assert_eq!(second.body, third.body);
    assert_eq!(credentials(&caller, &customer).await, 2);
}

#[actix_web::test]
async fn a_repeated_creation_is_in_the_audit_log_once() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let body = customer("corp-acme");

    for _ in 0..3 {
        post(&caller, "/customers", KEY, Some(&body)).await;
    }

    let filter = crate::changes::audit::Filter {
        limit: 10,
        action: Some("customer.created".to_owned()),
        ..Default::default()
    };
    let entries = app.changes.entries(filter).await.unwrap();
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].target, "corp-acme");
}

#[actix_web::test]
async fn a_key_that_is_none_is_refused() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;

    for key in ["", &"x".repeat(256), "with\ttab"] {
        let seen = post(&caller, "/customers", key, Some(&customer("corp-acme"))).await;

        assert_eq!(seen.status, 400, "{seen}");
        assert!(
            seen.blamed()
                .contains(&"Idempotency-Key BAD_REQUEST".to_owned())
        );
    }
    let body = customer("corp-acme");
    let longest = post(&caller, "/customers", &"x".repeat(255), Some(&body)).await;
    assert_eq!(longest.status, 201, "{longest}");
}
