//! Each address once, whoever asks at the same time.

use std::collections::BTreeSet;

use super::super::manage::activate;
use super::super::seed::Seed;
use super::super::testing::{addresses, changes, fill, seed};
use crate::db::testing::TestDb;
use crate::db::{Connection, Db, DbError};
use crate::vault::{Network, TakenAddress, Vault as _, VaultError, WatchOnly};

const SOLANA: Network = Network::SolanaDevnet;

fn take(conn: &mut Connection, network: Network) -> Result<TakenAddress, VaultError> {
    WatchOnly.take(conn, network, 5)
}

async fn taken(db: &Db, network: Network) -> Result<TakenAddress, VaultError> {
    changes(db).upkeep(move |conn| take(conn, network)).await
}

/// Replaces the source of Solana by a pool of this size.
async fn pool_of(db: &Db, seed: &Seed, size: u32) {
    let pool = seed.pool(size).unwrap();
    let changes = changes(db);
    let stored = changes.upkeep(move |conn| {
        activate(conn, SOLANA, &pool, 2).unwrap();
        Ok::<(), DbError>(())
    });
    stored.await.unwrap();
}

#[tokio::test]
async fn of_64_at_once_each_gets_an_address_of_its_own_and_failures_leave_no_gap() {
    let test = TestDb::open();
    fill(&changes(&test.db)).await;

    let takers = (0..64).map(|number| {
        let changes = changes(&test.db);
        let network = if number % 2 == 0 {
            SOLANA
        } else {
            Network::BitcoinTestnet
        };
        tokio::spawn(async move {
            let changed = changes.upkeep(move |conn| {
                let taken = take(conn, network)?;
                // Every fourth creation fails after it took its address.
                if number % 8 < 2 {
                    return Err(VaultError::NoSource(network));
                }
                Ok((network, taken))
            });
            changed.await
        })
    });
    let takers: Vec<_> = takers.collect();
    let mut outcomes = Vec::new();
    for taker in takers {
        outcomes.extend(taker.await.unwrap());
    }

    assert_eq!(outcomes.len(), 48);
    for network in [SOLANA, Network::BitcoinTestnet] {
        let of_network = outcomes.iter().filter(|(of, _)| *of == network);
        let given: BTreeSet<_> = of_network
            .map(|(_, taken)| (taken.index, taken.address.clone()))
            .collect();
        let expected: BTreeSet<_> = (0..).zip(addresses(network, 24)).collect();
        assert_eq!(given, expected, "{network}");
    }
}

#[tokio::test]
async fn an_empty_pool_gives_nothing_and_says_so() {
    let test = TestDb::open();
    pool_of(&test.db, &seed(), 2).await;
    for expected in 0..2 {
        assert_eq!(taken(&test.db, SOLANA).await.unwrap().index, expected);
    }

    for _ in 0..2 {
        let refused = taken(&test.db, SOLANA).await;

        assert!(
            matches!(refused, Err(VaultError::Exhausted(SOLANA))),
            "{refused:?}"
        );
    }
    pool_of(&test.db, &Seed::generate().unwrap(), 1).await;
    assert_eq!(taken(&test.db, SOLANA).await.unwrap().index, 0);
}

#[tokio::test]
async fn a_network_without_a_source_gives_nothing() {
    let test = TestDb::open();
    fill(&changes(&test.db)).await;

    let refused = taken(&test.db, Network::Bitcoin).await;

    assert!(
        matches!(refused, Err(VaultError::NoSource(Network::Bitcoin))),
        "{refused:?}"
    );
}
