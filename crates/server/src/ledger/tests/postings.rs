//! What may be booked and what is refused.

use super::tamper::Tamperer;
use super::world::{COIN, Step, World};
use crate::ledger::LedgerError;

#[actix_web::test]
async fn what_is_not_there_is_not_moved_and_leaves_no_row() {
    let world = World::start().await;
    world.credited(&world.a, "1").await;
    world
        .transfer("h-1", (&world.a, &world.b), COIN / 2, Step::Hold)
        .await
        .unwrap();
    let mut tamperer = Tamperer::of(&world);
    let before = (
        tamperer.rows("ledger_movements"),
        tamperer.rows("ledger_lines"),
    );

    for step in [Step::Post, Step::Hold] {
        let wallets = (&world.a, &world.b);
        let refused = world.transfer("t-1", wallets, COIN / 2 + 1, step).await;

        assert!(
            matches!(refused, Err(LedgerError::Insufficient)),
            "{refused:?}"
        );
    }
    let refused = world.send("t-1", (&world.b, &world.a), 1).await;
    assert!(
        matches!(refused, Err(LedgerError::Insufficient)),
        "{refused:?}"
    );
    let after = (
        tamperer.rows("ledger_movements"),
        tamperer.rows("ledger_lines"),
    );
    assert_eq!(after, before);
    world
        .send("t-1", (&world.a, &world.b), COIN / 2)
        .await
        .unwrap();
    assert!(world.verify(true).await.findings.is_empty());
}

#[actix_web::test]
async fn a_reference_counts_once() {
    let world = World::start().await;
    world.credited(&world.a, "1").await;
    world.send("t-1", (&world.a, &world.b), 7).await.unwrap();

    let again = world.send("t-1", (&world.a, &world.b), 7).await;

    assert!(matches!(again, Err(LedgerError::Repeated)), "{again:?}");
    assert_eq!(world.balances().await, [(COIN - 7, 0), (7, 0)]);
}

#[actix_web::test]
async fn what_was_booked_is_neither_changed_nor_deleted() {
    let world = World::start().await;
    world.credited(&world.a, "1").await;
    for sql in [
        "UPDATE ledger_movements SET kind = 'other'",
        "DELETE FROM ledger_movements",
        "UPDATE ledger_lines SET side = 'DEBIT'",
        "DELETE FROM ledger_lines",
        "UPDATE ledger_accounts SET available = credits, held = credits",
    ] {
        let mut conn = world.app.connect();

        let outcome = diesel::connection::SimpleConnection::batch_execute(&mut conn, sql);

        assert!(outcome.is_err(), "{sql}");
    }
    assert!(world.verify(true).await.findings.is_empty());
}
