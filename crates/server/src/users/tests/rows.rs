//! The queries, on a connection.

use super::super::listing::{self, Listing};
use super::super::model::{NewUser, UserChanges, UserRow};
use super::super::queries::{self, ChangeError, StatusError};
use super::{insert, new_user};
use crate::db::testing::TestConnection;
use crate::db::{Connection, CustomerKey, UserId};
use sovx_api_types::sovx::models::{UserOrder, UserStatus, UserType};

fn two_customers(test: &mut TestConnection) -> (CustomerKey, CustomerKey) {
    let account = test.account();
    (
        test.customer(&account, "corp-one"),
        test.customer(&account, "corp-two"),
    )
}

#[test]
fn what_is_stored_is_what_is_found() {
    let mut test = TestConnection::open();
    let (customer, _) = two_customers(&mut test);
    let new = NewUser {
        individual_id_number_sealed: Some(vec![0, 255, 7]),
        ..new_user(1)
    };

    let stored = queries::insert(&mut test.conn, &customer, &new).unwrap();
    let found = queries::find(&mut test.conn, &customer, &new.id).unwrap();

    assert_eq!(found.as_ref(), Some(&stored));
    assert_eq!(stored.customer_id, customer);
    assert_eq!(stored.email, "User-1@example.com");
    assert_eq!(stored.individual_residential_city, None);
    assert_eq!(stored.individual_id_number_sealed, Some(vec![0, 255, 7]));
    assert_eq!((stored.created_at, stored.updated_at), (10, 11));
}

#[test]
fn an_id_is_taken_for_all_customers_even_after_deletion() {
    let mut test = TestConnection::open();
    let (one, two) = two_customers(&mut test);
    let id = insert(&mut test.conn, &one, 1).id;
    let again = |number| NewUser {
        id: id.clone(),
        ..new_user(number)
    };

    let foreign = queries::insert(&mut test.conn, &two, &again(2));
    queries::delete(&mut test.conn, &one, &id, 20).unwrap();
    let deleted = queries::insert(&mut test.conn, &one, &again(1));

    assert!(matches!(foreign, Err(ChangeError::TakenId)), "{foreign:?}");
    assert!(matches!(deleted, Err(ChangeError::TakenId)), "{deleted:?}");
}

#[test]
fn email_and_phone_are_unique_among_the_living_users_of_a_customer() {
    let mut test = TestConnection::open();
    let (one, two) = two_customers(&mut test);
    let first = insert(&mut test.conn, &one, 1);
    let same_email = NewUser {
        phone_e164: "+12015559999".to_owned(),
        ..new_user(1)
    };
    let same_phone = NewUser {
        email_normalised: "other@example.com".to_owned(),
        phone_field: "/phone",
        ..new_user(1)
    };

    let email = queries::insert(&mut test.conn, &one, &same_email);
    let phone = queries::insert(&mut test.conn, &one, &same_phone);
    let both = queries::insert(&mut test.conn, &one, &new_user(1));
    let elsewhere = queries::insert(&mut test.conn, &two, &new_user(1));
    queries::delete(&mut test.conn, &one, &first.id, 20).unwrap();
    let successor = queries::insert(&mut test.conn, &one, &new_user(1));

    assert!(matches!(email, Err(ChangeError::TakenEmail)), "{email:?}");
    assert!(
        matches!(phone, Err(ChangeError::TakenPhone("/phone"))),
        "{phone:?}"
    );
    assert!(matches!(both, Err(ChangeError::TakenEmail)), "{both:?}");
    assert!(elsewhere.is_ok() && successor.is_ok());
}

#[test]
fn an_update_changes_what_it_names_clears_what_it_says_and_keeps_the_rest() {
    let mut test = TestConnection::open();
    let (customer, _) = two_customers(&mut test);
    let new = NewUser {
        individual_id_country: Some("US".to_owned()),
        ..new_user(1)
    };
    let before = queries::insert(&mut test.conn, &customer, &new).unwrap();

    let changes = UserChanges {
        updated_at: 30,
        last_name: Some("Byron".to_owned()),
        individual_residential_city: Some("London".to_owned()),
        individual_id_country: Some(None),
        ..UserChanges::default()
    };
    let after = queries::update(&mut test.conn, &customer, &before.id, &changes).unwrap();

    let expected = UserRow {
        updated_at: 30,
        last_name: "Byron".to_owned(),
        individual_residential_city: Some("London".to_owned()),
        individual_id_country: None,
        ..before
    };
    assert_eq!(after, Some(expected));
}

#[test]
fn an_update_may_keep_its_own_email_and_take_no_others() {
    let mut test = TestConnection::open();
    let (customer, _) = two_customers(&mut test);
    let own = insert(&mut test.conn, &customer, 1);
    insert(&mut test.conn, &customer, 2);
    let email = |number| UserChanges {
        email_normalised: Some(format!("user-{number}@example.com")),
        ..UserChanges::default()
    };
    let phone = UserChanges {
        phone_e164: Some("+12015550002".to_owned()),
        ..UserChanges::default()
    };

    let kept = queries::update(&mut test.conn, &customer, &own.id, &email(1));
    let email = queries::update(&mut test.conn, &customer, &own.id, &email(2));
    let phone = queries::update(&mut test.conn, &customer, &own.id, &phone);

    assert!(matches!(kept, Ok(Some(_))), "{kept:?}");
    assert!(matches!(email, Err(ChangeError::TakenEmail)), "{email:?}");
    assert!(
        matches!(phone, Err(ChangeError::TakenPhone(_))),
        "{phone:?}"
    );
}

