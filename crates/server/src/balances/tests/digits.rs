//! Exact strings beside rounded numbers.

use serde_json::json;

use crate::testing::TestApp;

#[actix_web::test]
async fn a_balance_of_more_than_fifteen_digits_is_exact_as_text_and_rounded_down_as_number() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let body = json!({"name": "Ether", "currency": "ETH"});
    let wallet = owner.post(&format!("{user}/wallets"), &body).await.data();
    let wallet = format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap());

    for (amount, exact, number) in [
        ("0.000000000000000001", "0.000000000000000001", 1e-18),
        ("100", "100.000000000000000001", 100.0),
        (
            "0.123456789012345678",
            "100.123456789012345679",
            100.123_456_789_012,
        ),
        (
            "999999999.999999999999999999",
            "1000000100.123456789012345678",
            1_000_000_100.123_45,
        ),
    ] {
        let ether = json!({
            "currency": "eth",
            "network": "ethereum-sepolia",
            "amount_decimal": amount,
        });
        let deposit = owner.try_deposit(&wallet, &ether).await.data();
        owner.wish(&deposit, "confirm").await;

        let told = owner.get(&format!("{wallet}/balances")).await.data();

        assert_eq!(told[0]["balance_decimal"], exact);
        assert_eq!(told[0]["balance"].as_f64(), Some(number), "{told}");
        assert_eq!(deposit["amount_decimal"], amount);
    }
}
