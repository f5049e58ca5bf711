mod api;
mod pages;
mod tenants;

use super::listing::{self, Listing};
use super::model::{CustomerChanges, CustomerRow, NewCustomer};
use super::queries::{self, ChangeError};
use crate::db::schema::credentials;
use crate::db::testing::{PEPPER, TestConnection};
use crate::db::{AccountId, Connection, CredentialId, CustomerKey};
use diesel::prelude::*;

fn new_customer(customer_id: &str) -> NewCustomer {
    NewCustomer {
        id: CustomerKey::fresh(),
        customer_id: customer_id.to_owned(),
        email: "office@example.com".to_owned(),
        account_type: "corporation".to_owned(),
        account_role: "client".to_owned(),
        account_purpose: Some("Arbitrage Trading".to_owned()),
        first_name: Some("Ada".to_owned()),
        last_name: None,
        phone_country_code: Some("US".to_owned()),
        phone_number: Some("631-789-8340".to_owned()),
        status: "VERIFIED".to_owned(),
        created_at: 10,
        updated_at: 11,
        business_entity_name: "Redundant Firewall".to_owned(),
        business_incorporation_country: "VC".to_owned(),
        business_incorporation_state: Some("Kingstown".to_owned()),
        business_incorporation_date: Some("2020-02-29".to_owned()),
        business_organization_type: Some("LLC".to_owned()),
        business_business_type: None,
        business_registration_number: None,
        business_description: Some("Networks".to_owned()),
        business_accredited_investor: Some(true),
        business_non_agent_intermediary: Some(false),
        business_principal_place_country: Some("VC".to_owned()),
        business_principal_place_state: None,
        business_principal_place_address: Some("1 Bay Street".to_owned()),
        business_principal_place_city: Some("Kingstown".to_owned()),
        business_principal_place_postal_code: Some("VC0100".to_owned()),
    }
}

fn insert(conn: &mut Connection, account: &AccountId, customer_id: &str) -> CustomerRow {
    queries::insert(conn, account, &new_customer(customer_id)).unwrap()
}

fn registered(customer_id: &str, number: &str) -> NewCustomer {
    NewCustomer {
        business_registration_number: Some(number.to_owned()),
        ..new_customer(customer_id)
    }
}

#[test]
fn what_is_stored_is_what_is_found() {
    let mut test = TestConnection::open();
    let account = test.account();

    let stored = insert(&mut test.conn, &account, "corp-one");
    let found = queries::find(&mut test.conn, &account, "corp-one")
        .unwrap()
        .unwrap();

    assert_eq!(found, stored);
    assert_eq!(found.account_id, account);
    assert_eq!(found.first_name.as_deref(), Some("Ada"));
    assert_eq!(found.last_name, None);
    assert_eq!(found.business_accredited_investor, Some(true));
    assert_eq!(
        found.business_principal_place_postal_code.as_deref(),
        Some("VC0100")
    );
    assert_eq!((found.created_at, found.updated_at), (10, 11));
}

#[test]
fn a_customer_id_is_taken_for_all_accounts_even_after_deletion() {
    let mut test = TestConnection::open();
    let (owner, other) = (test.account(), test.account());
    insert(&mut test.conn, &owner, "corp-one");

    let live = queries::insert(&mut test.conn, &other, &new_customer("corp-one"));
    queries::deactivate(&mut test.conn, &owner, "corp-one", 20).unwrap();
    let deleted = queries::insert(&mut test.conn, &owner, &new_customer("corp-one"));

    assert!(
        matches!(live, Err(ChangeError::DuplicateCustomerId)),
        "{live:?}"
    );
    assert!(
        matches!(deleted, Err(ChangeError::DuplicateCustomerId)),
        "{deleted:?}"
    );
}

#[test]
fn several_customers_may_have_one_registration() {
    let mut test = TestConnection::open();
    let account = test.account();

    for id in ["corp-one", "corp-two"] {
        queries::insert(&mut test.conn, &account, &registered(id, "4711")).unwrap();
    }

    assert_eq!(
        listing::list_all(&mut test.conn, &Listing::default(), 10, 0)
            .unwrap()
            .1,
        2
    );
}

#[test]
fn a_registration_is_taken_by_another_active_customer_of_the_account() {
    let mut test = TestConnection::open();
    let (owner, other) = (test.account(), test.account());
    let one = queries::insert(&mut test.conn, &owner, &registered("corp-one", "4711")).unwrap();
    let two = insert(&mut test.conn, &owner, "corp-two");
    let three = insert(&mut test.conn, &other, "corp-three");
    let taken = |conn: &mut Connection, account: &AccountId, row: &CustomerRow, number| {
        queries::is_registered(conn, account, &row.id, ("VC", number)).unwrap()
    };

    let for_itself = taken(&mut test.conn, &owner, &one, "4711");
    let for_another = taken(&mut test.conn, &owner, &two, "4711");
    let another_number = taken(&mut test.conn, &owner, &two, "4712");
    let elsewhere = taken(&mut test.conn, &other, &three, "4711");
    queries::deactivate(&mut test.conn, &owner, "corp-one", 20).unwrap();
    let afterwards = taken(&mut test.conn, &owner, &two, "4711");

    assert!(for_another);
    assert_eq!(
        [for_itself, another_number, elsewhere, afterwards],
        [false; 4]
    );
}

