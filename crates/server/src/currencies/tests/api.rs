//! The catalogue over HTTP.

use serde_json::{Value, json};

use crate::currencies::Catalogue;
use crate::testing::{Saturation, Setup, TestApp};

#[actix_web::test]
async fn the_first_currency_and_pair_are_the_documented_ones() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;

    let currencies = owner.get("/currencies").await;
    let pairs = owner.get("/currencies/pairs").await;

    assert_eq!((currencies.status, pairs.status), (200, 200));
    insta::assert_snapshot!(currencies.data()[0], @r#"{"id":1,"symbol":"BTC","name":"Bitcoin","code":"BTC","currency":"BTC","precision":8,"ascii_sign":"BTC","can_deposit":true,"can_withdraw":true,"min_withdrawal":0.0001,"is_fiat":false,"is_confirmations_needed":true,"is_custody_enabled":true,"is_trading_enabled":true}"#);
    assert!(pairs.data().as_array().unwrap().contains(&json!({
        "formatted_symbol": "BTC/USD",
        "symbol": "btcusd",
        "base": "btc",
        "quote": "usd",
    })));
}

#[actix_web::test]
async fn currencies_are_listed_by_id_and_pairs_by_symbol() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;

    let currencies = owner.get("/currencies").await.data();
    let pairs = owner.get("/currencies/pairs").await.data();

    let list = |data: &Value, member: &str| -> Vec<Value> {
        let items = data.as_array().unwrap().iter();
        items.map(|item| item[member].clone()).collect()
    };
    assert_eq!(list(&currencies, "id"), [1, 2, 3, 4, 5, 6, 7]);
    let symbols = list(&pairs, "symbol");
    assert!(symbols.is_sorted_by_key(Value::to_string), "{symbols:?}");
}

#[actix_web::test]
async fn what_the_api_shows_can_be_imported_as_it_is() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let shown = json!({
        "currencies": owner.get("/currencies").await.data(),
        "pairs": owner.get("/currencies/pairs").await.data(),
    });

    let catalogue = Catalogue::parse(&shown.to_string()).unwrap();

    assert_eq!(catalogue.counts(), Catalogue::embedded().unwrap().counts());
}

#[actix_web::test]
async fn the_catalogue_says_when_the_database_is_broken() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;

    app.lose("currency_pairs");
    let pairs = owner.get("/currencies/pairs").await;
    app.lose("currencies");
    let currencies = owner.get("/currencies").await;

    assert_eq!((currencies.status, pairs.status), (500, 500));
}

#[actix_web::test]
async fn the_catalogue_says_when_the_database_is_busy() {
    let setup = Setup {
        scarce: true,
        ..Setup::default()
    };
    let app = TestApp::start_with(setup).await;
    let owner = app.owner("acme").await;

    let saturation = Saturation::of(&app).await;
    let (currencies, pairs) = (
        owner.get("/currencies").await,
        owner.get("/currencies/pairs").await,
    );
    drop(saturation);

    assert_eq!((currencies.status, pairs.status), (503, 503));
}
