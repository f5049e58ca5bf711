mod api;

use super::model::{Holder, NewToken};
use super::queries;
use crate::db::schema::{customers, user_tokens, users};
use crate::db::testing::{PEPPER, TestConnection};
use crate::db::{Connection, CustomerKey, UserId};
use diesel::prelude::*;

fn token(user: &UserId, hash: u8) -> NewToken {
    NewToken {
        user_id: user.clone(),
        token_hash: vec![hash],
        pepper_id: PEPPER.to_owned(),
        created_at: 1,
        expires_at: 100,
    }
}

/// Stores an active user of the customer.
fn user(conn: &mut Connection, customer: &CustomerKey, number: u32) -> UserId {
    let id = UserId::fresh();
    diesel::insert_into(users::table)
        .values((
            users::id.eq(&id),
            users::customer_id.eq(customer),
            users::account_type.eq("individual"),
            users::account_role.eq("third"),
            users::first_name.eq("Ada"),
            users::last_name.eq("Lovelace"),
            users::email.eq(format!("user-{number}@example.com")),
            users::email_normalised.eq(format!("user-{number}@example.com")),
            users::phone_country_code.eq("US"),
            users::phone_number.eq("2015550001"),
            users::phone_e164.eq(format!("+1201555{number:04}")),
            users::individual_dob.eq("1990-01-01"),
            users::individual_residential_country_code.eq("US"),
            users::status.eq("ACTIVE"),
            users::created_at.eq(1),
            users::updated_at.eq(1),
        ))
        .execute(conn)
        .unwrap();
    id
}

fn holder(conn: &mut Connection, hash: u8) -> Option<Holder> {
    queries::find_holder(conn, &[hash]).unwrap()
}

#[test]
fn a_token_leads_to_its_user_and_customer_and_the_next_one_replaces_it() {
    let mut test = TestConnection::open();
    let account = test.account();
    let customer = test.customer(&account, "corp-one");
    let conn = &mut test.conn;
    let (ada, eve) = (user(conn, &customer, 1), user(conn, &customer, 2));

    queries::replace(conn, &customer, &[&token(&ada, 1), &token(&eve, 2)]).unwrap();
    let first = holder(conn, 1);
    queries::replace(conn, &customer, &[&token(&ada, 3)]).unwrap();

    let expected = Holder {
        user_id: ada,
        customer,
        account,
        expires_at: 100,
    };
    assert_eq!(first.as_ref(), Some(&expected));
    assert_eq!(holder(conn, 1), None);
    assert_eq!(holder(conn, 2).unwrap().user_id, eve);
    assert_eq!(holder(conn, 3), Some(expected));
}

#[test]
fn when_a_user_is_missing_nothing_is_stored_and_nothing_ends() {
    let mut test = TestConnection::open();
    let account = test.account();
    let customer = test.customer(&account, "corp-one");
    let other = test.customer(&account, "corp-two");
    let conn = &mut test.conn;
    let (ada, foreign) = (user(conn, &customer, 1), user(conn, &other, 1));
    let unknown = UserId::fresh();
    queries::replace(conn, &customer, &[&token(&ada, 1)]).unwrap();

    let tokens = [token(&foreign, 2), token(&ada, 3), token(&unknown, 4)];
    let missing = queries::replace(conn, &customer, &tokens.each_ref()).unwrap();

    let stored: i64 = user_tokens::table.count().get_result(conn).unwrap();
    assert_eq!(missing, [foreign, unknown]);
    assert!(holder(conn, 1).is_some());
    assert_eq!(stored, 1);
}

#[test]
fn a_token_ends_with_its_user_and_with_its_customer() {
    let mut test = TestConnection::open();
    let account = test.account();
    let customer = test.customer(&account, "corp-one");
    let other = test.customer(&account, "corp-two");
    let conn = &mut test.conn;
    let (ada, eve) = (user(conn, &customer, 1), user(conn, &other, 2));
    queries::replace(conn, &customer, &[&token(&ada, 1)]).unwrap();
    queries::replace(conn, &other, &[&token(&eve, 2)]).unwrap();

    diesel::update(users::table.find(&ada))
        .set(users::status.eq("DELETED"))
        .execute(conn)
        .unwrap();
    diesel::update(customers::table.find(&other))
        .set(customers::status.eq("INACTIVE"))
        .execute(conn)
        .unwrap();

    assert_eq!(holder(conn, 1), None);
    assert_eq!(holder(conn, 2), None);
}

#[test]
fn a_deleted_user_gets_no_token() {
    let mut test = TestConnection::open();
    let account = test.account();
    let customer = test.customer(&account, "corp-one");
    let conn = &mut test.conn;
    let ada = user(conn, &customer, 1);
    diesel::update(users::table.find(&ada))
        .set(users::status.eq("DELETED"))
        .execute(conn)
        .unwrap();

    let missing = queries::replace(conn, &customer, &[&token(&ada, 1)]).unwrap();

    assert_eq!(missing, [ada]);
}
