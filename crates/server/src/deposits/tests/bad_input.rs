//! What is refused, with nothing left behind.

use diesel::prelude::*;
use serde_json::json;

use crate::db::schema::{deposits, ledger_accounts, sim_transactions, transactions};
use crate::db::{Connection, DbError};
use crate::testing::TestApp;

/// How many rows there are of everything that a deposit leaves.
async fn rows(app: &TestApp) -> [i64; 4] {
    let count = |conn: &mut Connection| {
        Ok::<_, DbError>([
            deposits::table.count().get_result(conn)?,
            transactions::table.count().get_result(conn)?,
            sim_transactions::table.count().get_result(conn)?,
            ledger_accounts::table.count().get_result(conn)?,
        ])
    };
    app.db.read(count).await.unwrap()
}

#[actix_web::test]
async fn a_deposit_of_no_good_amount_currency_or_network_leaves_no_row_behind() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = owner.wallet(&user, "Savings").await;
    let wallet = format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap());
    let cases = [
        (json!({"amount": 0}), 422, "/amount VALIDATION_ERROR"),
        (json!({"amount": -1}), 422, "/amount VALIDATION_ERROR"),
        (json!({"amount": 1e16}), 422, "/amount VALIDATION_ERROR"),
        (
            json!({"amount": 0.000_000_001}),
            422,
            "/amount UNPROCESSABLE_ENTITY",
        ),
        (json!({"amount": "NaN"}), 400, "/amount BAD_REQUEST"),
        (json!({"amount": null}), 400, "/amount BAD_REQUEST"),
        (
            json!({"amount_decimal": "0"}),
            422,
            "/amount_decimal UNPROCESSABLE_ENTITY",
        ),
        (
            json!({"amount_decimal": "0.000000001"}),
            422,
            "/amount_decimal UNPROCESSABLE_ENTITY",
        ),
        (
            json!({"amount_decimal": "-1"}),
            422,
            "/amount_decimal VALIDATION_ERROR",
        ),
        (
            json!({"amount_decimal": "1e8"}),
            422,
            "/amount_decimal VALIDATION_ERROR",
        ),
        (
            json!({"amount_decimal": "NaN"}),
            422,
            "/amount_decimal VALIDATION_ERROR",
        ),
        (
            json!({"amount_decimal": 1}),
            400,
            "/amount_decimal BAD_REQUEST",
        ),
        (
            json!({"amount": 1, "amount_decimal": "1"}),
            400,
            "/amount_decimal BAD_REQUEST",
        ),
        (
            json!({"amount": 1, "currency": "doge"}),
            422,
            "/currency UNPROCESSABLE_ENTITY",
        ),
        (
            json!({"amount": 1, "currency": "usd"}),
            422,
            "/currency UNPROCESSABLE_ENTITY",
        ),
        (
            json!({"amount": 1, "network": "bitcoin"}),
            422,
            "/network UNPROCESSABLE_ENTITY",
        ),
        (
            json!({"amount": 1, "network": "dogecoin"}),
            422,
            "/network VALIDATION_ERROR",
        ),
        (
            json!({"amount": 1, "currency": "eth", "network": "ethereum-sepolia"}),
            422,
            "/network UNPROCESSABLE_ENTITY",
        ),
        (
            json!({"amount": 1, "wallet_id": "x"}),
            422,
            "/wallet_id VALIDATION_ERROR",
        ),
    ];
    let before = rows(&app).await;

    for (members, status, blamed) in cases {
        let seen = owner.try_deposit(&wallet, &members).await;

        let blamed = vec![blamed.to_owned()];
        assert_eq!(
            (seen.status, seen.blamed()),
            (status, blamed),
            "{members}: {seen}"
        );
    }

    let unnamed = owner.try_deposit(&wallet, &json!({})).await;
    assert_eq!(unnamed.status, 400, "{unnamed}");
    let nobodys = format!("/wallets/{}", uuid::Uuid::new_v4());
    let missing = owner.try_deposit(&nobodys, &json!({"amount": 1})).await;
    insta::assert_snapshot!(missing, @r#"404 {"success":false,"errors":[{"code":"WALLET_NOT_FOUND","message":"There is no such wallet.","field":"/wallet_id"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert_eq!(rows(&app).await, before);
}

#[actix_web::test]
async fn a_number_that_no_float_holds_is_refused_by_its_digits() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = owner.wallet(&user, "Savings").await;
    let id = wallet["wallet_id"].as_str().unwrap();

    for (number, rules) in [
        ("1e400", 2),
        ("1.0000000000000001", 1),
        ("99999999.999999999", 1),
    ] {
        let body = format!(
            r#"{{"wallet_id":"{id}","currency":"btc","network":"bitcoin-testnet","amount":{number}}}"#
        );
        let request = owner.request(reqwest::Method::POST, "/sandbox/deposits");
        let request = request
            .header("content-type", "application/json")
            .body(body);
        let seen = app.send(request).await;

        assert_eq!(
            (seen.status, seen.blamed().len()),
            (422, rules),
            "{number}: {seen}"
        );
    }
}

#[actix_web::test]
async fn what_is_no_deposit_of_the_wallet_is_not_found() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let path =
        |wallet: &serde_json::Value| format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap());
    let first = path(&owner.wallet(&user, "One").await);
    let second = path(&owner.wallet(&user, "Two").await);
    let deposit = owner.deposit(&first, "0.5").await;
    let id = deposit["deposit_id"].as_str().unwrap();

    let other = owner.get(&format!("{second}/deposits/{id}")).await;
    let missing = owner.wish_of_nobody("confirm").await;

    insta::assert_snapshot!(other, @r#"404 {"success":false,"errors":[{"code":"DEPOSIT_NOT_FOUND","message":"There is no such deposit.","field":"deposit_id"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert_eq!(missing.status, 404);
    for wish in ["orphan", "reorg"] {
        assert_eq!(owner.wish_of_nobody(wish).await.status, 404);
    }
}