#[test]
fn an_update_changes_what_it_names_clears_what_it_says_and_keeps_the_rest() {
    let mut test = TestConnection::open();
    let account = test.account();
    let before = insert(&mut test.conn, &account, "corp-one");

    let changes = CustomerChanges {
        updated_at: 30,
        email: Some("new@example.com".to_owned()),
        first_name: Some(None),
        last_name: Some(Some("Lovelace".to_owned())),
        business_accredited_investor: Some(Some(false)),
        ..CustomerChanges::default()
    };
    let after = queries::update(&mut test.conn, &account, "corp-one", &changes).unwrap();

    let expected = CustomerRow {
        updated_at: 30,
        email: "new@example.com".to_owned(),
        first_name: None,
        last_name: Some("Lovelace".to_owned()),
        business_accredited_investor: Some(false),
        ..before
    };
    assert_eq!(after, Some(expected));
}

#[test]
fn a_deleted_customer_is_gone_but_for_the_master_list() {
    let mut test = TestConnection::open();
    let account = test.account();
    insert(&mut test.conn, &account, "corp-one");

    let first = queries::deactivate(&mut test.conn, &account, "corp-one", 20).unwrap();
    let second = queries::deactivate(&mut test.conn, &account, "corp-one", 21).unwrap();

    assert_eq!((first, second), (true, false));
    let changes = CustomerChanges::default();
    let updated = queries::update(&mut test.conn, &account, "corp-one", &changes).unwrap();
    assert_eq!(
        queries::find(&mut test.conn, &account, "corp-one").unwrap(),
        None
    );
    assert_eq!(updated, None);
    let (rows, total) = listing::list_all(&mut test.conn, &Listing::default(), 10, 0).unwrap();
    assert_eq!(total, 1);
    assert_eq!(
        (rows[0].status.as_str(), rows[0].updated_at),
        ("INACTIVE", 20)
    );
}

#[test]
fn the_master_list_is_newest_first_and_breaks_ties_by_id() {
    let mut test = TestConnection::open();
    let (one, other) = (test.account(), test.account());
    for (account, customer_id, created_at) in [
        (&one, "old", 1),
        (&other, "newest", 3),
        (&one, "tie-a", 2),
        (&other, "tie-b", 2),
    ] {
        let new = NewCustomer {
            created_at,
            ..new_customer(customer_id)
        };
        queries::insert(&mut test.conn, account, &new).unwrap();
    }

    let ids = |conn: &mut Connection, limit, skip| -> Vec<String> {
        let (rows, total) = listing::list_all(conn, &Listing::default(), limit, skip).unwrap();
        assert_eq!(total, 4);
        rows.into_iter().map(|row| row.customer_id).collect()
    };

    assert_eq!(
        ids(&mut test.conn, 100, 0),
        ["newest", "tie-b", "tie-a", "old"]
    );
    assert_eq!(ids(&mut test.conn, 2, 1), ["tie-b", "tie-a"]);
    assert!(ids(&mut test.conn, 2, 4).is_empty());
}

#[test]
fn deleting_a_customer_revokes_its_live_credentials_and_no_others() {
    let mut test = TestConnection::open();
    let account = test.account();
    let deleted = test.customer(&account, "corp-one");
    let kept = test.customer(&account, "corp-two");
    for (customer, hash, revoked_at) in [
        (&deleted, [1], None),
        (&deleted, [2], Some(7)),
        (&kept, [3], None),
    ] {
        store_credential(&mut test.conn, customer, &hash, revoked_at);
    }

    queries::deactivate(&mut test.conn, &account, "corp-one", 20).unwrap();

    let revoked_at: Vec<Option<i64>> = credentials::table
        .order(credentials::key_hash)
        .select(credentials::revoked_at)
        .load(&mut test.conn)
        .unwrap();
    let active: i64 = credentials::table
        .filter(credentials::is_active.eq(true))
        .count()
        .get_result(&mut test.conn)
        .unwrap();
    assert_eq!(revoked_at, [Some(20), Some(7), None]);
    assert_eq!(active, 1);
}

fn store_credential(
    conn: &mut Connection,
    customer: &CustomerKey,
    hash: &[u8],
    revoked_at: Option<i64>,
) {
    diesel::insert_into(credentials::table)
        .values((
            credentials::id.eq(CredentialId::fresh()),
            credentials::customer_id.eq(customer),
            credentials::key_hash.eq(hash),
            credentials::pepper_id.eq(PEPPER),
            credentials::masked.eq("sk_live_ab..."),
            credentials::is_owner.eq(true),
            credentials::is_active.eq(revoked_at.is_none()),
            credentials::created_at.eq(1),
            credentials::updated_at.eq(1),
            credentials::revoked_at.eq(revoked_at),
        ))
        .execute(conn)
        .unwrap();
}
