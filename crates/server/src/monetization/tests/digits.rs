//! Amounts are what was sent, to the last digit, or they are refused.

use diesel::prelude::*;
use reqwest::Method;

use super::api::{SETTINGS, create, flat};
use crate::db::DbError;
use crate::db::schema::monetization_settings;
use crate::testing::{Caller, Seen, TestApp};

/// Sends a setting with an amount as it is written.
async fn send(owner: &Caller<'_>, method: Method, path: &str, body: &str, amount: &str) -> Seen {
    let request = owner.request(method, path);
    let request = request.header("content-type", "application/json");
    let body = body.replace("AMOUNT", amount);
    owner.app.send(request.body(body)).await
}

const RATE: &str = r#"{"feature": "SPOT_TRADE", "method": "FEE_RATE", "amount": AMOUNT}"#;
const FLAT: &str = r#"{"feature": "WITHDRAW", "method": "FEE_FLAT", "amount": AMOUNT}"#;

/// The rules that the amount breaks.
fn broken(seen: &Seen) -> Vec<String> {
    assert_eq!(seen.status, 422, "{seen}");
    let errors = seen.json()["errors"].take();
    let errors = errors.as_array().unwrap().iter();
    let rules = errors.map(|error| {
        assert_eq!(error["field"], "/amount", "{seen}");
        error["message"].as_str().unwrap().to_owned()
    });
    rules.collect()
}

#[actix_web::test]
async fn an_amount_that_would_be_kept_as_another_is_refused_by_its_digits() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    create(&owner, &flat()).await;
    let digits = "must have at most 15 digits";
    let most = "must be at most 1000000000";
    let cases: [(&str, &str, &[&str]); 9] = [
        (FLAT, "999999999.99999999", &[digits]),
        (FLAT, "1000000000.00000001", &[most, digits]),
        (RATE, "1.0000000000000001", &[digits]),
        (RATE, "0.99999999999999999", &[digits]),
        (FLAT, "0.30000000000000004", &[digits]),
        (FLAT, "9007199254740993", &[most, digits]),
        (FLAT, "9007199254740993.0", &[most, digits]),
        (FLAT, "1e-400", &["must be greater than 0"]),
        (
            FLAT,
            "1e400",
            &[
                most,
                "must be between -1.7976931348623157e308 and 1.7976931348623157e308",
            ],
        ),
    ];

    for (body, amount, rules) in cases {
        let created = send(&owner, Method::POST, SETTINGS, body, amount).await;
        let path = format!("{SETTINGS}/1");
        let updated = send(&owner, Method::PUT, &path, r#"{"amount": AMOUNT}"#, amount).await;

        let sorted = |mut rules: Vec<String>| {
            rules.sort_unstable();
            rules
        };
        let rules = sorted(rules.iter().map(|&rule| rule.to_owned()).collect());
        assert_eq!(sorted(broken(&created)), rules, "{amount}");
        assert_eq!(sorted(broken(&updated)), rules, "{amount}");
    }
    let kept = owner.get(&format!("{SETTINGS}/1")).await.data();
    assert_eq!(kept["amount"], 0.0005);
}

#[actix_web::test]
async fn an_amount_of_fifteen_digits_is_answered_as_it_was_sent() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    create(&owner, &flat()).await;
    let path = format!("{SETTINGS}/1");

    for (sent, kept) in [
        ("0.00000001", "0.00000001"),
        ("1e-8", "0.00000001"),
        ("999999999.999999", "999999999.999999"),
        ("1000000000", "1000000000"),
        ("1e9", "1000000000"),
        ("0.10000000000000000000000000", "0.1"),
        ("1234567.89012345", "1234567.89012345"),
        ("0000.5", ""),
        ("25.50", "25.5"),
    ] {
        let updated = send(&owner, Method::PUT, &path, r#"{"amount": AMOUNT}"#, sent).await;

        if kept.is_empty() {
            assert_eq!(updated.status, 400, "{sent}: {updated}");
            continue;
        }
        assert_eq!(updated.status, 200, "{sent}: {updated}");
        let found = owner.get(&path).await.data();
        let number: f64 = kept.parse().unwrap();
        assert_eq!(found["amount"].as_f64(), Some(number), "{sent}");
        assert_eq!(found["amount"], updated.data()["amount"], "{sent}");
        assert_eq!(stored(&app).await, kept, "{sent}");
    }
}

/// The amount of the only setting in the database.
async fn stored(app: &TestApp) -> String {
    let read = app.db.read(|conn| {
        let amounts = monetization_settings::table.select(monetization_settings::amount);
        Ok::<String, DbError>(amounts.first(conn)?)
    });
    read.await.unwrap()
}
