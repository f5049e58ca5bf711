//! Requests that present several credentials, as clients do that send all they have.

use chrono::Utc;

use crate::limits::{Quota, Quotas};
use crate::testing::{Caller, Setup, TestApp, plenty};

const UNKNOWN: &str = "Bearer nobody-knows-this";

/// The statuses of the list of wallets, with the owner key and these more.
async fn wallets(owner: &Caller<'_>, user: &str, more: &[(&'static str, &str)]) -> u16 {
    let caller = more.iter().fold(owner.clone(), |caller, (header, value)| {
        caller.and(header, value)
    });
    caller.get(&format!("{user}/wallets")).await.status
}

#[actix_web::test]
async fn one_good_credential_of_a_kind_that_is_taken_is_enough_whatever_stands_beside_it() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let account = app.account("another").await;
    let session = format!("Bearer {}", app.session(&account, Utc::now()).await);
    let platform = format!("Bearer {}", app.platform_key("Acme").await);
    let beside: [&[(&str, &str)]; 6] = [
        &[("authorization", &session)],
        &[("authorization", &platform)],
        &[("authorization", UNKNOWN)],
        &[("authorization", "Basic dTpw")],
        &[("x-master-api-key", &app.master_key)],
        &[
            ("authorization", &session),
            ("x-master-api-key", "zzz"),
            ("x-customer-key", "zzz"),
        ],
    ];

    for more in beside {
        assert_eq!(wallets(&owner, &user, more).await, 200, "{more:?}");
    }
}

#[actix_web::test]
async fn an_owner_key_beside_the_token_of_its_user_reaches_all_users() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (one, two) = (owner.user(1).await, owner.user(2).await);
    let token = format!("Bearer {}", owner.token(&one).await);

    for user in [&one, &two] {
        assert_eq!(
            wallets(&owner, user, &[("authorization", &token)]).await,
            200
        );
    }
}

#[actix_web::test]
async fn good_credentials_of_different_tenants_are_a_bad_request() {
    let app = TestApp::start().await;
    let (acme, other) = (app.owner("acme").await, app.owner("other").await);
    let (user, sibling) = (acme.user(1).await, acme.user(2).await);
    let foreign = format!("Bearer {}", other.token(&other.user(1).await).await);
    let (first, second) = (acme.token(&user).await, acme.token(&sibling).await);

    let stranger = acme.clone().and("authorization", &foreign);
    let stranger = stranger.get(&format!("{user}/wallets")).await;
    let twice = app.bearer(&first).and("x-api-key", &second);
    let twice = twice.get(&format!("{user}/wallets")).await;
    let same = app.bearer(&first).and("x-api-key", &first);
    let same = same.get(&format!("{user}/wallets")).await;

    insta::assert_snapshot!(stranger, @r#"400 {"success":false,"errors":[{"code":"BAD_REQUEST","message":"x-api-key and Authorization hold good credentials of different tenants."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert_eq!((twice.status, same.status), (400, 200));
}

#[actix_web::test]
async fn where_nothing_that_is_taken_is_good_what_was_sent_is_told() {
    let app = TestApp::start().await;
    let session = app.login("acme").await;
    let path = session.create("corp-acme").await;
    let key = session.mint(&path).await;
    session
        .delete(&session.newest_credential(&path).await)
        .await;
    let account = app.account("another").await;
    let good = app.session(&account, Utc::now()).await;

    let revoked = app.with("x-api-key", &key);
    let beside = revoked
        .clone()
        .and("authorization", &format!("Bearer {good}"));
    let seen = [
        app.anybody().get("/users").await,
        revoked.and("authorization", UNKNOWN).get("/users").await,
        beside.get("/users").await,
        app.with("x-api-key", &app.master_key).get(&path).await,
    ];

    insta::assert_snapshot!(seen[0], @r#"401 {"success":false,"errors":[{"code":"INVALID_API_KEY","message":"This operation takes an owner key in x-api-key; no credential was sent."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    insta::assert_snapshot!(seen[1], @r#"401 {"success":false,"errors":[{"code":"INVALID_API_KEY","message":"This operation takes an owner key in x-api-key; the owner key in x-api-key is unknown or revoked, what was sent in Authorization is malformed."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    insta::assert_snapshot!(seen[2], @r#"403 {"success":false,"errors":[{"code":"FORBIDDEN","message":"This operation takes an owner key in x-api-key; the session token in Authorization does not open it."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    insta::assert_snapshot!(seen[3], @r#"403 {"success":false,"errors":[{"code":"FORBIDDEN","message":"This operation takes a session token as Authorization: Bearer; the master key in x-api-key does not open it."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
}

#[actix_web::test]
async fn the_credential_that_counts_pays_and_not_the_one_beside_it() {
    let quotas = Quotas {
        credential: Quota::new(3, 3600).unwrap(),
        ..plenty()
    };
    let app = TestApp::start_with(Setup {
        quotas: Some(quotas),
        ..Setup::default()
    })
    .await;
    let account = app.account("acme").await;
    let session = app.session(&account, Utc::now()).await;
    let bearer = app.bearer(&session);

    for _ in 0..5 {
        let both = bearer.clone().and("x-api-key", &app.master_key);
        assert!([200, 429].contains(&both.get("/customers").await.status));
    }
    let left = bearer.get("/customers/none").await;

    assert_eq!(left.header("x-ratelimit-remaining"), "2", "{left}");
}

#[actix_web::test]
async fn keys_of_different_partners_are_a_bad_request_and_a_foreign_customer_key_is_403() {
    let app = TestApp::start().await;
    let (key, other) = (
        app.platform_key("Acme").await,
        app.platform_key("Other").await,
    );
    let (acme, foreign) = (app.platform(&key), app.platform(&other));
    let own = acme.end_customer("Own").await;
    let sibling = acme.end_customer("Sibling").await;
    let stranger = foreign.end_customer("Stranger").await;
    let context = async |more: &[(&'static str, &str)]| {
        let caller = more.iter().fold(acme.clone(), |caller, (header, value)| {
            caller.and(header, value)
        });
        caller.get("/customer-context").await.status
    };

    let partners = acme
        .clone()
        .and("x-api-key", &other)
        .get("/customers")
        .await;
    let customers = [
        context(&[("x-customer-key", &own.key), ("x-api-key", &sibling.key)]).await,
        context(&[("x-customer-key", &own.key), ("x-api-key", &own.key)]).await,
        context(&[("x-customer-key", &stranger.key)]).await,
        context(&[("x-api-key", &own.key)]).await,
    ];

    assert_eq!(partners.status, 400, "{partners}");
    assert_eq!(customers, [400, 200, 403, 200]);
}
