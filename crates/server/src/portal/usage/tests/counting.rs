//! What is counted, when, and for whom.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use actix_web::http::StatusCode;

use super::{FEBRUARY, NOW, process, stored, succeed};
use crate::db::EndCustomerId;
use crate::db::testing::TestDb;
use crate::portal::usage::{Counts, Outcome, Period, Usage};

/// How many count at once, for how many customers, and how often.
const THREADS: usize = 16;
const CUSTOMERS: usize = 5;
const ROUNDS: i64 = 500;

#[test]
fn the_status_says_how_a_request_ended() {
    let outcomes = [
        (StatusCode::OK, Outcome::Successful),
        (StatusCode::NO_CONTENT, Outcome::Successful),
        (StatusCode::NOT_MODIFIED, Outcome::Successful),
        (StatusCode::BAD_REQUEST, Outcome::Failed),
        (StatusCode::TOO_MANY_REQUESTS, Outcome::RateLimited),
        (StatusCode::INTERNAL_SERVER_ERROR, Outcome::Failed),
        (StatusCode::SERVICE_UNAVAILABLE, Outcome::Failed),
    ];

    for (status, outcome) in outcomes {
        assert_eq!(Outcome::of(status), outcome, "{status}");
    }
}

#[tokio::test]
async fn a_reader_sees_every_request_that_was_answered_before() {
    let test = TestDb::open();
    let usage = process(&test);
    let (customer, other) = (EndCustomerId::fresh(), EndCustomerId::fresh());
    let period = Period::of(NOW);

    let before = usage.read(customer.clone(), period).await.unwrap();
    usage.record(&customer, Outcome::Successful, NOW);
    usage.record(&customer, Outcome::RateLimited, NOW + 2);
    usage.record(&customer, Outcome::Failed, NOW + 1);
    usage.record(&customer, Outcome::RateLimited, NOW + 1);
    usage.record(&other, Outcome::Failed, NOW + 9);
    let after = usage.read(customer, period).await.unwrap();

    assert_eq!(before, Counts::default());
    let expected = Counts {
        successful: 1,
        failed: 1,
        rate_limited: 2,
        last_request_at: NOW + 2,
    };
    assert_eq!((after, after.total()), (expected, 4));
}

#[tokio::test]
async fn a_request_counts_in_the_month_in_which_it_is_answered() {
    let test = TestDb::open();
    let usage = process(&test);
    let customer = EndCustomerId::fresh();
    let february = Period::of(NOW);
    let march = Period::of(february.end);

    for answered in [february.start, february.end - 1, february.end, march.end] {
        usage.record(&customer, Outcome::Successful, answered);
    }

    let february = usage.read(customer.clone(), february).await.unwrap();
    let march = usage.read(customer, march).await.unwrap();
    assert_eq!((february.total(), march.total()), (2, 1));
    assert_eq!(february.last_request_at + 1, march.last_request_at);
}

#[tokio::test]
async fn the_last_request_stays_the_last_when_an_earlier_one_is_added_later() {
    let test = TestDb::open();
    let (slow, fast) = (process(&test), process(&test));
    let customer = EndCustomerId::fresh();

    slow.record(&customer, Outcome::Successful, NOW);
    fast.record(&customer, Outcome::Failed, NOW + 5);
    fast.flush().await.unwrap();
    slow.flush().await.unwrap();

    let counts = stored(&test, &customer).await.unwrap();
    assert_eq!((counts.total(), counts.last_request_at), (2, NOW + 5));
}

#[tokio::test]
async fn what_was_counted_is_written_soon_though_nobody_asks() {
    let test = TestDb::open();
    let usage = process(&test);
    let customer = EndCustomerId::fresh();

    let writing = tokio::spawn(Arc::clone(&usage).keep_writing());
    succeed(&usage, &customer, 3);

    let begun = Instant::now();
    while stored(&test, &customer).await.is_none() {
        assert!(begun.elapsed() < Duration::from_secs(30), "not written");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    writing.abort();
    assert_eq!(stored(&test, &customer).await.unwrap().successful, 3);
}

#[tokio::test]
async fn sixteen_threads_on_two_nodes_count_exactly_while_others_flush_and_read() {
    let test = TestDb::open();
    let nodes = [process(&test), process(&test)];
    let customers: Arc<[_]> = (0..CUSTOMERS).map(|_| EndCustomerId::fresh()).collect();
    let answered = Arc::new(AtomicI64::new(0));
    let period = Period::of(NOW);

    let nodes_in_turn = nodes.iter().cycle().take(THREADS).cloned();
    let threads = nodes_in_turn.map(|node| {
        let (customers, answered) = (Arc::clone(&customers), Arc::clone(&answered));
        std::thread::spawn(move || count(&node, &customers, &answered))
    });
    let threads: Vec<_> = threads.collect();
    let mut seen = 0;
    while threads.iter().any(|thread| !thread.is_finished()) {
        let least = answered.load(Ordering::SeqCst).max(seen);
        nodes[1].flush().await.unwrap();
        let read = nodes[0].read(customers[0].clone(), period).await.unwrap();
        assert!(read.total() >= least, "{read:?}, {least} were answered");
        seen = read.total();
    }
    nodes[1].flush().await.unwrap();

    assert!(threads.into_iter().all(|thread| thread.join().is_ok()));
    let all = i64::try_from(THREADS).unwrap() * ROUNDS;
    let expected = Counts {
        successful: 2 * all,
        failed: all,
        rate_limited: all,
        last_request_at: FEBRUARY + ROUNDS - 1,
    };
    for customer in customers.iter() {
        let counts = nodes[0].read(customer.clone(), period).await.unwrap();
        assert_eq!(counts, expected);
    }
}

/// Counts four requests of each customer in each round, and says so once they are counted.
fn count(node: &Usage, customers: &[EndCustomerId], answered: &AtomicI64) {
    let outcomes = [
        Outcome::Successful,
        Outcome::Failed,
        Outcome::RateLimited,
        Outcome::Successful,
    ];
    for round in 0..ROUNDS {
        for outcome in outcomes {
            for customer in customers {
                node.record(customer, outcome, FEBRUARY + round);
            }
            answered.fetch_add(1, Ordering::SeqCst);
        }
    }
}
