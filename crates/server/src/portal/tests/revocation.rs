//! Revocation is exact: no request with a key that was sent after its end was answered gets through.

use std::cell::Cell;

use futures_util::StreamExt;
use futures_util::future::{join, join_all};
use futures_util::stream;

use crate::testing::{Caller, EndCustomer, TestApp};

const REVOCATIONS: usize = 1000;
const VERIFIERS: usize = 64;

/// A key, and whether the reply to what ended it has arrived.
struct Held {
    customer: EndCustomer,
    revoked: Cell<bool>,
}

async fn held(partner: &Caller<'_>) -> Vec<Held> {
    let creating = (0..REVOCATIONS).map(async |number| Held {
        customer: partner.end_customer(&format!("Customer {number}")).await,
        revoked: Cell::new(false),
    });
    stream::iter(creating).buffer_unordered(16).collect().await
}

/// Ends a key: every other one by a new key, which works from now on, the rest by deletion.
async fn revoke(partner: &Caller<'_>, number: usize, customer: &EndCustomer) {
    if number.is_multiple_of(2) {
        let next = partner.rotate(&customer.path, 0).await;
        assert_eq!(partner.context_status(&next).await, 200);
    } else {
        assert_eq!(partner.delete(&customer.path).await.status, 204);
    }
}

#[actix_web::test]
async fn of_a_thousand_ended_customer_keys_none_is_accepted_after_the_reply() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let held = held(&partner).await;
    let (next, late, verified) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let is_live = async |one: &Held| {
        let status = partner.context_status(&one.customer.key).await;
        assert!(matches!(status, 200 | 403), "{status}");
        status == 200
    };

    let revoke = async |(number, one): (usize, &Held)| {
        assert!(is_live(one).await);
        revoke(&partner, number, &one.customer).await;
        one.revoked.set(true);
        late.set(late.get() + u32::from(is_live(one).await));
        next.set(next.get() + 1);
    };
    // Verifiers look at what is around the one that is being revoked.
    let verify = async |number: usize| {
        while next.get() < REVOCATIONS {
            let one = &held[(next.get() + number) % REVOCATIONS];
            let was_revoked = one.revoked.get();
            let live = is_live(one).await;
            late.set(late.get() + u32::from(was_revoked && live));
            verified.set(verified.get() + 1);
        }
    };
    let revoking = stream::iter(held.iter().enumerate()).for_each_concurrent(8, revoke);
    join(revoking, join_all((0..VERIFIERS).map(verify))).await;

    assert_eq!(late.get(), 0);
    assert!(verified.get() > REVOCATIONS, "{} verified", verified.get());
}

#[actix_web::test]
async fn of_many_rotations_at_once_one_key_is_left() {
    let app = TestApp::start().await;
    let node = app.start_beside().await;
    let partner = app.partner("Acme").await;
    let customer = partner.end_customer("One").await;
    let elsewhere = partner.at(&node);

    let rotating = (0..20).map(|number| {
        let caller = if number % 2 == 0 {
            &partner
        } else {
            &elsewhere
        };
        caller.rotate(&customer.path, 0)
    });
    let keys = join_all(rotating).await;

    let current = partner.get(&customer.path).await.json()["apiKey"].take();
    for key in keys {
        let expected = if current == key.as_str() { 200 } else { 403 };
        assert_eq!(partner.context_status(&key).await, expected);
    }
}
