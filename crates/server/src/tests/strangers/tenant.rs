//! One of the tenants: whatever it writes bears its mark.

use std::cell::RefCell;

use reqwest::Method;
use serde_json::{Value, json};
use sovx_contract::model::Operation;
use uuid::Uuid;

use super::calls::{Try, Whose};
use super::{Owned, TENANTS};
use crate::testing::{Caller, Seen, TestApp, created, full_user, quick_user};

/// What a tenant writes into all it has.
pub(super) fn mark(tenant: usize) -> String {
    format!("tenant{tenant}")
}

pub(super) struct Tenant<'a> {
    number: usize,
    owner: Caller<'a>,
    /// A user that stays, with its token.
    holder: Caller<'a>,
    holder_id: String,
    users: RefCell<Vec<String>>,
    wallets: RefCell<Vec<String>>,
    /// The wallets of the user that stays.
    kept_wallets: RefCell<Vec<String>>,
    settings: RefCell<Vec<String>>,
    deposits: RefCell<Vec<String>>,
    transactions: RefCell<Vec<String>>,
}

impl<'a> Tenant<'a> {
    pub(super) async fn new(app: &'a TestApp, number: usize, owned: &Owned) -> Self {
        let owner = app.owner(&mark(number)).await;
        let mut body = quick_user(0);
        body["email"] = format!("holder@{}.example", mark(number)).into();
        let holder_id = created(&owner.post("/users", &body).await, "user_id");
        let token = owner.token(&format!("/users/{holder_id}")).await;
        owned.borrow_mut().insert(holder_id.clone(), number);
        Self {
            number,
            owner,
            holder: app.key(&token),
            holder_id,
            users: RefCell::default(),
            wallets: RefCell::default(),
            kept_wallets: RefCell::default(),
            settings: RefCell::default(),
            deposits: RefCell::default(),
            transactions: RefCell::default(),
        }
    }

    pub(super) async fn call(
        &self,
        operation: &Operation,
        one: &Try,
        tenants: &[Self; TENANTS],
    ) -> Seen {
        let caller = if one.by_user {
            &self.holder
        } else {
            &self.owner
        };
        let path = operation
            .path
            .replace("{user_id}", &self.target(one, tenants, Self::a_user))
            .replace("{wallet_id}", &self.target(one, tenants, Self::a_wallet))
            .replace("{deposit_id}", &self.target(one, tenants, Self::a_deposit))
            .replace(
                "{transaction_id}",
                &self.target(one, tenants, Self::a_transaction),
            )
            .replace(
                "{setting_id}",
                &setting(&self.target(one, tenants, Self::a_setting)),
            );
        let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
        let request = caller.request(method, &path);
        let request = match &operation.body {
            Some(_) => request.json(&self.body(operation, one, tenants)),
            None => request,
        };
        caller.app.send(request).await
    }

    /// The id that a call names: one's own, another's or nobody's.
    fn target(
        &self,
        one: &Try,
        tenants: &[Self; TENANTS],
        id: impl Fn(&Self, &Try) -> Option<String>,
    ) -> String {
        let found = match one.whose {
            Whose::Own => id(self, one),
            Whose::Other(step) => {
                let other = &tenants[(self.number + step) % TENANTS];
                id(
                    other,
                    &Try {
                        whose: Whose::Own,
                        by_user: false,
                        ..*one
                    },
                )
            }
            Whose::Nobody => None,
        };
        found.unwrap_or_else(|| Uuid::new_v4().to_string())
    }

    fn a_user(&self, one: &Try) -> Option<String> {
        if one.by_user {
            return Some(self.holder_id.clone());
        }
        any(&self.users, one)
    }

    fn a_wallet(&self, one: &Try) -> Option<String> {
        any(
            if one.by_user {
                &self.kept_wallets
            } else {
                &self.wallets
            },
            one,
        )
    }

    fn a_setting(&self, one: &Try) -> Option<String> {
        any(&self.settings, one)
    }

