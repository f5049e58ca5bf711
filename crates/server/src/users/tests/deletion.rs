//! What becomes of the money of a deleted user.

use std::time::Duration;

use futures_util::future::join;
use serde_json::json;
use sovx_ledger::Minor;

use crate::adjustments::{AdjustmentError, Correction, Target, correct};
use crate::changes::audit::Filter;
use crate::db::{UserId, WalletId};
use crate::ledger::{LedgerError, Owner, Posting};
use crate::testing::{Caller, Seen, TestApp, wallet_id};

/// The smallest withdrawal of bitcoin in the embedded catalogue, in its unit.
const SMALLEST: i128 = 10_000;

/// An amount, and the currency that it is for.
type Fee = (f64, Option<&'static str>);

fn correction(wallet: &WalletId, currency: &str, amount: &str) -> Correction {
    Correction {
        target: Target::Wallet(wallet.clone()),
        currency: currency.to_owned(),
        amount: amount.to_owned(),
        reason: "Put".parse().unwrap(),
        reference: WalletId::fresh().as_str().parse().unwrap(),
    }
}

async fn put(app: &TestApp, wallet: &WalletId, currency: &str, amount: &str) {
    let correction = correction(wallet, currency, amount);
    correct(&app.changes, &app.ledger(), correction)
        .await
        .unwrap();
}

/// Units of bitcoin as a decimal, less than a whole one.
fn sat(units: i128) -> String {
    let sign = if units < 0 { "-" } else { "" };
    format!("{sign}0.{:08}", units.abs())
}

async fn set_fee(owner: &Caller<'_>, amount: f64, currency: Option<&str>) {
    let mut body = json!({"feature": "WITHDRAW", "method": "FEE_FLAT", "amount": amount});
    if let Some(currency) = currency {
        body["currency"] = currency.into();
    }
    let seen = owner.post("/monetization/settings", &body).await;
    assert_eq!(seen.status, 201, "{seen}");
}

fn revenue_only(app: &TestApp, units: i128) {
    let balances: Vec<_> = app.balances().into_values().collect();
    assert_eq!(balances, [units]);
}

async fn entry_of(app: &TestApp, action: &str) -> Vec<(String, String)> {
    let filter = Filter {
        limit: 100,
        action: Some(action.to_owned()),
        ..Filter::default()
    };
    let entries = app.changes.entries(filter).await.unwrap();
    let entries = entries.into_iter();
    entries.map(|one| (one.target, one.details)).collect()
}

#[actix_web::test]
async fn what_is_too_little_to_withdraw_goes_to_the_revenue_of_the_customer() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let one = wallet_id(&owner.wallet(&user, "one").await);
    let two = wallet_id(&owner.wallet(&user, "two").await);
    put(&app, &one, "btc", &sat(40)).await;
    put(&app, &two, "btc", &sat(2)).await;
    put(&app, &two, "eth", "0.000000000000000001").await;

    let deleted = owner.delete(&user).await;

    assert_eq!(deleted.status, 204, "{deleted}");
    let mut balances: Vec<_> = app.balances().into_iter().collect();
    balances.sort_by(|(a, _), (b, _)| a.1.cmp(&b.1));
    let shown: Vec<_> = balances
        .iter()
        .map(|((_, currency), units)| (currency.as_str(), *units))
        .collect();
    assert_eq!(shown, [("btc", 42), ("eth", 1)]);
    let told = owner
        .get("/accounts/transactions?filter[where][type]=CREDIT&filter[where][currency]=eth")
        .await
        .data();
    let revenue = told
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["wallet_id"].is_null())
        .unwrap();
    assert_eq!(
        (&revenue["memo"], &revenue["operation_id"]),
        (&json!("Remainder of a deleted user"), &json!(null))
    );
    let user_id = user.trim_start_matches("/users/").to_owned();
    let ids = json!({ "wallet_ids": [one.as_str(), two.as_str()] }).to_string();
    assert_eq!(
        entry_of(&app, "user.dust_collected").await,
        [(user_id.clone(), ids)]
    );
    assert_eq!(
        entry_of(&app, "user.deleted").await,
        [(user_id, "{}".to_owned())]
    );
}

