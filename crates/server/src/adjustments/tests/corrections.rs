//! What is put into an account and taken out of it.

use futures_util::future::join_all;
use serde_json::json;

use super::{corrected, correction, details, done, entries, key_of, refused};
use crate::adjustments::{Correction, Target};
use crate::db::WalletId;
use crate::testing::{TestApp, wallet_id};

#[actix_web::test]
async fn a_correction_moves_money_both_ways_and_is_told() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = wallet_id(&owner.wallet(&user, "w").await);
    let of = |amount: &str, reference: &str| {
        correction(Target::Wallet(wallet.clone()), amount, reference)
    };

    let put = corrected(&app, of("0.5", "ticket-1")).await.unwrap();
    let taken = corrected(&app, of("-0.2", "ticket-2")).await.unwrap();

    assert_eq!((put, taken), (done("0.5", false), done("-0.2", false)));
    let balance = (wallet.to_string(), "btc".to_owned());
    assert_eq!(app.balances(), [(balance, 30_000_000)].into());
    let path = format!("/wallets/{wallet}/transactions?filter[sort]=created_at");
    let told = owner.get(&path).await.data();
    for (index, kind, net) in [(0, "CREDIT", "0.5"), (1, "CHARGE", "-0.2")] {
        let one = &told[index];
        assert_eq!(
            (
                &one["type"],
                &one["net_amount_decimal"],
                &one["memo"],
                &one["operation_id"]
            ),
            (&json!(kind), &json!(net), &json!("Put right"), &json!(null))
        );
    }
    let entries = entries(&app, "ledger.corrected").await;
    assert_eq!(entries.len(), 2);
    assert_eq!(
        (entries[1].target.as_str(), entries[1].tier.as_str()),
        (wallet.as_str(), "operator")
    );
    let details = details(&entries[1]);
    assert_eq!(
        (&details["amount"], &details["currency"]),
        (&json!("-0.2"), &json!("btc"))
    );
    assert_eq!(
        (&details["reference"], &details["explanation"]),
        (&json!("ticket-2"), &json!("Put right"))
    );
}

#[actix_web::test]
async fn the_revenue_of_a_customer_is_corrected_by_the_id_that_clients_know() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let target = Target::Revenue("corp-acme".to_owned());
    let upper = Correction {
        currency: "BTC".to_owned(),
        ..correction(target, "0.00000001", "ticket-1")
    };

    let put = corrected(&app, upper).await.unwrap();

    assert_eq!(put, done("0.00000001", false));
    let revenue = (
        key_of(&app, "corp-acme").await.to_string(),
        "btc".to_owned(),
    );
    assert_eq!(app.balances(), [(revenue, 1)].into());
    let told = owner.get("/accounts/transactions").await.data();
    assert_eq!(
        (&told[0]["type"], &told[0]["wallet_id"]),
        (&json!("CREDIT"), &json!(null))
    );
}

#[actix_web::test]
async fn the_same_correction_is_done_once_and_another_under_its_reference_is_refused() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = wallet_id(&owner.wallet(&user, "w").await);
    let other = wallet_id(&owner.wallet(&user, "other").await);
    let of = |wallet: &WalletId, amount: &str| {
        correction(Target::Wallet(wallet.clone()), amount, "ticket-1")
    };
    corrected(&app, of(&wallet, "0.5")).await.unwrap();
    let traces = app.traces();

    let again = corrected(&app, of(&wallet, "0.50")).await.unwrap();
    let others = [
        of(&wallet, "0.4"),
        of(&wallet, "-0.5"),
        of(&other, "0.5"),
        correction(Target::Revenue("corp-acme".to_owned()), "0.5", "ticket-1"),
        Correction {
            reason: "Something else".parse().unwrap(),
            ..of(&wallet, "0.5")
        },
        Correction {
            currency: "eth".to_owned(),
            ..of(&wallet, "0.5")
        },
    ];
    for order in others {
        assert_eq!(
            refused(corrected(&app, order).await),
            "the reference was used before, for another order"
        );
    }

    assert_eq!(again, done("0.5", true));
    assert_eq!(app.traces(), traces);
    app.balances();
}

