//! Wallets make users, users make customers.

use serde_json::{Value, json};

use crate::testing::{Caller, TestApp};

async fn wallet(owner: &Caller<'_>, user: &str, name: &str) -> String {
    let wallet = owner.wallet(user, name).await;
    format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap())
}

#[actix_web::test]
async fn a_user_has_what_its_wallets_have_and_a_customer_what_its_users_have() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (one, two) = (owner.user(1).await, owner.user(2).await);
    let wallets = [
        wallet(&owner, &one, "First").await,
        wallet(&owner, &one, "Second").await,
        wallet(&owner, &two, "Third").await,
    ];
    for (wallet, amount) in wallets.iter().zip(["0.1", "0.02", "0.003"]) {
        owner.credited(wallet, amount).await;
    }
    owner.deposit(&wallets[0], "0.5").await;

    let first = owner
        .balance(&format!("{one}/accounts/balance"), "btc")
        .await;
    let second = owner
        .balance(&format!("{two}/accounts/balance"), "btc")
        .await;
    let all = owner.balance("/accounts/balance", "btc").await;

    assert_eq!(first, ["0.12", "0.12", "0", "0.5"]);
    assert_eq!(second, ["0.003", "0.003", "0", "0"]);
    assert_eq!(all, ["0.123", "0.123", "0", "0.5"]);
}

#[actix_web::test]
async fn a_wallet_tells_of_each_of_its_currencies_also_of_nothing() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let none = owner.get(&format!("{user}/accounts/balance")).await.data();
    let body = json!({
        "name": "Two",
        "networks": [
            {"name": "networks/solana-devnet", "currency": "sol"},
            {"name": "networks/bitcoin-testnet", "currency": "btc"},
        ],
    });
    let wallet = owner.post(&format!("{user}/wallets"), &body).await.data();
    let path = format!(
        "/wallets/{}/balances",
        wallet["wallet_id"].as_str().unwrap()
    );

    let told = owner.get(&path).await.data();
    let all = owner.get("/accounts/balance").await.data();

    let nothing = |currency: &str| {
        json!({
            "currency": currency,
            "balance": 0.0, "balance_decimal": "0",
            "available": 0.0, "available_decimal": "0",
            "held": 0.0, "held_decimal": "0",
            "pending": 0.0, "pending_decimal": "0",
        })
    };
    assert_eq!(none, json!([]));
    assert_eq!(told, json!([nothing("btc"), nothing("sol")]));
    assert_eq!(all, json!([nothing("btc"), nothing("eth"), nothing("sol")]));
}

#[actix_web::test]
async fn a_user_sees_its_own_balance_and_nobody_elses() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (one, two) = (owner.user(1).await, owner.user(2).await);
    let first = wallet(&owner, &one, "First").await;
    let user = app.bearer(&owner.token(&one).await);
    owner.credited(&first, "0.1").await;

    let own = user
        .balance(&format!("{one}/accounts/balance"), "btc")
        .await;
    let other = user.get(&format!("{two}/accounts/balance")).await;
    let all = user.get("/accounts/balance").await;
    let nobody = owner
        .get(&format!("/users/{}/accounts/balance", uuid::Uuid::new_v4()))
        .await;

    assert_eq!(own, ["0.1", "0.1", "0", "0"]);
    assert_eq!((other.status, all.status, nobody.status), (403, 403, 404));
}

#[actix_web::test]
async fn net_amounts_of_what_is_completed_add_up_to_the_balance() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let first = wallet(&owner, &user, "First").await;
    let deposit = owner.credited(&first, "0.3").await;
    owner.wish(&deposit, "reorg").await;
    owner.credited(&first, "0.2").await;
    owner.deposit(&first, "0.7").await;

    let path = format!("{first}/transactions?filter[where][status]=COMPLETED");
    let told = owner.get(&path).await.data();
    let balance = owner.balance(&format!("{first}/balances"), "btc").await;

    let cents = |one: &Value| {
        let text = one["net_amount_decimal"].as_str().unwrap();
        (text.parse::<f64>().unwrap() * 100.0).round()
    };
    let sum: f64 = told.as_array().unwrap().iter().map(cents).sum();
    // The reorganised one was mined again, by the block that confirmed the other.
    assert!(
        (sum / 100.0 - balance[0].parse::<f64>().unwrap()).abs() < 1e-9,
        "{told}"
    );
}
