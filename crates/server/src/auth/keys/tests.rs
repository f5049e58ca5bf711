//! Minting, the checksum, and what may be shown.

#![expect(clippy::string_slice, reason = "the text is ASCII")]

use std::collections::HashSet;

use rand::RngExt;

use super::*;

#[test]
fn a_hundred_thousand_mints_are_unique_and_well_formed() {
    let mut seen = HashSet::new();
    for number in 0..100_000 {
        let environment = if number % 2 == 0 {
            Environment::Live
        } else {
            Environment::Sandbox
        };
        let key = ApiKey::mint(KeyKind::Owner, environment);
        let text = key.expose_secret();

        assert_eq!(text.len(), 8 + 43 + 6);
        assert!(text.starts_with(KeyKind::Owner.prefix(environment)));
        assert!(text[8..].bytes().all(|byte| byte.is_ascii_alphanumeric()));
        assert_eq!(ApiKey::parse(text).unwrap().kind(), KeyKind::Owner);
        assert!(seen.insert(text.to_owned()), "a key was minted twice");
    }
}

#[test]
fn a_random_one_character_change_to_any_of_a_hundred_thousand_keys_is_refused() {
    let mut rng = rand::rng();
    for _ in 0..100_000 {
        let key = ApiKey::mint(KeyKind::Owner, Environment::Live);
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
    for kind in [KeyKind::Owner, KeyKind::Master] {
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
fn text_that_is_no_key_is_refused_without_a_panic() {
    for text in ["", "sk_live_", "mk_", "sk_", "Bearer x", "sk_test_é", "\0"] {
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
