mod api;
mod batches;
mod counting;
mod layer;

use std::sync::Arc;

use secrecy::SecretBox;

use super::{Counts, Outcome, Usage, queries};
use crate::auth::pepper::Pepper;
use crate::changes::Changes;
use crate::db::testing::TestDb;
use crate::db::{DbError, EndCustomerId};

/// The 15th of February 2026.
const NOW: i64 = 1_771_113_600_000;

/// The 1st of February 2026.
const FEBRUARY: i64 = 1_769_904_000_000;

/// The counters of a process that begins now.
fn process(test: &TestDb) -> Arc<Usage> {
    Arc::new(Usage::new(changes(test)))
}

fn changes(test: &TestDb) -> Changes {
    let pepper = Pepper::new(SecretBox::new(Box::new([7; 32])));
    Changes::new(test.db.clone(), &Arc::new(pepper))
}

/// What is in the database, whatever is still in memory.
async fn stored(test: &TestDb, customer: &EndCustomerId) -> Option<Counts> {
    let customer = customer.clone();
    let find = move |conn: &mut _| queries::find(conn, &customer, FEBRUARY);
    test.db.read::<_, DbError>(find).await.unwrap()
}

fn succeed(usage: &Usage, customer: &EndCustomerId, times: i64) {
    for _ in 0..times {
        usage.record(customer, Outcome::Successful, NOW);
    }
}
