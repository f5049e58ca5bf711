//! User tokens: 64 lower-case hexadecimal characters, 256 random bits.
//!
//! A [`UserToken`] is well formed by construction, so that anything else is refused without a
//! look-up. Whether it is *known* is the database's answer.

use rand::Rng;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::strength::to_hex;

const BYTES: usize = 32;

/// A well-formed user token in clear text.
///
/// Prints as `[REDACTED]` and is wiped from memory when dropped.
#[derive(Debug, Clone)]
pub struct UserToken(SecretString);

impl UserToken {
    /// A new token from the process's cryptographic random generator.
    #[must_use]
    pub fn mint() -> Self {
        let mut bytes = Zeroizing::new([0; BYTES]);
        rand::rng().fill_bytes(bytes.as_mut_slice());
        Self(to_hex(bytes.as_slice()).into())
    }

    /// Reads a presented token; `None` unless it has the form of one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        (text.len() == 2 * BYTES && text.bytes().all(digit)).then(|| Self(text.into()))
    }
}

impl ExposeSecret<str> for UserToken {
    fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_hundred_thousand_tokens_are_well_formed_and_all_different() {
        let mut seen = HashSet::new();

        for _ in 0..100_000 {
            let token = UserToken::mint();
            assert!(UserToken::parse(token.expose_secret()).is_some());
            seen.insert(token.expose_secret().to_owned());
        }

        assert_eq!(seen.len(), 100_000);
    }

    #[test]
    fn anything_but_64_lower_case_hexadecimal_characters_is_no_token() {
        let right = "0123456789abcdef".repeat(4);

        let wrong = [
            String::new(),
            right.replacen('0', "", 1),
            format!("{right}0"),
            right.to_uppercase(),
            right.replacen('0', "g", 1),
            right.replacen('0', " ", 1),
            right.replacen("01", "é", 1),
        ];

        assert!(UserToken::parse(&right).is_some());
        for text in wrong {
            assert!(UserToken::parse(&text).is_none(), "{text}");
        }
    }

    #[test]
    fn debug_output_is_redacted() {
        let token = UserToken::mint();

        let printed = format!("{token:?}");

        assert!(printed.contains("REDACTED"));
        assert!(!printed.contains(token.expose_secret()));
    }
}
