//! Answers against the model.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::calls::By;
use super::state::Model;
use crate::testing::Seen;

/// How the two differ, if they do.
pub(super) type Outcome = Result<(), String>;

/// Fails unless both are the same.
pub(super) fn same(
    seen: &Seen,
    what: &str,
    found: impl Into<Value>,
    expected: impl Into<Value>,
) -> Outcome {
    let (found, expected) = (found.into(), expected.into());
    if found == expected {
        return Ok(());
    }
    Err(format!("{what} is {found} instead of {expected} in {seen}"))
}

impl Model {
    /// An answer that shows a user of the model, or refuses.
    pub(super) fn compare_user(&self, seen: &Seen, user: usize, status: u16) -> Outcome {
        same(seen, "the status", seen.status, status)?;
        if status >= 300 {
            return Ok(());
        }
        let (user, data) = (&self.users[user], seen.data());
        same(seen, "the id", data["user_id"].clone(), user.id.clone())?;
        same(seen, "the e-mail", data["email"].clone(), mail(user.email))?;
        let name = user.last_name.clone();
        same(seen, "the name", data["last_name"].clone(), name)?;
        same(
            seen,
            "the state",
            data["status"].clone(),
            user.status.name(),
        )
    }

    /// An answer that shows a wallet of the model with all its addresses, or refuses.
    pub(super) fn compare_wallet(&self, seen: &Seen, by: By, wallet: usize) -> Outcome {
        if let Err(refusal) = self.reach_wallet(by, wallet) {
            return same(seen, "the status", seen.status, refusal);
        }
        same(seen, "the status", seen.status / 100, 2)?;
        let (wallet, data) = (&self.wallets[wallet], seen.data());
        same(seen, "the id", data["wallet_id"].clone(), wallet.id.clone())?;
        let user = self.users[wallet.user].id.clone();
        same(seen, "the user", data["user_id"].clone(), user)?;
        let known = json!(wallet.addresses);
        same(seen, "what can be sent to", json!(addresses(&data)), known)
    }
}

pub(super) fn mail(number: u32) -> String {
    format!("mail-{number}@example.com")
}

/// This member of each item, sorted.
pub(super) fn members(list: &Value, name: &str) -> Value {
    let items = list.as_array().into_iter().flatten();
    let texts = items.map(|item| item[name].as_str().unwrap_or_default().to_owned());
    sorted(texts.collect())
}

pub(super) fn sorted(mut texts: Vec<String>) -> Value {
    texts.sort();
    json!(texts)
}

/// The addresses of a wallet by their networks.
pub(super) fn addresses(wallet: &Value) -> BTreeMap<String, String> {
    let addresses = wallet["addresses"].as_array().into_iter().flatten();
    let pair = |one: &Value| {
        let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
        (text("network"), text("address"))
    };
    addresses.map(pair).collect()
}
