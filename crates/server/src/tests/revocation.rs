//! Revocation is exact: no request sent after the reply gets through.

use std::cell::Cell;
use std::collections::HashMap;

use futures_util::StreamExt;
use futures_util::future::{join, join_all};
use futures_util::stream;
use serde_json::Value;

use crate::testing::{Caller, TestApp};

const KEYS: usize = 1000;
const VERIFIERS: usize = 64;

/// An owner key, its credential's path, and whether the reply to its revocation has arrived.
struct Key {
    secret: String,
    credential: String,
    revoked: Cell<bool>,
}

/// Whether the server knows this key: an owner key may not list customers, an unknown one less so.
async fn is_live(app: &TestApp, secret: &str) -> bool {
    let seen = app.with("x-api-key", secret).get("/customers").await;
    assert!(matches!(seen.status, 401 | 403), "{seen}");
    seen.status == 403
}

async fn mint_all(caller: &Caller<'_>, customer: &str) -> Vec<Key> {
    let minting = (0..KEYS).map(|_| caller.mint(customer));
    let secrets: Vec<String> = stream::iter(minting)
        .buffer_unordered(VERIFIERS)
        .collect()
        .await;
    let list = format!("{customer}/credentials");
    let listed = caller.get(&list).await.data();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let ids: HashMap<String, String> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (text(&one["customer_secret"]), text(&one["credential_id"])))
        .collect();
    let key = |secret: String| {
        let masked = format!("{}...", secret.get(..18).unwrap());
        Key {
            credential: format!("{list}/{}", ids[&masked]),
            secret,
            revoked: Cell::new(false),
        }
    };
    secrets.into_iter().map(key).collect()
}

#[actix_web::test]
async fn of_a_thousand_revoked_keys_none_is_accepted_after_the_reply() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let customer = caller.create("corp-acme").await;
    let keys = mint_all(&caller, &customer).await;
    let (next, late, verified) = (Cell::new(0), Cell::new(0), Cell::new(0));

    let revoke = async |key: &Key| {
        let seen = caller.delete(&key.credential).await;
        assert_eq!(seen.status, 204, "{seen}");
        key.revoked.set(true);
        late.set(late.get() + u32::from(is_live(&app, &key.secret).await));
        next.set(next.get() + 1);
    };
    // Verifiers look at the keys around the one that is being revoked.
    let verify = async |number: usize| {
        while next.get() < KEYS {
            let key = &keys[(next.get() + number) % KEYS];
            let was_revoked = key.revoked.get();
            let live = is_live(&app, &key.secret).await;
            late.set(late.get() + u32::from(was_revoked && live));
            verified.set(verified.get() + 1);
        }
    };
    let revoking = stream::iter(&keys).for_each_concurrent(8, revoke);
    join(revoking, join_all((0..VERIFIERS).map(verify))).await;

    assert_eq!(late.get(), 0);
    assert!(verified.get() > KEYS, "{} verified", verified.get());
}

#[actix_web::test]
async fn deleting_a_customer_ends_every_one_of_its_keys_and_no_other() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let (doomed, kept) = (
        caller.create("corp-one").await,
        caller.create("corp-two").await,
    );
    let first = caller.mint(&doomed).await;
    let second = caller.mint(&doomed).await;
    let other = caller.mint(&kept).await;

    let before = is_live(&app, &first).await && is_live(&app, &second).await;
    assert_eq!(caller.delete(&doomed).await.status, 204);

    assert!(before);
    assert!(!is_live(&app, &first).await && !is_live(&app, &second).await);
    assert!(is_live(&app, &other).await);
}
