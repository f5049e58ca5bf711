//! Settings in the database.

use crate::db::testing::TestConnection;
use crate::db::{Connection, CustomerKey, schema::customers};
use crate::monetization::manage::{self, CreateError};
use crate::monetization::model::NewSetting;
use crate::monetization::queries;
use diesel::prelude::*;
use sovx_api_types::sovx::models::MonetizationSetting;

/// A flat fee on all withdrawals, which needs no catalogue.
pub(super) fn flat(amount: &str) -> NewSetting {
    NewSetting {
        feature: "WITHDRAW".to_owned(),
        method: "FEE_FLAT".to_owned(),
        amount: amount.to_owned(),
        currency: String::new(),
        pair: String::new(),
        created_at: 10,
        updated_at: 11,
    }
}

/// A fee rate on all trades of a feature.
pub(super) fn rate(feature: &str) -> NewSetting {
    NewSetting {
        feature: feature.to_owned(),
        method: "FEE_RATE".to_owned(),
        ..flat("0.01")
    }
}

pub(super) fn create(
    conn: &mut Connection,
    customer: &CustomerKey,
    new: &NewSetting,
) -> Result<MonetizationSetting, CreateError> {
    manage::create(conn, customer, new).map(|(setting, _)| setting)
}

#[test]
fn a_setting_is_found_as_it_was_stored() {
    let mut test = TestConnection::open();
    let account = test.account();
    let customer = test.customer(&account, "corp-one");

    create(&mut test.conn, &customer, &flat("0.00000001")).unwrap();

    let (row, customer_id) = queries::find(&mut test.conn, &customer, 1)
        .unwrap()
        .unwrap();
    assert_eq!(customer_id, "corp-one");
    assert_eq!((row.customer_id, row.id), (customer, 1));
    assert_eq!(row.amount, "0.00000001");
    assert_eq!((row.created_at, row.updated_at), (10, 11));
}

#[test]
fn ids_count_up_within_a_customer_and_are_never_given_out_again() {
    let mut test = TestConnection::open();
    let account = test.account();
    let (one, two) = (
        test.customer(&account, "one"),
        test.customer(&account, "two"),
    );

    let first = create(&mut test.conn, &one, &flat("1")).unwrap();
    let second = create(&mut test.conn, &one, &rate("RFQ")).unwrap();
    manage::delete(&mut test.conn, &one, 2).unwrap();
    let third = create(&mut test.conn, &one, &rate("SPOT_TRADE")).unwrap();
    let of_other = create(&mut test.conn, &two, &flat("1")).unwrap();

    assert_eq!([first.id, second.id, third.id, of_other.id], [1, 2, 3, 1]);
}

#[test]
fn the_same_setting_is_stored_once_until_it_is_deleted() {
    let mut test = TestConnection::open();
    let account = test.account();
    let customer = test.customer(&account, "corp-one");
    create(&mut test.conn, &customer, &flat("1")).unwrap();

    let again = create(&mut test.conn, &customer, &flat("2"));
    manage::delete(&mut test.conn, &customer, 1).unwrap();
    let successor = create(&mut test.conn, &customer, &flat("2"));

    assert!(matches!(again, Err(CreateError::Duplicate)), "{again:?}");
    assert!(successor.is_ok(), "{successor:?}");
}

#[test]
fn a_customer_that_was_deleted_a_moment_ago_gets_no_setting() {
    let mut test = TestConnection::open();
    let account = test.account();
    let customer = test.customer(&account, "corp-one");
    diesel::update(customers::table)
        .set(customers::status.eq("INACTIVE"))
        .execute(&mut test.conn)
        .unwrap();

    let refused = create(&mut test.conn, &customer, &flat("1"));

    assert!(
        matches!(refused, Err(CreateError::CustomerGone)),
        "{refused:?}"
    );
}
