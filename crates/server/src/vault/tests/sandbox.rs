//! The first start of a sandbox, and the ones after.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use tempfile::TempDir;

use super::super::manage;
use super::super::sandbox::{furnish, seed_path};
use super::super::seed::Seed;
use super::super::testing::changes;
use crate::db::Db;
use crate::db::testing::TestDb;
use crate::secrets::files::Access;
use crate::vault::Network;

const TEST_NETWORKS: [&str; 3] = ["bitcoin-testnet", "ethereum-sepolia", "solana-devnet"];

async fn sources(db: &Db) -> Vec<(String, String)> {
    let sources = manage::show(db).await.unwrap();
    let named = sources
        .into_iter()
        .map(|source| (source.network, source.fingerprint));
    named.collect()
}

#[tokio::test]
async fn the_first_start_writes_one_closed_file_and_later_ones_leave_it_alone() {
    let (test, folder) = (TestDb::open(), TempDir::new().unwrap());
    let (changes, data_dir) = (changes(&test.db), folder.path().join("data"));

    let path = furnish(&changes, &data_dir, Access::Nobody)
        .await
        .unwrap()
        .unwrap();

    assert_eq!(path, folder.path().join("data.sandbox-seed"));
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let written = fs::read_to_string(&path).unwrap();
    let seed = Seed::from_text(&written).unwrap();
    let networks: Vec<_> = sources(&test.db).await;
    let names: Vec<_> = networks.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, TEST_NETWORKS);
    let bitcoin = seed.material(Network::BitcoinTestnet).unwrap();
    assert_eq!(networks[0].1, bitcoin.fingerprint());
    assert_eq!(
        furnish(&changes, &data_dir, Access::Nobody).await.unwrap(),
        None
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), written);
}

#[tokio::test]
async fn a_new_database_beside_an_old_seed_has_the_old_addresses() {
    let folder = TempDir::new().unwrap();
    let data_dir = folder.path().join("data");
    let (first, second) = (TestDb::open(), TestDb::open());
    furnish(&changes(&first.db), &data_dir, Access::Nobody)
        .await
        .unwrap();

    let path = furnish(&changes(&second.db), &data_dir, Access::Nobody)
        .await
        .unwrap();

    assert!(path.is_some());
    assert_eq!(sources(&first.db).await, sources(&second.db).await);
}

#[tokio::test]
async fn a_source_that_the_operator_has_imported_stays() {
    let (test, folder) = (TestDb::open(), TempDir::new().unwrap());
    let changes = changes(&test.db);
    let own = super::super::testing::seed();
    let own = own.material(Network::BitcoinTestnet).unwrap();
    let imported = manage::import(&changes, Network::BitcoinTestnet, own.clone()).await;
    imported.unwrap();

    furnish(&changes, &folder.path().join("data"), Access::Nobody)
        .await
        .unwrap();

    let sources = sources(&test.db).await;
    let names: Vec<_> = sources.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, TEST_NETWORKS);
    assert_eq!(sources[0].1, own.fingerprint());
}

#[tokio::test]
async fn several_first_starts_end_with_one_seed() {
    let (test, folder) = (TestDb::open(), TempDir::new().unwrap());
    let data_dir = folder.path().join("data");

    let starts = (0..4).map(|_| {
        let (changes, data_dir) = (changes(&test.db), data_dir.clone());
        tokio::spawn(async move { furnish(&changes, &data_dir, Access::Nobody).await.unwrap() })
    });
    let starts: Vec<_> = starts.collect();
    for start in starts {
        start.await.unwrap();
    }

    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(files.len(), 1, "{files:?}");
    let text = fs::read_to_string(seed_path(&data_dir)).unwrap();
    let seed = Seed::from_text(&text).unwrap();
    let sources = sources(&test.db).await;
    assert_eq!(sources.len(), 3);
    let bitcoin = seed.material(Network::BitcoinTestnet).unwrap();
    assert_eq!(sources[0].1, bitcoin.fingerprint());
}

#[tokio::test]
async fn a_file_without_words_or_open_to_others_is_not_used() {
    let (test, folder) = (TestDb::open(), TempDir::new().unwrap());
    let data_dir = folder.path().join("data");
    let path = seed_path(&data_dir);
    let mode = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    fs::write(&path, "words: none\n").unwrap();

    mode(0o600);
    let damaged = furnish(&changes(&test.db), &data_dir, Access::Nobody)
        .await
        .unwrap_err();
    mode(0o644);
    let open = furnish(&changes(&test.db), &data_dir, Access::Nobody)
        .await
        .unwrap_err();

    assert!(damaged.to_string().contains("does not hold"), "{damaged}");
    assert!(
        open.to_string().contains("must not be accessible"),
        "{open}"
    );
    assert_eq!(sources(&test.db).await, []);
}

#[test]
fn the_seed_is_beside_the_data_directory_however_that_is_written() {
    let path = |text: &str| seed_path(Path::new(text));

    assert_eq!(path("/srv/sovx"), Path::new("/srv/sovx.sandbox-seed"));
    assert_eq!(path("/srv/sovx/"), Path::new("/srv/sovx.sandbox-seed"));
    let here = std::env::current_dir().unwrap();
    let beside = format!("{}.sandbox-seed", here.display());
    assert_eq!(path("."), Path::new(&beside));
    assert_eq!(path("./data"), here.join("data.sandbox-seed"));
}
