//! What deleted customers leave behind.

use chrono::Utc;
use diesel::prelude::*;
use futures_util::future::join_all;
use sovx_ledger::Minor;

use super::{corrected, correction, details, entries, key_of, refused};
use crate::adjustments::{AdjustmentError, Settled, Settlement, Target, settle};
use crate::db::schema::wallets;
use crate::db::{CustomerKey, DbError, UserId, VaultWalletId, WalletId};
use crate::ledger::{Owner, Posting};
use crate::testing::{Caller, TestApp, wallet_id};

fn settlement(customer_id: &str, reference: &str) -> Settlement {
    Settlement {
        customer_id: customer_id.to_owned(),
        reason: "Contract ended".parse().unwrap(),
        reference: reference.parse().unwrap(),
    }
}

async fn settled(app: &TestApp, order: Settlement) -> Result<Settled, AdjustmentError> {
    settle(&app.changes, &app.ledger(), order).await
}

fn of(amounts: &[(&str, &str)], is_new: bool) -> Settled {
    let amounts = amounts.iter();
    Settled {
        amounts: amounts
            .map(|(currency, amount)| ((*currency).to_owned(), (*amount).to_owned()))
            .collect(),
        is_new,
    }
}

/// The owner of a customer, and the session that can delete it.
async fn customer<'a>(app: &'a TestApp, name: &str) -> (Caller<'a>, Caller<'a>, String) {
    let account = app.account(name).await;
    let session = app.bearer(&app.session(&account, Utc::now()).await);
    let customer = session.create(&format!("corp-{name}")).await;
    let owner = app.key(&session.mint(&customer).await);
    (owner, session, customer)
}

/// Puts bitcoin into an account.
async fn put(app: &TestApp, target: Target, amount: &str) {
    let reference = WalletId::fresh();
    corrected(app, correction(target, amount, reference.as_str()))
        .await
        .unwrap();
}

/// Stores wallets with a unit of bitcoin each.
async fn fill(app: &TestApp, customer: &CustomerKey, user: &UserId, count: usize) {
    let (customer, user, ledger) = (customer.clone(), user.clone(), app.ledger());
    let filled = app.changes.upkeep(move |conn| {
        for number in 0..count {
            let wallet = WalletId::fresh();
            diesel::insert_into(wallets::table)
                .values((
                    wallets::id.eq(&wallet),
                    wallets::vault_wallet_id.eq(VaultWalletId::fresh()),
                    wallets::customer_id.eq(&customer),
                    wallets::user_id.eq(&user),
                    wallets::name.eq(number.to_string()),
                    wallets::name_key.eq(number.to_string()),
                    wallets::wallet_type.eq("VIRTUAL"),
                    wallets::status.eq("ACTIVE"),
                    wallets::created_at.eq(1),
                    wallets::updated_at.eq(1),
                ))
                .execute(conn)
                .map_err(DbError::from)?;
            let target = Target::Wallet(wallet);
            let order = correction(target, "0.00000001", &format!("{user}{number}"));
            order.carry_out(conn, &ledger, &crate::clock::Clock::default())?;
        }
        Ok::<_, AdjustmentError>(())
    });
    filled.await.unwrap();
}

#[actix_web::test]
async fn all_that_a_deleted_customer_leaves_goes_to_equity_in_batches() {
    let app = TestApp::start().await;
    let (owner, session, path) = customer(&app, "acme").await;
    let user = owner.user(1).await;
    let user_id = UserId::parse(user.trim_start_matches("/users/")).unwrap();
    fill(&app, &key_of(&app, "corp-acme").await, &user_id, 230).await;
    put(&app, Target::Revenue("corp-acme".to_owned()), "0.5").await;
    let (other, _, _) = customer(&app, "other").await;
    let foreign = wallet_id(&other.wallet(&other.user(2).await, "w").await);
    put(&app, Target::Wallet(foreign.clone()), "7").await;
    assert_eq!(session.delete(&path).await.status, 204);

    let first = settled(&app, settlement("corp-acme", "closing")).await;
    let traces = app.traces();
    let second = settled(&app, settlement("corp-acme", "closing")).await;

    assert_eq!(first.unwrap(), of(&[("btc", "0.5000023")], true));
    assert_eq!(second.unwrap(), of(&[("btc", "0.5000023")], false));
    assert_eq!(app.traces(), traces);
    let left = (foreign.to_string(), "btc".to_owned());
    assert_eq!(app.balances(), [(left, 700_000_000)].into());
    let entries = entries(&app, "customer.settled").await;
    let accounts: Vec<_> = entries
        .iter()
        .map(|entry| details(entry)["accounts"].as_u64().unwrap())
        .collect();
    assert_eq!(accounts, [100, 100, 31]);
}

