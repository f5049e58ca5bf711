//! Whatever becomes of a batch, what was counted is added once.

use std::sync::Arc;
use std::time::Duration;

use diesel::connection::SimpleConnection;
use futures_util::future::join_all;

use super::{NOW, changes, process, stored, succeed};
use crate::db::testing::TestDb;
use crate::db::{Connection, DbError, EndCustomerId, ProcessId};
use crate::portal::usage::batch::{Batch, Gathered};
use crate::portal::usage::{Outcome, queries};

const LOSE: &str = "ALTER TABLE usage_periods RENAME TO lost";
const FIND: &str = "ALTER TABLE lost RENAME TO usage_periods";

/// A batch of one successful request.
fn batch(process: &ProcessId, number: i64, customer: &EndCustomerId) -> Arc<Batch> {
    let mut gathered = Gathered::default();
    gathered.count(customer, Outcome::Successful, NOW);
    Arc::new(Batch {
        process: process.clone(),
        number,
        gathered,
    })
}

async fn apply(test: &TestDb, batch: &Arc<Batch>) {
    let batch = Arc::clone(batch);
    let apply = move |conn: &mut Connection| batch.apply(conn, NOW);
    changes(test).upkeep(apply).await.unwrap();
}

#[tokio::test]
async fn what_could_not_be_written_is_kept_and_joined_by_what_comes_later() {
    let test = TestDb::open();
    let usage = process(&test);
    let customer = EndCustomerId::fresh();

    succeed(&usage, &customer, 3);
    test.place.connect().batch_execute(LOSE).unwrap();
    let failed = usage.flush().await;
    succeed(&usage, &customer, 4);
    let failed_again = usage.flush().await;
    test.place.connect().batch_execute(FIND).unwrap();
    usage.flush().await.unwrap();

    assert!(matches!(failed, Err(DbError::Query(_))), "{failed:?}");
    assert!(failed_again.is_err());
    assert_eq!(stored(&test, &customer).await.unwrap().successful, 7);
}

#[tokio::test]
async fn a_batch_that_is_sent_again_and_again_at_once_counts_once() {
    let test = TestDb::open();
    let customer = EndCustomerId::fresh();
    let sent = batch(&ProcessId::fresh(), 1, &customer);

    join_all((0..16).map(|_| apply(&test, &sent))).await;
    apply(&test, &sent).await;

    assert_eq!(stored(&test, &customer).await.unwrap().successful, 1);
}

#[tokio::test]
async fn a_batch_that_arrives_after_its_successor_was_applied_is_known_already() {
    let test = TestDb::open();
    let (process, customer) = (ProcessId::fresh(), EndCustomerId::fresh());
    let (first, second) = (batch(&process, 1, &customer), batch(&process, 2, &customer));
    let of_another_process = batch(&ProcessId::fresh(), 1, &customer);

    for sent in [&first, &second, &first, &of_another_process] {
        apply(&test, sent).await;
    }

    assert_eq!(stored(&test, &customer).await.unwrap().successful, 3);
}

#[tokio::test]
async fn flushes_that_are_broken_off_at_any_moment_neither_lose_nor_repeat_a_request() {
    let test = TestDb::open();
    let usage = process(&test);
    let customer = EndCustomerId::fresh();

    for broken_off in 0..200 {
        succeed(&usage, &customer, 1);
        let flushing = Arc::clone(&usage);
        let flushing = tokio::spawn(async move { flushing.flush().await });
        tokio::time::sleep(Duration::from_micros(25 * broken_off)).await;
        flushing.abort();
    }
    usage.flush().await.unwrap();

    assert_eq!(stored(&test, &customer).await.unwrap().successful, 200);
}

#[tokio::test]
async fn of_a_process_that_writes_no_more_nothing_stays_but_its_counts() {
    let test = TestDb::open();
    let customer = EndCustomerId::fresh();
    let sent = batch(&ProcessId::fresh(), 1, &customer);
    apply(&test, &sent).await;

    let changes = changes(&test);
    let forget = |since| changes.upkeep(move |conn| queries::delete_silent(conn, since));
    let early: Result<_, DbError> = forget(NOW).await;
    let late: Result<_, DbError> = forget(NOW + 1).await;

    assert_eq!((early.unwrap(), late.unwrap()), (0, 1));
    assert_eq!(stored(&test, &customer).await.unwrap().successful, 1);
}
