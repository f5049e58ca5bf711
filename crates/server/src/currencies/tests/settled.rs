//! The precision of a currency that amounts are counted in.

use futures_util::future::join3;
use serde_json::{Value, json};

use super::file::currency;
use super::importing::{changes, try_import};
use crate::auth::pepper::Pepper;
use crate::currencies::{Catalogue, queries};
use crate::db::testing::TestDb;
use crate::db::{Connection, DbError};
use crate::ledger::{self, Ledger, LedgerError, Owner};
use secrecy::SecretBox;

fn ledger() -> Ledger {
    Ledger::new(&Pepper::new(SecretBox::new(Box::new([7; 32]))))
}

/// How many places a currency has.
fn precision(conn: &mut Connection, code: &str) -> Result<Option<i32>, DbError> {
    let precision = ledger::precision(conn, code)?;
    Ok(precision.map(|precision| precision.get().into()))
}

fn of_precision(id: i32, code: &str, precision: i32) -> Value {
    let mut currency = currency(id, code);
    currency["precision"] = precision.into();
    json!({ "currencies": [currency] })
}

#[tokio::test]
async fn a_currency_that_the_ledger_has_amounts_of_keeps_its_precision() {
    let test = TestDb::open();
    let (changes, ledger) = (changes(&test), ledger());
    let first = json!({ "currencies": [currency(1, "ABC"), currency(2, "DEF")] });
    try_import(&changes, &first).await.unwrap();
    let opening = changes.upkeep(move |conn| ledger.open(conn, &Owner::equity(), "def", 1));
    opening.await.unwrap();

    let mut finer = first.clone();
    finer["currencies"][0]["precision"] = 6.into();
    finer["currencies"][1]["precision"] = 5.into();
    let refused = try_import(&changes, &finer).await.unwrap_err();
    let precisions: Result<_, DbError> = test
        .db
        .read(|conn| Ok((precision(conn, "abc")?, precision(conn, "def")?)))
        .await;
    let same = try_import(&changes, &first).await;
    let unbooked = try_import(&changes, &of_precision(1, "ABC", 6)).await;

    assert_eq!(
        refused.to_string(),
        "/currencies/1/precision must be 4, as the ledger has amounts of it"
    );
    assert_eq!(precisions.unwrap(), (Some(4), Some(4)));
    assert_eq!((same.unwrap(), unbooked.unwrap()), ((2, 0), (1, 0)));
}

#[test]
fn a_currency_of_a_network_has_at_least_the_decimals_of_its_chain() {
    for (code, decimals) in [("BTC", 8), ("ETH", 18), ("SOL", 9)] {
        let parse = |precision| Catalogue::parse(&of_precision(1, code, precision).to_string());

        let refused = parse(decimals - 1).unwrap_err();

        assert_eq!(
            refused.to_string(),
            format!(
                "/currencies/0/precision must be at least {decimals}, as the currency's network \
                 has it"
            )
        );
        assert!(parse(decimals).is_ok());
        assert!(parse(18).is_ok());
    }
}

#[tokio::test]
async fn an_import_comes_wholly_before_or_after_the_first_posting() {
    let test = TestDb::open();
    let changes = changes(&test);
    let mut refusals = 0;

    for number in 1..=40_i32 {
        let code = format!("C{number}");
        let small = code.to_ascii_lowercase();
        try_import(&changes, &of_precision(number, &code, 4))
            .await
            .unwrap();
        let (finer, finest) = (
            of_precision(number, &code, 6),
            of_precision(number, &code, 9),
        );
        let (ledger, posted) = (ledger(), small.clone());
        let opening = async {
            // Where writes come one after another, the imports are first in every other round.
            if number % 2 == 0 {
                tokio::task::yield_now().await;
            }
            let open = move |conn: &mut _| ledger.open(conn, &Owner::equity(), &posted, 1);
            changes.upkeep(open).await
        };

        let (opened, one, other): (Result<(), LedgerError>, _, _) = join3(
            opening,
            try_import(&changes, &finer),
            try_import(&changes, &finest),
        )
        .await;

        opened.unwrap();
        refusals += [one, other].iter().filter(|import| import.is_err()).count();
        let reading = test.db.read(move |conn| {
            let settled = queries::settled_precision(conn, &small)?;
            Ok::<_, DbError>((settled, precision(conn, &small)?))
        });
        let (settled, shown) = reading.await.unwrap();
        assert!(settled.is_some());
        assert_eq!(settled, shown, "round {number}");
    }

    assert!(refusals > 0, "no import was ever late");
}
