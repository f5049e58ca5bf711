//! Deposits in suspense: how they get there, and where they go.

use std::sync::Arc;

use futures_util::future::join_all;
use serde_json::json;
use sovx_ledger::Minor;

use super::{AssignError, Assigned, Suspended, assign, list};
use crate::adjustments::{Correction, Target, correct};
use crate::changes::audit::Filter;
use crate::db::{DbError, DepositId, WalletId};
use crate::deposits::simulated::send;
use crate::deposits::{ChainSource, SimulatedChain, Watcher};
use crate::testing::{Caller, TestApp, wallet_id};
use crate::vault::Network;
use crate::wallets::manage;

const NETWORK: Network = Network::BitcoinTestnet;

fn id_of(path: &str) -> DepositId {
    DepositId::parse(path.rsplit_once('/').unwrap().1).unwrap()
}

async fn assigned(
    app: &TestApp,
    deposit: &str,
    wallet: &WalletId,
) -> Result<Assigned, AssignError> {
    let reason = "The sender has asked".parse().unwrap();
    let (changes, ledger) = (&app.changes, app.ledger());
    assign(changes, &ledger, id_of(deposit), wallet.clone(), reason).await
}

async fn suspended(app: &TestApp) -> Vec<Suspended> {
    list(&app.db, None).await.unwrap()
}

/// A confirmed deposit that is in suspense, since the currency takes none for a moment.
async fn in_suspense(owner: &Caller<'_>, wallet: &WalletId, amount: &str) -> String {
    let set = |is: &str| {
        let sql = format!("UPDATE currencies SET can_deposit = {is} WHERE code = 'BTC'");
        owner.app.execute(&sql);
    };
    set("FALSE");
    let path = owner.sent(wallet, amount).await;
    assert_eq!(owner.chain(&path, "confirm").await, "SUSPENSE");
    set("TRUE");
    path
}

/// Takes bitcoin out of a wallet.
async fn spend(app: &TestApp, wallet: &WalletId, amount: &str) {
    let correction = Correction {
        target: Target::Wallet(wallet.clone()),
        currency: "btc".to_owned(),
        amount: format!("-{amount}"),
        reason: "Spent".parse().unwrap(),
        reference: DepositId::fresh().as_str().parse().unwrap(),
    };
    correct(&app.changes, &app.ledger(), correction)
        .await
        .unwrap();
}

fn btc(wallet: &WalletId, units: i128) -> ((String, String), i128) {
    ((wallet.to_string(), "btc".to_owned()), units)
}

/// Type, status and net amount of a wallet's transactions, oldest first.
async fn told(owner: &Caller<'_>, wallet: &WalletId) -> Vec<String> {
    let path = format!("/wallets/{wallet}/transactions?filter[sort]=created_at");
    let told = owner.get(&path).await.data();
    let told = told.as_array().unwrap().iter().map(|one| {
        let text = |name: &str| one[name].as_str().unwrap().to_owned();
        let (kind, status) = (text("type"), text("status"));
        format!("{kind} {status} {}", text("net_amount_decimal"))
    });
    told.collect()
}

#[actix_web::test]
async fn a_deposit_in_suspense_is_listed_and_comes_to_its_own_wallet_after_all() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = wallet_id(&owner.wallet(&user, "w").await);
    let path = in_suspense(&owner, &wallet, "0.5").await;

    let waiting = suspended(&app).await;
    let first = assigned(&app, &path, &wallet).await.unwrap();
    let traces = app.traces();
    let again = assigned(&app, &path, &wallet).await.unwrap();

    let Suspended {
        id,
        customer_id,
        amount,
        reason,
        since,
        ..
    } = &waiting[0];
    assert_eq!((id, customer_id.as_str()), (&id_of(&path), "corp-acme"));
    assert_eq!(
        (amount.as_str(), reason.as_str()),
        ("0.5", "the currency takes no deposits")
    );
    assert!(*since > 0);
    let (amount, currency) = ("0.5".to_owned(), "btc".to_owned());
    let done = |is_repeated| Assigned {
        amount: amount.clone(),
        currency: currency.clone(),
        is_repeated,
    };
    assert_eq!((first, again), (done(false), done(true)));
    assert_eq!(app.traces(), traces);
    assert_eq!(suspended(&app).await, []);
    assert_eq!(app.balances(), [btc(&wallet, 50_000_000)].into());
    assert_eq!(told(&owner, &wallet).await, ["DEPOSIT COMPLETED 0.5"]);
    let shown = format!("/wallets/{wallet}/deposits/{}", id_of(&path));
    let shown = owner.get(&shown).await.data();
    assert_eq!(shown["state"], "CREDITED");
    assert!(shown["credited_at"].is_string());
    let filter = Filter {
        limit: 10,
        action: Some("deposit.assigned".to_owned()),
        ..Filter::default()
    };
    let entries = app.changes.entries(filter).await.unwrap();
    assert_eq!(entries.len(), 1);
    let details: serde_json::Value = serde_json::from_str(&entries[0].details).unwrap();
    assert_eq!(
        details,
        json!({"wallet_id": wallet.as_str(), "explanation": "The sender has asked"})
    );
}

