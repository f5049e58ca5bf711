//! Creations that are asked for again after the server was started again.

use std::collections::BTreeSet;

use crate::support::{Issued, Place};

const KEY: &str = "vB3xQ9-my-own-key";

#[tokio::test]
async fn an_answer_survives_a_restart_and_is_stored_unreadable() {
    let place = Place::new();
    let server = place.start();
    let api = server.login().await;
    assert_eq!(api.create_customer("corp-acme").await.status, 201);
    let api = api.with("idempotency-key", KEY);
    let first = api.post_empty("/customers/corp-acme/credentials").await;
    server.terminate();
    assert!(server.wait().success());

    let again = place.start();
    let repeated = api.at(again.address);
    let repeated = repeated
        .post_empty("/customers/corp-acme/credentials")
        .await;

    assert_eq!((first.status, repeated.status), (201, 201));
    assert_eq!(first.header("idempotent-replayed"), None);
    assert_eq!(repeated.header("idempotent-replayed"), Some("true"));
    assert_eq!(first.body, repeated.body);
    let secret = first.json()["data"]["customer_secret"].take();
    let mut secrets = Issued::default();
    secrets.remember("idempotency key", KEY);
    secrets.remember("key", secret.as_str().unwrap());
    let mut kept = place.stored();
    kept.push(("the log".to_owned(), place.logs().into_bytes()));
    assert_eq!(secrets.found_in(&kept), BTreeSet::new());
}
