//! What a chain takes back.

use crate::auth::caller::Actor;
use crate::changes::Changed;
use crate::db::{CustomerKey, UserId, WalletId};
use crate::ledger::{Ledger, LedgerError, Owner, Posting};
use crate::testing::{Caller, TestApp};
use sovx_ledger::{Minor, Precision};

/// A wallet of a new user: its path.
async fn wallet(owner: &Caller<'_>) -> String {
    let user = owner.user(1).await;
    let wallet = owner.wallet(&user, "Savings").await;
    format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap())
}

/// The types, signed amounts and statuses of a wallet's transactions, oldest first.
async fn told(owner: &Caller<'_>, wallet: &str) -> Vec<[String; 3]> {
    let path = format!("{wallet}/transactions?filter[sort]=created_at");
    let told = owner.get(&path).await.data();
    let told = told.as_array().unwrap().iter();
    told.map(|one| {
        ["type", "net_amount_decimal", "status"].map(|name| one[name].as_str().unwrap().to_owned())
    })
    .collect()
}

/// Spends from a wallet, as an operation of its own does.
async fn spend(
    app: &TestApp,
    owner: &Caller<'_>,
    wallet: &str,
    (amount, currency): (&str, &'static str),
) {
    let shown = owner.get(wallet).await.data();
    let id = |name: &str| shown[name].as_str().unwrap().to_owned();
    let user = UserId::parse(&id("user_id")).unwrap();
    let wallet = WalletId::parse(&id("wallet_id")).unwrap();
    let places = if currency == "btc" { 8 } else { 18 };
    let amount = Minor::parse(amount, Precision::new(places).unwrap()).unwrap();
    let ledger = Ledger::new(&crate::testing::pepper());
    let spent = app.changes.change(Actor::operator(), move |conn| {
        let customer: CustomerKey = crate::wallets::of_anybody(conn, &wallet)?.customer_id;
        let from = Owner::wallet(&customer, &user, &wallet);
        let posting = Posting {
            kind: "spent",
            reference: format!("{wallet}:{currency}"),
            debit: &from,
            credit: &Owner::equity(),
            currency,
            amount,
        };
        ledger.post(conn, wallet.as_str(), &[posting], 1)?;
        Ok::<_, LedgerError>(Changed::nothing(()))
    });
    spent.await.unwrap();
}

#[actix_web::test]
async fn a_deposit_whose_place_another_took_does_not_arrive() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let wallet = wallet(&owner).await;
    let deposit = owner.deposit(&wallet, "0.5").await;

    let orphaned = owner.wish(&deposit, "orphan").await;
    let again = owner.wish(&deposit, "orphan").await;
    app.mine_and_look().await;
    let refused = owner.try_wish(&deposit, "confirm").await;

    assert_eq!(orphaned["state"], "ORPHANED");
    assert_eq!(again, orphaned);
    insta::assert_snapshot!(refused, @r#"409 {"success":false,"errors":[{"code":"CONFLICT","message":"Another transaction has taken its place.","field":"deposit_id"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    let balance = owner.balance(&format!("{wallet}/balances"), "btc").await;
    assert_eq!(balance, ["0", "0", "0", "0"]);
    assert_eq!(told(&owner, &wallet).await, [["DEPOSIT", "0.5", "FAILED"]]);
}

#[actix_web::test]
async fn a_credited_deposit_is_taken_back_and_given_again_by_a_reorganisation() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let wallet = wallet(&owner).await;
    let balances = format!("{wallet}/balances");
    let deposit = owner.credited(&wallet, "0.5").await;

    let reversed = owner.wish(&deposit, "reorg").await;
    let between = owner.balance(&balances, "btc").await;
    let unmined = owner.try_wish(&deposit, "reorg").await;
    app.mine_and_look().await;
    let after = owner.balance(&balances, "btc").await;

    assert_eq!(reversed["state"], "REVERSED");
    assert_eq!(between, ["0", "0", "0", "0"]);
    insta::assert_snapshot!(unmined, @r#"409 {"success":false,"errors":[{"code":"CONFLICT","message":"The deposit is in no block.","field":"deposit_id"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert_eq!(after, ["0.5", "0.5", "0", "0"]);
    let told = told(&owner, &wallet).await;
    assert_eq!(
        told,
        [
            ["DEPOSIT", "0.5", "COMPLETED"],
            ["CHARGE", "-0.5", "COMPLETED"],
            ["CREDIT", "0.5", "COMPLETED"],
        ]
    );
}

#[actix_web::test]
async fn what_a_wallet_has_spent_of_a_reversed_deposit_it_owes_and_is_frozen_for() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let wallet = wallet(&owner).await;
    let balances = format!("{wallet}/balances");
    let deposit = owner.credited(&wallet, "1").await;
    spend(&app, &owner, &wallet, ("0.4", "btc")).await;

    owner.wish(&deposit, "reorg").await;
    let between = owner.balance(&balances, "btc").await;
    let frozen = owner.get(&wallet).await.data();
    app.mine_and_look().await;
    let after = owner.balance(&balances, "btc").await;
    let thawed = owner.get(&wallet).await.data();

    assert_eq!(between, ["0", "0", "0", "0"]);
    assert_eq!(frozen["frozen_reason"], "DEPOSIT_REVERSED");
    assert!(frozen["frozen_at"].is_string(), "{frozen}");
    // Not 1: the wallet had spent 0.4 of it.
    assert_eq!(after, ["0.6", "0.6", "0", "0"]);
    assert_eq!(thawed.get("frozen_reason"), None);
    assert_eq!(thawed.get("frozen_at"), None);
}

