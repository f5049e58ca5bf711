//! How the catalogue changes.

use serde_json::{Value, json};

use super::file::{currency, pair};
use crate::auth::pepper::Pepper;
use crate::changes::Changes;
use crate::currencies::model::{Listing, PairListing};
use crate::currencies::{Catalogue, ImportError, import, queries, seed};
use crate::db::testing::TestDb;
use crate::db::{Db, DbError};
use futures_util::future::join_all;
use secrecy::SecretBox;

pub(super) fn changes(test: &TestDb) -> Changes {
    let pepper = Pepper::new(SecretBox::new(Box::new([7; 32])));
    Changes::new(test.db.clone(), &pepper.into())
}

pub(super) async fn try_import(
    changes: &Changes,
    file: &Value,
) -> Result<(usize, usize), ImportError> {
    import(changes, Catalogue::parse(&file.to_string()).unwrap()).await
}

/// The codes of the currencies and the symbols of the pairs.
async fn stored(db: &Db) -> (Vec<String>, Vec<String>) {
    let read: Result<_, DbError> = db
        .read(|conn| {
            let all = queries::list(conn, &Listing::default())?;
            Ok((all, queries::list_pairs(conn, &PairListing::default())?))
        })
        .await;
    let (currencies, pairs) = read.unwrap();
    (
        currencies.into_iter().map(|row| row.code).collect(),
        pairs.into_iter().map(|row| row.symbol).collect(),
    )
}

#[tokio::test]
async fn an_import_adds_replaces_and_leaves_the_rest() {
    let test = TestDb::open();
    let changes = changes(&test);
    let first = json!({
        "currencies": [currency(1, "ABC"), currency(2, "XYZ")],
        "pairs": [pair("abc", "xyz")],
    });
    let second = json!({
        "currencies": [currency(7, "XYZ"), currency(3, "DEF")],
        "pairs": [pair("def", "abc")],
    });

    assert_eq!(try_import(&changes, &first).await.unwrap(), (2, 1));
    assert_eq!(try_import(&changes, &second).await.unwrap(), (2, 1));

    let (codes, symbols) = stored(&test.db).await;
    assert_eq!(codes, ["ABC", "DEF", "XYZ"]);
    assert_eq!(symbols, ["abcxyz", "defabc"]);
}

#[tokio::test]
async fn a_file_with_a_pair_of_unknown_currencies_is_refused_whole() {
    let test = TestDb::open();
    let changes = changes(&test);
    let file = json!({
        "currencies": [currency(1, "ABC")],
        "pairs": [pair("abc", "xyz"), pair("def", "abc")],
    });

    let refused = try_import(&changes, &file).await.unwrap_err();

    assert_eq!(
        refused.to_string(),
        "/pairs/0/quote must be a known currency\n/pairs/1/base must be a known currency"
    );
    assert_eq!(stored(&test.db).await, (vec![], vec![]));
}

#[tokio::test]
async fn an_id_belongs_to_one_currency() {
    let test = TestDb::open();
    let changes = changes(&test);
    try_import(&changes, &json!({ "currencies": [currency(1, "ABC")] }))
        .await
        .unwrap();

    let taken = json!({ "currencies": [currency(2, "DEF"), currency(1, "XYZ")] });
    let refused = try_import(&changes, &taken).await.unwrap_err();

    assert_eq!(
        refused.to_string(),
        "the id of a currency belongs to another currency already"
    );
    assert_eq!(stored(&test.db).await.0, ["ABC"]);
}

#[tokio::test]
async fn of_eight_first_starts_at_once_one_stores_the_catalogue_and_all_go_on() {
    let test = TestDb::open();
    let changes = changes(&test);

    let seeded = join_all((0..8).map(|_| seed(&changes))).await;

    assert!(seeded.iter().all(Result::is_ok), "{seeded:?}");
    assert_eq!(stored(&test.db).await.0.len(), 7);
}

#[tokio::test]
async fn a_later_start_leaves_the_operators_catalogue_alone() {
    let test = TestDb::open();
    let changes = changes(&test);
    try_import(&changes, &json!({ "currencies": [currency(1, "ABC")] }))
        .await
        .unwrap();

    seed(&changes).await.unwrap();

    assert_eq!(stored(&test.db).await.0, ["ABC"]);
}

#[tokio::test]
async fn a_code_or_symbol_is_known_in_upper_and_lower_case() {
    let test = TestDb::open();
    seed(&changes(&test)).await.unwrap();

    let reading = test.db.read(|conn| {
        let codes = ["btc", "BTC", "xyz"].map(|code| queries::knows(conn, code));
        let symbols = ["btcusd", "BtcUsd", "usdbtc"].map(|symbol| queries::trades(conn, symbol));
        Ok((codes.map(Result::unwrap), symbols.map(Result::unwrap)))
    });

    let known: Result<_, DbError> = reading.await;
    assert_eq!(known.unwrap(), ([true, true, false], [true, true, false]));
}
