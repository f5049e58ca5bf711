//! Addresses as others have published them.

use bip32::{ChildNumber, XPub};

use crate::auth::strength::to_hex;
use crate::vault::formats;
use crate::vault::seed::{ed25519_key, ed25519_node, ed25519_public};
use crate::vault::testing::seed;
use crate::vault::{Material, Network};

/// The account of BIP 84, written with the prefix of descriptors.
const BIP84: &str = "xpub6CatWdiZiodmUeTDp8LT5or8nmbKNcuyvz7WyksVFkKB4RHwCD3XyuvPEbvqAQY3rAPshWcMLo\
                     P2fMFMKHPJ4ZeZXYVUhLv1VMrjPC7PW6V";

fn first(material: &Material, network: Network, count: u32) -> Vec<String> {
    let addresses = (0..count).map(|index| material.address(network, index).unwrap());
    addresses.collect()
}

#[test]
fn the_addresses_of_bip_84_follow_from_its_account() {
    let descriptor = format!("wpkh([73c5da0a/84h/0h/0h]{BIP84}/0/*)");

    let material = Material::parse(Network::Bitcoin, &descriptor).unwrap();

    assert_eq!(
        first(&material, Network::Bitcoin, 2),
        [
            "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu",
            "bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g",
        ]
    );
    let step = |number| ChildNumber::new(number, false).unwrap();
    let change: XPub = BIP84.parse().unwrap();
    let change = change.derive_child(step(1)).unwrap();
    let change = change.derive_child(step(0)).unwrap();
    let third = "bc1q8c6fshw2dlwun7ekn9qwf37cu2rn755upcp6el";
    assert_eq!(formats::bitcoin(&change, false).as_deref(), Some(third));
}

#[test]
fn the_seed_of_bip_84_gives_the_account_of_bip_84() {
    let material = seed().material(Network::Bitcoin).unwrap();

    let descriptor = format!("wpkh([73c5da0a/84h/0h/0h]{BIP84}/0/*)");
    assert_eq!(material.formula(), Some(descriptor));
}

#[test]
fn wallets_show_the_same_first_addresses_for_the_same_words() {
    let first = |network| {
        let material = seed().material(network).unwrap();
        material.address(network, 0).unwrap()
    };

    assert_eq!(
        first(Network::BitcoinTestnet),
        "tb1q6rz28mcfaxtmd6v789l9rrlrusdprr9pqcpvkl"
    );
    assert_eq!(
        first(Network::EthereumSepolia),
        "0x9858EfFD232B4033E47d90003D41EC34EcaEda94"
    );
    assert_eq!(
        first(Network::SolanaDevnet),
        "HAgk14JpMQLgt6rVgv7cBQFJWFto5Dqxi472uT3DKpqk"
    );
}

#[test]
fn the_capitals_of_eip_55_are_a_checksum() {
    let published = [
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
        "0xde709f2102306220921060314715629080e2fb77",
        "0x27b1fdb04752bbc536007a920d24acb045561c26",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
    ];
    for address in published {
        let bytes = crate::auth::strength::from_hex(address.trim_start_matches("0x")).unwrap();

        let account: [u8; 20] = bytes.as_slice().try_into().unwrap();
        assert_eq!(formats::eip55(&account), address);
    }
}

#[test]
fn the_keys_of_slip_10_follow_from_its_seed() {
    let seed: Vec<u8> = (0..16).collect();
    let published: [(&[u32], &str, &str); 4] = [
        (
            &[],
            "2b4be7f19ee27bbf30c667b642d5f4aa69fd169872f8fc3059c08ebae2eb19e7",
            "a4b2856bfec510abab89753fac1ac0e1112364e7d250545963f135f2a33188ed",
        ),
        (
            &[0],
            "68e0fe46dfb67e368c75379acec591dad19df3cde26e63b93a8e704f1dade7a3",
            "8c8a13df77a28f3445213a0f432fde644acaa215fc72dcdf300d5efaa85d350c",
        ),
        (
            &[0, 1],
            "b1d0bad404bf35da785a64ca1ac54b2617211d2777696fbffaf208f746ae84f2",
            "1932a5270f335bed617d5b935c80aedb1a35bd9fc1e31acafd5372c30f5c1187",
        ),
        (
            &[0, 1, 2, 2, 1_000_000_000],
            "8f94d394a8e8fd6b1bc2f3f49f5c47e385281d5c17e65324b0f62483e37e8793",
            "3c24da049451555d51a7014a37337aa4e12d41e485abccfa46b47dfb2af54b7a",
        ),
    ];
    for (path, private, public) in published {
        let key = ed25519_key(&ed25519_node(&seed, path).unwrap()).unwrap();

        assert_eq!(to_hex(key.as_slice()), private, "{path:?}");
        assert_eq!(to_hex(&ed25519_public(&key)), public, "{path:?}");
    }
}
