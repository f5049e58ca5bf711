//! What every operation on wallets and their addresses answers to requests that it cannot read and
//! in times of trouble.

use reqwest::header::CONTENT_TYPE;
use serde_json::json;

use crate::testing::{Caller, Saturation, Seen, Setup, TestApp};

/// Every operation, for the user at one path and the wallet at another.
async fn all(owner: &Caller<'_>, user: &str, wallet: &str) -> [Seen; 5] {
    let (wallets, address) = (format!("{user}/wallets"), format!("{wallet}/address"));
    let new = json!({ "currency": "eth", "network": "ethereum-sepolia" });
    [
        owner
            .post(&wallets, &json!({ "name": "Another", "currency": "btc" }))
            .await,
        owner.get(&wallets).await,
        owner.get(wallet).await,
        owner.post(&address, &new).await,
        owner.get(&address).await,
    ]
}

/// A user and a wallet of it, by their paths.
async fn made(owner: &Caller<'_>) -> (String, String) {
    let user = owner.user(1).await;
    let wallet = owner.wallet(&user, "Savings").await;
    let id = wallet["wallet_id"].as_str().unwrap();
    (user, format!("/wallets/{id}"))
}

#[actix_web::test]
async fn every_operation_on_wallets_says_when_the_database_is_broken() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (user, wallet) = made(&owner).await;

    app.lose("wallets");
    let seen = all(&owner, &user, &wallet).await;

    assert_eq!(seen.map(|seen| seen.status), [500; 5]);
}

#[actix_web::test]
async fn every_operation_on_wallets_says_when_the_database_is_busy() {
    let setup = Setup {
        scarce: true,
        ..Setup::default()
    };
    let app = TestApp::start_with(setup).await;
    let owner = app.owner("acme").await;
    let (user, wallet) = made(&owner).await;

    let saturation = Saturation::of(&app).await;
    let seen = all(&owner, &user, &wallet).await;
    drop(saturation);

    assert_eq!(seen.map(|seen| seen.status), [503; 5]);
}

#[actix_web::test]
async fn every_operation_on_wallets_refuses_what_it_cannot_read() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (user, _) = made(&owner).await;

    let malformed = all(&owner, "/users/zzz", "/wallets/zzz").await;
    let filtered = owner.get(&format!("{user}/wallets?colour=red")).await;

    assert_eq!(malformed.map(|seen| seen.status), [400; 5]);
    assert_eq!(filtered.status, 400, "{filtered}");
}

#[actix_web::test]
async fn a_wallet_and_an_address_want_json_of_a_mebibyte_at_most() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (user, wallet) = made(&owner).await;

    for path in [format!("{user}/wallets"), format!("{wallet}/address")] {
        let request = || owner.request(reqwest::Method::POST, &path);
        let form = request().body("a=b");
        let form = form.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let large = request().body(" ".repeat(1024 * 1024 + 1));
        let large = large.header(CONTENT_TYPE, "application/json");

        let (form, large) = (app.send(form).await, app.send(large).await);

        assert_eq!((form.status, large.status), (415, 413), "{path}");
    }
}
