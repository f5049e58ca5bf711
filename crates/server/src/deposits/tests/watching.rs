//! What watchers do about what is out of date, or not as it was.

use sovx_ledger::{Minor, Sighting};

use crate::auth::caller::Actor;
use crate::config::Environment;
use crate::db::DepositId;
use crate::deposits::observe::{Books, ObserveError, observe};
use crate::deposits::queries;
use crate::deposits::simulated::send;
use crate::deposits::source::Seen;
use crate::testing::{Caller, TestApp};
use crate::vault::Network;

async fn wallet(owner: &Caller<'_>, number: u32) -> String {
    let user = owner.user(number).await;
    let wallet = owner.wallet(&user, "Savings").await;
    format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap())
}

#[actix_web::test]
async fn what_a_chain_said_before_a_deposit_was_lost_is_not_followed() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let wallet = wallet(&owner, 1).await;
    let deposit = owner.deposit(&wallet, "0.5").await;
    let id = DepositId::parse(deposit["deposit_id"].as_str().unwrap()).unwrap();
    let find = move |conn: &mut _| queries::find(conn, &id);
    let known = app.db.read(find).await.unwrap();
    let seen = Seen {
        sighting: Sighting::Confirmed(1),
        height: Some(1),
        amount: None,
    };
    owner.wish(&deposit, "orphan").await;

    let books = Books {
        ledger: app.ledger(),
        clock: app.clock().clone(),
    };
    let followed = app.changes.change(Actor::system("test"), move |conn| {
        let changed = observe(conn, &books, &known, seen)?;
        Ok::<_, ObserveError>(changed.map(|row| row.is_some()))
    });

    assert!(!followed.await.unwrap());
    let balance = owner.balance(&format!("{wallet}/balances"), "btc").await;
    assert_eq!(balance, ["0", "0", "0", "0"]);
}

#[actix_web::test]
async fn a_deposit_with_another_amount_than_the_chain_says_is_not_credited_and_keeps_no_other() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (first, second) = (wallet(&owner, 1).await, wallet(&owner, 2).await);
    owner.deposit(&first, "0.5").await;
    let altered = format!("UPDATE deposits SET amount = '{:038}'", 9_999_999_999_u64);
    app.execute(&altered);
    owner.deposit(&second, "0.25").await;

    app.mine_and_look().await;

    let altered = owner.balance(&format!("{first}/balances"), "btc").await;
    let other = owner.balance(&format!("{second}/balances"), "btc").await;
    assert_eq!(altered[0], "0");
    assert_eq!(other, ["0.25", "0.25", "0", "0"]);
}

/// Sends 25,000,000 units to the address of a deposit, unasked.
async fn send_again(app: &TestApp, deposit: &serde_json::Value) {
    let address = deposit["address"].as_str().unwrap().to_owned();
    let currency = deposit["currency"].as_str().unwrap();
    let network = Network::of_currency(&currency.to_uppercase(), Environment::Sandbox).unwrap();
    let (amount, now) = (Minor::new(25_000_000).unwrap(), app.clock().now_millis());
    let sent = app
        .changes
        .upkeep(move |conn| send(conn, network, &address, amount, now));
    sent.await.unwrap();
}

async fn count(owner: &Caller<'_>, wallet: &str) -> usize {
    let deposits = owner.get(&format!("{wallet}/deposits")).await.data();
    deposits.as_array().unwrap().len()
}

#[actix_web::test]
async fn an_output_that_cannot_be_written_down_keeps_no_other_and_is_tried_again() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (first, second) = (wallet(&owner, 1).await, wallet(&owner, 2).await);
    let full = owner.deposit(&first, "0.5").await;
    let other = owner.deposit(&second, "0.25").await;
    app.mine_and_look().await;
    let id = first.rsplit('/').next().unwrap();
    app.execute(&format!(
        "CREATE UNIQUE INDEX full_wallet ON deposits (wallet_id) WHERE wallet_id = '{id}'"
    ));
    send_again(&app, &full).await;
    // Outputs are taken in the order of their hashes.
    app.execute(&format!(
        "UPDATE sim_transactions SET tx_hash = '{:064}' WHERE height IS NULL",
        0
    ));

    let mut seen = Vec::new();
    for _ in 0..2 {
        send_again(&app, &other).await;
        app.mine_and_look().await;
        seen.push((count(&owner, &first).await, count(&owner, &second).await));
    }
    let credited = owner.balance(&format!("{second}/balances"), "btc").await;
    app.execute("DROP INDEX full_wallet");
    app.look().await;

    assert_eq!(seen, [(1, 2), (1, 3)]);
    assert_eq!(credited, ["0.75", "0.75", "0", "0"]);
    assert_eq!(count(&owner, &first).await, 2);
    let balance = owner.balance(&format!("{first}/balances"), "btc").await;
    assert_eq!(balance, ["0.75", "0.75", "0", "0"]);
}

#[actix_web::test]
async fn a_watcher_that_was_away_for_longer_than_blocks_are_remembered_misses_no_deposit() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let wallet = wallet(&owner, 1).await;
    let deposit = owner.deposit(&wallet, "0.5").await;
    app.mine_and_look().await;

    for _ in 0..205 {
        send_again(&app, &deposit).await;
        app.mine().await;
    }
    app.look().await;

    let balance = owner.balance(&format!("{wallet}/balances"), "btc").await;
    assert_eq!(balance, ["51.75", "51.75", "0", "0"]);
}
