//! Minting, the checksum, and what may be shown.

#![expect(clippy::string_slice, reason = "the text is ASCII")]

use std::collections::HashSet;

use rand::RngExt;

use super::*;

const KINDS: [KeyKind; 4] = [
    KeyKind::Owner,
    KeyKind::Platform,
    KeyKind::EndCustomer,
    KeyKind::Master,
];

#[test]
fn a_hundred_thousand_mints_are_unique_and_well_formed() {
    let mut seen = HashSet::new();
    for number in 0..100_000 {
        let environment = if number % 2 == 0 {
            Environment::Live
        } else {
            Environment::Sandbox
        };
        let kind = KINDS[number / 2 % KINDS.len()];
        let prefix = kind.prefix(environment);
        let key = ApiKey::mint(kind, environment);
        let text = key.expose_secret();

        let body = text.strip_prefix(prefix).unwrap();
        assert_eq!(body.len(), 43 + 6);
        assert!(body.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        let parsed = ApiKey::parse(text).unwrap();
        assert_eq!((parsed.kind(), parsed.prefix()), (kind, prefix));
        assert!(seen.insert(text.to_owned()), "a key was minted twice");
    }
}

#[test]
fn a_random_one_character_change_to_any_of_a_hundred_thousand_keys_is_refused() {
    let mut rng = rand::rng();
    for number in 0..100_000 {
        let key = ApiKey::mint(KINDS[number % KINDS.len()], Environment::Live);
        let mut bytes = key.expose_secret().as_bytes().to_vec();
        let position = rng.random_range(0..bytes.len());
        let replacement = BASE62[rng.random_range(0..62_usize)];
        if bytes[position] == replacement {
            continue;
        }
        bytes[position] = replacement;

        let changed = String::from_utf8(bytes).unwrap();

        assert_eq!(ApiKey::parse(&changed).unwrap_err(), MalformedKey);
    }
}

#[test]
fn every_one_character_change_deletion_and_insertion_is_refused() {
    for kind in KINDS {
        let key = ApiKey::mint(kind, Environment::Sandbox);
        let text = key.expose_secret();
        for position in 0..text.len() {
            let (before, after) = (&text[..position], &text[position + 1..]);
            assert!(ApiKey::parse(&format!("{before}{after}")).is_err());
            for other in (0x20..0x7f_u8).map(char::from) {
                if text[position..].starts_with(other) {
                    continue;
                }
                assert!(ApiKey::parse(&format!("{before}{other}{after}")).is_err());
                assert!(ApiKey::parse(&format!("{text}{other}")).is_err());
            }
        }
    }
}

#[test]
fn a_key_belongs_to_its_environment_where_its_prefix_tells_one() {
    let belongs = |kind: KeyKind, environment: Environment| {
        ApiKey::mint(kind, Environment::Sandbox).belongs_to(environment)
    };

    for kind in KINDS {
        let in_all = matches!(kind, KeyKind::EndCustomer | KeyKind::Master);
        assert!(belongs(kind, Environment::Sandbox));
        assert_eq!(belongs(kind, Environment::Live), in_all, "{kind:?}");
    }
}

#[test]
fn text_that_is_no_key_is_refused_without_a_panic() {
    for text in [
        "",
        "sk_live_",
        "pk_",
        "ck_",
        "mk_",
        "sk_",
        "sk_test_é",
        "\0",
    ] {
        assert_eq!(ApiKey::parse(text).unwrap_err(), MalformedKey);
    }
    let multibyte = format!("sk_test_{}", "é".repeat(30));
    assert_eq!(ApiKey::parse(&multibyte).unwrap_err(), MalformedKey);
}

#[test]
fn the_checksum_is_pinned_so_that_issued_keys_stay_valid() {
    let text = format!(
        "sk_test_{}{}",
        "0".repeat(43),
        checksum("sk_test_", &"0".repeat(43))
    );

    insta::assert_snapshot!(text, @"sk_test_00000000000000000000000000000000000000000001NyHUD");
    assert!(ApiKey::parse(&text).is_ok());
}

#[test]
fn a_masked_key_shows_prefix_and_ten_characters() {
    let key = ApiKey::mint(KeyKind::Owner, Environment::Live);

    let masked = key.masked();

    assert_eq!(masked, format!("{}...", &key.expose_secret()[..18]));
    assert_eq!(masked.len(), 21);
}

#[test]
fn debug_output_is_redacted() {
    let key = ApiKey::mint(KeyKind::Master, Environment::Live);

    let printed = format!("{key:?}");

    assert!(printed.contains("[REDACTED]"));
    assert!(!printed.contains(&key.expose_secret()[3..13]));
}