#[test]
fn a_status_is_left_only_for_one_that_may_follow() {
    let mut test = TestConnection::open();
    let (customer, _) = two_customers(&mut test);
    let pending = NewUser {
        status: "PENDING".to_owned(),
        ..new_user(1)
    };
    let id = queries::insert(&mut test.conn, &customer, &pending)
        .unwrap()
        .id;
    let conn = &mut test.conn;

    let early = queries::deactivate(conn, &customer, &id, 20);
    let active = queries::activate(conn, &customer, &id, 21).unwrap();
    let again = queries::activate(conn, &customer, &id, 22);
    let inactive = queries::deactivate(conn, &customer, &id, 23).unwrap();
    let back = queries::activate(conn, &customer, &id, 24).unwrap();
    queries::delete(conn, &customer, &id, 25).unwrap();
    let gone = queries::activate(conn, &customer, &id, 26);
    let unknown = queries::deactivate(conn, &customer, &UserId::fresh(), 27);

    assert!(matches!(early, Err(StatusError::WrongStatus)), "{early:?}");
    assert_eq!((active.status.as_str(), active.updated_at), ("ACTIVE", 21));
    assert!(matches!(again, Err(StatusError::WrongStatus)), "{again:?}");
    assert_eq!(
        (inactive.status.as_str(), back.status.as_str()),
        ("INACTIVE", "ACTIVE")
    );
    assert!(matches!(gone, Err(StatusError::Missing)), "{gone:?}");
    assert!(matches!(unknown, Err(StatusError::Missing)), "{unknown:?}");
}

fn listing() -> Listing {
    Listing {
        status: None,
        account_type: None,
        email: None,
        order: None,
    }
}

fn names(conn: &mut Connection, customer: &CustomerKey, listing: &Listing) -> Vec<String> {
    let (rows, total) = listing::list(conn, customer, listing, 100, 0).unwrap();
    assert_eq!(rows.len(), usize::try_from(total).unwrap());
    rows.into_iter().map(|row| row.first_name).collect()
}

pub(super) fn count(conn: &mut Connection, customer: &CustomerKey) -> usize {
    names(conn, customer, &listing()).len()
}

/// Four users: two of one time, one of which is deleted, and one of another customer.
fn four(test: &mut TestConnection) -> CustomerKey {
    let (customer, other) = two_customers(test);
    for (number, (owner, name, last_name, created_at)) in [
        (&customer, "old", "b", 1),
        (&customer, "tie", "B", 2),
        (&customer, "twin", "a", 2),
        (&customer, "gone", "c", 3),
        (&other, "foreign", "d", 4),
    ]
    .into_iter()
    .enumerate()
    {
        let new = NewUser {
            first_name: name.to_owned(),
            last_name: last_name.to_owned(),
            created_at,
            ..new_user(9 - u32::try_from(number).unwrap())
        };
        queries::insert(&mut test.conn, owner, &new).unwrap();
        if name == "gone" {
            queries::delete(&mut test.conn, owner, &new.id, 9).unwrap();
        }
    }
    customer
}

#[test]
fn a_list_is_in_the_order_asked_for_and_ties_are_broken_by_id_the_same_way_round() {
    let mut test = TestConnection::open();
    let customer = four(&mut test);
    let mut by = |order| {
        let listing = Listing { order, ..listing() };
        names(&mut test.conn, &customer, &listing)
    };

    assert_eq!(by(None), ["twin", "tie", "old"]);
    assert_eq!(by(Some(UserOrder::MinusCreatedAt)), ["twin", "tie", "old"]);
    assert_eq!(by(Some(UserOrder::CreatedAt)), ["old", "tie", "twin"]);
    assert_eq!(by(Some(UserOrder::Email)), ["twin", "tie", "old"]);
    assert_eq!(by(Some(UserOrder::MinusEmail)), ["old", "tie", "twin"]);
    assert_eq!(by(Some(UserOrder::LastName)), ["tie", "twin", "old"]);
    assert_eq!(by(Some(UserOrder::MinusLastName)), ["old", "twin", "tie"]);
}

#[test]
fn a_list_holds_what_all_filters_let_through() {
    let mut test = TestConnection::open();
    let customer = four(&mut test);
    let mut filtered = |listing: Listing| names(&mut test.conn, &customer, &listing);
    let status = |status| Listing {
        status: Some(status),
        ..listing()
    };

    assert_eq!(filtered(status(UserStatus::Deleted)), ["gone"]);
    assert_eq!(filtered(status(UserStatus::Active)).len(), 3);
    assert!(filtered(status(UserStatus::Pending)).is_empty());
    let email = Listing {
        email: Some("USER-9@example.COM".to_owned()),
        ..listing()
    };
    assert_eq!(filtered(email.clone()), ["old"]);
    let business = Listing {
        account_type: Some(UserType::Business),
        ..email
    };
    assert!(filtered(business).is_empty());
}

#[test]
fn a_page_is_a_part_of_the_list_and_knows_its_whole_length() {
    let mut test = TestConnection::open();
    let customer = four(&mut test);

    let (rows, total) = listing::list(&mut test.conn, &customer, &listing(), 1, 1).unwrap();
    let (none, _) = listing::list(&mut test.conn, &customer, &listing(), 1, 3).unwrap();

    assert_eq!(
        (rows[0].first_name.as_str(), rows.len(), total),
        ("tie", 1, 3)
    );
    assert!(none.is_empty());
}
