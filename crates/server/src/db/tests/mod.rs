//! The promises of the room, each on a real database.

mod contention;
mod faults;
mod files;
mod migrations;
mod outage;
mod urls;
mod writing;

use super::schema::registry_profiles::dsl;
use super::{Connection, Db, DbError};
use diesel::prelude::*;
use std::sync::mpsc;
use std::time::Duration;
use tokio::task::JoinHandle;

/// Stores a row named `name`; it must be new.
fn put(conn: &mut Connection, name: &str) -> Result<(), DbError> {
    diesel::insert_into(dsl::registry_profiles)
        .values((
            dsl::customer_id.eq(name),
            dsl::profile.eq("{}"),
            dsl::updated_at.eq(1),
        ))
        .execute(conn)?;
    Ok(())
}

/// The names stored by [`put`], sorted.
async fn names(db: &Db) -> Vec<String> {
    db.read(|conn| {
        let query = dsl::registry_profiles
            .order(dsl::customer_id)
            .select(dsl::customer_id);
        Ok::<Vec<String>, DbError>(query.load(conn)?)
    })
    .await
    .unwrap()
}

/// A write that stands still until it is released, and what it will answer.
struct Held {
    release: mpsc::Sender<()>,
    answer: JoinHandle<Result<(), DbError>>,
}

/// Starts a write that occupies the writer (on Postgres: one connection) until released.
async fn hold(db: &Db) -> Held {
    let (release, released) = mpsc::channel::<()>();
    let (start, started) = mpsc::channel::<()>();
    let released = std::sync::Mutex::new(released);
    let db = db.clone();
    let answer = tokio::spawn(async move {
        db.write(move |_conn| {
            // Done again, it finds nobody who waits for its start.
            let _ = start.send(());
            let _ = released
                .lock()
                .unwrap()
                .recv_timeout(Duration::from_secs(20));
            Ok::<(), DbError>(())
        })
        .await
    });
    tokio::task::spawn_blocking(move || started.recv().unwrap())
        .await
        .unwrap();
    Held { release, answer }
}

impl Held {
    /// Lets the write end, whatever it is answered. Done again, it ends at once.
    async fn abandon(self) {
        let Self { release, answer } = self;
        let _ = release.send(());
        drop(release);
        let _ = answer.await.unwrap();
    }

    async fn release(self) {
        let Self { release, answer } = self;
        release.send(()).unwrap();
        drop(release);
        answer.await.unwrap().unwrap();
    }
}
