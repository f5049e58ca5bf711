//! What an operator must not, or cannot, import.

use crate::vault::descriptor::checksum;
use crate::vault::{Material, MaterialError, Network};

use super::super::testing::{WORDS, seed};

fn refused(network: Network, text: &str) -> MaterialError {
    Material::parse(network, text).unwrap_err()
}

fn descriptor() -> String {
    let material = seed().material(Network::BitcoinTestnet).unwrap();
    material.formula().unwrap()
}

fn xpub() -> String {
    let material = seed().material(Network::Ethereum).unwrap();
    material.formula().unwrap()
}

#[test]
fn private_material_is_refused_on_every_network_without_repeating_it() {
    let extended = "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6Ln\
                    F5kejMRNNU3TGtRBeJgk33yuGBxrMPHi";
    let typo = extended.replace("PHi", "PHj");
    let inside = format!("wpkh([73c5da0a/84h/1h/0h]{extended}/0/*)");
    let hexadecimal = "5eb00bbddcf069084889a8ab9155568165f5c453ccb85e70811aaed6f6da5fc1";
    let prefixed = format!("0x{hexadecimal}");
    let whole_seed = hexadecimal.repeat(2);
    let bytes = format!("{:?}", [7; 64]);
    let pair = bs58::encode([7; 64]).into_string();
    let commented = format!("# {WORDS}\n{}", xpub());
    let numbered: String = (1..)
        .zip(WORDS.split(' '))
        .map(|(number, word)| format!("{number}. {word}\n"))
        .collect();
    let secrets = [
        extended,
        &typo,
        &inside,
        "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ",
        "KwdMAjGmerYanjeui5SHS7JkmpZvVipYvB2LJGU1ZxJwYvP98617",
        "cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87JcbXMTcA",
        WORDS,
        &WORDS.to_uppercase(),
        hexadecimal,
        &prefixed,
        &whole_seed,
        &bytes,
        &pair,
        &commented,
        &numbered,
    ];
    for secret in secrets {
        for network in Network::ALL {
            let error = refused(network, secret);

            assert!(matches!(error, MaterialError::Private(_)), "{secret}");
            assert!(!error.to_string().contains(secret), "{secret}");
        }
    }
}

#[test]
fn a_descriptor_of_another_form_is_refused_with_the_rule_it_breaks() {
    let good = descriptor();
    let main = seed()
        .material(Network::Bitcoin)
        .unwrap()
        .formula()
        .unwrap();
    let wrong_sum = format!("{good}#qqqqqqqq");
    let cases = [
        ("", MaterialError::Empty),
        (&format!("{good}\n{good}"), MaterialError::Lines),
        (&good.replace("wpkh", "pkh"), MaterialError::NotADescriptor),
        (&wrong_sum, MaterialError::Checksum),
        (&good.replace("/0/*", "/1/*"), MaterialError::NotReceiving),
        (&good.replace("/0/*", "/0/*h"), MaterialError::NotReceiving),
        (&good.replace("84h", "49h"), MaterialError::Origin),
        (
            &good.replace("/84h/1h/0h", "/84h/1h"),
            MaterialError::Origin,
        ),
        (&good.replace("73c5da0a", "73c5da0"), MaterialError::Origin),
        (&main, MaterialError::Origin),
    ];
    for (text, error) in cases {
        assert_eq!(refused(Network::BitcoinTestnet, text), error, "{text}");
    }
    let bare = |text: &str| text.replace("[73c5da0a/84h/0h/0h]", "");
    let error = refused(Network::BitcoinTestnet, &bare(&main));
    assert!(matches!(error, MaterialError::NotAnAccountKey(_)));
}

#[test]
fn a_descriptor_may_carry_its_checksum_and_write_its_steps_with_apostrophes() {
    let good = descriptor();
    let apostrophes = good.replace("h/", "'/").replace("h]", "']");
    let with_sum = format!("{apostrophes}#{}", checksum(&apostrophes).unwrap());

    let read = Material::parse(Network::BitcoinTestnet, &with_sum).unwrap();

    assert_eq!(read.formula(), Some(good));
    assert_eq!(checksum("raw(deadbeef)").as_deref(), Some("89f8spxm"));
}

#[test]
fn an_extended_key_that_is_not_an_accounts_is_refused() {
    // The master key and the first child of BIP 32's first vector.
    let others = [
        "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265\
         TMg7usUDFdp6W1EGMcet8",
        "xpub68Gmy5EdvgibQVfPdqkBBCHxA5htiqg55crXYuXoQRKfDBFA1WEjWgP6LHhwBZeNK1VTsfTFUHCdrfp1bgwQ9x\
         v5ski8PX9rL2dZXvgGDnw",
    ];
    for other in others {
        assert_eq!(
            refused(Network::Ethereum, other),
            MaterialError::NotAnAccount
        );
    }
    let damaged = xpub().replace("xpub6", "xpub7");
    let error = refused(Network::Ethereum, &damaged);
    assert!(matches!(error, MaterialError::NotAnAccountKey(_)));
}

#[test]
fn a_pool_holds_points_of_the_curve_each_once() {
    let address = seed().pool(1).unwrap().address(Network::Solana, 0).unwrap();
    let refuse = |text: &str| refused(Network::Solana, text);
    // The neutral element, a point of order 8, no point at all, and 31 bytes.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    let small = crate::auth::strength::from_hex(
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    );
    let no_points: [&[u8]; 4] = [&neutral, &small.unwrap(), &[2; 32], &[1; 31]];

    for bytes in no_points {
        let line = bs58::encode(bytes).into_string();
        let text = format!("{address}\n\n{line}");
        assert_eq!(refuse(&text), MaterialError::NotAPublicKey(3), "{line}");
    }
    let twice = format!("# exported today\n{address}\n{address}\n");
    assert_eq!(refuse(&twice), MaterialError::Twice(3));
    assert_eq!(refuse("# nothing\n"), MaterialError::Empty);
}

#[test]
fn the_same_key_has_the_same_fingerprint_however_it_is_written() {
    let good = descriptor();
    let bare = good.replace("[73c5da0a/84h/1h/0h]", "");
    let of = |text: &str| {
        let material = Material::parse(Network::BitcoinTestnet, text).unwrap();
        material.fingerprint()
    };

    assert_eq!(of(&good), of(&bare));
    assert_ne!(
        seed().pool(2).unwrap().fingerprint(),
        seed().pool(3).unwrap().fingerprint()
    );
}
