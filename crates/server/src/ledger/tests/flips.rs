//! Every column, altered one at a time.

use super::tamper::{Column, Tamperer, names};
use super::world::World;

/// The key of a row once a column of it is another one.
fn moved(table: &str, column: &Column, id: &str, literal: &str) -> String {
    let value = literal.trim_matches('\'');
    match (table, column.name.as_str(), id.split_once(':')) {
        ("ledger_lines", "account_id", Some((_, seq))) => format!("{value}:{seq}"),
        ("ledger_lines", "seq", Some((account, _))) => format!("{account}:{value}"),
        ("ledger_currencies", "code", _) | (_, "id", _) => value.to_owned(),
        _ => id.to_owned(),
    }
}

/// Alters every column of every row, one at a time, and returns those that the proof did not name.
async fn unnoticed(world: &World, table: &str, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut tamperer = Tamperer::of(world);
    let columns = tamperer.columns(table);
    let wanted: Vec<_> = columns
        .into_iter()
        .filter(|column| is_wanted(&column.name))
        .collect();
    assert!(!wanted.is_empty());
    let mut missed = Vec::new();
    for (row, id) in tamperer.rows(table) {
        for column in &wanted {
            let before = tamperer.literal(table, column, &row);
            let after = column.flipped(&before);
            let moved = moved(table, column, &id, &after);
            tamperer.set(table, &column.name, &after, &row);

            let report = world.verify(true).await;

            if !names(&report.findings, table, &[&id, &moved]) {
                missed.push(format!(
                    "{table} {id} {}: {:?}",
                    column.name, report.findings
                ));
            }
            let row = row.replace(&id, &moved);
            tamperer.set(table, &column.name, &before, &row);
        }
    }
    assert!(world.verify(true).await.findings.is_empty());
    missed
}

#[actix_web::test]
async fn every_altered_column_of_an_account_and_a_currency_is_named() {
    let world = World::start().await;
    world.fill().await;

    for table in ["ledger_currencies", "ledger_accounts"] {
        let missed = unnoticed(&world, table, |_| true).await;

        assert_eq!(missed, Vec::<String>::new());
    }
}

#[actix_web::test]
async fn every_altered_column_of_a_movement_is_named() {
    let world = World::start().await;
    world.fill().await;

    let missed = unnoticed(&world, "ledger_movements", |_| true).await;

    assert_eq!(missed, Vec::<String>::new());
}

#[actix_web::test]
async fn every_altered_column_of_a_line_is_named() {
    let world = World::start().await;
    world.fill().await;

    let missed = unnoticed(&world, "ledger_lines", |_| true).await;

    assert_eq!(missed, Vec::<String>::new());
}

#[actix_web::test]
async fn altered_states_amounts_and_ids_of_deposits_are_named() {
    let world = World::start().await;
    world.fill().await;
    let told_only = [
        "address",
        "output_index",
        "confirmations",
        "confirmations_required",
        "block_height",
        "suspense_reason",
        "credited_at",
        "created_at",
        "updated_at",
    ];

    let missed = unnoticed(&world, "deposits", |column| !told_only.contains(&column)).await;

    assert_eq!(missed, Vec::<String>::new());
}

#[actix_web::test]
async fn altered_states_amounts_and_ids_of_transactions_are_named() {
    let world = World::start().await;
    world.fill().await;
    // The ids of transfers, credits and charges are in no other row.
    let told_only = [
        "id",
        "order_id",
        "price",
        "tx_hash",
        "memo",
        "created_at",
        "updated_at",
        "type",
        "amount",
        "fee",
    ];

    let missed = unnoticed(&world, "transactions", |column| {
        !told_only.contains(&column)
    })
    .await;

    assert_eq!(missed, Vec::<String>::new());
}

#[actix_web::test]
async fn altered_amounts_fees_types_and_ids_of_deposits_transactions_are_named() {
    let world = World::start().await;
    world.credited(&world.a, "1").await;
    world.deposit(&world.b, "1").await;
    let told = ["id", "amount", "fee", "type"];

    let missed = unnoticed(&world, "transactions", |column| told.contains(&column)).await;

    assert_eq!(missed, Vec::<String>::new());
}
