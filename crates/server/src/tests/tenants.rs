//! No account sees or changes what another has, whatever ids it tries.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::json;

use crate::testing::{Caller, Seen, TestApp, customer};

#[derive(Debug, Clone, Copy)]
enum Call {
    Create,
    Get,
    Update,
    Mint,
    ListKeys,
    Delete,
}

/// Which tenant calls what with which of the ids.
fn calls() -> impl Strategy<Value = Vec<(usize, Call, usize)>> {
    let call = prop::sample::select(vec![
        Call::Create,
        Call::Create,
        Call::Get,
        Call::Update,
        Call::Mint,
        Call::ListKeys,
        Call::Delete,
    ]);
    prop::collection::vec((0..3_usize, call, 0..24_usize), 600)
}

async fn perform(caller: &Caller<'_>, tenant: usize, call: Call, id: usize) -> Seen {
    let id = format!("corp-{id}");
    let path = format!("/customers/{id}");
    match call {
        Call::Create => {
            let mut body = customer(&id);
            body["email"] = mark(tenant).into();
            caller.post("/customers", &body).await
        }
        Call::Get => caller.get(&path).await,
        Call::Update => caller.put(&path, &json!({ "email": mark(tenant) })).await,
        Call::Mint => caller.trigger(&format!("{path}/credentials")).await,
        Call::ListKeys => caller.get(&format!("{path}/credentials")).await,
        Call::Delete => caller.delete(&path).await,
    }
}

/// What a tenant writes into all it has.
fn mark(tenant: usize) -> String {
    format!("tenant{tenant}@example.com")
}

/// Who has an id; deleted ids stay taken.
#[derive(Clone, Copy, PartialEq)]
enum Owner {
    Nobody,
    Tenant(usize),
    Deleted,
}

fn expected(owner: Owner, tenant: usize, call: Call) -> u16 {
    match (call, owner == Owner::Tenant(tenant)) {
        (Call::Create, _) if owner == Owner::Nobody => 201,
        (Call::Create, _) => 409,
        (_, false) => 404,
        (Call::Get | Call::Update | Call::ListKeys, true) => 200,
        (Call::Mint, true) => 201,
        (Call::Delete, true) => 204,
    }
}

#[actix_web::test]
async fn three_tenants_never_reach_each_others_customers() {
    let app = TestApp::start().await;
    let tenants = [
        app.login("a").await,
        app.login("b").await,
        app.login("c").await,
    ];
    let mut runner = TestRunner::deterministic();
    let calls = calls().new_tree(&mut runner).unwrap().current();
    let mut owners = [Owner::Nobody; 24];

    for (tenant, call, id) in calls {
        let seen = perform(&tenants[tenant], tenant, call, id).await;

        let context = format!("{call:?} of corp-{id} by {tenant}: {seen}");
        assert_eq!(seen.status, expected(owners[id], tenant, call), "{context}");
        let text = String::from_utf8(seen.body).unwrap();
        for other in (0..3).filter(|other| *other != tenant) {
            assert!(!text.contains(&mark(other)), "{context}");
        }
        match seen.status {
            201 if matches!(call, Call::Create) => owners[id] = Owner::Tenant(tenant),
            204 => owners[id] = Owner::Deleted,
            _ => {}
        }
    }
}
