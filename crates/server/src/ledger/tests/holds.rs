//! Holds: taken from what is available, ended once.

use futures_util::future::join_all;

use super::world::{COIN, Step, World};
use crate::ledger::LedgerError;

#[actix_web::test]
async fn a_hold_is_committed_or_released_as_a_whole() {
    let world = World::start().await;
    world.credited(&world.a, "1").await;
    world.send("t-1", (&world.a, &world.b), 1).await.unwrap();
    let wallets = (&world.a, &world.b);

    let mut seen = Vec::new();
    for (operation, end) in [("h-1", Step::Commit), ("h-2", Step::Release)] {
        for step in [Step::Hold, end] {
            world.transfer(operation, wallets, 5, step).await.unwrap();
            seen.push(world.balances().await);
        }
    }

    let (before, after) = (COIN - 1, COIN - 6);
    let expected = [
        [(before, 5), (1, 0)],
        [(after, 0), (6, 0)],
        [(after, 5), (6, 0)],
        [(after, 0), (6, 0)],
    ];
    assert_eq!(seen, expected);
    assert!(world.verify(true).await.findings.is_empty());
}

#[actix_web::test]
async fn of_eight_that_end_a_hold_one_does() {
    let world = World::start().await;
    world.credited(&world.a, "1").await;
    world.send("t-1", (&world.a, &world.b), 1).await.unwrap();
    let wallets = (&world.a, &world.b);
    for round in 0..10 {
        let operation = format!("h-{round}");
        world
            .transfer(&operation, wallets, 5, Step::Hold)
            .await
            .unwrap();

        let ends = (0..8).map(|number| match number % 2 {
            0 => world.transfer(&operation, wallets, 5, Step::Commit),
            _ => world.transfer(&operation, wallets, 5, Step::Release),
        });
        let ended = join_all(ends).await;

        assert_eq!(
            ended.iter().filter(|ended| ended.is_ok()).count(),
            1,
            "{ended:?}"
        );
        for lost in ended.into_iter().filter_map(Result::err) {
            assert!(matches!(lost, LedgerError::Resolved), "{lost:?}");
        }
    }
    let [(_, held), _] = world.balances().await;
    assert_eq!(held, 0);
    assert!(world.verify(true).await.findings.is_empty());
}
