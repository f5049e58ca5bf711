//! What an operator does to sources, and what the vault tells of them.

use super::super::manage::{self, ImportError, SourceStatus};
use super::super::seed::Seed;
use super::super::testing::{changes, seed};
use crate::db::Db;
use crate::db::testing::TestDb;
use crate::vault::{Material, Network, Vault as _, VaultError, WatchOnly};

const BITCOIN: Network = Network::BitcoinTestnet;
const SOLANA: Network = Network::SolanaDevnet;

async fn import(db: &Db, network: Network, material: Material) -> SourceStatus {
    let imported = manage::import(&changes(db), network, material).await;
    imported.unwrap()
}

async fn take(db: &Db, network: Network, count: usize) -> i64 {
    let changes = changes(db);
    let taken = changes.upkeep(move |conn| {
        let mut last = -1;
        for _ in 0..count {
            last = WatchOnly.take(conn, network, 5)?.index;
        }
        Ok::<_, VaultError>(last)
    });
    taken.await.unwrap()
}

async fn warnings(db: &Db) -> Vec<Option<String>> {
    let sources = manage::show(db).await.unwrap();
    sources.into_iter().map(|source| source.warning).collect()
}

#[tokio::test]
async fn a_second_source_takes_over_and_the_first_goes_on_where_it_was_left() {
    let test = TestDb::open();
    let first = || seed().material(BITCOIN).unwrap();
    let second = Seed::generate().unwrap().material(BITCOIN).unwrap();
    import(&test.db, BITCOIN, first()).await;
    take(&test.db, BITCOIN, 3).await;

    import(&test.db, BITCOIN, second.clone()).await;

    assert_eq!(take(&test.db, BITCOIN, 1).await, 0);
    let sources = manage::show(&test.db).await.unwrap();
    let told: Vec<_> = sources
        .iter()
        .map(|source| {
            (
                source.fingerprint.as_str(),
                source.is_active,
                source.given_out,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (second.fingerprint().as_str(), true, 1),
            (first().fingerprint().as_str(), false, 3),
        ]
    );
    let again = import(&test.db, BITCOIN, first()).await;
    assert_eq!((again.next_index, again.is_active), (3, true));
    assert_eq!(take(&test.db, BITCOIN, 1).await, 3);
}

#[tokio::test]
async fn a_pool_that_shares_a_key_with_another_is_refused_and_changes_nothing() {
    let test = TestDb::open();
    import(&test.db, SOLANA, seed().pool(4).unwrap()).await;

    let overlapping = manage::import(&changes(&test.db), SOLANA, seed().pool(5).unwrap()).await;

    assert!(
        matches!(overlapping, Err(ImportError::Overlap)),
        "{overlapping:?}"
    );
    let sources = manage::show(&test.db).await.unwrap();
    assert_eq!(sources.len(), 1);
    assert!(sources[0].is_active);
}

#[tokio::test]
async fn a_low_pool_and_a_wide_gap_are_reported() {
    let test = TestDb::open();
    import(&test.db, BITCOIN, seed().material(BITCOIN).unwrap()).await;
    import(&test.db, SOLANA, seed().pool(10).unwrap()).await;
    take(&test.db, BITCOIN, 20).await;
    take(&test.db, SOLANA, 8).await;
    assert_eq!(warnings(&test.db).await, [None, None]);

    take(&test.db, BITCOIN, 1).await;
    take(&test.db, SOLANA, 1).await;

    let warnings = warnings(&test.db).await;
    let gap = "21 addresses in a row may be unused: set the gap limit of your wallet software to \
               more than that";
    assert_eq!(warnings[0].as_deref(), Some(gap));
    let low = "less than 20 % of the pool is left: import another one";
    assert_eq!(warnings[1].as_deref(), Some(low));
    let sources = manage::show(&test.db).await.unwrap();
    assert_eq!(sources[1].left, Some(1));
}

#[tokio::test]
async fn the_imported_source_makes_the_addresses_that_its_file_makes() {
    let test = TestDb::open();
    for (network, material) in [
        (BITCOIN, seed().material(BITCOIN).unwrap()),
        (SOLANA, seed().pool(7).unwrap()),
    ] {
        import(&test.db, network, material.clone()).await;

        let active = manage::active(&test.db, network).await.unwrap().unwrap();

        let of = |material: &Material| -> Vec<_> {
            (0..8)
                .map(|index| material.address(network, index))
                .collect()
        };
        assert_eq!(of(&active), of(&material));
    }
    let none = manage::active(&test.db, Network::Ethereum).await.unwrap();
    assert!(none.is_none());
}
