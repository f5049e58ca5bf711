mod tenants;

use super::model::{CredentialRow, Listing, NewCredential};
use super::queries;
use crate::db::testing::{self, PEPPER, TestConnection, TestDb};
use crate::db::{AccountId, Connection, CredentialId, DbError, schema::customers};
use diesel::prelude::*;
use std::sync::mpsc;
use std::time::Duration;

fn new_credential(hash: &[u8], now: i64) -> NewCredential {
    NewCredential::new(
        hash.to_vec(),
        PEPPER.to_owned(),
        "sk_live_ab...".to_owned(),
        true,
        now,
    )
}

fn insert(
    conn: &mut Connection,
    account: &AccountId,
    customer_id: &str,
    hash: &[u8],
    now: i64,
) -> CredentialRow {
    queries::insert(conn, account, customer_id, &new_credential(hash, now))
        .unwrap()
        .unwrap()
}

#[test]
fn a_key_leads_to_its_customer_and_account() {
    let mut test = TestConnection::open();
    let account = test.account();
    let customer = test.customer(&account, "corp-one");
    let stored = insert(&mut test.conn, &account, "corp-one", &[0, 255, 7], 5);

    let holder = queries::find_by_hash(&mut test.conn, &[0, 255, 7])
        .unwrap()
        .unwrap();
    let unknown = queries::find_by_hash(&mut test.conn, &[0, 255, 8]).unwrap();

    assert_eq!(holder.credential_id, stored.id);
    assert_eq!(
        (holder.customer_key, holder.customer_id.as_str()),
        (customer, "corp-one")
    );
    assert_eq!(holder.account_id, account);
    assert!(holder.is_owner && holder.credential_is_active && holder.customer_is_active);
    assert_eq!(unknown, None);
}

#[test]
fn a_credential_needs_an_active_customer_of_the_account() {
    let mut test = TestConnection::open();
    let (owner, other) = (test.account(), test.account());
    test.customer(&owner, "corp-one");
    let new = new_credential(&[1], 5);

    let foreign = queries::insert(&mut test.conn, &other, "corp-one", &new).unwrap();
    let missing = queries::insert(&mut test.conn, &owner, "corp-two", &new).unwrap();
    deactivate(&mut test.conn, "corp-one");
    let deleted = queries::insert(&mut test.conn, &owner, "corp-one", &new).unwrap();

    assert_eq!((foreign, missing, deleted), (None, None, None));
}

/// What deleting the customer does to its own row.
fn deactivate(conn: &mut Connection, customer_id: &str) {
    diesel::update(customers::table.filter(customers::customer_id.eq(customer_id)))
        .set(customers::status.eq("INACTIVE"))
        .execute(conn)
        .unwrap();
}

#[test]
fn credentials_are_listed_newest_first_with_the_revoked_ones() {
    let mut test = TestConnection::open();
    let (owner, other) = (test.account(), test.account());
    test.customer(&owner, "corp-one");
    let old = insert(&mut test.conn, &owner, "corp-one", &[1], 5);
    let new = insert(&mut test.conn, &owner, "corp-one", &[2], 6);
    queries::revoke(&mut test.conn, &owner, "corp-one", &old.id, 9).unwrap();

    let (customer, listed) = queries::list(&mut test.conn, &owner, "corp-one", &Listing::default())
        .unwrap()
        .unwrap();
    let foreign = queries::list(&mut test.conn, &other, "corp-one", &Listing::default()).unwrap();

    let revoked = CredentialRow {
        is_active: false,
        updated_at: 9,
        revoked_at: Some(9),
        ..old
    };
    assert_eq!(listed, [new, revoked]);
    assert_eq!(customer.customer_id, "corp-one");
    assert!(foreign.is_none());
}

#[test]
fn a_revoked_key_is_known_but_inactive_and_its_neighbour_lives_on() {
    let mut test = TestConnection::open();
    let owner = test.account();
    test.customer(&owner, "corp-one");
    let revoked = insert(&mut test.conn, &owner, "corp-one", &[1], 5);
    insert(&mut test.conn, &owner, "corp-one", &[2], 5);

    let first = queries::revoke(&mut test.conn, &owner, "corp-one", &revoked.id, 9).unwrap();
    let again = queries::revoke(&mut test.conn, &owner, "corp-one", &revoked.id, 10).unwrap();

    let is_active = |conn: &mut Connection, hash: &[u8]| {
        queries::find_by_hash(conn, hash)
            .unwrap()
            .unwrap()
            .credential_is_active
    };
    assert_eq!((first, again), (Some(true), Some(false)));
    assert!(!is_active(&mut test.conn, &[1]));
    assert!(is_active(&mut test.conn, &[2]));
}

#[test]
fn a_credential_is_revoked_only_through_its_own_customer_and_account() {
    let mut test = TestConnection::open();
    let (owner, other) = (test.account(), test.account());
    test.customer(&owner, "corp-one");
    test.customer(&owner, "corp-two");
    test.customer(&other, "corp-three");
    let id = insert(&mut test.conn, &owner, "corp-one", &[1], 5).id;

    let mut revoke = |account: &AccountId, customer_id: &str, id: &CredentialId| {
        queries::revoke(&mut test.conn, account, customer_id, id, 9).unwrap()
    };

    assert_eq!(revoke(&owner, "corp-two", &id), Some(false));
    assert_eq!(revoke(&other, "corp-one", &id), None);
    assert_eq!(revoke(&other, "corp-three", &id), Some(false));
    let unknown = CredentialId::fresh();
    assert_eq!(revoke(&owner, "corp-one", &unknown), Some(false));
    assert_eq!(revoke(&owner, "corp-one", &id), Some(true));
}

#[test]
fn a_deleted_customer_shows_in_the_look_up_of_its_keys() {
    let mut test = TestConnection::open();
    let owner = test.account();
    test.customer(&owner, "corp-one");
    insert(&mut test.conn, &owner, "corp-one", &[1], 5);

    deactivate(&mut test.conn, "corp-one");

    let holder = queries::find_by_hash(&mut test.conn, &[1])
        .unwrap()
        .unwrap();
    assert!(!holder.customer_is_active);
}

#[test]
fn a_pepper_is_recorded_once() {
    let mut test = TestConnection::open();

    queries::record_pepper(&mut test.conn, "second", 2).unwrap();
    queries::record_pepper(&mut test.conn, "first", 1).unwrap();
    queries::record_pepper(&mut test.conn, "second", 3).unwrap();

    assert_eq!(
        queries::list_peppers(&mut test.conn).unwrap(),
        ["first", "second"]
    );
}

#[tokio::test]
#[expect(
    clippy::disallowed_methods,
    reason = "a test of queries: nothing is recorded"
)]
async fn a_customer_that_is_being_deleted_gets_no_credential() {
    let test = TestDb::open();
    let mut conn = test.place.connect();
    let owner = testing::account(&mut conn);
    testing::customer(&mut conn, &owner, "corp-one");
    let (begun, has_begun) = mpsc::channel();

    let db = test.db.clone();
    let deleting = tokio::spawn(async move {
        db.write(move |conn| {
            deactivate(conn, "corp-one");
            begun.send(()).unwrap();
            std::thread::sleep(Duration::from_millis(300));
            Ok::<(), DbError>(())
        })
        .await
    });
    tokio::task::spawn_blocking(move || has_begun.recv().unwrap())
        .await
        .unwrap();
    let added = test
        .db
        .write(move |conn| queries::insert(conn, &owner, "corp-one", &new_credential(&[1], 5)))
        .await;

    deleting.await.unwrap().unwrap();
    assert!(matches!(added, Ok(None)), "{added:?}");
}
