//! Who sees whose wallets.

use serde_json::json;

use crate::testing::TestApp;

#[actix_web::test]
async fn a_user_reaches_its_own_wallets_only() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (user, other) = (owner.user(1).await, owner.user(2).await);
    let caller = app.bearer(&owner.token(&user).await);
    let foreign = owner.wallet(&other, "theirs").await;
    let foreign = format!("/wallets/{}", foreign["wallet_id"].as_str().unwrap());

    let own = caller.wallet(&user, "mine").await;

    let path = format!("/wallets/{}", own["wallet_id"].as_str().unwrap());
    assert_eq!(caller.get(&path).await.data(), own);
    assert_eq!(
        caller.get(&format!("{user}/wallets")).await.data(),
        json!([own])
    );
    let body = json!({"name": "n", "currency": "btc"});
    let address = json!({"currency": "eth", "network": "ethereum-sepolia"});
    assert_eq!(caller.get(&format!("{other}/wallets")).await.status, 403);
    assert_eq!(
        caller.post(&format!("{other}/wallets"), &body).await.status,
        403
    );
    assert_eq!(caller.get(&foreign).await.status, 404);
    assert_eq!(caller.get(&format!("{foreign}/address")).await.status, 404);
    assert_eq!(
        caller
            .post(&format!("{foreign}/address"), &address)
            .await
            .status,
        404
    );
}

#[actix_web::test]
async fn a_token_for_another_user_is_403_whether_or_not_there_is_that_user() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let caller = app.bearer(&owner.token(&user).await);

    let nobody = caller
        .get("/users/0194670a-7c1b-7a52-9d3e-5f8c6b2a1d40/wallets")
        .await;

    insta::assert_snapshot!(nobody, @r#"403 {"success":false,"errors":[{"code":"FORBIDDEN","message":"The token belongs to another user."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
}

#[actix_web::test]
async fn wallets_are_invisible_to_other_customers() {
    let app = TestApp::start().await;
    let (owner, stranger) = (app.owner("acme").await, app.owner("other").await);
    let user = owner.user(1).await;
    let wallet = owner.wallet(&user, "mine").await;
    let path = format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap());
    let body = json!({"name": "n", "currency": "btc"});
    let address = json!({"currency": "eth", "network": "ethereum-sepolia"});

    assert_eq!(stranger.get(&format!("{user}/wallets")).await.status, 404);
    assert_eq!(
        stranger
            .post(&format!("{user}/wallets"), &body)
            .await
            .status,
        404
    );
    assert_eq!(stranger.get(&format!("{path}/address")).await.status, 404);
    assert_eq!(
        stranger
            .post(&format!("{path}/address"), &address)
            .await
            .status,
        404
    );
    let seen = stranger.get(&path).await;
    insta::assert_snapshot!(seen, @r#"404 {"success":false,"errors":[{"code":"WALLET_NOT_FOUND","message":"There is no such wallet.","field":"wallet_id"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
}

#[actix_web::test]
async fn the_wallets_of_a_deleted_user_are_gone() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = owner.wallet(&user, "mine").await;
    let path = format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap());

    assert_eq!(owner.delete(&user).await.status, 204);

    let address = json!({"currency": "eth", "network": "ethereum-sepolia"});
    assert_eq!(owner.get(&path).await.status, 404);
    assert_eq!(owner.get(&format!("{user}/wallets")).await.status, 404);
    assert_eq!(owner.get(&format!("{path}/address")).await.status, 404);
    assert_eq!(
        owner
            .post(&format!("{path}/address"), &address)
            .await
            .status,
        404
    );
}
