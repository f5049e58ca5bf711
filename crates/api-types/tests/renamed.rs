//! Code that was written with the type names of the last release still compiles.
#![expect(deprecated, reason = "this is what is tested")]

use sovx_api_types::sovx::models::{NewAddress, NewUser, NewUserTokens, NewWallet, QuickWallet};

#[test]
fn earlier_names_of_types_build_the_same_values() {
    let address = NewAddress {
        currency: "btc".to_owned(),
        network: "bitcoin-testnet".to_owned(),
    };
    let wallet = NewWallet::QuickWallet(QuickWallet {
        name: "Savings".to_owned(),
        currency: "btc".to_owned(),
    });
    let tokens: NewUserTokens = serde_json::from_str(r#"{"user_ids": []}"#).unwrap();
    let user: Result<NewUser, _> = serde_json::from_str("{}");

    let written = serde_json::to_value((address, wallet)).unwrap();

    let quick = serde_json::json!({"name": "Savings", "currency": "btc"});
    let asked = serde_json::json!({"currency": "btc", "network": "bitcoin-testnet"});
    assert_eq!(written, serde_json::json!([asked, quick]));
    assert!(tokens.user_ids.is_empty());
    assert!(user.is_err(), "it is neither form");
}
