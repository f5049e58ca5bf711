use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::testing::{Caller, TestApp};
use crate::vault::{Network, testing::addresses};

fn asked(currency: &str, network: &str) -> Value {
    json!({"currency": currency, "network": network})
}

/// The path of the addresses of a new wallet for bitcoin.
async fn wallet(owner: &Caller<'_>, user: &str) -> String {
    let wallet = owner.wallet(user, "Savings").await;
    format!("/wallets/{}/address", wallet["wallet_id"].as_str().unwrap())
}

#[actix_web::test]
async fn an_address_is_created_once_for_a_network_and_shown_again_after() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let path = wallet(&owner, &owner.user(1).await).await;

    let created = owner
        .post(&path, &asked("ETH", "networks/ethereum-sepolia"))
        .await;
    let again = owner.post(&path, &asked("eth", "ethereum-sepolia")).await;

    assert_eq!(created.status, 201, "{created}");
    assert_eq!(again.status, 201, "{again}");
    let shown = created.data();
    assert_eq!(shown["addresses"][0]["network"], "bitcoin-testnet");
    assert_eq!(shown["addresses"][1]["network"], "ethereum-sepolia");
    let first = &addresses(Network::EthereumSepolia, 1)[0];
    assert_eq!(shown["addresses"][1]["address"], json!(first));
    assert_eq!(again.data(), shown);
    assert_eq!(owner.get(&path).await.data(), shown);
}

#[actix_web::test]
async fn of_many_at_once_for_one_wallet_and_network_one_creates() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let path = wallet(&owner, &owner.user(1).await).await;
    let body = asked("sol", "solana-devnet");

    let created = join_all((0..16).map(|_| owner.post(&path, &body))).await;

    for seen in &created {
        assert_eq!(seen.status, 201, "{seen}");
        assert_eq!(seen.data()["addresses"], created[0].data()["addresses"]);
    }
    let last = addresses(Network::SolanaDevnet, 1);
    assert_eq!(created[0].data()["addresses"][1]["address"], json!(last[0]));
}

#[actix_web::test]
async fn an_address_needs_a_currency_of_its_network_and_a_source() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let path = wallet(&owner, &owner.user(1).await).await;

    app.retire_sources("ethereum-sepolia").await;
    let mismatched = owner.post(&path, &asked("btc", "solana-devnet")).await;
    let elsewhere = owner.post(&path, &asked("eth", "ethereum")).await;
    let unavailable = owner.post(&path, &asked("eth", "ethereum-sepolia")).await;

    insta::assert_snapshot!(mismatched, @r#"422 {"success":false,"errors":[{"code":"UNPROCESSABLE_ENTITY","message":"must be a currency of the network","field":"/currency"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert_eq!(elsewhere.blamed(), ["/network UNPROCESSABLE_ENTITY"]);
    assert_eq!(unavailable.status, 503, "{unavailable}");
    assert_eq!(
        owner.get(&path).await.data()["addresses"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[actix_web::test]
async fn a_user_that_is_not_active_gets_no_address() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let path = wallet(&owner, &user).await;
    assert_eq!(
        owner.trigger(&format!("{user}/deactivate")).await.status,
        200
    );

    let refused = owner.post(&path, &asked("eth", "ethereum-sepolia")).await;

    insta::assert_snapshot!(refused, @r#"400 {"success":false,"errors":[{"code":"USER_NOT_ACTIVE","message":"The user is not active.","field":"wallet_id"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert_eq!(owner.get(&path).await.status, 200);
}

#[actix_web::test]
async fn the_operator_sees_every_address_with_its_index_and_wallet() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let (first, second) = (
        owner.wallet(&user, "a").await,
        owner.wallet(&user, "b").await,
    );

    let given = super::given_out(&app.db, Some(Network::BitcoinTestnet), None)
        .await
        .unwrap();

    let told: Vec<_> = given
        .iter()
        .map(|given| {
            (
                given.index,
                given.wallet_id.to_string(),
                given.address.clone(),
            )
        })
        .collect();
    let expected = [first, second].map(|wallet| {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        (
            text(&wallet["wallet_id"]),
            text(&wallet["addresses"][0]["address"]),
        )
    });
    let [(wallet_a, address_a), (wallet_b, address_b)] = expected;
    assert_eq!(told, [(0, wallet_a, address_a), (1, wallet_b, address_b)]);
    let after_first = given[0].place();
    let rest = super::given_out(&app.db, None, Some(after_first)).await;
    assert_eq!(rest.unwrap(), given[1..]);
    let none = super::given_out(&app.db, Some(Network::Bitcoin), None)
        .await
        .unwrap();
    assert_eq!(none, []);
}
