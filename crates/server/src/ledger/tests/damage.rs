//! What a proof finds in a ledger that somebody altered.

use super::tamper::{Tamperer, names};
use super::world::{COIN, World};
use crate::proof::{Findings, Report};

#[actix_web::test]
async fn whole_books_are_proved_with_their_sums() {
    let world = World::start().await;
    world.fill().await;

    let report = world.verify(true).await;

    assert_eq!(report.findings, Findings::default());
    let bitcoin = report.currencies.get("btc").unwrap();
    assert_eq!(bitcoin.debits, bitcoin.credits);
    assert!(!bitcoin.debits.is_zero());
    assert_eq!(report.counts.accounts, 5);
    assert_eq!(report.counts.read, report.counts.lines);
}

#[actix_web::test]
async fn an_empty_ledger_is_whole() {
    let world = World::start().await;

    let report = world.verify(false).await;

    assert_eq!(report, Report::default());
}

#[actix_web::test]
async fn a_deposit_in_a_state_that_moves_other_money_is_named() {
    let world = World::start().await;
    world.fill().await;
    let mut tamperer = Tamperer::of(&world);
    let uncounted = ["SEEN", "CONFIRMING", "ORPHANED"];
    let counted = ["CREDITED", "SUSPENSE", "REVERSED"];
    for (row, id) in tamperer.rows("deposits") {
        let state = tamperer.texts(&format!("SELECT state AS value FROM deposits WHERE {row}"));
        let state = state.first().unwrap().as_str();
        let others = uncounted.iter().chain(&counted);
        let others = others.filter(|other| {
            **other != state && !(uncounted.contains(&state) && uncounted.contains(other))
        });
        for other in others {
            tamperer.set("deposits", "state", &format!("'{other}'"), &row);

            let report = world.verify(true).await;

            assert!(
                names(&report.findings, "deposits", &[&id]),
                "{state} {other}"
            );
            tamperer.set("deposits", "state", &format!("'{state}'"), &row);
        }
    }
}

#[actix_web::test]
async fn a_lost_line_and_a_lost_movement_are_named() {
    let world = World::start().await;
    world.fill().await;
    let mut tamperer = Tamperer::of(&world);
    let account =
        tamperer.texts("SELECT id AS value FROM ledger_accounts WHERE kind = 'wallet' ORDER BY id");
    let account = account.first().unwrap();
    tamperer.run(&format!(
        "DELETE FROM ledger_lines WHERE account_id = '{account}' AND seq = 2"
    ));

    let found = world.verify(true).await.findings;

    assert!(
        names(&found, "ledger_lines", &[&format!("{account}:3")]),
        "{found:?}"
    );
    let movement = found
        .named
        .iter()
        .any(|finding| finding.table == "ledger_movements");
    assert!(movement, "{found:?}");
    let lost = format!(
        "DELETE FROM ledger_movements WHERE id = \
         (SELECT movement_id FROM ledger_lines WHERE account_id = '{account}' AND seq = 4)"
    );
    tamperer.run(&lost);

    let found = world.verify(true).await.findings;

    assert!(
        names(&found, "ledger_lines", &[&format!("{account}:4")]),
        "{found:?}"
    );
}

#[actix_web::test]
async fn two_lines_that_changed_places_are_named() {
    let world = World::start().await;
    world.credited(&world.a, "1").await;
    world.send("t-1", (&world.a, &world.b), 5).await.unwrap();
    world.send("t-2", (&world.a, &world.b), 5).await.unwrap();
    let mut tamperer = Tamperer::of(&world);
    let account = wallet_account(&mut tamperer, &world);
    for (from, to) in [(2, 99), (3, 2), (99, 3)] {
        tamperer.run(&format!(
            "UPDATE ledger_lines SET seq = {to} WHERE account_id = '{account}' AND seq = {from}"
        ));
    }

    let found = world.verify(true).await.findings;

    for seq in [2, 3] {
        assert!(
            names(&found, "ledger_lines", &[&format!("{account}:{seq}")]),
            "{found:?}"
        );
    }
}

fn wallet_account(tamperer: &mut Tamperer, world: &World) -> String {
    let wallet = &world.a.wallet;
    let sql = format!(
        "SELECT id AS value FROM ledger_accounts WHERE kind = 'wallet' AND owner = '{wallet}'"
    );
    tamperer.texts(&sql).pop().unwrap()
}

/// Takes the newest movement away with all that it left, as far as that goes without the pepper.
async fn undo_newest(world: &World, keeps_macs: bool) -> String {
    let mut tamperer = Tamperer::of(world);
    let columns = ["debits", "credits", "held", "available", "seq", "mac"];
    let copy = "CREATE TABLE before_it AS SELECT * FROM ledger_accounts";
    tamperer.run(copy);
    world
        .send("t-last", (&world.a, &world.b), COIN / 2)
        .await
        .unwrap();
    tamperer.run(
        "DELETE FROM ledger_lines WHERE movement_id IN \
         (SELECT id FROM ledger_movements WHERE operation = 't-last'); \
         DELETE FROM ledger_movements WHERE operation = 't-last'; \
         DELETE FROM transactions WHERE operation_id = 't-last'",
    );
    let undone = columns.iter().filter(|name| keeps_macs || **name != "mac");
    let undone = undone.map(|name| {
        format!("{name} = (SELECT b.{name} FROM before_it b WHERE b.id = ledger_accounts.id)")
    });
    let undone = undone.collect::<Vec<_>>().join(", ");
    tamperer.run(&format!("UPDATE ledger_accounts SET {undone}"));
    tamperer.run("DROP TABLE before_it");
    wallet_account(&mut tamperer, world)
}

