//! What is stored for a creation that may be asked for again.

use diesel::prelude::*;
use reqwest::Method;

use crate::db::schema::idempotency_keys;
use crate::db::{Connection, DbError, now_millis};
use crate::testing::TestApp;

const KEY: &str = "my own key 0194670a";

type Row = (Vec<u8>, Vec<u8>, i32, Vec<u8>, i64, i64);

async fn rows(app: &TestApp) -> Vec<Row> {
    let read = |conn: &mut Connection| -> Result<Vec<Row>, DbError> {
        Ok(idempotency_keys::table
            .select(idempotency_keys::all_columns)
            .load(conn)?)
    };
    app.db.read(read).await.unwrap()
}

fn contains(haystack: &[u8], needle: &str) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

#[actix_web::test]
async fn a_stored_answer_shows_neither_the_key_nor_the_secret_in_it() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let path = format!("{}/credentials", caller.create("corp-acme").await);
    let request = caller.request(Method::POST, &path);
    let seen = app.send(request.header("idempotency-key", KEY)).await;
    let secret = seen.data()["customer_secret"].as_str().unwrap().to_owned();

    let rows = rows(&app).await;

    assert_eq!(rows.len(), 1);
    let (scope, fingerprint, status, sealed, created_at, expires_at) = &rows[0];
    assert_eq!((scope.len(), fingerprint.len(), *status), (32, 32, 201));
    assert_eq!(expires_at - created_at, 24 * 3600 * 1000);
    assert!(sealed.len() > seen.body.len());
    for stored in [scope, fingerprint, sealed] {
        for secret in [KEY, "0194670a", "corp-acme", &secret, secret.split_at(18).1] {
            assert!(!contains(stored, secret));
        }
    }
}

#[actix_web::test]
async fn an_answer_moved_to_another_key_is_not_given() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let path = format!("{}/credentials", caller.create("corp-acme").await);
    for key in ["one", "two"] {
        let request = caller.request(Method::POST, &path);
        let seen = app.send(request.header("idempotency-key", key)).await;
        assert_eq!(seen.status, 201, "{seen}");
    }
    let rows = rows(&app).await;
    let (one, two) = (rows[0].clone(), rows[1].clone());
    let swap = move |conn: &mut Connection| -> Result<(), DbError> {
        for (at, body) in [(&one.0, &two.3), (&two.0, &one.3)] {
            diesel::update(idempotency_keys::table.find(at))
                .set(idempotency_keys::sealed_body.eq(body))
                .execute(conn)?;
        }
        Ok(())
    };
    app.changes.upkeep(swap).await.unwrap();

    let request = caller.request(Method::POST, &path);
    let seen = app.send(request.header("idempotency-key", "one")).await;

    assert_eq!(seen.status, 500, "{seen}");
}

#[actix_web::test]
async fn answers_that_have_expired_are_forgotten_and_no_others() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let path = format!("{}/credentials", caller.create("corp-acme").await);
    for key in ["one", "two", "three"] {
        let request = caller.request(Method::POST, &path);
        app.send(request.header("idempotency-key", key)).await;
    }
    let scope = rows(&app).await[0].0.clone();
    let expire = move |conn: &mut Connection| -> Result<(), DbError> {
        diesel::update(idempotency_keys::table.find(&scope))
            .set(idempotency_keys::expires_at.eq(now_millis()))
            .execute(conn)?;
        Ok(())
    };
    app.changes.upkeep(expire).await.unwrap();

    assert_eq!(app.changes.forget_replies().await.unwrap(), 1);
    assert_eq!(rows(&app).await.len(), 2);
    assert_eq!(app.changes.forget_replies().await.unwrap(), 0);
}
