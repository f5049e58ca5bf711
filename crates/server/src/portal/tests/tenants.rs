//! No partner sees or changes what another has, whatever ids and keys it tries.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::json;

use crate::testing::{Caller, EndCustomer, Seen, TestApp};

#[derive(Debug, Clone, Copy)]
enum Call {
    Get,
    Rename,
    Rotate,
    Usage,
    Context,
    Delete,
}

/// Which partner calls what with which of the end customers.
fn calls() -> impl Strategy<Value = Vec<(usize, Call, usize)>> {
    let call = prop::sample::select(vec![
        Call::Get,
        Call::Rename,
        Call::Rotate,
        Call::Usage,
        Call::Context,
        Call::Context,
        Call::Delete,
    ]);
    prop::collection::vec((0..3_usize, call, 0..60_usize), 1000)
}

async fn perform(caller: &Caller<'_>, call: Call, number: usize, known: &EndCustomer) -> Seen {
    let path = &known.path;
    match call {
        Call::Get => caller.get(path).await,
        Call::Rename => {
            let name = format!("Renamed {number}");
            caller.patch(path, &json!({ "name": name })).await
        }
        Call::Rotate => caller.trigger(&format!("{path}/rotate-key")).await,
        Call::Usage => caller.get(&format!("{path}/usage")).await,
        Call::Context => {
            let caller = caller.clone().and("x-customer-key", &known.key);
            caller.get("/customer-context").await
        }
        Call::Delete => caller.delete(path).await,
    }
}

fn expected(call: Call, is_own: bool) -> u16 {
    match (call, is_own) {
        (Call::Context, false) => 403,
        (_, false) => 404,
        (Call::Delete, true) => 204,
        (_, true) => 200,
    }
}

#[actix_web::test]
async fn three_partners_never_reach_each_others_end_customers() {
    let app = TestApp::start().await;
    let partners = [
        app.partner("a").await,
        app.partner("b").await,
        app.partner("c").await,
    ];
    let mut customers = Vec::new();
    for number in 0..60 {
        let name = format!("Customer {number}");
        let customer = partners[number % 3].end_customer(&name).await;
        customers.push((Some(number % 3), customer));
    }
    let mut runner = TestRunner::deterministic();
    let calls = calls().new_tree(&mut runner).unwrap().current();

    for (tenant, call, number) in calls {
        let (owner, known) = &mut customers[number];
        let seen = perform(&partners[tenant], call, number, known).await;

        let is_own = *owner == Some(tenant);
        let context = format!("{call:?} of {number} by {tenant}: {seen}");
        assert_eq!(seen.status, expected(call, is_own), "{context}");
        let text = String::from_utf8_lossy(&seen.body);
        assert!(is_own || !text.contains("ck_"), "{context}");
        assert!(is_own || !text.contains(&known.id), "{context}");
        match (call, seen.status) {
            (Call::Rotate, 200) => {
                known.key = seen.json()["apiKey"].as_str().unwrap().to_owned();
            }
            (Call::Delete, 204) => *owner = None,
            _ => {}
        }
    }
    for (tenant, partner) in partners.iter().enumerate() {
        let total = partner.get("/customers?limit=100").await.json()["pagination"]["total"].take();
        let own = customers.iter().filter(|(owner, _)| *owner == Some(tenant));
        assert_eq!(total, own.count());
    }
}
