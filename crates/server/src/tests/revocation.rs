//! Revocation is exact: no request sent after the reply gets through.

use std::cell::Cell;
use std::collections::HashMap;

use futures_util::StreamExt;
use futures_util::future::{join, join_all};
use futures_util::stream;
use serde_json::Value;

use crate::testing::{Caller, TestApp};

const REVOCATIONS: usize = 1000;
const VERIFIERS: usize = 64;

/// How a credential is revoked.
enum End {
    /// An owner key is deleted.
    Deleted(String),
    /// A user gets another token.
    Replaced(String),
    /// A user is deleted.
    UserDeleted(String),
}

/// A credential, what revokes it, and whether the reply to that has arrived.
struct Held {
    secret: String,
    end: End,
    revoked: Cell<bool>,
}

/// Whether the server knows this credential: neither owner keys nor user tokens may list customers,
/// unknown ones less so.
async fn is_live(app: &TestApp, secret: &str) -> bool {
    let seen = app.key(secret).get("/customers").await;
    assert!(matches!(seen.status, 401 | 403), "{seen}");
    seen.status == 403
}

/// The owner keys of a customer with the paths that delete them.
async fn mint(session: &Caller<'_>, customer: &str, count: usize) -> Vec<(String, End)> {
    let minting = (0..count).map(|_| session.mint(customer));
    let secrets: Vec<String> = stream::iter(minting)
        .buffer_unordered(VERIFIERS)
        .collect()
        .await;
    let list = format!("{customer}/credentials");
    let listed = session.get(&list).await.data();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let ids: HashMap<String, String> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (text(&one["customer_secret"]), text(&one["credential_id"])))
        .collect();
    let key = |secret: String| {
        let masked = format!("{}...", secret.get(..18).unwrap());
        let path = format!("{list}/{}", ids[&masked]);
        (secret, End::Deleted(path))
    };
    secrets.into_iter().map(key).collect()
}

/// The tokens of as many users; every third user will be deleted.
async fn issue(owner: &Caller<'_>, count: u32) -> Vec<(String, End)> {
    let issuing = (0..count).map(async |number| {
        let user = owner.user(number).await;
        let token = owner.token(&user).await;
        match number % 3 {
            0 => (token, End::UserDeleted(user)),
            _ => (token, End::Replaced(user)),
        }
    });
    stream::iter(issuing)
        .buffer_unordered(VERIFIERS)
        .collect()
        .await
}

/// A thousand credentials, two owner keys to three user tokens throughout.
async fn held(session: &Caller<'_>, customer: &str, owner: &Caller<'_>) -> Vec<Held> {
    let mut keys = mint(session, customer, REVOCATIONS * 2 / 5)
        .await
        .into_iter();
    let users = u32::try_from(REVOCATIONS * 3 / 5).unwrap();
    let mut tokens = issue(owner, users).await.into_iter();
    let mixed = (0..REVOCATIONS).map(|number| match number % 5 {
        0 | 1 => keys.next().unwrap(),
        _ => tokens.next().unwrap(),
    });
    let held = |(secret, end)| Held {
        secret,
        end,
        revoked: Cell::new(false),
    };
    mixed.map(held).collect()
}

/// Revokes a credential. Where another one takes its place, that one works from now on.
async fn revoke(app: &TestApp, session: &Caller<'_>, owner: &Caller<'_>, end: &End) {
    match end {
        End::Deleted(path) => assert_eq!(session.delete(path).await.status, 204),
        End::UserDeleted(path) => assert_eq!(owner.delete(path).await.status, 204),
        End::Replaced(user) => {
            let next = owner.token(user).await;
            assert!(is_live(app, &next).await);
        }
    }
}

#[actix_web::test]
async fn of_a_thousand_revoked_credentials_none_is_accepted_after_the_reply() {
    let app = TestApp::start().await;
    let session = app.login("acme").await;
    let customer = session.create("corp-acme").await;
    let owner = app.key(&session.mint(&customer).await);
    let held = held(&session, &customer, &owner).await;
    let (next, late, verified) = (Cell::new(0), Cell::new(0), Cell::new(0));

    let revoke = async |one: &Held| {
        revoke(&app, &session, &owner, &one.end).await;
        one.revoked.set(true);
        late.set(late.get() + u32::from(is_live(&app, &one.secret).await));
        next.set(next.get() + 1);
    };
    // Verifiers look at what is around the one that is being revoked.
    let verify = async |number: usize| {
        while next.get() < REVOCATIONS {
            let one = &held[(next.get() + number) % REVOCATIONS];
            let was_revoked = one.revoked.get();
            let live = is_live(&app, &one.secret).await;
            late.set(late.get() + u32::from(was_revoked && live));
            verified.set(verified.get() + 1);
        }
    };
    let revoking = stream::iter(&held).for_each_concurrent(8, revoke);
    join(revoking, join_all((0..VERIFIERS).map(verify))).await;

    assert_eq!(late.get(), 0);
    assert!(verified.get() > REVOCATIONS, "{} verified", verified.get());
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
