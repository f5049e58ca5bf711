//! Every rule with a value that breaks it, and generated values that break none.

#![expect(clippy::string_slice, reason = "the text is ASCII")]

use super::*;
use crate::auth::keys::random_base62;

const HEX: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

fn text(value: &str) -> Result<(), Weakness> {
    check_text(&value.into())
}

fn material(value: &str) -> Result<[u8; 32], Weakness> {
    key_material(&value.into()).map(|key| *key.expose_secret())
}

#[test]
fn a_secret_text_that_is_short_or_made_up_is_refused_by_rule() {
    let random = "Zq3vX8mB1nK5tR7yL0pW4sD6gH2jF9cUaEeIiOoQxZw";
    assert_eq!(random.len(), 43);
    let table = [
        (random, Ok(())),
        (&random[..42], Err(Weakness::TooShort)),
        (HEX, Ok(())),
        (&HEX.replace('f', "e"), Ok(())),
        (&HEX[..63], Err(Weakness::TooShort)),
        (&"31415926535".repeat(7), Err(Weakness::Repetitive)),
        ("", Err(Weakness::TooShort)),
        ("a b", Err(Weakness::NotPrintable)),
        ("\u{e9}", Err(Weakness::NotPrintable)),
        ("changeme", Err(Weakness::ExampleLike)),
        (
            "Zq3vX8mB1nK5tR7yL0pW4sExAmPlED6gH2jF9cUaEeIiOoQ",
            Err(Weakness::ExampleLike),
        ),
        (
            "Zq3vX8mB1nK5tR7yL0pW4stestD6gH2jF9cUaEeIiOoQxZ",
            Err(Weakness::ExampleLike),
        ),
        ("Zq3vX8mB1nK5tR7yL0pW4sTeStD6gH2jF9cUaEeIiOoQxZ", Ok(())),
        ("YOUR_MASTER_API_KEY", Err(Weakness::ExampleLike)),
        (&"zy".repeat(30), Err(Weakness::Repetitive)),
        (&"ab".repeat(30), Err(Weakness::TooShort)),
        (&"ab".repeat(32), Err(Weakness::Repetitive)),
        (&"0123456789abcdq".repeat(3), Err(Weakness::Repetitive)),
        (
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
            Err(Weakness::Sequence),
        ),
    ];
    for (value, expected) in table {
        assert_eq!(text(value), expected, "{value}");
    }
}

#[test]
fn key_material_that_is_short_or_made_up_is_refused_by_rule() {
    let counting: String = (0..32).map(|byte| format!("{byte:02x}")).collect();
    let table = [
        (&HEX[..62], Weakness::NotKeyMaterial),
        (&HEX[..63], Weakness::NotKeyMaterial),
        ("", Weakness::NotKeyMaterial),
        (&"31415926535".repeat(7), Weakness::NotKeyMaterial),
        (
            "not hex & not base64, but long enough to be either of them",
            Weakness::NotKeyMaterial,
        ),
        (
            "change-me-change-me-change-me-change-me-change-me",
            Weakness::ExampleLike,
        ),
        (&"a0".repeat(32), Weakness::Repetitive),
        (&"deadbeef".repeat(8), Weakness::Repetitive),
        (&counting, Weakness::Sequence),
    ];
    for (value, expected) in table {
        assert_eq!(material(value), Err(expected), "{value}");
    }
}

#[test]
fn hexadecimal_and_every_base64_of_the_same_bytes_give_the_same_key() {
    let key = material(HEX).unwrap();

    assert_eq!(to_hex(&key), HEX);
    assert_eq!(material(&HEX.to_uppercase()), Ok(key));
    assert_eq!(
        material("n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="),
        Ok(key)
    );
    assert_eq!(
        material("n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg"),
        Ok(key)
    );
    assert_eq!(material(&format!("{HEX}\n")), Ok(key));
}

#[test]
fn every_byte_of_longer_material_matters() {
    let longer = format!("{HEX}17");

    assert_ne!(material(&longer), material(HEX));
    assert_ne!(material(&longer), material(&format!("{HEX}18")));
}

#[test]
fn generated_values_are_hardly_ever_refused() {
    let hex = || to_hex(&rand::random::<[u8; 32]>());

    let base62 = (0..20_000).filter(|_| text(&random_base62(64)).is_err());
    assert!(base62.count() < 20);
    let hex_text = (0..20_000).filter(|_| text(&hex()).is_err());
    assert_eq!(hex_text.count(), 0);
    let hex_key = (0..20_000).filter(|_| material(&hex()).is_err());
    assert_eq!(hex_key.count(), 0);
}
