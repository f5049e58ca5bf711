//! The balance of a customer with many users.

use std::time::Instant;

use diesel::prelude::*;
use rand::RngExt as _;
use sovx_ledger::{Minor, Precision, Total};
use uuid::Uuid;

use crate::db::schema::{ledger_accounts, wallets};
use crate::db::{Connection, DbError, UserId, WalletId};
use crate::testing::TestApp;

/// How many accounts the customer's users have; `SOVX_BALANCE_ACCOUNTS` asks for another number.
const ACCOUNTS: usize = 1000;

fn how_many() -> usize {
    #[expect(
        clippy::disallowed_methods,
        reason = "a test setting, not configuration"
    )]
    let asked = std::env::var("SOVX_BALANCE_ACCOUNTS");
    asked.map_or(ACCOUNTS, |text| text.parse().unwrap())
}

/// Stores accounts with these amounts of ether, beside the one wallet that there is.
fn store(conn: &mut Connection, amounts: &[(Minor, Minor)]) -> Result<(), DbError> {
    let (customer, user, wallet): (String, UserId, WalletId) = wallets::table
        .select((wallets::customer_id, wallets::user_id, wallets::id))
        .get_result(conn)?;
    for page in amounts.chunks(500) {
        let rows: Vec<_> = page
            .iter()
            .map(|(available, held)| {
                let credits = available.checked_add(*held).unwrap();
                (
                    ledger_accounts::id.eq(Uuid::new_v4().to_string()),
                    ledger_accounts::kind.eq("wallet"),
                    ledger_accounts::owner.eq(Uuid::new_v4().to_string()),
                    ledger_accounts::currency.eq("eth"),
                    ledger_accounts::customer_id.eq(&customer),
                    ledger_accounts::user_id.eq(&user),
                    ledger_accounts::wallet_id.eq(&wallet),
                    ledger_accounts::debits.eq(Minor::ZERO.padded()),
                    ledger_accounts::credits.eq(credits.padded()),
                    ledger_accounts::held.eq(held.padded()),
                    ledger_accounts::available.eq(available.padded()),
                    ledger_accounts::seq.eq(0),
                    ledger_accounts::mac.eq(vec![0_u8; 32]),
                    ledger_accounts::seal.eq(vec![0_u8; 32]),
                    ledger_accounts::created_at.eq(1),
                )
            })
            .collect();
        let insert = diesel::insert_into(ledger_accounts::table).values(rows);
        match conn {
            Connection::Sqlite(conn) => insert.execute(conn)?,
            Connection::Postgres(conn) => insert.execute(conn)?,
        };
    }
    Ok(())
}

#[actix_web::test]
async fn the_balance_of_a_customer_is_exact_however_many_users_it_has() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let body = serde_json::json!({"name": "Ether", "currency": "ETH"});
    let wallet = owner.post(&format!("{user}/wallets"), &body).await.data();
    let wallet = format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap());
    let ether = serde_json::json!({
        "currency": "eth",
        "network": "ethereum-sepolia",
        "amount_decimal": "0.000000000000000001",
    });
    owner.try_deposit(&wallet, &ether).await;
    let mut random = rand::rng();
    let mut amount = || Minor::new(random.random_range(0..10_u128.pow(37))).unwrap();
    let amounts: Vec<_> = (0..how_many()).map(|_| (amount(), amount())).collect();
    store(&mut app.connect(), &amounts).unwrap();

    let begun = Instant::now();
    let told = owner.balance("/accounts/balance", "eth").await;
    println!(
        "{} accounts added up in {:?}",
        amounts.len(),
        begun.elapsed()
    );

    let precision = Precision::new(18).unwrap();
    let available: Total = amounts.iter().map(|(available, _)| *available).sum();
    let held: Total = amounts.iter().map(|(_, held)| *held).sum();
    let balance = available.checked_add(held).unwrap();
    let expected = [balance, available, held].map(|sum| sum.decimal(precision));
    assert_eq!(told[..3], expected);
    assert_eq!(told[3], "0.000000000000000001");
}