#[actix_web::test]
async fn an_assigned_deposit_is_taken_from_the_wallet_that_has_it_and_given_back_there() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = wallet_id(&owner.wallet(&user, "w").await);
    let other = wallet_id(&owner.wallet(&owner.user(2).await, "other").await);
    owner.confirmed(&wallet, "3").await;
    let path = in_suspense(&owner, &wallet, "0.5").await;

    assigned(&app, &path, &other).await.unwrap();
    assert_eq!(
        app.balances(),
        [btc(&wallet, 300_000_000), btc(&other, 50_000_000)].into()
    );
    spend(&app, &other, "0.2").await;
    assert_eq!(owner.chain(&path, "reorg").await, "REVERSED");
    let after_reversal = app.balances();
    let frozen = manage::list(&app.db, true, None).await.unwrap();
    assert_eq!(owner.chain(&path, "confirm").await, "CREDITED");
    let after_return = app.balances();

    assert_eq!(after_reversal, [btc(&wallet, 300_000_000)].into());
    assert_eq!(frozen.len(), 1);
    assert_eq!(
        (&frozen[0].id, frozen[0].frozen_reason.as_deref()),
        (&other, Some("DEPOSIT_REVERSED"))
    );
    assert_eq!(
        after_return,
        [btc(&wallet, 300_000_000), btc(&other, 30_000_000)].into()
    );
    assert_eq!(manage::list(&app.db, true, None).await.unwrap(), []);
    assert_eq!(
        told(&owner, &wallet).await,
        ["DEPOSIT COMPLETED 3", "DEPOSIT FAILED 0.5"]
    );
    assert_eq!(
        told(&owner, &other).await,
        [
            "CREDIT COMPLETED 0.5",
            "CHARGE COMPLETED -0.2",
            "CHARGE COMPLETED -0.3",
            "CREDIT COMPLETED 0.3",
        ]
    );
}

#[actix_web::test]
async fn a_wallet_that_cannot_have_a_deposit_does_not_get_it() {
    let app = TestApp::start().await;
    let (owner, stranger) = (app.owner("acme").await, app.owner("other").await);
    let user = owner.user(1).await;
    let wallet = wallet_id(&owner.wallet(&user, "w").await);
    let path = in_suspense(&owner, &wallet, "0.5").await;
    let other = wallet_id(&owner.wallet(&user, "other").await);
    let inactive = wallet_id(&owner.wallet(&user, "inactive").await);
    app.execute(&format!(
        "UPDATE wallets SET status = 'INACTIVE' WHERE id = '{inactive}'"
    ));
    let ether = json!({"name": "ether", "currency": "ETH"});
    let ether = owner.post(&format!("{user}/wallets"), &ether).await.data();
    let ether = wallet_id(&ether);
    let gone_user = owner.user(2).await;
    let gone = wallet_id(&owner.wallet(&gone_user, "gone").await);
    assert_eq!(owner.delete(&gone_user).await.status, 204);
    let closed = wallet_id(&stranger.wallet(&stranger.user(3).await, "closed").await);
    app.execute("UPDATE customers SET status = 'INACTIVE' WHERE customer_id = 'corp-other'");
    let credited = owner.confirmed(&wallet, "1").await;
    let coming = owner.sent(&wallet, "1").await;
    let unknown = format!("/{}", DepositId::fresh());
    let traces = app.traces();

    let refusals = [
        (&unknown, &wallet, "there is no such deposit"),
        (&path, &WalletId::fresh(), "there is no such wallet"),
        (&path, &inactive, "the wallet is not active"),
        (&path, &gone, "the user of the wallet is deleted"),
        (&path, &closed, "the customer of the wallet is deleted"),
        (
            &path,
            &ether,
            "the wallet has no address for btc, the currency of the deposit",
        ),
        (&credited, &wallet, "the deposit is not in suspense"),
        (&coming, &wallet, "the deposit is not in suspense"),
    ];
    for (deposit, wallet, sentence) in refusals {
        let refused = assigned(&app, deposit, wallet).await.unwrap_err();
        assert_eq!(refused.to_string(), sentence);
    }
    assert_eq!(app.traces(), traces);
    assigned(&app, &path, &other).await.unwrap();
    let taken = assigned(&app, &path, &wallet).await.unwrap_err();
    assert_eq!(
        taken.to_string(),
        "the deposit was assigned to another wallet"
    );
}