#[actix_web::test]
async fn of_eight_same_corrections_at_once_one_moves_money_and_all_say_it_is_done() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = wallet_id(&owner.wallet(&user, "w").await);

    for round in 0..5 {
        let reference = format!("ticket-{round}");
        let orders = (0..8).map(|_| {
            let target = Target::Wallet(wallet.clone());
            corrected(&app, correction(target, "0.1", &reference))
        });
        let outcomes = join_all(orders).await;

        let new = outcomes
            .iter()
            .filter(|outcome| !outcome.as_ref().unwrap().is_repeated);
        assert_eq!(new.count(), 1, "{outcomes:?}");
    }

    let balance = (wallet.to_string(), "btc".to_owned());
    assert_eq!(app.balances(), [(balance, 50_000_000)].into());
}

#[actix_web::test]
async fn what_is_no_amount_or_more_than_there_is_leaves_nothing_behind() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = wallet_id(&owner.wallet(&user, "w").await);
    let target = Target::Wallet(wallet.clone());
    let traces = app.traces();
    let cases = [
        ("0", "the amount must not be 0"),
        ("-0.000", "the amount must not be 0"),
        ("", "the amount must be a decimal number without a sign"),
        ("NaN", "the amount must be a decimal number, such as 12.5"),
        ("--1", "the amount must be a decimal number, such as 12.5"),
        ("+1", "the amount must be a decimal number, such as 12.5"),
        ("0x10", "the amount must be a decimal number, such as 12.5"),
        (
            "0.000000001",
            "the amount must have at most 8 digits after the point",
        ),
        ("1e400", "the amount must be a decimal number, such as 12.5"),
        ("1000000000", "the amount must be less than 1000000000"),
        ("-1000000000.5", "the amount must be less than 1000000000"),
        ("-0.00000001", "there is not so much: 0 btc can be taken"),
    ];

    for (amount, sentence) in cases {
        let order = correction(target.clone(), amount, "ticket-1");
        assert_eq!(refused(corrected(&app, order).await), sentence, "{amount}");
    }
    assert_eq!(app.traces(), traces);
    corrected(&app, correction(target.clone(), "0.7", "ticket-1"))
        .await
        .unwrap();
    let order = correction(target.clone(), "-0.8", "ticket-2");
    assert_eq!(
        refused(corrected(&app, order).await),
        "there is not so much: 0.7 btc can be taken"
    );
    let largest = correction(target, "999999999.99999999", "ticket-3");
    corrected(&app, largest).await.unwrap();
    app.balances();
}

#[actix_web::test]
async fn what_there_is_not_cannot_be_corrected() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = wallet_id(&owner.wallet(&user, "w").await);
    let target = Target::Wallet(wallet);
    let put = correction(target.clone(), "0.00000001", "ticket-0");
    corrected(&app, put.clone()).await.unwrap();
    assert_eq!(owner.delete(&user).await.status, 204);
    let traces = app.traces();

    let refusals = [
        (
            correction(target.clone(), "1", "r"),
            "the user of the wallet is deleted",
        ),
        (
            correction(target.clone(), "-1", "r"),
            "the user of the wallet is deleted",
        ),
        (
            correction(Target::Wallet(WalletId::fresh()), "1", "r"),
            "there is no such wallet",
        ),
        (
            correction(Target::Revenue("corp-nobody".to_owned()), "1", "r"),
            "there is no such customer",
        ),
        (
            Correction {
                currency: "xyz".to_owned(),
                ..correction(Target::Revenue("corp-acme".to_owned()), "1", "r")
            },
            "the catalogue has no such currency",
        ),
    ];
    for (order, sentence) in refusals {
        assert_eq!(refused(corrected(&app, order).await), sentence);
    }

    assert_eq!(
        corrected(&app, put).await.unwrap(),
        done("0.00000001", true)
    );
    assert_eq!(app.traces(), traces);
}