#[actix_web::test]
async fn the_same_settlement_goes_on_with_what_has_come_since() {
    let app = TestApp::start().await;
    let (_, session, path) = customer(&app, "acme").await;
    let revenue = || Target::Revenue("corp-acme".to_owned());
    put(&app, revenue(), "1").await;
    assert_eq!(session.delete(&path).await.status, 204);
    settled(&app, settlement("corp-acme", "closing"))
        .await
        .unwrap();
    put(&app, revenue(), "2").await;

    let on = settled(&app, settlement("corp-acme", "closing")).await;

    assert_eq!(on.unwrap(), of(&[("btc", "3")], true));
    assert_eq!(app.balances(), [].into());
}

#[actix_web::test]
async fn of_six_settlements_at_once_each_account_is_emptied_by_one() {
    let app = TestApp::start().await;
    let (owner, session, path) = customer(&app, "acme").await;
    let user = owner.user(1).await;
    let user_id = UserId::parse(user.trim_start_matches("/users/")).unwrap();
    fill(&app, &key_of(&app, "corp-acme").await, &user_id, 150).await;
    assert_eq!(session.delete(&path).await.status, 204);

    let orders = (0..6).map(|number| {
        let reference = format!("closing {}", number % 2);
        let app = &app;
        async move { settled(app, settlement("corp-acme", &reference)).await }
    });
    let outcomes = join_all(orders).await;

    for outcome in outcomes {
        outcome.unwrap();
    }
    assert_eq!(app.balances(), [].into());
}

#[actix_web::test]
async fn a_customer_that_stays_or_holds_something_is_not_settled() {
    let app = TestApp::start().await;
    let (_, session, path) = customer(&app, "acme").await;
    put(&app, Target::Revenue("corp-acme".to_owned()), "1").await;
    let key = key_of(&app, "corp-acme").await;
    let stays = settled(&app, settlement("corp-acme", "closing")).await;
    let unknown = settled(&app, settlement("corp-nobody", "closing")).await;
    assert_eq!(session.delete(&path).await.status, 204);
    let ledger = app.ledger();
    let holding = app.changes.upkeep(move |conn| {
        let leg = Posting {
            kind: "test",
            reference: "test".to_owned(),
            debit: &Owner::revenue(&key),
            credit: &Owner::equity(),
            currency: "btc",
            amount: Minor::new(1).unwrap(),
        };
        ledger.hold(conn, "test", &[leg], 1)
    });
    holding.await.unwrap();
    let traces = app.traces();

    let holds = settled(&app, settlement("corp-acme", "closing")).await;

    assert_eq!(app.traces(), traces);
    assert_eq!(
        refused(stays),
        "the customer is not deleted: only what a deleted one leaves is settled"
    );
    assert_eq!(refused(unknown), "there is no such customer");
    assert_eq!(
        refused(holds),
        "something of the customer is held: settle it once that is resolved"
    );
    let ledger = app.ledger();
    let release = app
        .changes
        .upkeep(move |conn| ledger.release(conn, "test", 2));
    assert_eq!(release.await.unwrap(), 1);
    let now = settled(&app, settlement("corp-acme", "closing")).await;
    assert_eq!(now.unwrap(), of(&[("btc", "1")], true));
}

#[actix_web::test]
async fn a_reference_settles_one_customer_for_one_reason() {
    let app = TestApp::start().await;
    for name in ["acme", "other"] {
        let (_, session, path) = customer(&app, name).await;
        put(&app, Target::Revenue(format!("corp-{name}")), "1").await;
        assert_eq!(session.delete(&path).await.status, 204);
    }
    settled(&app, settlement("corp-acme", "closing"))
        .await
        .unwrap();

    let others = [
        settlement("corp-other", "closing"),
        Settlement {
            reason: "Another reason".parse().unwrap(),
            ..settlement("corp-acme", "closing")
        },
    ];
    for order in others {
        assert_eq!(
            refused(settled(&app, order).await),
            "the reference was used before, for another order"
        );
    }
    let nothing = settled(&app, settlement("corp-acme", "another")).await;
    assert_eq!(nothing.unwrap(), of(&[], false));
    app.balances();
}
