//! No customer reaches the settings of another.

use super::rows::{create, rate};
use crate::changes::Changed;
use crate::db::testing::TestConnection;
use crate::monetization::manage::{delete, update};
use crate::monetization::model::Filter;
use crate::monetization::queries;
use proptest::prelude::*;
use std::cell::RefCell;

#[derive(Debug, Clone, Copy)]
enum Call {
    Create,
    List,
    Find(i64),
    Update(i64),
    Delete(i64),
}

fn call() -> impl Strategy<Value = Call> {
    prop_oneof![
        Just(Call::Create),
        Just(Call::List),
        (1..4_i64).prop_map(Call::Find),
        (1..4_i64).prop_map(Call::Update),
        (1..4_i64).prop_map(Call::Delete),
    ]
}

/// What a customer has: the ids given out, and the one that is there.
#[derive(Default, Clone, Copy)]
struct Known {
    last: i64,
    there: Option<i64>,
}

#[test]
fn three_tenants_never_reach_each_others_settings() {
    let test = RefCell::new(TestConnection::open());
    let calls = prop::collection::vec((0..3_usize, call()), 1..40);
    let cases = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(32)
    };

    proptest!(cases, |(calls in calls)| {
        let mut test = test.borrow_mut();
        let tenants = [(); 3].map(|()| {
            let account = test.account();
            test.customer(&account, account.as_str())
        });
        let mut known = [Known::default(); 3];

        for (caller, call) in calls {
            let (conn, tenant) = (&mut test.conn, &tenants[caller]);
            let own = &mut known[caller];
            let has = |id: i64| own.there == Some(id);
            match call {
                Call::Create if own.there.is_some() => {}
                Call::Create => {
                    let id = create(conn, tenant, &rate("RFQ")).unwrap().id;
                    prop_assert_eq!(id, own.last + 1);
                    *own = Known { last: id, there: Some(id) };
                }
                Call::List => {
                    let rows = queries::list(conn, tenant, &Filter::default()).unwrap();
                    let ids: Vec<i64> = rows.iter().map(|(row, _)| row.id).collect();
                    prop_assert_eq!(ids, own.there.into_iter().collect::<Vec<_>>());
                    prop_assert!(rows.iter().all(|(row, _)| row.customer_id == *tenant));
                }
                Call::Find(id) => {
                    let found = queries::find(conn, tenant, id).unwrap();
                    prop_assert_eq!(found.is_some(), has(id));
                }
                Call::Update(id) => {
                    let updated = update(conn, tenant, id, 0.5, 20).unwrap();
                    prop_assert_eq!(updated != Changed::nothing(None), has(id));
                }
                Call::Delete(id) => {
                    let deleted = delete(conn, tenant, id).unwrap();
                    prop_assert_eq!(deleted.is_some(), has(id));
                    if deleted.is_some() {
                        own.there = None;
                    }
                }
            }
        }
    });
}
