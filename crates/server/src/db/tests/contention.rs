//! Many at once.

use super::put;
use crate::db::schema::accounts::dsl;
use crate::db::testing::{TestDb, account};
use crate::db::{AccountId, Connection, DbError};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

#[tokio::test]
async fn no_client_ever_sees_a_locked_database() {
    let test = TestDb::open();
    let owner = account(&mut test.place.connect());
    let end = Instant::now() + Duration::from_secs(5);

    let mut tasks = Vec::new();
    for _ in 0..32 {
        let (db, owner) = (test.db.clone(), owner.clone());
        tasks.push(tokio::spawn(async move {
            let mut done = 0_i64;
            while Instant::now() < end {
                let owner = owner.clone();
                db.write(move |conn| increment(conn, &owner)).await.unwrap();
                done += 1;
            }
            done
        }));
        let db = test.db.clone();
        tasks.push(tokio::spawn(async move {
            while Instant::now() < end {
                db.read(|conn| Ok::<i64, DbError>(dsl::accounts.count().get_result(conn)?))
                    .await
                    .unwrap();
            }
            0
        }));
    }
    let mut increments = 0;
    for task in tasks {
        increments += task.await.unwrap();
    }

    let mut conn = test.place.connect();
    let counted: i64 = dsl::accounts
        .select(dsl::updated_at)
        .get_result(&mut conn)
        .unwrap();
    assert!(increments > 100, "{increments}");
    assert_eq!(counted, increments + 1);
}

/// Reads first and writes later: what fails in a transaction that began as a reader.
fn increment(conn: &mut Connection, owner: &AccountId) -> Result<(), DbError> {
    let _seen: i64 = dsl::accounts
        .find(owner)
        .select(dsl::updated_at)
        .get_result(conn)?;
    diesel::update(dsl::accounts.find(owner))
        .set(dsl::updated_at.eq(dsl::updated_at + 1))
        .execute(conn)?;
    Ok(())
}

#[tokio::test]
async fn a_write_is_seen_by_the_first_read_after_its_answer() {
    let test = TestDb::open();

    for number in 0..200 {
        test.db
            .write(move |conn| put(conn, &number.to_string()))
            .await
            .unwrap();
        assert_eq!(super::names(&test.db).await.len(), number + 1);
    }
}

#[tokio::test]
async fn a_serialization_failure_on_postgres_is_tried_again() {
    let test = TestDb::open();
    if test.place.name_on_server().is_none() {
        return;
    }
    let attempts = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&attempts);

    let outcome = test
        .db
        .write(move |conn| {
            put(conn, "once")?;
            if counter.fetch_add(1, Ordering::SeqCst) < 3 {
                conn.batch_execute("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$")?;
            }
            Ok::<(), DbError>(())
        })
        .await;

    assert!(outcome.is_ok(), "{outcome:?}");
    assert_eq!(attempts.load(Ordering::SeqCst), 4);
    assert_eq!(super::names(&test.db).await, ["once"]);
}

#[tokio::test]
async fn a_write_that_waits_too_long_for_another_on_postgres_is_told_to_come_back() {
    let test = TestDb::open();
    if test.place.name_on_server().is_none() {
        return;
    }
    let mut conn = test.place.connect();
    let owner = account(&mut conn);
    let holder = owner.clone();
    conn.batch_execute("BEGIN").unwrap();
    increment(&mut conn, &holder).unwrap();

    let outcome = test
        .db
        .write(move |conn| {
            conn.batch_execute("SET LOCAL lock_timeout = '50ms'")?;
            increment(conn, &owner)
        })
        .await;

    assert!(matches!(outcome, Err(DbError::Busy)), "{outcome:?}");
}

#[tokio::test]
async fn two_writes_that_deadlock_on_postgres_both_succeed() {
    let test = TestDb::open();
    if test.place.name_on_server().is_none() {
        return;
    }
    let mut conn = test.place.connect();
    let (left, right) = (account(&mut conn), account(&mut conn));

    let cross = |first: AccountId, second: AccountId| {
        let db = test.db.clone();
        tokio::spawn(async move {
            db.write(move |conn| {
                increment(conn, &first)?;
                conn.batch_execute("SELECT pg_sleep(0.3)")?;
                increment(conn, &second)
            })
            .await
        })
    };
    let (one, other) = (cross(left.clone(), right.clone()), cross(right, left));

    assert!(one.await.unwrap().is_ok());
    assert!(other.await.unwrap().is_ok());
    let counted: Vec<i64> = dsl::accounts
        .select(dsl::updated_at)
        .load(&mut conn)
        .unwrap();
    assert_eq!(counted, [3, 3]);
}
