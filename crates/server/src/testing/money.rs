//! Deposits of the sandbox, and looks at its chains.

use std::sync::Arc;

use reqwest::Method;
use serde_json::{Value, json};

use super::{Caller, Seen, TestApp};
use crate::clock::Clock;
use crate::config::Environment;
use crate::deposits::{ChainSource, SimulatedChain, Watcher};
use crate::ledger::Ledger;
use crate::vault::Network;

impl TestApp {
    /// The clock that the server goes by.
    pub(crate) fn clock(&self) -> &Clock {
        self.changes.clock()
    }

    /// The chains of the sandbox.
    pub(crate) fn chains(&self) -> Vec<SimulatedChain> {
        let networks = Network::ALL.into_iter();
        networks
            .filter(|network| network.belongs_to(Environment::Sandbox))
            .map(|network| SimulatedChain::new(self.changes.clone(), network))
            .collect()
    }

    /// Mines a block on each chain that waits for one, and lets the watcher look.
    pub(crate) async fn mine_and_look(&self) {
        self.mine().await;
        self.look().await;
    }

    /// Lets time pass, so that a block is mined where something waits for one.
    pub(crate) async fn mine(&self) {
        self.clock().jump(10_000);
        for chain in self.chains() {
            chain.mine().await.unwrap();
        }
    }

    /// Lets the watcher look at the chains once.
    pub(crate) async fn look(&self) {
        let sources = self.chains().into_iter();
        let sources = sources.map(|chain| -> Arc<dyn ChainSource> { Arc::new(chain) });
        let ledger = Ledger::new(&super::start::pepper());
        let watcher = Watcher::new(self.changes.clone(), ledger, sources.collect());
        watcher.look().await;
    }
}

impl Caller<'_> {
    /// Sends test bitcoins to the wallet at this path; the deposit.
    pub(crate) async fn deposit(&self, wallet: &str, amount: &str) -> Value {
        let members = json!({ "amount_decimal": amount });
        let seen = self.try_deposit(wallet, &members).await;
        assert_eq!(seen.status, 201, "{seen}");
        seen.data()
    }

    /// An attempt to send test bitcoins to the wallet at this path, with these members.
    pub(crate) async fn try_deposit(&self, wallet: &str, members: &Value) -> Seen {
        let id = wallet.trim_start_matches("/wallets/");
        let mut body = json!({
            "wallet_id": id,
            "currency": "btc",
            "network": "bitcoin-testnet",
        });
        for (name, member) in members.as_object().unwrap() {
            body[name] = member.clone();
        }
        self.post("/sandbox/deposits", &body).await
    }

    /// Sends test bitcoins to the wallet at this path and lets them be confirmed.
    pub(crate) async fn credited(&self, wallet: &str, amount: &str) -> Value {
        let deposit = self.deposit(wallet, amount).await;
        self.wish(&deposit, "confirm").await
    }

    /// Lets the chain do something to a deposit; the deposit then.
    pub(crate) async fn wish(&self, deposit: &Value, wish: &str) -> Value {
        let seen = self.try_wish(deposit, wish).await;
        assert_eq!(seen.status, 200, "{seen}");
        seen.data()
    }

    pub(crate) async fn try_wish(&self, deposit: &Value, wish: &str) -> Seen {
        let id = deposit["deposit_id"].as_str().unwrap();
        let request = self.request(Method::POST, &format!("/sandbox/deposits/{id}/{wish}"));
        self.app.send(request).await
    }

    /// An attempt to do something to a deposit that there is not.
    pub(crate) async fn wish_of_nobody(&self, wish: &str) -> Seen {
        let deposit = json!({ "deposit_id": uuid::Uuid::new_v4() });
        self.try_wish(&deposit, wish).await
    }

    /// What the holder at this path has of a currency: balance, available, held, pending.
    pub(crate) async fn balance(&self, path: &str, currency: &str) -> [String; 4] {
        let seen = self.get(path).await;
        assert_eq!(seen.status, 200, "{seen}");
        let data = seen.data();
        let mut lines = data.as_array().unwrap().iter();
        let line = lines.find(|line| line["currency"] == currency).unwrap();
        ["balance", "available", "held", "pending"]
            .map(|name| line[format!("{name}_decimal")].as_str().unwrap().to_owned())
    }
}
