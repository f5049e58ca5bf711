//! Many wallets at once.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::testing::TestApp;
use crate::vault::{Network, testing::addresses};

#[actix_web::test]
async fn of_64_wallets_created_at_once_all_addresses_are_distinct_and_none_is_left_out() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let wallets = format!("{}/wallets", owner.user(1).await);
    let create = |number: u32| {
        // Both orders, so that the networks are asked for crosswise.
        let mut networks = vec![
            json!({"name": "bitcoin-testnet", "currency": "btc"}),
            json!({"name": "solana-devnet", "currency": "sol"}),
        ];
        if number.is_multiple_of(2) {
            networks.reverse();
        }
        let body = json!({"name": format!("wallet {number}"), "networks": networks});
        let (owner, wallets) = (owner.clone(), wallets.clone());
        async move { owner.post(&wallets, &body).await }
    };

    let created = join_all((0..64).map(create)).await;

    for (at, network) in [Network::BitcoinTestnet, Network::SolanaDevnet]
        .into_iter()
        .enumerate()
    {
        let given: BTreeSet<_> = created
            .iter()
            .map(|seen| {
                assert_eq!(seen.status, 201, "{seen}");
                address_on(&seen.data(), network)
            })
            .collect();
        let expected: BTreeSet<_> = addresses(network, 64).into_iter().collect();
        assert_eq!(given, expected, "{at}");
    }
}

fn address_on(wallet: &Value, network: Network) -> String {
    let addresses = wallet["addresses"].as_array().unwrap();
    let found = addresses
        .iter()
        .find(|address| address["network"] == network.as_str());
    found.unwrap()["address"].as_str().unwrap().to_owned()
}
