//! What a write promises to itself and to its neighbours.

use super::{hold, names, put};
use crate::db::schema::registry_profiles;
use crate::db::testing::{Place, TestDb};
use crate::db::{Connection, Db, DbError, DbSettings, OpenError};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use std::time::Duration;

type Work = fn(&mut Connection) -> Result<(), DbError>;

/// Sends the works so that on SQLite they share one batch.
async fn write_together(db: &Db, works: Vec<Work>) -> Vec<Result<(), DbError>> {
    let held = hold(db).await;
    let answers: Vec<_> = works
        .into_iter()
        .map(|work| {
            let db = db.clone();
            tokio::spawn(async move { db.write(work).await })
        })
        .collect();
    tokio::task::yield_now().await;
    held.abandon().await;
    let mut outcomes = Vec::new();
    for answer in answers {
        outcomes.push(answer.await.unwrap());
    }
    outcomes
}

#[tokio::test]
async fn a_failing_write_leaves_its_neighbours_committed() {
    let test = TestDb::open();

    let outcomes = write_together(
        &test.db,
        vec![
            |conn| put(conn, "first"),
            |conn| {
                put(conn, "failing")?;
                put(conn, "failing")
            },
            |conn| put(conn, "last"),
        ],
    )
    .await;

    assert!(
        matches!(outcomes[..], [Ok(()), Err(DbError::Query(_)), Ok(())]),
        "{outcomes:?}"
    );
    assert_eq!(names(&test.db).await, ["first", "last"]);
}

#[tokio::test]
async fn a_panicking_write_neither_stays_nor_stops_the_others() {
    let test = TestDb::open();

    let outcomes = write_together(
        &test.db,
        vec![
            |conn| put(conn, "first"),
            |conn| {
                put(conn, "panicking")?;
                panic!("as the test wants");
            },
            |conn| put(conn, "last"),
        ],
    )
    .await;

    assert!(
        matches!(outcomes[..], [Ok(()), Err(DbError::Panicked), Ok(())]),
        "{outcomes:?}"
    );
    assert_eq!(names(&test.db).await, ["first", "last"]);
}

#[tokio::test]
async fn a_panic_inside_a_nested_transaction_is_undone_to_the_outermost() {
    let test = TestDb::open();

    let outcomes = write_together(
        &test.db,
        vec![
            |conn| put(conn, "first"),
            |conn| {
                put(conn, "outer")?;
                diesel::Connection::transaction(conn, |conn| {
                    put(conn, "inner")?;
                    panic!("as the test wants")
                })
            },
            |conn| put(conn, "last"),
        ],
    )
    .await;

    assert!(
        matches!(outcomes[..], [Ok(()), Err(DbError::Panicked), Ok(())]),
        "{outcomes:?}"
    );
    assert_eq!(names(&test.db).await, ["first", "last"]);
}

#[tokio::test]
async fn an_acknowledged_write_is_there_even_if_it_went_on_after_a_failed_statement() {
    let test = TestDb::open();

    let outcome = test
        .db
        .write(|conn| {
            put(conn, "kept")?;
            let _ = put(conn, "kept");
            Ok::<(), DbError>(())
        })
        .await;

    let expected: &[&str] = if outcome.is_ok() { &["kept"] } else { &[] };
    assert_eq!(names(&test.db).await, expected);
}

#[tokio::test]
async fn a_write_that_stops_the_commit_of_its_batch_fails_alone() {
    let place = Place::in_directory();
    let db = Db::open(&DbSettings::new(place.url.clone())).unwrap();

    let outcomes = write_together(
        &db,
        vec![
            |conn| put(conn, "first"),
            // A reference to nothing, found out at COMMIT only.
            |conn| {
                conn.batch_execute(
                    "PRAGMA defer_foreign_keys = ON;
                     INSERT INTO sessions VALUES ('a', 'no account', 1, 2, NULL)",
                )?;
                Ok(())
            },
            |conn| put(conn, "last"),
        ],
    )
    .await;
    let next = db.write(|conn| put(conn, "next")).await;

    assert!(
        matches!(outcomes[..], [Ok(()), Err(DbError::Query(_)), Ok(())]),
        "{outcomes:?}"
    );
    assert!(next.is_ok(), "{next:?}");
    assert_eq!(names(&db).await, ["first", "last", "next"]);
}

