//! What the operations on wallets answer.

use serde_json::json;

use crate::testing::{TestApp, full_user};
use crate::vault::{Network, testing::addresses};

#[actix_web::test]
async fn the_short_form_gives_a_wallet_with_an_address_on_the_test_network() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;

    let body = json!({"name": "My BTC Wallet", "currency": "BTC"});
    let created = owner.post(&format!("{user}/wallets"), &body).await;

    assert_eq!(created.status, 201, "{created}");
    let wallet = created.data();
    let first = &addresses(Network::BitcoinTestnet, 1)[0];
    assert_eq!(wallet["addresses"][0]["address"], json!(first));
    assert_eq!(wallet["addresses"][0]["network"], "bitcoin-testnet");
    assert_eq!(
        wallet["networks"],
        json!([{"name": "networks/bitcoin-testnet", "currency": "btc"}])
    );
    assert_eq!(wallet["name"], "My BTC Wallet");
    assert_eq!(wallet["description"], json!(null));
    assert_eq!(wallet["wallet_type"], "virtual");
    assert_eq!(wallet["status"], "ACTIVE");
    assert_eq!(
        format!("/users/{}", wallet["user_id"].as_str().unwrap()),
        user
    );
    assert_ne!(wallet["wallet_id"], wallet["vault_wallet_id"]);
    let path = format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap());
    assert_eq!(owner.get(&path).await.data(), wallet);
}

#[actix_web::test]
async fn the_full_form_gives_one_address_on_each_network_in_the_order_asked_for() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;

    let body = json!({
        "name": "Savings",
        "networks": [
            {"name": "solana-devnet", "currency": "SOL"},
            {"name": "networks/bitcoin-testnet", "currency": "btc"},
            {"name": "networks/ethereum-sepolia", "currency": "Eth"},
        ],
        "wallet_type": "real",
        "description": "For a rainy day",
    });
    let wallet = owner.post(&format!("{user}/wallets"), &body).await.data();

    assert_eq!(
        wallet["networks"],
        json!([
            {"name": "networks/solana-devnet", "currency": "sol"},
            {"name": "networks/bitcoin-testnet", "currency": "btc"},
            {"name": "networks/ethereum-sepolia", "currency": "eth"},
        ])
    );
    assert_eq!(
        wallet["addresses"][0]["address"],
        "HAgk14JpMQLgt6rVgv7cBQFJWFto5Dqxi472uT3DKpqk"
    );
    assert_eq!(
        wallet["addresses"][2]["address"],
        "0x9858EfFD232B4033E47d90003D41EC34EcaEda94"
    );
    assert_eq!(wallet["wallet_type"], "real");
    assert_eq!(wallet["description"], "For a rainy day");
}

#[actix_web::test]
async fn a_name_is_taken_once_per_user_in_either_case() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (user, other) = (owner.user(1).await, owner.user(2).await);
    owner.wallet(&user, "Savings").await;

    let body = json!({"name": "SAVINGS", "currency": "ETH"});
    let refused = owner.post(&format!("{user}/wallets"), &body).await;

    insta::assert_snapshot!(refused, @r#"400 {"success":false,"errors":[{"code":"WALLET_NAME_EXISTS","message":"Another wallet of the user has this name.","field":"/name"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    owner.wallet(&other, "SAVINGS").await;
}

#[actix_web::test]
async fn only_an_active_user_gets_a_wallet() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let pending = owner.post("/users", &full_user(1)).await.data();
    let user = format!("/users/{}", pending["user_id"].as_str().unwrap());
    let body = json!({"name": "Savings", "currency": "btc"});

    let refused = owner.post(&format!("{user}/wallets"), &body).await;

    insta::assert_snapshot!(refused, @r#"400 {"success":false,"errors":[{"code":"USER_NOT_ACTIVE","message":"The user is not active.","field":"user_id"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert_eq!(owner.trigger(&format!("{user}/activate")).await.status, 200);
    owner.wallet(&user, "Savings").await;
}

#[actix_web::test]
async fn networks_and_currencies_that_do_not_go_together_are_all_told() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let wallets = format!("{}/wallets", owner.user(1).await);
    let body = json!({
        "name": "Savings",
        "networks": [
            {"name": "bitcoin-testnet", "currency": "eth"},
            {"name": "networks/bitcoin-testnet", "currency": "btc"},
        ],
    });

    let refused = owner.post(&wallets, &body).await;
    let unknown = json!({"name": "Savings", "currency": "DOGE"});
    let unknown = owner.post(&wallets, &unknown).await;

    insta::assert_snapshot!(refused, @r#"422 {"success":false,"errors":[{"code":"UNPROCESSABLE_ENTITY","message":"must be a currency of the network","field":"/networks/0/currency"},{"code":"UNPROCESSABLE_ENTITY","message":"must be another network than the ones before","field":"/networks/1/name"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    insta::assert_snapshot!(unknown, @r#"422 {"success":false,"errors":[{"code":"UNPROCESSABLE_ENTITY","message":"must be a currency that has deposit addresses","field":"/currency"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert_eq!(owner.get(&wallets).await.data(), json!([]));
}

#[actix_web::test]
async fn a_network_of_another_environment_is_told_and_takes_no_address() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let wallets = format!("{}/wallets", owner.user(1).await);
    let body = json!({"name": "Savings", "networks": [{"name": "bitcoin", "currency": "btc"}]});

    let refused = owner.post(&wallets, &body).await;

    insta::assert_snapshot!(refused, @r#"422 {"success":false,"errors":[{"code":"UNPROCESSABLE_ENTITY","message":"must be a network of the server's environment","field":"/networks/0/name"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert_eq!(owner.get(&wallets).await.data(), json!([]));
}

#[actix_web::test]
async fn a_network_without_addresses_is_503_and_nothing_is_created() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let wallets = format!("{}/wallets", owner.user(1).await);
    let body = json!({
        "name": "Savings",
        "networks": [
            {"name": "bitcoin-testnet", "currency": "btc"},
            {"name": "ethereum-sepolia", "currency": "eth"},
        ],
    });

    app.retire_sources("ethereum-sepolia").await;
    let refused = owner.post(&wallets, &body).await;

    insta::assert_snapshot!(refused, @r#"503 {"success":false,"errors":[{"code":"SERVICE_UNAVAILABLE","message":"The network has no deposit addresses at the moment."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert!(refused.headers.contains_key("retry-after"));
    assert_eq!(owner.get(&wallets).await.data(), json!([]));
    let user = wallets.strip_suffix("/wallets").unwrap();
    let next = owner.wallet(user, "Savings").await;
    let first = &addresses(Network::BitcoinTestnet, 1)[0];
    assert_eq!(
        next["addresses"][0]["address"],
        json!(first),
        "an address was lost"
    );
}

#[actix_web::test]
async fn a_repeated_creation_gives_the_same_wallet() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let wallets = format!("{}/wallets", owner.user(1).await);
    let create = async || {
        let body = json!({"name": "Savings", "currency": "btc"});
        let request = owner.request(reqwest::Method::POST, &wallets).json(&body);
        app.send(request.header("Idempotency-Key", "one")).await
    };

    let (first, second) = (create().await, create().await);

    assert_eq!(first.status, 201, "{first}");
    assert_eq!(first.body, second.body);
    assert!(second.headers.contains_key("idempotent-replayed"));
    assert_eq!(
        owner.get(&wallets).await.data().as_array().unwrap().len(),
        1
    );
}
