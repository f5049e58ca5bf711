//! What the portal has counted is what its clients have seen.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Api, Place, Server};

const CLIENTS: usize = 32;
const REQUESTS: u32 = 10_000;

/// Of so many requests the budget answers most, and refuses the rest.
const BUDGET: &str = "7000/86400s";

/// How old a count is that no crash can take: a flush is due every second, and on a busy machine
/// it may be late by as much.
const WRITTEN: Duration = Duration::from_secs(2);

/// An end customer, as its partner and as itself.
struct Customer {
    partner: Api,
    itself: Api,
    usage: String,
}

impl Customer {
    async fn of_a_partner(place: &Place, server: &Server) -> Self {
        let created = place.run(&["partner", "create", "--name", "Acme"]);
        let printed = created.stdout.lines();
        let mut words = printed.filter_map(|line| line.strip_prefix("key "));
        let (key, _) = words.next().unwrap().split_once(' ').unwrap();
        let partner = server.portal().bearer(key);
        let customer = partner.post("/customers", &json!({"name": "Delta"})).await;
        assert_eq!(customer.status, 201, "{}", customer.text());
        let customer = customer.json();
        let key = customer["apiKey"].as_str().unwrap();
        Self {
            itself: partner.clone().with("x-customer-key", key),
            partner,
            usage: format!("/customers/{}/usage", customer["id"].as_str().unwrap()),
        }
    }

    fn at(&self, server: &Server) -> Self {
        Self {
            partner: self.partner.clone().at(server.address),
            itself: self.itself.clone().at(server.address),
            usage: self.usage.clone(),
        }
    }

    /// What the portal has counted.
    async fn usage(&self) -> Value {
        let usage = self.partner.get(&self.usage).await;
        assert_eq!(usage.status, 200, "{}", usage.text());
        usage.json()["usage"].take()
    }
}

/// Sends so many requests, as many clients at once; how often each status was answered.
async fn send(customer: &Customer, requests: u32) -> BTreeMap<u16, u32> {
    let (left, seen) = (Cell::new(requests), RefCell::new(BTreeMap::new()));
    let clients = (0..CLIENTS).map(|_| async {
        while let Some(others) = left.get().checked_sub(1) {
            left.set(others);
            let answer = customer.itself.get("/customer-context").await;
            *seen.borrow_mut().entry(answer.status).or_default() += 1;
        }
    });
    join_all(clients).await;
    seen.into_inner()
}

#[tokio::test]
async fn what_is_counted_is_what_thirty_two_clients_saw_also_after_an_orderly_end() {
    let place = Place::new().with("SOVX_LIMIT_END_CUSTOMER", BUDGET);
    let server = place.start();
    let customer = Customer::of_a_partner(&place, &server).await;

    let begun = Instant::now();
    let mut seen = send(&customer, REQUESTS).await;
    println!("{seen:?} in {:?}", begun.elapsed());
    let counted = customer.usage().await;
    for (status, more) in send(&customer, REQUESTS / 20).await {
        *seen.entry(status).or_default() += more;
    }
    server.terminate();
    assert_eq!(server.wait().code(), Some(0));
    let server = place.start();
    let kept = customer.at(&server).usage().await;

    assert_eq!(counted["totalRequests"], REQUESTS);
    assert_eq!(seen.keys().collect::<Vec<_>>(), [&200, &429]);
    assert_eq!(kept["successfulRequests"], seen[&200]);
    assert_eq!(kept["rateLimitedRequests"], seen[&429]);
    assert_eq!(kept["failedRequests"], 0);
    assert_eq!(kept["totalRequests"], seen[&200] + seen[&429]);
}

#[tokio::test]
async fn a_kill_takes_the_counts_of_the_last_moments_at_most_and_adds_none() {
    let place = Place::new().with("SOVX_LIMIT_END_CUSTOMER", BUDGET);
    let server = place.start();
    let customer = Customer::of_a_partner(&place, &server).await;

    let (sent, answered) = (Cell::new(0), RefCell::new(Vec::new()));
    let clients = (0..CLIENTS).map(|_| async {
        loop {
            sent.set(sent.get() + 1);
            match customer.itself.try_get("/customer-context").await {
                Ok(_) => answered.borrow_mut().push(Instant::now()),
                Err(_) => break,
            }
        }
    });
    let kill = async {
        tokio::time::sleep(2 * WRITTEN).await;
        let killed = Instant::now();
        server.kill();
        killed
    };
    let (_, killed) = tokio::join!(join_all(clients), kill);
    let server = place.start();
    let kept = customer.at(&server).usage().await;

    let answered = answered.into_inner();
    let old = answered.iter().filter(|answer| killed - **answer > WRITTEN);
    let (old, sent) = (old.count(), sent.get());
    let kept = kept["totalRequests"].as_u64().unwrap();
    println!(
        "{sent} sent, {} answered, {old} in time, {kept} kept",
        answered.len()
    );
    assert!(old > 0);
    assert!((u64::try_from(old).unwrap()..=sent).contains(&kept));
}