#[actix_web::test]
async fn a_movement_that_was_taken_away_with_all_its_traces_is_betrayed_by_the_head() {
    let world = World::start().await;
    world.credited(&world.a, "1").await;
    world.credited(&world.b, "1").await;

    let account = undo_newest(&world, false).await;

    let found = world.verify(true).await.findings;
    assert!(names(&found, "ledger_accounts", &[&account]), "{found:?}");
    assert_eq!(found.named.len(), 2, "{found:?}");
}

#[actix_web::test]
async fn old_rows_that_were_put_back_whole_are_betrayed_by_a_checkpoint() {
    let world = World::start().await;
    world.credited(&world.a, "1").await;
    world.credited(&world.b, "1").await;
    let mut tamperer = Tamperer::of(&world);
    tamperer.run("CREATE TABLE old_accounts AS SELECT * FROM ledger_accounts");
    world.send("t-1", (&world.a, &world.b), 5).await.unwrap();
    assert!(world.verify(false).await.findings.is_empty());
    tamperer.run(
        "DELETE FROM ledger_lines WHERE movement_id IN \
         (SELECT id FROM ledger_movements WHERE operation = 't-1'); \
         DELETE FROM ledger_movements WHERE operation = 't-1'; \
         DELETE FROM transactions WHERE operation_id = 't-1'; \
         DELETE FROM ledger_accounts; \
         INSERT INTO ledger_accounts SELECT * FROM old_accounts; \
         DROP TABLE old_accounts",
    );
    let account = wallet_account(&mut tamperer, &world);

    let found = world.verify(false).await.findings;

    assert!(
        names(&found, "ledger_lines", &[&format!("{account}:2")]),
        "{found:?}"
    );
}

#[actix_web::test]
async fn a_value_of_another_type_is_named_and_stops_nothing() {
    let world = World::start().await;
    world.fill().await;
    let mut tamperer = Tamperer::of(&world);
    let account = wallet_account(&mut tamperer, &world);
    let row = format!("id = '{account}'");
    tamperer.set("ledger_accounts", "credits", "'not digits'", &row);

    let found = world.verify(true).await.findings;

    assert!(names(&found, "ledger_accounts", &[&account]), "{found:?}");
    if tamperer.is_sqlite() {
        tamperer.set("ledger_accounts", "credits", "X'80'", &row);

        let found = world.verify(true).await.findings;

        assert!(names(&found, "ledger_accounts", &[&account]), "{found:?}");
    }
}

#[actix_web::test]
async fn more_findings_than_can_be_named_are_counted() {
    let world = World::start().await;
    world.credited(&world.a, "1").await;
    for number in 0..60 {
        let operation = format!("t-{number}");
        world
            .send(&operation, (&world.a, &world.b), 5)
            .await
            .unwrap();
    }
    Tamperer::of(&world).run("UPDATE ledger_lines SET side = 'NONE'");

    let found = world.verify(true).await.findings;

    assert_eq!(found.named.len(), 100);
    assert!(found.more > 100, "{}", found.more);
}

#[actix_web::test]
async fn a_correction_must_be_told_to_the_owner_of_the_wallet() {
    let world = World::start().await;
    world.credited(&world.a, "1").await;
    world.correct("c-1", &world.a, true).await;
    world.correct("c-2", &world.b, true).await;
    assert_eq!(world.verify(true).await.findings, Findings::default());
    let mut tamperer = Tamperer::of(&world);
    let movement = "SELECT id AS value FROM ledger_movements WHERE operation = 'c-1'";
    let movement = tamperer.texts(movement).pop().unwrap();
    let told = format!("operation_id IS NULL AND wallet_id = '{}'", world.a.wallet);
    let row = format!("SELECT id AS value FROM transactions WHERE {told}");
    let row = tamperer.texts(&row).pop().unwrap();

    tamperer.run(&format!(
        "UPDATE transactions SET status = 'FAILED' WHERE {told}"
    ));
    let altered = world.verify(true).await.findings;
    tamperer.run(&format!("DELETE FROM transactions WHERE {told}"));
    let lost = world.verify(true).await.findings;

    assert!(names(&altered, "transactions", &[&row]), "{altered:?}");
    for found in [altered, lost] {
        assert!(names(&found, "ledger_movements", &[&movement]), "{found:?}");
    }
    world.correct("c-3", &world.b, false).await;
    let account = format!(
        "SELECT id AS value FROM ledger_accounts WHERE kind = 'wallet' AND owner = '{}'",
        world.b.wallet
    );
    let account = tamperer.texts(&account).pop().unwrap();
    let found = world.verify(true).await.findings;
    assert!(names(&found, "ledger_accounts", &[&account]), "{found:?}");
}
