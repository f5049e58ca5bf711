//! Catalogue files: what is taken and what is refused.

use serde_json::{Value, json};

use crate::currencies::Catalogue;

pub(super) fn currency(id: i32, code: &str) -> Value {
    json!({
        "id": id,
        "symbol": code,
        "name": "Some Coin",
        "code": code,
        "currency": code,
        "precision": 4,
        "ascii_sign": code,
        "can_deposit": true,
        "can_withdraw": true,
        "min_withdrawal": 0.0001,
        "is_fiat": false,
        "is_confirmations_needed": true,
        "is_custody_enabled": true,
        "is_trading_enabled": true,
    })
}

pub(super) fn pair(base: &str, quote: &str) -> Value {
    json!({
        "formatted_symbol": format!("{base}/{quote}").to_uppercase(),
        "symbol": format!("{base}{quote}"),
        "base": base,
        "quote": quote,
    })
}

fn problems(file: &str) -> String {
    Catalogue::parse(file).unwrap_err().to_string()
}

#[test]
fn the_example_file_is_one_that_is_taken() {
    let example = include_str!("../../../../../examples/currencies.json");

    assert!(Catalogue::parse(example).is_ok());
}

#[test]
fn the_embedded_catalogue_keeps_the_rules() {
    let catalogue = Catalogue::embedded().unwrap();

    let codes: Vec<&str> = catalogue
        .currencies
        .iter()
        .map(|row| row.code.as_str())
        .collect();
    assert_eq!(codes, ["BTC", "ETH", "SOL", "USDC", "USDT", "USD", "EUR"]);
    for pair in &catalogue.pairs {
        assert!(codes.contains(&pair.base.as_str()), "{pair:?}");
        assert!(codes.contains(&pair.quote.as_str()), "{pair:?}");
    }
}

#[test]
fn either_list_may_be_left_out() {
    let currencies = json!({ "currencies": [currency(1, "ABC")] }).to_string();
    let pairs = json!({ "pairs": [pair("abc", "xyz")] }).to_string();

    let counts = ["{}", &currencies, &pairs].map(|file| Catalogue::parse(file).unwrap().counts());

    assert_eq!(counts, [(0, 0), (1, 0), (0, 1)]);
}

#[test]
fn every_problem_of_a_file_is_told_at_once_by_place_and_without_values() {
    let mut unlike = currency(1, "ABC");
    unlike["symbol"] = "ZZZ".into();
    unlike["min_withdrawal"] = 0.000_01.into();
    let mut broken = currency(3, "zzz");
    broken["name"] = 7.into();
    broken["zzz"] = 7.into();
    let mut crooked = pair("abc", "xyz");
    crooked["symbol"] = "xyzabc".into();
    crooked["formatted_symbol"] = "XYZ/ABC".into();
    let file = json!({
        "currencies": [unlike, currency(1, "ABC"), broken],
        "pairs": [crooked, pair("abc", "abc"), pair("abc", "abc"), 7],
        "colours": [],
    });

    let problems = problems(&file.to_string());

    assert!(!problems.contains("ZZZ"), "{problems}");
    insta::assert_snapshot!(problems, @r"
    /colours is not a declared field
    /currencies/2/symbol must match the pattern ^[A-Z0-9]+$
    /currencies/2/name must be a string
    /currencies/2/code must match the pattern ^[A-Z0-9]+$
    /currencies/2/currency must match the pattern ^[A-Z0-9]+$
    /currencies/2/zzz is not a declared field
    /pairs/3 must be an object
    /currencies/0/symbol must be the same as code
    /currencies/1/code occurs more than once
    /currencies/1/id occurs more than once
    /pairs/0/symbol must be base and quote in one word
    /pairs/0/formatted_symbol must be base and quote with a slash between
    /pairs/1/quote must differ from base
    /pairs/2/quote must differ from base
    /pairs/2/symbol occurs more than once
    /currencies/0/min_withdrawal must have at most 15 digits, after the point as many as precision says
    ");
}

#[test]
fn a_name_that_nobody_sees_is_refused_and_one_is_kept_in_one_form() {
    let named = |name: &str| {
        let mut coin = currency(1, "ABC");
        coin["name"] = name.into();
        json!({ "currencies": [coin] }).to_string()
    };
    for hidden in [" ", "\u{200b}", "\u{85}", "a\u{202e}b", "\u{2066}"] {
        let told = problems(&named(hidden));

        assert!(
            told.starts_with("/currencies/0/name must "),
            "{hidden:?}: {told}"
        );
    }

    let kept = Catalogue::parse(&named("Cafe\u{301}")).unwrap();

    assert_eq!(kept.currencies[0].name, "Caf\u{e9}");
}

#[test]
fn what_is_no_catalogue_is_refused() {
    assert_eq!(problems("[]"), "the file must be an object");
    assert_eq!(problems("{\n]"), "line 2: not valid JSON at column 1");
    assert_eq!(problems(r#"{"pairs": {}}"#), "/pairs must be a list");
}