#[actix_web::test]
async fn a_balance_is_kept_for_its_user_from_the_smallest_withdrawal_and_its_fee_on() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    // The fee of a currency beats the general one, and is rounded up to its unit.
    let steps: [(Option<Fee>, i128); 3] = [
        (None, SMALLEST),
        (Some((0.000_02, None)), SMALLEST + 2_000),
        (Some((0.000_000_03, Some("btc"))), SMALLEST + 3),
    ];

    for (number, (fee, smallest)) in (1..).zip(steps) {
        if let Some((amount, currency)) = fee {
            set_fee(&owner, amount, currency).await;
        }
        let user = owner.user(number).await;
        let one = wallet_id(&owner.wallet(&user, "one").await);
        let two = wallet_id(&owner.wallet(&user, "two").await);
        put(&app, &one, "btc", &sat(smallest - 1)).await;
        put(&app, &two, "btc", &sat(1)).await;
        let traces = app.traces();

        let refused = owner.delete(&user).await;
        assert_eq!(app.traces(), traces);
        put(&app, &two, "btc", &sat(-1)).await;
        let deleted = owner.delete(&user).await;

        insta::allow_duplicates! {
            insta::assert_snapshot!(refused, @r#"409 {"success":false,"errors":[{"code":"CONFLICT","message":"The user has an open operation, or a balance that is worth a withdrawal.","field":"user_id"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
        }
        assert_eq!(deleted.status, 204, "{deleted}");
    }
    revenue_only(&app, 3 * (SMALLEST - 1) + 2_000 + 3);
}

#[actix_web::test]
async fn what_cannot_be_withdrawn_goes_to_the_revenue_however_much_it_is() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let active = wallet_id(&owner.wallet(&user, "one").await);
    let inactive = wallet_id(&owner.wallet(&user, "two").await);
    put(&app, &active, "usd", "5000").await;
    put(&app, &inactive, "btc", "7").await;
    app.execute("UPDATE currencies SET can_withdraw = FALSE WHERE code = 'USD'");
    app.execute(&format!(
        "UPDATE wallets SET status = 'INACTIVE' WHERE id = '{inactive}'"
    ));

    assert_eq!(owner.delete(&user).await.status, 204);

    let balances: Vec<_> = app.balances().into_values().collect();
    assert_eq!(balances, [700_000_000, 500_000]);
}

#[actix_web::test]
async fn a_user_without_anything_is_deleted_also_where_the_smallest_withdrawal_is_nothing() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = wallet_id(&owner.wallet(&user, "w").await);
    put(&app, &wallet, "btc", "1").await;
    put(&app, &wallet, "btc", "-1").await;
    app.execute("UPDATE currencies SET min_withdrawal = '0' WHERE code = 'BTC'");

    assert_eq!(owner.delete(&user).await.status, 204);
    assert_eq!(entry_of(&app, "user.dust_collected").await, []);
}

#[actix_web::test]
async fn a_deposit_on_its_way_keeps_its_user() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = wallet_id(&owner.wallet(&user, "w").await);
    let path = owner.sent(&wallet, &sat(5)).await;

    let seen = owner.delete(&user).await;
    app.execute("UPDATE deposits SET state = 'CONFIRMING'");
    let confirming = owner.delete(&user).await;
    owner.chain(&path, "orphan").await;
    let orphaned = owner.delete(&user).await;

    let statuses = [seen, confirming, orphaned].map(|seen| seen.status);
    assert_eq!(statuses, [409, 409, 204]);
}

#[actix_web::test]
async fn something_held_or_owed_keeps_its_user() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = owner.wallet(&user, "w").await;
    let wallet = wallet_id(&wallet);
    put(&app, &wallet, "btc", &sat(5)).await;
    let (ledger, user_id) = (app.ledger(), user.trim_start_matches("/users/").to_owned());
    let from = wallet.clone();
    let holding = app.changes.upkeep(move |conn| {
        let (customer, _) = crate::customers::find_anywhere(conn, "corp-acme")?.unwrap();
        let leg = Posting {
            kind: "test",
            reference: "test".to_owned(),
            debit: &Owner::wallet(&customer, &UserId::parse(&user_id).unwrap(), &from),
            credit: &Owner::equity(),
            currency: "btc",
            amount: Minor::new(5).unwrap(),
        };
        ledger.hold(conn, "test", &[leg], 1)
    });
    holding.await.unwrap();

    let held = owner.delete(&user).await;
    let ledger = app.ledger();
    let release = app
        .changes
        .upkeep(move |conn| ledger.release(conn, "test", 2));
    release.await.unwrap();
    let path = owner.confirmed(&wallet, &sat(10)).await;
    put(&app, &wallet, "btc", &sat(-12)).await;
    owner.chain(&path, "reorg").await;
    let owed = owner.delete(&user).await;
    owner.chain(&path, "confirm").await;
    let free = owner.delete(&user).await;

    let statuses = [held, owed, free].map(|seen| seen.status);
    assert_eq!(statuses, [409, 409, 204]);
    revenue_only(&app, 3);
}

