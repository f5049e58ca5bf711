//! Deposits on their way into a balance.

use serde_json::json;

use crate::testing::TestApp;

#[actix_web::test]
async fn a_deposit_is_seen_and_is_in_the_balance_once_a_block_has_it() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = owner.wallet(&user, "Savings").await;
    let wallet = format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap());
    let balances = format!("{wallet}/balances");

    let deposit = owner.deposit(&wallet, "0.5").await;
    let before = owner.balance(&balances, "btc").await;
    app.mine_and_look().await;
    let path = format!(
        "{wallet}/deposits/{}",
        deposit["deposit_id"].as_str().unwrap()
    );
    let credited = owner.get(&path).await.data();
    let after = owner.balance(&balances, "btc").await;

    assert_eq!(deposit["state"], "SEEN");
    assert_eq!(deposit["confirmations"], 0);
    assert_eq!(before, ["0", "0", "0", "0.5"]);
    assert_eq!(credited["state"], "CREDITED");
    assert_eq!(credited["confirmations"], 1);
    assert_ne!(credited["credited_at"], json!(null));
    assert_eq!(after, ["0.5", "0.5", "0", "0"]);
    let told = owner.get(&format!("{wallet}/transactions")).await.data();
    assert_eq!(told.as_array().unwrap().len(), 1);
    assert_eq!(told[0]["type"], "DEPOSIT");
    assert_eq!(told[0]["status"], "COMPLETED");
    assert_eq!(told[0]["net_amount_decimal"], "0.5");
    assert_eq!(told[0]["operation_id"], deposit["deposit_id"]);
    assert_eq!(told[0]["tx_hash"], deposit["tx_hash"]);
}

#[actix_web::test]
async fn a_deposit_that_needs_more_blocks_is_confirming_until_it_has_them() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let body = json!({"name": "Ether", "currency": "ETH"});
    let wallet = owner.post(&format!("{user}/wallets"), &body).await.data();
    let wallet = format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap());
    let ether = json!({
        "currency": "eth",
        "network": "ethereum-sepolia",
        "amount_decimal": "1.000000000000000001",
    });
    let deposit = owner.try_deposit(&wallet, &ether).await.data();
    let path = format!(
        "{wallet}/deposits/{}",
        deposit["deposit_id"].as_str().unwrap()
    );

    let mut seen = Vec::new();
    for _ in 0..4 {
        app.mine_and_look().await;
        let deposit = owner.get(&path).await.data();
        let state = deposit["state"].as_str().unwrap().to_owned();
        seen.push((state, deposit["confirmations"].as_i64().unwrap()));
    }

    let expected = [
        ("CONFIRMING", 1),
        ("CONFIRMING", 2),
        ("CREDITED", 3),
        // Nothing waits for another block.
        ("CREDITED", 3),
    ];
    assert_eq!(
        seen,
        expected.map(|(state, count)| (state.to_owned(), count))
    );
    let balances = owner.get(&format!("{wallet}/balances")).await.data();
    assert_eq!(balances[0]["balance"], 1.0);
    assert_eq!(balances[0]["balance_decimal"], "1.000000000000000001");
}

#[actix_web::test]
async fn a_deposit_is_confirmed_at_once_on_request() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = owner.wallet(&user, "Savings").await;
    let wallet = format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap());
    let deposit = owner.deposit(&wallet, "0.5").await;

    let confirmed = owner.wish(&deposit, "confirm").await;
    let again = owner.wish(&deposit, "confirm").await;

    assert_eq!(confirmed["state"], "CREDITED");
    assert_eq!(again, confirmed);
    let balance = owner
        .balance(&format!("{user}/accounts/balance"), "btc")
        .await;
    assert_eq!(balance, ["0.5", "0.5", "0", "0"]);
}

#[actix_web::test]
async fn two_watchers_at_once_credit_a_deposit_once() {
    let app = TestApp::start().await;
    let beside = app.start_beside().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = owner.wallet(&user, "Savings").await;
    let wallet = format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap());
    for _ in 0..10 {
        owner.deposit(&wallet, "0.1").await;
    }

    app.clock().jump(10_000);
    for chain in app.chains() {
        chain.mine().await.unwrap();
    }
    futures_util::future::join_all([app.look(), beside.look(), app.look()].map(Box::pin)).await;

    let balance = owner.balance(&format!("{wallet}/balances"), "btc").await;
    assert_eq!(balance, ["1", "1", "0", "0"]);
}

#[actix_web::test]
async fn a_watcher_that_was_away_finds_what_arrived_meanwhile() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = owner.wallet(&user, "Savings").await;
    let wallet = format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap());
    owner.credited(&wallet, "0.1").await;
    app.look().await;

    for _ in 0..3 {
        owner.deposit(&wallet, "0.1").await;
        app.clock().jump(10_000);
        for chain in app.chains() {
            chain.mine().await.unwrap();
        }
    }
    app.look().await;

    let balance = owner.balance(&format!("{wallet}/balances"), "btc").await;
    assert_eq!(balance, ["0.4", "0.4", "0", "0"]);
}
