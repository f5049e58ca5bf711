mod corrections;
mod payouts;
mod settlements;

use serde_json::Value;

use super::{AdjustmentError, Correction, Done, Target, correct};
use crate::changes::audit::{EntryRow, Filter};
use crate::db::CustomerKey;
use crate::testing::TestApp;

/// A correction of bitcoin.
fn correction(target: Target, amount: &str, reference: &str) -> Correction {
    Correction {
        target,
        currency: "btc".to_owned(),
        amount: amount.to_owned(),
        reason: "Put right".parse().unwrap(),
        reference: reference.parse().unwrap(),
    }
}

async fn corrected(app: &TestApp, correction: Correction) -> Result<Done, AdjustmentError> {
    correct(&app.changes, &app.ledger(), correction).await
}

fn done(amount: &str, is_repeated: bool) -> Done {
    Done {
        amount: amount.to_owned(),
        currency: "btc".to_owned(),
        is_repeated,
    }
}

/// What an order was refused for.
fn refused<T: std::fmt::Debug>(outcome: Result<T, AdjustmentError>) -> String {
    outcome.unwrap_err().to_string()
}

async fn entries(app: &TestApp, action: &str) -> Vec<EntryRow> {
    let filter = Filter {
        limit: 100,
        action: Some(action.to_owned()),
        ..Filter::default()
    };
    app.changes.entries(filter).await.unwrap()
}

fn details(entry: &EntryRow) -> Value {
    serde_json::from_str(&entry.details).unwrap()
}

/// The inner key of the customer that clients know by this id.
async fn key_of(app: &TestApp, customer_id: &'static str) -> CustomerKey {
    let found = app
        .db
        .read(move |conn| crate::customers::find_anywhere(conn, customer_id));
    found.await.unwrap().unwrap().0
}
