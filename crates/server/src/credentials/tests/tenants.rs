//! No account lists, adds or revokes credentials of another's customer.

use super::{Listing, new_credential, queries};
use crate::db::CredentialId;
use crate::db::testing::TestConnection;
use proptest::prelude::*;
use std::cell::RefCell;

#[derive(Debug, Clone, Copy)]
enum Call {
    Insert,
    List,
    Revoke(usize),
}

fn call() -> impl Strategy<Value = Call> {
    prop_oneof![
        Just(Call::Insert),
        Just(Call::List),
        (0..8_usize).prop_map(Call::Revoke)
    ]
}

/// A credential as the model knows it: its customer, and whether it is active.
struct Known {
    id: CredentialId,
    customer: usize,
    active: bool,
}

#[test]
fn three_tenants_never_reach_each_others_credentials() {
    let test = RefCell::new((TestConnection::open(), 0_u32));
    let calls = prop::collection::vec((0..3_usize, 0..3_usize, call()), 1..40);
    let cases = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(32)
    };

    proptest!(cases, |(calls in calls)| {
        let (test, serial) = &mut *test.borrow_mut();
        // The customer of a number belongs to the tenant of that number.
        let tenants = [test.account(), test.account(), test.account()];
        let customers = tenants.clone().map(|tenant| {
            let customer_id = format!("of {tenant}");
            test.customer(&tenant, &customer_id);
            customer_id
        });
        let mut known: Vec<Known> = Vec::new();

        for (caller, customer, call) in calls {
            let (tenant, customer_id) = (&tenants[caller], customers[customer].as_str());
            let conn = &mut test.conn;
            match call {
                Call::Insert => {
                    *serial += 1;
                    let new = new_credential(&serial.to_be_bytes(), 1);
                    let row = queries::insert(conn, tenant, customer_id, &new).unwrap();
                    prop_assert_eq!(row.is_some(), caller == customer);
                    known.extend(row.map(|row| Known { id: row.id, customer, active: true }));
                }
                Call::List => {
                    let rows = queries::list(conn, tenant, customer_id, &Listing::default()).unwrap();
                    let own = known.iter().filter(|known| known.customer == customer).count();
                    let expected = (caller == customer).then_some(own);
                    prop_assert_eq!(rows.map(|(_, rows)| rows.len()), expected);
                }
                Call::Revoke(number) => {
                    let Some(target) = known.get_mut(number) else { continue };
                    let revoked =
                        queries::revoke(conn, tenant, customer_id, &target.id, 2).unwrap();
                    let ends = target.customer == customer && target.active;
                    prop_assert_eq!(revoked, (caller == customer).then_some(ends));
                    target.active &= revoked != Some(true);
                }
            }
        }
    });
}
