//! No sequence of calls lets an account touch another's customer.

use super::{insert, queries};
use crate::customers::model::CustomerChanges;
use crate::db::testing::TestConnection;
use proptest::prelude::*;
use std::cell::RefCell;

#[derive(Debug, Clone, Copy)]
enum Call {
    Find,
    Update,
    Deactivate,
}

fn call() -> impl Strategy<Value = Call> {
    prop_oneof![3 => Just(Call::Find), 2 => Just(Call::Update), 1 => Just(Call::Deactivate)]
}

#[test]
fn three_tenants_never_reach_each_others_customers() {
    let test = RefCell::new(TestConnection::open());
    let round = RefCell::new(0);

    let scenario = (
        prop::collection::vec(0..3_usize, 1..6),
        prop::collection::vec((0..3_usize, any::<prop::sample::Index>(), call()), 1..40),
    );
    let cases = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(48)
    };
    proptest!(cases, |((owners, calls) in scenario)| {
        let mut test = test.borrow_mut();
        *round.borrow_mut() += 1;
        let tenants = [test.account(), test.account(), test.account()];
        let ids: Vec<String> =
            (0..owners.len()).map(|number| format!("{}-{number}", round.borrow())).collect();
        for (id, &owner) in ids.iter().zip(&owners) {
            insert(&mut test.conn, &tenants[owner], id);
        }
        let mut active = vec![true; owners.len()];

        for (caller, index, call) in calls {
            let number = index.index(ids.len());
            let (tenant, id) = (&tenants[caller], ids[number].as_str());
            let reached = match call {
                Call::Find => queries::find(&mut test.conn, tenant, id).unwrap().is_some(),
                Call::Update => {
                    let changes = CustomerChanges { updated_at: 99, ..Default::default() };
                    queries::update(&mut test.conn, tenant, id, &changes).unwrap().is_some()
                }
                Call::Deactivate => {
                    queries::deactivate(&mut test.conn, tenant, id, 99).unwrap()
                }
            };
            prop_assert_eq!(reached, active[number] && owners[number] == caller);
            if matches!(call, Call::Deactivate) && reached {
                active[number] = false;
            }
        }
    });
}
