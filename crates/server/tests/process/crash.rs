//! What was acknowledged outlives the process, however it ends (R3).

use std::cell::Cell;
use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::future::join_all;

use crate::support::{Api, Place};

const CYCLES: u32 = 10;
const CALLERS: u32 = 16;

/// How many answers of a burst have arrived before the server is killed.
const ENOUGH: usize = 20;

/// Creates customers until the server is gone; the ids that it has acknowledged.
async fn create_until_it_dies(
    api: Api,
    cycle: u32,
    caller: u32,
    arrived: &Cell<usize>,
) -> Vec<String> {
    let mut acknowledged = Vec::new();
    for number in 0.. {
        let id = format!("corp-{cycle}-{caller}-{number}");
        match api.try_create_customer(&id).await {
            Ok(answer) => {
                assert_eq!(answer.status, 201, "{}", answer.text());
                acknowledged.push(id);
                arrived.set(arrived.get() + 1);
            }
            Err(_) => break,
        }
    }
    acknowledged
}

#[tokio::test]
async fn every_acknowledged_customer_outlives_ten_kills_in_bursts_of_creates() {
    let place = Place::new();
    let mut server = place.start();
    let api = server.login().await;
    let admin = server.api().with("x-master-api-key", &server.master_key());
    let mut acknowledged = Vec::new();
    let mut ready = Vec::new();

    for cycle in 0..CYCLES {
        let caller = api.clone().at(server.address);
        let arrived = Cell::new(0);
        let burst = (0..CALLERS).map(|n| create_until_it_dies(caller.clone(), cycle, n, &arrived));
        let kill = async {
            while arrived.get() < ENOUGH {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            tokio::time::sleep(Duration::from_millis(23 * u64::from(cycle))).await;
            server.kill();
        };
        let (ids, ()) = tokio::join!(join_all(burst), kill);
        let ids = ids.concat();
        server = place.start();
        ready.push(server.ready_after);

        let caller = api.clone().at(server.address);
        let found = ids.iter().map(|id| {
            let path = format!("/customers/{id}");
            let caller = &caller;
            async move { caller.get(&path).await.status }
        });
        assert!(join_all(found).await.iter().all(|status| *status == 200));
        acknowledged.extend(ids);
    }

    let mut stored = BTreeMap::<_, u32>::new();
    for id in admin.at(server.address).all_customer_ids().await {
        *stored.entry(id).or_default() += 1;
    }
    println!(
        "{} acknowledged, ready again after {ready:?}",
        acknowledged.len()
    );
    for id in &acknowledged {
        assert_eq!(stored.get(id), Some(&1), "{id}");
    }
    assert!(stored.values().all(|times| *times == 1));
    // Besides them only those whose answer the kill cut off, at most one per caller and cycle.
    let unasked = stored.len() - acknowledged.len();
    let most = usize::try_from(CYCLES * CALLERS).unwrap();
    assert!(unasked <= most, "{unasked}");
}