#[actix_web::test]
async fn of_many_that_want_one_deposit_at_once_one_wallet_gets_it() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let first = wallet_id(&owner.wallet(&owner.user(1).await, "w").await);
    let second = wallet_id(&owner.wallet(&owner.user(2).await, "w").await);

    for round in 1..=5 {
        let path = in_suspense(&owner, &first, "1").await;
        let wallets = [&first, &second].into_iter().cycle().take(6);
        let outcomes = join_all(wallets.map(|wallet| assigned(&app, &path, wallet))).await;

        let new = outcomes.iter().flatten().filter(|done| !done.is_repeated);
        assert_eq!(new.count(), 1, "{outcomes:?}");
        let total: i128 = app.balances().values().sum();
        assert_eq!(total, round * 100_000_000);
    }
}

/// Lets the chain of a sandbox send to the address of a wallet, and the watcher look at it.
async fn arrive(app: &TestApp, address: String) -> String {
    let chain = SimulatedChain::new(app.changes.clone(), NETWORK);
    let sent = app.changes.upkeep(move |conn| {
        let (output, _) = send(conn, NETWORK, &address, Minor::new(700).unwrap(), 1)?;
        Ok::<_, DbError>(output.tx_hash)
    });
    let tx_hash = sent.await.unwrap();
    look(app).await;
    chain.mine().await.unwrap();
    look(app).await;
    tx_hash
}

async fn look(app: &TestApp) {
    let chain: Arc<dyn ChainSource> = Arc::new(SimulatedChain::new(app.changes.clone(), NETWORK));
    Watcher::new(app.changes.clone(), app.ledger(), vec![chain])
        .look()
        .await;
}

#[actix_web::test]
async fn what_arrives_for_a_deleted_user_or_customer_is_kept_in_suspense() {
    let app = TestApp::start().await;
    let (owner, other) = (app.owner("acme").await, app.owner("other").await);
    let user = owner.user(1).await;
    let wallet = owner.wallet(&user, "w").await;
    let foreign = other.wallet(&other.user(2).await, "w").await;
    let address = |wallet: &serde_json::Value| {
        let address = &wallet["addresses"][0]["address"];
        address.as_str().unwrap().to_owned()
    };
    other.confirmed(&wallet_id(&foreign), "0.5").await;
    assert_eq!(owner.delete(&user).await.status, 204);
    app.execute("UPDATE customers SET status = 'INACTIVE' WHERE customer_id = 'corp-other'");

    let to_user = arrive(&app, address(&wallet)).await;
    app.changes.clock().jump(60_000);
    let to_customer = arrive(&app, address(&foreign)).await;

    let mut waiting: Vec<_> = suspended(&app).await;
    waiting.sort_by_key(|one| one.tx_hash != to_user);
    let reasons: Vec<_> = waiting
        .iter()
        .map(|one| (one.tx_hash.as_str(), one.reason.as_str()))
        .collect();
    assert_eq!(
        reasons,
        [
            (to_user.as_str(), "the user is deleted"),
            (to_customer.as_str(), "the customer is deleted"),
        ]
    );
    assert_eq!(
        app.balances(),
        [btc(&wallet_id(&foreign), 50_000_000)].into()
    );
}

#[actix_web::test]
async fn a_deposit_that_comes_back_to_a_deleted_user_is_kept_in_suspense() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = wallet_id(&owner.wallet(&user, "w").await);
    let heir = wallet_id(&owner.wallet(&owner.user(2).await, "w").await);
    let path = owner.confirmed(&wallet, "0.5").await;
    assert_eq!(owner.chain(&path, "reorg").await, "REVERSED");
    assert_eq!(owner.delete(&user).await.status, 204);

    app.mine_and_look().await;

    assert_eq!(app.balances(), [].into());
    assert_eq!(suspended(&app).await[0].reason, "the user is deleted");
    assigned(&app, &path, &heir).await.unwrap();
    assert_eq!(app.balances(), [btc(&heir, 50_000_000)].into());
    assert_eq!(owner.chain(&path, "reorg").await, "REVERSED");
    assert_eq!(app.balances(), [].into());
    assert_eq!(owner.chain(&path, "confirm").await, "CREDITED");
    assert_eq!(app.balances(), [btc(&heir, 50_000_000)].into());
}
