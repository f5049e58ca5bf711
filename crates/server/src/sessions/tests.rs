mod api;

use super::model::NewSession;
use super::queries;
use crate::db::testing::{self, TestConnection, TestDb};
use crate::db::{AccountId, Connection, DbError, SessionId, schema::accounts};
use diesel::prelude::*;
use std::sync::mpsc;
use std::time::Duration;

/// The hash that the fixture gives an account.
const HASH: &str = "hash";

fn session(account: &AccountId, expires_at: i64) -> NewSession {
    NewSession {
        id: SessionId::fresh(),
        account_id: account.clone(),
        created_at: 1,
        expires_at,
    }
}

fn begin(conn: &mut Connection, account: &AccountId, expires_at: i64) -> SessionId {
    let new = session(account, expires_at);
    assert!(queries::insert(conn, &new, HASH).unwrap());
    new.id
}

#[test]
fn a_session_is_live_until_the_moment_it_expires() {
    let mut test = TestConnection::open();
    let account = test.account();
    let id = begin(&mut test.conn, &account, 100);

    let live_at = |conn: &mut Connection, now| queries::find_live(conn, &id, now).unwrap();

    assert_eq!(live_at(&mut test.conn, 99), Some(account));
    assert_eq!(live_at(&mut test.conn, 100), None);
    assert_eq!(
        queries::find_live(&mut test.conn, &SessionId::fresh(), 1).unwrap(),
        None
    );
}

#[test]
fn a_session_is_revoked_once_and_only_by_its_account() {
    let mut test = TestConnection::open();
    let (owner, other) = (test.account(), test.account());
    let id = begin(&mut test.conn, &owner, 100);

    let by_other = queries::revoke(&mut test.conn, &other, &id, 2).unwrap();
    let by_owner = queries::revoke(&mut test.conn, &owner, &id, 2).unwrap();
    let again = queries::revoke(&mut test.conn, &owner, &id, 3).unwrap();

    assert_eq!((by_other, by_owner, again), (false, true, false));
    assert_eq!(queries::find_live(&mut test.conn, &id, 4).unwrap(), None);
}

#[test]
fn a_disabled_account_has_no_live_session_and_gets_no_new_one() {
    let mut test = TestConnection::open();
    let account = test.account();
    let id = begin(&mut test.conn, &account, 100);
    diesel::update(accounts::table.find(&account))
        .set(accounts::is_active.eq(false))
        .execute(&mut test.conn)
        .unwrap();

    let begun = queries::insert(&mut test.conn, &session(&account, 100), HASH).unwrap();

    assert!(!begun);
    assert_eq!(queries::find_live(&mut test.conn, &id, 2).unwrap(), None);
}

#[test]
fn a_login_verified_against_an_old_password_begins_no_session() {
    let mut test = TestConnection::open();
    let account = test.account();
    diesel::update(accounts::table.find(&account))
        .set(accounts::password_hash.eq("newer"))
        .execute(&mut test.conn)
        .unwrap();
    let new = session(&account, 100);

    let begun = queries::insert(&mut test.conn, &new, HASH).unwrap();

    assert!(!begun);
    assert_eq!(
        queries::find_live(&mut test.conn, &new.id, 2).unwrap(),
        None
    );
}

#[test]
fn housekeeping_forgets_only_what_has_expired() {
    let mut test = TestConnection::open();
    let account = test.account();
    begin(&mut test.conn, &account, 10);
    let live = begin(&mut test.conn, &account, 100);

    let deleted = queries::delete_expired(&mut test.conn, 50).unwrap();

    assert_eq!(deleted, 1);
    assert_eq!(
        queries::find_live(&mut test.conn, &live, 50).unwrap(),
        Some(account)
    );
}

#[tokio::test]
#[expect(
    clippy::disallowed_methods,
    reason = "a test of queries: nothing is recorded"
)]
async fn a_password_change_in_progress_prevents_a_session_for_the_old_password() {
    let test = TestDb::open();
    let account = testing::account(&mut test.place.connect());
    let new = session(&account, 100);
    let (begun, has_begun) = mpsc::channel();

    let db = test.db.clone();
    let changing = tokio::spawn(async move {
        db.write(move |conn| {
            diesel::update(accounts::table.find(&account))
                .set(accounts::password_hash.eq("newer"))
                .execute(conn)?;
            begun.send(()).unwrap();
            std::thread::sleep(Duration::from_millis(300));
            Ok::<(), DbError>(())
        })
        .await
    });
    tokio::task::spawn_blocking(move || has_begun.recv().unwrap())
        .await
        .unwrap();
    let began = test
        .db
        .write(move |conn| queries::insert(conn, &new, HASH))
        .await;

    changing.await.unwrap().unwrap();
    assert!(matches!(began, Ok(false)), "{began:?}");
}
