//! What a statement of a wallet says.

use super::world::{COIN, Step, World};
use crate::db::DbError;
use crate::ledger::{Entry, Period, entries, wallet_accounts};

/// The lines of the first wallet in bitcoin.
async fn lines(world: &World, period: Period) -> Vec<Entry> {
    let wallet = world.a.wallet.clone();
    let read = world.app.db.read(move |conn| {
        let holding = wallet_accounts(conn, &wallet, Some("btc"))?.pop().unwrap();
        entries(conn, &holding, period, 0)
    });
    read.await.map_err(|error: DbError| error).unwrap()
}

#[actix_web::test]
async fn every_line_says_what_changed_and_what_there_was_then() {
    let world = World::start().await;
    world.credited(&world.a, "1").await;
    world
        .send("t-1", (&world.a, &world.b), COIN / 4)
        .await
        .unwrap();
    for step in [Step::Hold, Step::Commit] {
        world
            .transfer("h-1", (&world.a, &world.b), COIN / 4, step)
            .await
            .unwrap();
    }

    let lines = lines(&world, Period::default()).await;

    let precision = sovx_ledger::Precision::new(8).unwrap();
    let shown: Vec<String> = lines
        .iter()
        .map(|line| {
            let (change, balance) = (
                line.change.decimal(precision),
                line.balance.decimal(precision),
            );
            let (seq, phase, side) = (line.seq, &line.phase, &line.side);
            format!(
                "{seq} {phase} {side} {change} {balance} {}",
                line.held.decimal(precision)
            )
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @r"
    1 POST CREDIT 1 1 0
    2 POST DEBIT -0.25 0.75 0
    3 HOLD DEBIT 0 0.75 0.25
    4 COMMIT DEBIT -0.25 0.5 0
    ");
}

#[actix_web::test]
async fn a_period_begins_with_its_first_moment_and_ends_before_its_last() {
    let world = World::start().await;
    world.credited(&world.a, "1").await;
    world.send("t-1", (&world.a, &world.b), 5).await.unwrap();
    let count = async |from, to| lines(&world, Period { from, to }).await.len();

    assert_eq!(count(None, Some(1_000)).await, 0);
    assert_eq!(count(None, Some(1_001)).await, 1);
    assert_eq!(count(Some(1_000), Some(1_001)).await, 1);
    assert_eq!(count(Some(1_001), None).await, 1);
    assert_eq!(count(None, None).await, 2);
}
