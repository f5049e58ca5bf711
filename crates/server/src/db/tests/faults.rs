//! Failures of a Postgres server, known by their SQLSTATE whatever the server's language.

use super::{names, put};
use crate::db::testing::TestDb;
use crate::db::{Connection, DbError};
use diesel::connection::SimpleConnection;
use std::time::Duration;

/// Raises an error of this SQLSTATE with words that say nothing.
fn raise(conn: &mut Connection, state: &str) -> Result<(), DbError> {
    conn.batch_execute(&format!(
        "DO $$ BEGIN RAISE EXCEPTION 'Meldung' USING ERRCODE = '{state}'; END $$"
    ))?;
    Ok(())
}

#[tokio::test]
async fn each_sqlstate_is_told_as_what_it_is_in_any_language() {
    let test = TestDb::open_with(|settings| settings.connections = 2);
    if test.place.name_on_server().is_none() {
        return;
    }
    let told = |error: &DbError| match error {
        DbError::Busy => "busy",
        DbError::Unavailable(_) => "unavailable",
        DbError::NotCommitted(_) => "not committed",
        DbError::Damaged(_) => "damaged",
        DbError::Panicked => "panicked",
        DbError::Query(_) => "statement",
    };
    let table = [
        ("08006", "unavailable", true),
        ("08P01", "unavailable", true),
        ("57P01", "unavailable", true),
        ("57P03", "unavailable", true),
        ("25006", "unavailable", true),
        ("53100", "unavailable", true),
        ("53200", "unavailable", true),
        ("26000", "unavailable", true),
        ("40P01", "busy", true),
        ("55P03", "busy", true),
        ("57014", "busy", true),
        ("XX001", "damaged", false),
        ("23505", "statement", false),
        ("22012", "statement", false),
    ];
    for (state, expected, is_transient) in table {
        let read = test
            .db
            .read(move |conn| raise(conn, state))
            .await
            .unwrap_err();
        let write = test
            .db
            .write(move |conn| raise(conn, state))
            .await
            .unwrap_err();

        for error in [read, write] {
            assert_eq!(told(&error), expected, "{state}: {error:?}");
            assert_eq!(error.is_transient(), is_transient, "{state}");
        }
    }
    test.db.write(|conn| put(conn, "after")).await.unwrap();
}

#[tokio::test]
async fn connections_that_became_read_only_are_thrown_away_and_writes_go_on() {
    let test = TestDb::open_with(|settings| settings.connections = 4);
    if test.place.name_on_server().is_none() {
        return;
    }
    let spoil = |conn: &mut Connection| {
        conn.batch_execute("SET default_transaction_read_only = on; SELECT pg_sleep(0.3)")?;
        Ok::<(), DbError>(())
    };
    let spoilt = (0..4).map(|_| test.db.read(spoil));
    for outcome in futures_util::future::join_all(spoilt).await {
        outcome.unwrap();
    }

    for name in ["first", "second", "third", "fourth", "fifth"] {
        let outcome = test.db.write(move |conn| put(conn, name)).await;
        assert!(outcome.is_ok(), "{name}: {outcome:?}");
    }
    assert_eq!(names(&test.db).await.len(), 5);
}

#[tokio::test]
async fn while_the_server_does_not_write_a_change_is_told_to_come_back_and_later_succeeds() {
    let test = TestDb::open_with(|settings| settings.acquire_timeout = Duration::from_millis(500));
    let Some(name) = test.place.name_on_server().map(str::to_owned) else {
        return;
    };
    test.db.write(|conn| put(conn, "before")).await.unwrap();
    let end_sessions =
        format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    let mode =
        |mode: &str| format!("ALTER DATABASE {name} SET default_transaction_read_only = {mode}");

    test.place.administer(&mode("on"));
    test.place.administer(&end_sessions);
    for attempt in 0..3 {
        let outcome = test.db.write(|conn| put(conn, "during")).await;
        assert!(
            matches!(outcome, Err(DbError::Unavailable(_))),
            "{attempt}: {outcome:?}"
        );
    }
    test.place.administer(&mode("off"));

    let mut attempts = 0;
    while let Err(error) = test.db.write(|conn| put(conn, "after")).await {
        assert!(matches!(error, DbError::Unavailable(_)), "{error:?}");
        attempts += 1;
        assert!(attempts < 20, "{error:?}");
    }
    assert_eq!(names(&test.db).await, ["after", "before"]);
}

#[tokio::test]
async fn a_write_finds_another_connection_when_the_server_has_ended_all_of_them() {
    let test = TestDb::open_with(|settings| settings.connections = 4);
    let Some(name) = test.place.name_on_server().map(str::to_owned) else {
        return;
    };
    let rest =
        |conn: &mut Connection| Ok::<(), DbError>(conn.batch_execute("SELECT pg_sleep(0.2)")?);
    let used = (0..4).map(|_| test.db.read(rest));
    futures_util::future::join_all(used).await;

    test.place.administer(&format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    ));

    for name in ["first", "second", "third", "fourth", "fifth"] {
        let outcome = test.db.write(move |conn| put(conn, name)).await;
        assert!(outcome.is_ok(), "{name}: {outcome:?}");
    }
}
