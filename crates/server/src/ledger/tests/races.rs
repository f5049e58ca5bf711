//! Movements that meet.

use futures_util::future::join_all;

use super::world::{COIN, World};

/// How many opposite movements meet at a time, and how often.
const TASKS: usize = 16;
const ROUNDS: usize = 200;

#[actix_web::test]
async fn opposite_movements_never_lock_each_other_out() {
    let world = World::start().await;
    world.credited(&world.a, "1").await;
    world.credited(&world.b, "1").await;
    for round in 0..ROUNDS {
        let operations: Vec<_> = (0..TASKS).map(|task| format!("t-{round}-{task}")).collect();
        let moves = operations.iter().enumerate().map(|(task, operation)| {
            let wallets = match task % 2 {
                0 => (&world.a, &world.b),
                _ => (&world.b, &world.a),
            };
            let amount = 1 + u128::try_from(task / 2).unwrap();
            world.send(operation, wallets, amount)
        });

        for moved in join_all(moves).await {
            moved.unwrap();
        }
    }

    assert_eq!(world.balances().await, [(COIN, 0), (COIN, 0)]);
    let report = world.verify(true).await;
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    let booked = i64::try_from(TASKS * ROUNDS).unwrap();
    assert_eq!(report.counts.movements, booked + 2);
}

#[actix_web::test]
async fn a_wallet_is_never_spent_twice() {
    let world = World::start().await;
    world.credited(&world.a, "1").await;
    let operations: Vec<_> = (0..32).map(|task| format!("t-{task}")).collect();

    let spent = join_all(
        operations
            .iter()
            .map(|operation| world.send(operation, (&world.a, &world.b), COIN / 10)),
    );
    let spent = spent.await;

    assert_eq!(spent.iter().filter(|spent| spent.is_ok()).count(), 10);
    assert_eq!(world.balances().await, [(0, 0), (COIN, 0)]);
    assert!(world.verify(true).await.findings.is_empty());
}