/// Lets a new deposit arrive and be confirmed, whatever becomes of the user meanwhile.
async fn arrive(owner: &Caller<'_>, wallet: &WalletId, amount: &str) {
    let body = json!({
        "wallet_id": wallet.as_str(),
        "currency": "btc",
        "network": "bitcoin-testnet",
        "amount_decimal": amount,
    });
    let seen: Seen = owner.post("/sandbox/deposits", &body).await;
    if seen.status == 404 {
        return;
    }
    let id = seen.data()["deposit_id"].as_str().unwrap().to_owned();
    confirm(owner, &format!("/sandbox/deposits/{id}")).await;
}

/// Confirms a deposit, which is not found where the deletion was first.
async fn confirm(owner: &Caller<'_>, deposit: &str) {
    let seen = owner.trigger(&format!("{deposit}/confirm")).await;
    assert!([200, 404].contains(&seen.status), "{seen}");
}

/// Puts ether into the wallet, unless its user is deleted.
async fn correct_meanwhile(app: &TestApp, wallet: &WalletId, amount: &str) {
    let correction = correction(wallet, "eth", amount);
    match correct(&app.changes, &app.ledger(), correction).await {
        Ok(_) | Err(AdjustmentError::UserDeleted) => {}
        Err(error) => panic!("{error}"),
    }
}

#[actix_web::test]
async fn a_deleted_user_never_has_a_balance_whatever_arrives_meanwhile() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let mut deleted = 0;

    for number in 0..60_u32 {
        let user = owner.user(number).await;
        let wallet = wallet_id(&owner.wallet(&user, "w").await);
        let amount = if number % 3 == 0 { "1" } else { "0.00000007" };
        let comes_back = number % 2 == 0;
        let is_corrected = number % 5 == 1;
        let path = match comes_back {
            true => owner.confirmed(&wallet, amount).await,
            false => String::new(),
        };
        if comes_back {
            owner.chain(&path, "reorg").await;
        }
        let deletion = async {
            let pause = u64::from(number % 10);
            actix_web::rt::time::sleep(Duration::from_millis(pause)).await;
            owner.delete(&user).await.status
        };
        let arrival = async {
            match (comes_back, is_corrected) {
                (true, _) => confirm(&owner, &path).await,
                (false, true) => correct_meanwhile(&app, &wallet, amount).await,
                (false, false) => arrive(&owner, &wallet, amount).await,
            }
        };

        let (status, ()) = join(deletion, arrival).await;

        let balances = app.balances();
        let has_balance = balances.keys().any(|(owner, _)| owner == wallet.as_str());
        match status {
            204 => assert!(!has_balance, "round {number}"),
            status => assert_eq!(status, 409, "round {number}"),
        }
        deleted += u32::from(status == 204);
    }

    assert!(deleted > 5, "{deleted} were deleted");
}

#[actix_web::test]
async fn a_deletion_waits_for_whoever_credits_a_wallet_of_the_user() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = wallet_id(&owner.wallet(&user, "w").await);
    let (ledger, to) = (app.ledger(), wallet.clone());
    let id = UserId::parse(user.trim_start_matches("/users/")).unwrap();
    let crediting = app.changes.upkeep(move |conn| {
        let (customer, _) = crate::customers::find_anywhere(conn, "corp-acme")?.unwrap();
        crate::users::lock_status(conn, &customer, &id)?.unwrap();
        let leg = Posting {
            kind: "test",
            reference: "test".to_owned(),
            debit: &Owner::equity(),
            credit: &Owner::wallet(&customer, &id, &to),
            currency: "eth",
            amount: Minor::MAX,
        };
        ledger.post(conn, "test", &[leg], 1)?;
        // The deletion begins while this is not committed yet.
        std::thread::sleep(Duration::from_millis(400));
        Ok::<_, LedgerError>(())
    });
    let deletion = async {
        actix_web::rt::time::sleep(Duration::from_millis(100)).await;
        owner.delete(&user).await.status
    };

    let (credited, status) = join(crediting, deletion).await;

    credited.unwrap();
    assert_eq!(status, 409);
}
