//! No customer sees or changes what another has (S11): users, wallets, addresses and settings, by
//! owner keys and user tokens, with ids of its own, of others and of nobody.

mod calls;
mod tenant;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use futures_util::future::join_all;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::Value;

use crate::testing::{Seen, TestApp};
use calls::{Try, Whose, expected, operations, tries};
use tenant::Tenant;

const TENANTS: usize = 3;

/// How many calls the test makes; `SOVX_TENANT_CALLS` asks for another number.
const CALLS: usize = 5000;

/// Who has what: ids and addresses by tenant.
type Owned = RefCell<HashMap<String, usize>>;

#[actix_web::test]
async fn three_tenants_never_reach_each_others_users_wallets_and_settings() {
    let app = TestApp::start().await;
    let owned = Owned::default();
    let tenants = [
        Tenant::new(&app, 0, &owned).await,
        Tenant::new(&app, 1, &owned).await,
        Tenant::new(&app, 2, &owned).await,
    ];
    let operations = operations();
    let mut runner = TestRunner::deterministic();
    let tries: Vec<Vec<Try>> = (0..TENANTS)
        .map(|_| {
            let count = how_many() / TENANTS;
            let tries = (0..count).map(|_| tries(operations.len()).new_tree(&mut runner));
            tries.map(|tree| tree.unwrap().current()).collect()
        })
        .collect();
    let (made, successes) = (Cell::new(0), Cell::new(0));

    let running = tries.iter().enumerate().map(async |(number, tries)| {
        for one in tries {
            let operation = operations[one.operation];
            let seen = tenants[number].call(operation, one, &tenants).await;
            let context = format!("{} by tenant {number}, {one:?}: {seen}", operation.id);
            assert!(expected(operation, one, seen.status), "{context}");
            let leaked = leaked(&seen, number, &owned);
            assert!(leaked.is_empty(), "{leaked:?} in {context}");
            tenants[number].learn(operation, &seen, &owned);
            made.set(made.get() + 1);
            let own = one.whose == Whose::Own && seen.status < 300;
            successes.set(successes.get() + u32::from(own));
        }
    });
    join_all(running).await;

    println!(
        "{} calls, {} had success with own ids",
        made.get(),
        successes.get()
    );
    assert!(
        successes.get() > made.get() / 10,
        "hardly a call had success"
    );
}

fn how_many() -> usize {
    #[expect(
        clippy::disallowed_methods,
        reason = "a test setting, not configuration"
    )]
    let asked = std::env::var("SOVX_TENANT_CALLS");
    asked.map_or(CALLS, |text| text.parse().unwrap())
}

/// What an answer tells about other tenants.
fn leaked(seen: &Seen, tenant: usize, owned: &Owned) -> Vec<String> {
    let Ok(body) = serde_json::from_slice::<Value>(&seen.body) else {
        return Vec::new();
    };
    let mut leaked = Vec::new();
    let owned = owned.borrow();
    texts(&body, &mut |text| {
        let lower = text.to_lowercase();
        let mut others = (0..TENANTS).filter(|other| *other != tenant);
        let is_marked = others.any(|other| lower.contains(&tenant::mark(other)));
        let is_foreign = owned.get(text).is_some_and(|owner| *owner != tenant);
        if is_marked || is_foreign {
            leaked.push(text.to_owned());
        }
    });
    leaked
}

/// Every text and number of a JSON value.
fn texts(value: &Value, each: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => each(text),
        Value::Array(items) => items.iter().for_each(|item| texts(item, each)),
        Value::Object(members) => members.values().for_each(|member| texts(member, each)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