    fn a_deposit(&self, one: &Try) -> Option<String> {
        any(&self.deposits, one)
    }

    fn a_transaction(&self, one: &Try) -> Option<String> {
        any(&self.transactions, one)
    }

    fn body(&self, operation: &Operation, one: &Try, tenants: &[Self; TENANTS]) -> Value {
        let (mark, index) = (mark(self.number), one.index);
        match operation.id.as_str() {
            "createUser" => {
                let number = u32::try_from(index).unwrap();
                let short = index.is_multiple_of(2);
                let mut body = if short {
                    quick_user(number)
                } else {
                    full_user(number)
                };
                body["email"] = format!("user{index}@{mark}.example").into();
                body["first_name"] = mark.into();
                body
            }
            "updateUser" => json!({ "last_name": format!("{mark} {index}") }),
            "generateUserTokens" => {
                json!({ "user_ids": [self.target(one, tenants, Self::a_user)] })
            }
            "createWallet" => json!({ "name": format!("{mark} {index}"), "currency": "btc" }),
            "createAddress" => json!({ "currency": "eth", "network": "ethereum-sepolia" }),
            "createMonetizationSetting" => {
                let pair = ["BTCUSD", "ETHUSD", "SOLUSD"][index % 3];
                let rate = json!({"feature": "RFQ", "method": "FEE_RATE", "amount": 0.1});
                let mut body = rate;
                body["pair"] = pair.into();
                body
            }
            "simulateDeposit" => json!({
                "wallet_id": self.target(one, tenants, Self::a_wallet),
                "currency": "btc",
                "network": "bitcoin-testnet",
                "amount": 0.25,
            }),
            "updateMonetizationSetting" => json!({ "amount": 0.2 }),
            other => panic!("{other} has a body that this test does not know"),
        }
    }

    /// Keeps what an answer says was made.
    pub(super) fn learn(&self, operation: &Operation, seen: &Seen, owned: &Owned) {
        let own = |id: String| {
            owned.borrow_mut().insert(id, self.number);
        };
        if operation.id == "listAccountTransactions" && seen.status == 200 {
            for told in seen.data().as_array().into_iter().flatten() {
                let id = told["transaction_id"].as_str().unwrap().to_owned();
                own(id.clone());
                self.transactions.borrow_mut().push(id);
            }
        }
        if seen.status != 201 {
            return;
        }
        let data = seen.data();
        let text = |name: &str| data[name].as_str().unwrap_or_default().to_owned();
        match operation.id.as_str() {
            "createUser" => {
                own(text("user_id"));
                self.users.borrow_mut().push(text("user_id"));
            }
            "createWallet" if text("user_id") == self.holder_id => {
                own(text("wallet_id"));
                self.kept_wallets.borrow_mut().push(text("wallet_id"));
            }
            "createWallet" => {
                own(text("wallet_id"));
                self.wallets.borrow_mut().push(text("wallet_id"));
            }
            "simulateDeposit" => {
                own(text("deposit_id"));
                own(text("tx_hash"));
                self.deposits.borrow_mut().push(text("deposit_id"));
            }
            "createMonetizationSetting" => {
                self.settings.borrow_mut().push(data["id"].to_string());
            }
            _ => {}
        }
        for address in data["addresses"].as_array().into_iter().flatten() {
            own(address["address"].as_str().unwrap().to_owned());
            own(address["address_id"].as_str().unwrap().to_owned());
        }
    }
}

/// One of the newest thirty.
fn any(ids: &RefCell<Vec<String>>, one: &Try) -> Option<String> {
    let ids = ids.borrow();
    let newest: Vec<_> = ids.iter().rev().take(30).collect();
    let index = one.index.checked_rem(newest.len())?;
    newest.get(index).map(|id| (*id).clone())
}

/// A number: that of a setting, or one that no setting has.
fn setting(id: &str) -> String {
    id.parse::<u64>().unwrap_or(999_999).to_string()
}
