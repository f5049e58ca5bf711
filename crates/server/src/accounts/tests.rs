use super::model::{AccountRow, NewAccount};
use super::queries::{self, InsertError};
use crate::db::testing::TestConnection;
use crate::db::{AccountId, Connection, SessionId, schema::sessions};
use diesel::prelude::*;

fn find(conn: &mut Connection, email: &str) -> Option<AccountRow> {
    queries::find_by_email(conn, email).unwrap()
}

fn insert(conn: &mut Connection, email: &str, now: i64) -> AccountRow {
    queries::insert(conn, &NewAccount::new(email, "hash".to_owned(), now)).unwrap()
}

fn begin_session(conn: &mut Connection, account: &AccountId) {
    diesel::insert_into(sessions::table)
        .values((
            sessions::id.eq(SessionId::fresh()),
            sessions::account_id.eq(account),
            sessions::created_at.eq(1),
            sessions::expires_at.eq(1000),
        ))
        .execute(conn)
        .unwrap();
}

fn live_sessions(conn: &mut Connection) -> i64 {
    sessions::table
        .filter(sessions::revoked_at.is_null())
        .count()
        .get_result(conn)
        .unwrap()
}

#[test]
fn an_account_is_found_by_its_email_in_any_case() {
    let mut test = TestConnection::open();
    let stored = insert(&mut test.conn, "Ops@Example.com", 5);

    let by_email = queries::find_by_email(&mut test.conn, "oPS@example.COM").unwrap();

    assert_eq!(stored.email, "ops@example.com");
    assert!(stored.is_active);
    assert_eq!((stored.created_at, stored.updated_at), (5, 5));
    assert_eq!(by_email.as_ref(), Some(&stored));
}

#[test]
fn an_email_that_differs_only_in_case_is_taken() {
    let mut test = TestConnection::open();
    insert(&mut test.conn, "ops@example.com", 1);

    let again = NewAccount::new("OPS@example.com", "hash".to_owned(), 2);
    let outcome = queries::insert(&mut test.conn, &again);

    assert!(
        matches!(outcome, Err(InsertError::DuplicateEmail)),
        "{outcome:?}"
    );
}

#[test]
fn the_same_id_twice_is_not_reported_as_a_taken_email() {
    let mut test = TestConnection::open();
    let first = NewAccount::new("a@example.com", "hash".to_owned(), 1);
    let mut second = NewAccount::new("b@example.com", "hash".to_owned(), 1);
    second.id = first.id.clone();
    queries::insert(&mut test.conn, &first).unwrap();

    let outcome = queries::insert(&mut test.conn, &second);

    assert!(matches!(outcome, Err(InsertError::Db(_))), "{outcome:?}");
}

#[test]
fn a_new_password_ends_the_sessions_of_this_account_only() {
    let mut test = TestConnection::open();
    let changed = insert(&mut test.conn, "a@example.com", 1);
    let other = insert(&mut test.conn, "b@example.com", 1);
    begin_session(&mut test.conn, &changed.id);
    begin_session(&mut test.conn, &other.id);

    assert!(queries::set_password(&mut test.conn, &changed.id, "new", 9).unwrap());

    let row = find(&mut test.conn, "a@example.com").unwrap();
    assert_eq!((row.password_hash.as_str(), row.updated_at), ("new", 9));
    assert_eq!(live_sessions(&mut test.conn), 1);
}

#[test]
fn disabling_ends_sessions_and_enabling_does_not() {
    let mut test = TestConnection::open();
    let account = insert(&mut test.conn, "a@example.com", 1);
    begin_session(&mut test.conn, &account.id);

    assert!(queries::set_active(&mut test.conn, &account.id, true, 2).unwrap());
    let after_enabling = live_sessions(&mut test.conn);
    assert!(queries::set_active(&mut test.conn, &account.id, false, 3).unwrap());

    let row = find(&mut test.conn, "a@example.com").unwrap();
    assert!(!row.is_active);
    assert_eq!((after_enabling, live_sessions(&mut test.conn)), (1, 0));
}

#[test]
fn a_rehash_needs_the_hash_that_it_replaces() {
    let mut test = TestConnection::open();
    let account = insert(&mut test.conn, "a@example.com", 1);

    let late = queries::rehash_password(&mut test.conn, &account.id, "older", "new").unwrap();
    let right = queries::rehash_password(&mut test.conn, &account.id, "hash", "new").unwrap();

    let row = find(&mut test.conn, "a@example.com").unwrap();
    assert_eq!(
        (late, right, row.password_hash.as_str()),
        (false, true, "new")
    );
}

#[test]
fn changes_to_an_unknown_account_say_so() {
    let mut test = TestConnection::open();
    let unknown = AccountId::fresh();

    assert!(!queries::set_password(&mut test.conn, &unknown, "new", 1).unwrap());
    assert!(!queries::set_active(&mut test.conn, &unknown, false, 1).unwrap());
    assert_eq!(queries::count(&mut test.conn).unwrap(), 0);
}

#[test]
fn accounts_are_counted_whether_active_or_not() {
    let mut test = TestConnection::open();
    let disabled = insert(&mut test.conn, "a@example.com", 1);
    insert(&mut test.conn, "b@example.com", 2);

    queries::set_active(&mut test.conn, &disabled.id, false, 3).unwrap();

    assert_eq!(queries::count(&mut test.conn).unwrap(), 2);
}

#[test]
fn the_password_hash_is_not_in_the_debug_form() {
    let mut test = TestConnection::open();
    let mut row = insert(&mut test.conn, "a@example.com", 1);
    row.password_hash = "$argon2id$secret".to_owned();

    assert!(!format!("{row:?}").contains("argon2id"));
}
