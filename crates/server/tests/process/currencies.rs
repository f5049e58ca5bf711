//! The catalogue of currencies, maintained beside a running server.

use serde_json::{Value, json};

use crate::support::Place;

fn currency(id: i32, code: &str) -> Value {
    json!({
        "id": id,
        "symbol": code,
        "name": "Litecoin",
        "code": code,
        "currency": code,
        "precision": 8,
        "ascii_sign": code,
        "can_deposit": false,
        "can_withdraw": false,
        "min_withdrawal": 0.001,
        "is_fiat": false,
        "is_confirmations_needed": true,
        "is_custody_enabled": false,
        "is_trading_enabled": true,
    })
}

fn pair(base: &str, quote: &str) -> Value {
    json!({
        "formatted_symbol": format!("{base}/{quote}").to_uppercase(),
        "symbol": format!("{base}{quote}"),
        "base": base,
        "quote": quote,
    })
}

#[tokio::test]
async fn an_imported_currency_is_there_at_once() {
    let place = Place::new();
    let server = place.start();
    let session = server.login().await;
    session.create_customer("corp-acme").await;
    let minted = session.post_empty("/customers/corp-acme/credentials").await;
    let key = minted.json()["data"]["customer_secret"].take();
    let owner = server.api().with("x-api-key", key.as_str().unwrap());
    let file = json!({ "currencies": [currency(50, "LTC")], "pairs": [pair("ltc", "usd")] });
    place.write("catalogue.json", &file.to_string());

    let ended = place.run(&["currency", "import", "catalogue.json"]);

    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_eq!(ended.stdout, "imported currencies: 1, pairs: 1\n");
    let currencies = owner.get("/currencies").await.json();
    assert_eq!(
        currencies["data"].as_array().unwrap().last(),
        Some(&currency(50, "LTC"))
    );
    let pairs = owner.get("/currencies/pairs").await.json();
    assert!(
        pairs["data"]
            .as_array()
            .unwrap()
            .contains(&pair("ltc", "usd"))
    );
}

#[test]
fn a_catalogue_with_a_problem_imports_nothing_and_tells_every_problem() {
    let place = Place::new();
    let mut crooked = currency(50, "LTC");
    crooked["precision"] = 99.into();
    let file = json!({ "currencies": [crooked, currency(51, "DOGE"), currency(51, "DOGE")] });
    place.write("catalogue.json", &file.to_string());

    let refused = place.run(&["currency", "import", "catalogue.json"]);
    let unread = place.run(&["currency", "import", "nowhere.json"]);

    assert_eq!((refused.code, unread.code), (Some(1), Some(1)));
    for problem in [
        "/currencies/0/precision ",
        "/currencies/2/code ",
        "/currencies/2/id ",
    ] {
        assert!(refused.stderr.contains(problem), "{}", refused.stderr);
    }
    assert!(!place.data_dir().exists());
}
