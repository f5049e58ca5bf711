//! Many who write at once (R20).

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use futures_util::future::join_all;

use crate::support::{Api, Place};

const WRITERS: u32 = 32;
const FOR: Duration = Duration::from_secs(10);

/// Creates customers, mints and revokes their keys; how often each status was answered.
async fn write_for_a_while(api: Api, writer: u32) -> BTreeMap<u16, u32> {
    let begun = Instant::now();
    let mut statuses = BTreeMap::new();
    let mut count = |status| *statuses.entry(status).or_default() += 1;
    for number in 0.. {
        if begun.elapsed() > FOR {
            break;
        }
        let id = format!("corp-{writer}-{number}");
        count(api.create_customer(&id).await.status);
        let credentials = format!("/customers/{id}/credentials");
        count(api.post_empty(&credentials).await.status);
        let listed = api.get(&credentials).await;
        count(listed.status);
        let listed = listed.json();
        let credential = listed["data"][0]["credential_id"].as_str().unwrap();
        let revoked = api.delete(&format!("{credentials}/{credential}")).await;
        count(revoked.status);
    }
    statuses
}

#[tokio::test]
async fn thirty_two_writers_at_once_never_see_a_locked_database() {
    let place = Place::new();
    let server = place.start();
    let api = server.login().await;

    let writers = (0..WRITERS).map(|writer| write_for_a_while(api.clone(), writer));
    let answered = join_all(writers).await;

    let mut total = BTreeMap::<u16, u32>::new();
    for (status, times) in answered.into_iter().flatten() {
        *total.entry(status).or_default() += times;
    }
    println!("answers in {FOR:?}: {total:?}");
    assert_eq!(total.keys().copied().collect::<Vec<_>>(), [200, 201, 204]);
    assert!(total[&201] > 2 * WRITERS, "{total:?}");
    let log = server.log();
    assert!(!log.contains("locked"), "{log}");
    assert!(!log.contains("\"level\":\"ERROR\""), "{log}");
}
