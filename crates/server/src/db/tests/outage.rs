//! A Postgres server that goes away and comes back.

use super::{names, put};
use crate::db::testing::TestDb;
use crate::db::{Db, DbError, DbSettings, OpenError};
use std::time::{Duration, Instant};

#[tokio::test]
async fn requests_fail_soon_while_the_server_is_away_and_succeed_when_it_is_back() {
    let test = TestDb::open_with(|settings| settings.acquire_timeout = Duration::from_millis(500));
    let Some(name) = test.place.name_on_server() else {
        return;
    };
    test.db.write(|conn| put(conn, "before")).await.unwrap();

    test.place
        .administer(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false"));
    test.place.administer(&format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    ));
    for attempt in 0..4 {
        let asked = Instant::now();
        let outcome = test.db.write(|conn| put(conn, "during")).await;
        assert!(
            matches!(outcome, Err(DbError::Unavailable(_))),
            "{attempt}: {outcome:?}"
        );
        assert!(
            asked.elapsed() < Duration::from_secs(3),
            "{:?}",
            asked.elapsed()
        );
    }
    test.place
        .administer(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true"));

    let back = Instant::now();
    while let Err(error) = test.db.write(|conn| put(conn, "after")).await {
        assert!(matches!(error, DbError::Unavailable(_)), "{error:?}");
        assert!(back.elapsed() < Duration::from_secs(5), "still away");
    }
    assert_eq!(names(&test.db).await, ["after", "before"]);
}

#[tokio::test]
async fn a_request_is_answered_in_time_even_when_the_database_does_not_answer() {
    let test = TestDb::open_with(|settings| settings.answer_timeout = Duration::from_millis(200));
    let held = super::hold(&test.db).await;

    let asked = Instant::now();
    let read = test.db.read(|_conn| slow()).await;
    let write = test.db.write(|_conn| slow()).await;

    assert!(matches!(read, Err(DbError::Unavailable(_))), "{read:?}");
    assert!(matches!(write, Err(DbError::Unavailable(_))), "{write:?}");
    assert!(
        asked.elapsed() < Duration::from_millis(900),
        "{:?}",
        asked.elapsed()
    );
    held.abandon().await;
    assert!(names(&test.db).await.is_empty());
}

fn slow() -> Result<(), DbError> {
    std::thread::sleep(Duration::from_secs(1));
    Ok(())
}

#[test]
fn opening_fails_soon_and_without_the_password_when_nobody_listens() {
    let url = "postgres://sovx:very-secret@127.0.0.1:9/sovx"
        .parse()
        .unwrap();

    let asked = Instant::now();
    let error = Db::open(&DbSettings::new(url)).unwrap_err();

    assert!(matches!(error, OpenError::Connect { .. }), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("very-secret"));
    assert!(asked.elapsed() < Duration::from_secs(10));
}
