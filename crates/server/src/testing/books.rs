//! The proof that the books and what readers are told agree.

use std::collections::BTreeMap;

use diesel::prelude::*;
use serde_json::{Value, json};

use super::{Caller, TestApp};
use crate::db::WalletId;
use crate::db::schema::{ledger_accounts, transactions};

type Booked = (String, String, String, String, String);
type Told = (Option<String>, String, String, String, bool);

impl TestApp {
    /// Demands that debits equal credits, and that for each wallet and revenue the completed
    /// transactions add up to its balance. Returns all balances that are not 0, by owner and
    /// currency.
    pub(crate) fn balances(&self) -> BTreeMap<(String, String), i128> {
        let mut conn = self.place.connect();
        let rows: Vec<Booked> = ledger_accounts::table
            .select((
                ledger_accounts::kind,
                ledger_accounts::owner,
                ledger_accounts::currency,
                ledger_accounts::debits,
                ledger_accounts::credits,
            ))
            .load(&mut conn)
            .unwrap();
        let mut sums: BTreeMap<String, i128> = BTreeMap::new();
        let mut balances = BTreeMap::new();
        for (kind, owner, currency, debits, credits) in rows {
            let balance = units(&credits) - units(&debits);
            *sums.entry(currency.clone()).or_default() += balance;
            if ["wallet", "revenue"].contains(&kind.as_str()) && balance != 0 {
                balances.insert((owner, currency), balance);
            }
        }
        assert!(sums.values().all(|sum| *sum == 0), "{sums:?}");
        assert_eq!(self.told(), balances, "transactions against balances");
        balances
    }

    /// What the completed transactions add up to.
    fn told(&self) -> BTreeMap<(String, String), i128> {
        let mut conn = self.place.connect();
        let rows: Vec<Told> = transactions::table
            .filter(transactions::status.eq("COMPLETED"))
            .select((
                transactions::wallet_id,
                transactions::customer_id,
                transactions::currency,
                transactions::net_amount,
                transactions::is_outgoing,
            ))
            .load(&mut conn)
            .unwrap();
        let mut told: BTreeMap<(String, String), i128> = BTreeMap::new();
        for (wallet, customer, currency, amount, is_outgoing) in rows {
            let amount = units(&amount) * if is_outgoing { -1 } else { 1 };
            *told
                .entry((wallet.unwrap_or(customer), currency))
                .or_default() += amount;
        }
        told.retain(|_, sum| *sum != 0);
        told
    }

    /// How many rows there are in each table that money leaves traces in.
    pub(crate) fn traces(&self) -> Vec<i64> {
        let tables = [
            "ledger_currencies",
            "ledger_accounts",
            "ledger_movements",
            "ledger_lines",
            "transactions",
            "audit_log",
        ];
        let mut conn = self.place.connect();
        let count = |table| {
            let sql = format!("SELECT count(*) AS count FROM {table}");
            let counted: Counted = diesel::sql_query(sql).get_result(&mut conn).unwrap();
            counted.count
        };
        tables.map(count).to_vec()
    }
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    count: i64,
}

fn units(text: &str) -> i128 {
    text.parse().unwrap()
}

/// The id of a wallet that the API has shown.
pub(crate) fn wallet_id(wallet: &Value) -> WalletId {
    WalletId::parse(wallet["wallet_id"].as_str().unwrap()).unwrap()
}

impl Caller<'_> {
    /// Simulates a deposit of bitcoin and returns its path in the sandbox.
    pub(crate) async fn sent(&self, wallet: &WalletId, amount: &str) -> String {
        let body = json!({
            "wallet_id": wallet.as_str(),
            "currency": "btc",
            "network": "bitcoin-testnet",
            "amount_decimal": amount,
        });
        let seen = self.post("/sandbox/deposits", &body).await;
        assert_eq!(seen.status, 201, "{seen}");
        let deposit = seen.data();
        format!(
            "/sandbox/deposits/{}",
            deposit["deposit_id"].as_str().unwrap()
        )
    }

    /// Simulates a deposit and lets the chain confirm it; returns its path in the sandbox.
    pub(crate) async fn confirmed(&self, wallet: &WalletId, amount: &str) -> String {
        let path = self.sent(wallet, amount).await;
        self.chain(&path, "confirm").await;
        path
    }

    /// Lets the chain do something to a deposit; returns the state that this leads to.
    pub(crate) async fn chain(&self, deposit: &str, wish: &str) -> String {
        let seen = self.trigger(&format!("{deposit}/{wish}")).await;
        assert_eq!(seen.status, 200, "{seen}");
        seen.data()["state"].as_str().unwrap().to_owned()
    }
}
