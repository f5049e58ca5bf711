//! Many at once.

use std::collections::HashMap;

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::with;
use crate::testing::{Seen, TestApp, full_user, quick_user};

fn counted(seen: &[Seen]) -> HashMap<u16, usize> {
    let mut counts = HashMap::new();
    for one in seen {
        *counts.entry(one.status).or_default() += 1;
    }
    counts
}

#[actix_web::test]
async fn of_many_that_want_one_email_phone_or_id_at_once_exactly_one_is_created() {
    let app = TestApp::start().await;
    let (owner, other) = (app.owner("acme").await, app.owner("other").await);
    let id = "f4057807-52cf-4083-9ecb-283ef354fb2b";
    let same_email = |number| with(&quick_user(number), &[("/email", "one@example.com".into())]);
    let same_phone = |number| with(&quick_user(number), &[("/phone", "+12015559999".into())]);
    let same_id = |number| with(&full_user(number), &[("/user_id", id.into())]);
    let bodies: [&dyn Fn(u32) -> Value; 3] = [&same_email, &same_phone, &same_id];

    for (round, body) in (1..).zip(bodies) {
        let numbers = (0..12).map(|number| 100 * round + number);
        let bodies: Vec<Value> = numbers.map(body).collect();
        let calls = bodies.iter().enumerate().map(|(number, body)| {
            let caller = if round == 3 && number % 2 == 1 {
                &other
            } else {
                &owner
            };
            caller.post("/users", body)
        });
        let seen = join_all(calls).await;

        assert_eq!(counted(&seen), HashMap::from([(201, 1), (409, 11)]));
    }
}

#[actix_web::test]
async fn of_two_users_that_change_to_one_email_at_once_one_gets_it() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let mut paths = Vec::new();
    for number in 0..6 {
        paths.push(owner.user(number).await);
    }
    let change = json!({ "email": "one@example.com" });

    let seen = join_all(paths.iter().map(|path| owner.put(path, &change))).await;

    assert_eq!(counted(&seen), HashMap::from([(200, 1), (409, 5)]));
}

#[actix_web::test]
async fn a_user_is_activated_once_however_many_ask() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.post("/users", &full_user(1)).await.data();
    let path = format!("/users/{}/activate", user["user_id"].as_str().unwrap());

    let seen = join_all((0..8).map(|_| owner.trigger(&path))).await;

    assert_eq!(counted(&seen), HashMap::from([(200, 1), (409, 7)]));
}
