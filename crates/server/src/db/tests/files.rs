//! A SQLite file that is taken away, replaced or damaged while a server uses it.

use super::{hold, names, put};
use crate::db::testing::Place;
use crate::db::{Connection, DatabaseUrl, Db, DbError, DbSettings};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use std::fs;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

fn open(place: &Place) -> (Db, PathBuf) {
    let mut settings = DbSettings::new(place.url.clone());
    settings.acquire_timeout = Duration::from_millis(200);
    let DatabaseUrl::Sqlite(path) = &place.url else {
        panic!("not a file")
    };
    (Db::open(&settings).unwrap(), path.clone())
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    PathBuf::from(format!("{}{suffix}", path.display()))
}

fn is_refused(outcome: &Result<(), DbError>) -> bool {
    matches!(outcome, Err(DbError::Unavailable(cause)) if cause.to_string().contains("removed"))
}

#[tokio::test]
async fn nothing_is_acknowledged_while_the_file_or_its_log_is_not_in_its_place() {
    for suffix in ["", "-wal", "-shm"] {
        let place = Place::in_directory();
        let (db, path) = open(&place);
        db.write(|conn| put(conn, "before")).await.unwrap();
        let (file, aside) = (with_suffix(&path, suffix), with_suffix(&path, ".aside"));

        fs::rename(&file, &aside).unwrap();
        let removed = db.write(|conn| put(conn, "removed")).await;
        fs::copy(&aside, &file).unwrap();
        let replaced = db.write(|conn| put(conn, "replaced")).await;
        let read = db.read(|_conn| Ok::<(), DbError>(())).await;
        fs::rename(&aside, &file).unwrap();
        let back = db.write(|conn| put(conn, "back")).await;

        for outcome in [&removed, &replaced, &read] {
            assert!(is_refused(outcome), "{suffix}: {outcome:?}");
        }
        assert!(back.is_ok(), "{suffix}: {back:?}");
        assert_eq!(names(&db).await, ["back", "before"], "{suffix}");
    }
}

#[tokio::test]
async fn a_write_that_was_under_way_when_its_file_was_removed_is_not_acknowledged() {
    let place = Place::in_directory();
    let (db, path) = open(&place);
    let held = hold(&db).await;
    let late = tokio::spawn({
        let db = db.clone();
        async move { db.write(|conn| put(conn, "late")).await }
    });
    tokio::task::yield_now().await;

    fs::rename(&path, with_suffix(&path, ".aside")).unwrap();
    held.abandon().await;

    let outcome = late.await.unwrap();
    assert!(is_refused(&outcome), "{outcome:?}");
}

#[tokio::test]
async fn a_lock_file_that_was_removed_is_made_again_or_stops_the_server_that_lost_it() {
    let place = Place::in_directory();
    let (first, path) = open(&place);
    let lock = with_suffix(&path, ".lock");

    fs::remove_file(&lock).unwrap();
    first.write(|conn| put(conn, "first")).await.unwrap();
    let mut settings = DbSettings::new(place.url.clone());
    settings.acquire_timeout = Duration::from_millis(100);
    let kept_out = Db::open(&settings);
    fs::remove_file(&lock).unwrap();
    let second = Db::open(&settings).unwrap();
    let refused = first.write(|conn| put(conn, "lost")).await;
    second.write(|conn| put(conn, "second")).await.unwrap();
    second.close().await;
    let alone = first.write(|conn| put(conn, "alone")).await;

    assert!(kept_out.is_err());
    assert!(is_refused(&refused), "{refused:?}");
    assert!(alone.is_ok(), "{alone:?}");
    assert_eq!(names(&first).await, ["alone", "first", "second"]);
}

#[derive(QueryableByName)]
struct Page {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    root: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    size: i64,
}

/// Overwrites the first page of a table.
fn damage(path: &Path, conn: &mut Connection, table: &str) {
    conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    let page: Page = diesel::sql_query(format!(
        "SELECT rootpage AS root, (SELECT page_size FROM pragma_page_size) AS size
         FROM sqlite_master WHERE name = '{table}'"
    ))
    .get_result(conn)
    .unwrap();
    let mut file = fs::OpenOptions::new().write(true).open(path).unwrap();
    let offset = u64::try_from((page.root - 1) * page.size).unwrap();
    file.seek(SeekFrom::Start(offset)).unwrap();
    file.write_all(&vec![0xff; usize::try_from(page.size).unwrap()])
        .unwrap();
}

#[tokio::test]
async fn a_damaged_table_is_told_as_such_and_fails_no_write_to_another() {
    let place = Place::in_directory();
    let (db, path) = open(&place);
    db.write(|conn| put(conn, "before")).await.unwrap();
    db.close().await;
    damage(&path, &mut place.connect(), "currencies");
    let (db, _) = open(&place);
    let spoilt = |conn: &mut Connection| {
        conn.batch_execute("INSERT INTO currencies SELECT * FROM currencies")?;
        Ok::<(), DbError>(())
    };

    for round in 0..3 {
        let held = hold(&db).await;
        let writes = (0..40).map(|number| {
            let db = db.clone();
            tokio::spawn(async move {
                match number % 4 {
                    0 => (false, db.write(spoilt).await),
                    _ => (
                        true,
                        db.write(move |conn| put(conn, &format!("{round}-{number}")))
                            .await,
                    ),
                }
            })
        });
        let writes: Vec<_> = writes.collect();
        tokio::task::yield_now().await;
        held.release().await;

        for write in writes {
            let (is_healthy, outcome) = write.await.unwrap();
            match is_healthy {
                true => assert!(outcome.is_ok(), "{outcome:?}"),
                false => {
                    assert!(matches!(outcome, Err(DbError::Damaged(_))), "{outcome:?}");
                    assert!(!outcome.unwrap_err().is_transient());
                }
            }
        }
    }
    let read = db.read(|conn| {
        let rows = diesel::sql_query("SELECT * FROM currencies").execute(conn)?;
        Ok::<usize, DbError>(rows)
    });
    assert!(matches!(read.await, Err(DbError::Damaged(_))));
    assert_eq!(names(&db).await.len(), 91);
}