#[actix_web::test]
async fn a_replaced_block_moves_no_deposit_but_the_one_that_is_asked_for() {
    let app = TestApp::start().await;
    let (one, two) = (app.owner("one").await, app.owner("two").await);
    let (first, second) = (wallet(&one).await, wallet(&two).await);
    let deposit = one.deposit(&first, "0.5").await;
    two.deposit(&second, "0.25").await;
    app.mine_and_look().await;

    one.wish(&deposit, "orphan").await;
    app.look().await;

    let gone = one.balance(&format!("{first}/balances"), "btc").await;
    let kept = two.balance(&format!("{second}/balances"), "btc").await;
    assert_eq!(gone, ["0", "0", "0", "0"]);
    assert_eq!(kept, ["0.25", "0.25", "0", "0"]);
}

#[actix_web::test]
async fn a_deposit_that_was_sent_back_is_left_alone_by_every_request() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let wallet = wallet(&owner).await;
    let deposit = owner.deposit(&wallet, "0.5").await;
    app.execute("UPDATE deposits SET state = 'RETURNED'");

    for wish in ["confirm", "orphan", "reorg"] {
        let seen = owner.try_wish(&deposit, wish).await;

        assert_eq!(
            (seen.status, seen.blamed()),
            (409, vec!["deposit_id CONFLICT".to_owned()]),
            "{wish}"
        );
    }
}

#[actix_web::test]
async fn a_wallet_stays_frozen_as_long_as_it_owes_anything() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let body = serde_json::json!({
        "name": "Two",
        "networks": [
            {"name": "networks/bitcoin-testnet", "currency": "btc"},
            {"name": "networks/ethereum-sepolia", "currency": "eth"},
        ],
    });
    let wallet = owner.post(&format!("{user}/wallets"), &body).await.data();
    let wallet = format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap());
    let bitcoin = owner.credited(&wallet, "1").await;
    let ether = serde_json::json!({
        "currency": "eth",
        "network": "ethereum-sepolia",
        "amount": 1,
    });
    let ether = owner.try_deposit(&wallet, &ether).await.data();
    owner.wish(&ether, "confirm").await;
    spend(&app, &owner, &wallet, ("0.4", "btc")).await;
    spend(&app, &owner, &wallet, ("0.4", "eth")).await;

    owner.wish(&ether, "orphan").await;
    owner.wish(&bitcoin, "reorg").await;
    app.mine_and_look().await;

    let frozen = owner.get(&wallet).await.data();
    assert_eq!(frozen["frozen_reason"], "DEPOSIT_REVERSED");
}
