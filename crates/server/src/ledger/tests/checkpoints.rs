//! What a proof keeps of the one before.

use super::tamper::Tamperer;
use super::world::{COIN, Step, World};
use crate::proof::Report;

fn tables(report: &Report) -> Vec<&str> {
    let named = report.findings.named.iter();
    named.map(|finding| finding.table).collect()
}

#[actix_web::test]
async fn a_second_proof_reads_what_is_new_and_a_full_one_everything() {
    let world = World::start().await;
    world.fill().await;
    let first = world.verify(false).await;
    world
        .transfer("h-3", (&world.b, &world.a), COIN / 8, Step::Commit)
        .await
        .unwrap();

    let second = world.verify(false).await;
    let third = world.verify(false).await;
    let full = world.verify(true).await;

    let read = [&first, &second, &third, &full].map(|report| report.counts.read);
    let lines = first.counts.lines;
    assert_eq!(read, [lines, 2, 0, lines + 2]);
    assert_eq!(full.counts.lines, lines + 2);
    for report in [first, second, third, full] {
        assert!(report.findings.is_empty(), "{:?}", report.findings);
    }
}

#[actix_web::test]
async fn what_was_altered_before_a_checkpoint_is_found_by_a_full_proof() {
    let world = World::start().await;
    world.fill().await;
    assert!(world.verify(false).await.findings.is_empty());
    let mut tamperer = Tamperer::of(&world);
    tamperer.run("UPDATE ledger_movements SET created_at = 7 WHERE operation = 't-1'");

    let next = world.verify(false).await;
    let full = world.verify(true).await;

    assert!(next.findings.is_empty(), "{:?}", next.findings);
    assert_eq!(
        tables(&full),
        ["ledger_lines", "ledger_movements", "ledger_lines"]
    );
}

#[actix_web::test]
async fn a_checkpointed_line_that_was_altered_is_named_at_once() {
    let world = World::start().await;
    world.credited(&world.a, "1").await;
    world.send("t-1", (&world.a, &world.b), 5).await.unwrap();
    assert!(world.verify(false).await.findings.is_empty());
    Tamperer::of(&world)
        .run("UPDATE ledger_movements SET reference = 'other' WHERE operation = 't-1'");

    let report = world.verify(false).await;

    assert!(tables(&report).contains(&"ledger_lines"), "{report:?}");
}

#[actix_web::test]
async fn every_forged_checkpoint_is_named_and_a_full_proof_does_without() {
    let world = World::start().await;
    world.fill().await;
    assert!(world.verify(false).await.findings.is_empty());
    let mut tamperer = Tamperer::of(&world);
    let columns = tamperer.columns("ledger_checkpoints");
    for (row, id) in tamperer.rows("ledger_checkpoints") {
        for column in columns.iter().filter(|column| column.name != "account_id") {
            let before = tamperer.literal("ledger_checkpoints", column, &row);
            let after = match before.as_str() {
                "''" => "'7'".to_owned(),
                before => column.flipped(before),
            };
            tamperer.set("ledger_checkpoints", &column.name, &after, &row);

            let report = world.verify(false).await;

            let named = report.findings.named.iter();
            let named = named.filter(|finding| finding.table == "ledger_checkpoints");
            let named: Vec<_> = named.map(|finding| finding.id.as_str()).collect();
            assert_eq!(named, [id.as_str()], "{}", column.name);
            tamperer.set("ledger_checkpoints", &column.name, &before, &row);
        }
    }
    tamperer.run("UPDATE ledger_checkpoints SET seq = seq + 1");

    assert!(world.verify(true).await.findings.is_empty());
    let report = world.verify(false).await;
    assert!(report.findings.is_empty(), "{:?}", report.findings);
}

#[actix_web::test]
async fn nothing_is_kept_of_a_proof_that_found_something() {
    let world = World::start().await;
    world.credited(&world.a, "1").await;
    let mut tamperer = Tamperer::of(&world);
    tamperer.run("UPDATE transactions SET status = 'FAILED'");

    let report = world.verify(false).await;

    assert!(!report.findings.is_empty());
    assert_eq!(tamperer.rows("ledger_checkpoints"), []);
}