#[tokio::test]
async fn a_full_queue_refuses_at_once_and_serves_the_rest() {
    let test = TestDb::open_with(|settings| {
        settings.queue = 2;
        settings.connections = 1;
    });
    let held = hold(&test.db).await;

    let waiting: Vec<_> = ["a", "b", "c", "d", "e"]
        .map(|name| {
            let db = test.db.clone();
            tokio::spawn(async move { db.write(move |conn| put(conn, name)).await })
        })
        .into();
    tokio::time::sleep(Duration::from_millis(50)).await;
    let refused = waiting.iter().filter(|answer| answer.is_finished()).count();
    held.release().await;

    let mut outcomes = Vec::new();
    for answer in waiting {
        outcomes.push(answer.await.unwrap());
    }
    let busy = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Err(DbError::Busy)))
        .count();
    let stored = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    assert_eq!((refused, busy, stored), (3, 3, 2));
    assert_eq!(names(&test.db).await.len(), 2);
}

#[tokio::test]
async fn closing_commits_what_was_accepted_and_refuses_what_follows() {
    let test = TestDb::open();
    let accepted: Vec<_> = (0..20)
        .map(|number| {
            let db = test.db.clone();
            tokio::spawn(async move { db.write(move |conn| put(conn, &number.to_string())).await })
        })
        .collect();
    tokio::task::yield_now().await;
    let mut conn = test.place.connect();

    test.db.close().await;
    let late = test.db.write(|conn| put(conn, "late")).await;

    let mut acknowledged = 0;
    for answer in accepted {
        acknowledged += i64::from(answer.await.unwrap().is_ok());
    }
    let stored: i64 = registry_profiles::table
        .count()
        .get_result(&mut conn)
        .unwrap();
    assert!(matches!(late, Err(DbError::Unavailable(_))), "{late:?}");
    assert_eq!(stored, acknowledged);
    assert!(acknowledged > 0);
}

#[tokio::test]
async fn a_reader_cannot_write_to_a_sqlite_file() {
    let place = Place::in_directory();
    let db = Db::open(&DbSettings::new(place.url.clone())).unwrap();

    let outcome = db.read(|conn| put(conn, "smuggled")).await;

    assert!(matches!(outcome, Err(DbError::Query(_))), "{outcome:?}");
    assert!(names(&db).await.is_empty());
}

#[tokio::test]
async fn a_sqlite_file_has_one_server_at_a_time() {
    let place = Place::in_directory();
    let mut settings = DbSettings::new(place.url.clone());
    settings.acquire_timeout = Duration::from_millis(200);
    let first = Db::open(&settings).unwrap();

    let second = Db::open(&settings);
    first.close().await;
    let third = Db::open(&settings);

    assert!(matches!(second, Err(OpenError::InUse { .. })), "{second:?}");
    assert!(third.is_ok(), "{third:?}");
}

#[tokio::test]
async fn sqlite_connections_have_the_settings_that_durability_needs() {
    let place = Place::in_directory();
    let mut conn = place.connect();

    let mut pragma = |name: &str| -> String {
        let query = format!("SELECT CAST({name} AS TEXT) AS value FROM pragma_{name}");
        diesel::sql_query(query)
            .get_result::<Value>(&mut conn)
            .unwrap()
            .value
    };

    assert_eq!(pragma("journal_mode"), "wal");
    assert_eq!(pragma("synchronous"), "2");
    assert_eq!(pragma("foreign_keys"), "1");
}

#[derive(diesel::QueryableByName)]
struct Value {
    #[diesel(sql_type = diesel::sql_types::Text)]
    value: String,
}
