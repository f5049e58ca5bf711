//! A vault whose every address is known: that of the seed that all test vectors use.

use std::sync::{Arc, LazyLock};

use secrecy::SecretBox;

use super::manage::activate;
use super::material::Material;
use super::network::Network;
use super::seed::Seed;
use crate::auth::pepper::Pepper;
use crate::changes::Changes;
use crate::db::{Db, DbError};

/// The words of the test vectors.
pub(super) const WORDS: &str = "abandon abandon abandon abandon abandon abandon abandon abandon \
                                abandon abandon abandon about";

/// How many Solana addresses a test's server has.
const POOL: u32 = 100;

/// What the servers of tests give addresses from.
static SOURCES: LazyLock<[(Network, Material); 3]> = LazyLock::new(|| {
    let seed = seed();
    let of = |network| (network, seed.material(network).unwrap());
    [
        of(Network::BitcoinTestnet),
        of(Network::EthereumSepolia),
        (Network::SolanaDevnet, seed.pool(POOL).unwrap()),
    ]
});

pub(super) fn seed() -> Seed {
    Seed::from_text(&format!("words: {WORDS}")).unwrap()
}

/// The first addresses of the test networks, as many as one asks for of each.
pub(crate) fn addresses(network: Network, count: u32) -> Vec<String> {
    let (_, material) = SOURCES.iter().find(|(of, _)| *of == network).unwrap();
    let addresses = (0..count).map(|index| material.address(network, index).unwrap());
    addresses.collect()
}

/// Changes to this database.
pub(super) fn changes(db: &Db) -> Changes {
    let pepper = Pepper::new(SecretBox::new(Box::new([7; 32])));
    Changes::new(db.clone(), &Arc::new(pepper))
}

/// Gives every test network a source.
pub(crate) async fn fill(changes: &Changes) {
    let filled = changes.upkeep(|conn| {
        for (network, material) in SOURCES.iter() {
            activate(conn, *network, material, 1).unwrap();
        }
        Ok::<(), DbError>(())
    });
    filled.await.unwrap();
}
