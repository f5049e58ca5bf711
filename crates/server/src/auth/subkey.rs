//! Keys derived from the pepper, one for each purpose.
//!
//! A subkey says nothing about the pepper or about other subkeys. Every part of a message is
//! written with its length, so that two different messages never run together into one.

use secrecy::SecretBox;
use zeroize::Zeroizing;

use super::pepper::{PEPPER_LENGTH, Pepper, mac};

/// A key for one purpose. Debug prints `[REDACTED]`.
#[derive(Debug)]
pub(crate) struct Subkey(SecretBox<[u8; PEPPER_LENGTH]>);

impl Subkey {
    /// The key for this purpose.
    pub(crate) fn of(pepper: &Pepper, purpose: &str) -> Self {
        Self(pepper.derive(purpose, ""))
    }

    /// HMAC-SHA256 of a message in parts.
    pub(crate) fn mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut message = Zeroizing::new(Vec::new());
        for part in parts {
            // A length fits into 64 bits on every machine there is.
            message.extend(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            message.extend_from_slice(part);
        }
        *mac(&self.0, &message).as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subkey(byte: u8, purpose: &str) -> Subkey {
        let pepper = Pepper::new(SecretBox::new(Box::new([byte; PEPPER_LENGTH])));
        Subkey::of(&pepper, purpose)
    }

    #[test]
    fn a_message_has_one_mac_for_each_pepper_and_purpose() {
        let message: [&[u8]; 2] = [b"one", b"two"];
        let mac = subkey(1, "a").mac(&message);

        assert_eq!(subkey(1, "a").mac(&message), mac);
        assert_ne!(subkey(2, "a").mac(&message), mac);
        assert_ne!(subkey(1, "b").mac(&message), mac);
    }

    #[test]
    fn where_a_part_ends_is_part_of_the_message() {
        let key = subkey(1, "a");

        let macs = [
            key.mac(&[b"ab", b"c"]),
            key.mac(&[b"a", b"bc"]),
            key.mac(&[b"abc"]),
            key.mac(&[b"abc", b""]),
        ];

        for (index, mac) in macs.iter().enumerate() {
            assert_eq!(macs.iter().position(|other| other == mac), Some(index));
        }
    }

    #[test]
    fn debug_output_is_redacted() {
        assert!(format!("{:?}", subkey(0xab, "a")).contains("[REDACTED]"));
    }
}
