//! Keyed hashes: the only form in which a random secret is stored.
//!
//! Random keys carry 256 bits, so a slow hash would add nothing; the pepper makes a stolen database
//! useless for checking guesses. It lives outside the database.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretBox};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// The length of a pepper in bytes.
pub const PEPPER_LENGTH: usize = 32;

/// HMAC-SHA256 of a secret under the pepper.
///
/// Comparison takes the same time wherever the values differ.
#[derive(Clone, Copy)]
pub struct KeyHash([u8; 32]);

impl KeyHash {
    /// The 32 bytes to store and look up.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The hash whose bytes these are, as stored earlier.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl PartialEq for KeyHash {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for KeyHash {}

impl fmt::Debug for KeyHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("KeyHash([REDACTED])")
    }
}

/// The server's secret for [`KeyHash`]es, with a public name for it.
#[derive(Debug)]
pub struct Pepper {
    id: String,
    secret: SecretBox<[u8; PEPPER_LENGTH]>,
}

impl Pepper {
    /// A pepper made of this secret.
    #[must_use]
    pub fn new(secret: SecretBox<[u8; PEPPER_LENGTH]>) -> Self {
        let name = mac(&secret, b"pepper-id");
        let id = name
            .as_bytes()
            .iter()
            .take(8)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self { id, secret }
    }

    /// Which pepper this is: 16 hex digits that reveal nothing about the secret. Stored beside every
    /// hash, so that a change of pepper is recognised.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The hash under which this secret is stored. Any text is accepted.
    #[must_use]
    pub fn hash(&self, secret: &(impl ExposeSecret<str> + ?Sized)) -> KeyHash {
        self.hash_text(secret.expose_secret())
    }

    /// The hash of a presented credential that is still plain text.
    #[must_use]
    pub fn hash_text(&self, presented: &str) -> KeyHash {
        mac(&self.secret, presented.as_bytes())
    }

    /// A key for another purpose than hashing. It says nothing about the pepper, nor do keys of
    /// other purposes or contexts about it.
    ///
    /// No hash can equal it: a presented credential holds no NUL.
    pub(super) fn derive(&self, purpose: &str, context: &str) -> SecretBox<[u8; 32]> {
        let message = Zeroizing::new(["\0", purpose, "\0", context].concat());
        SecretBox::new(Box::new(mac(&self.secret, message.as_bytes()).0))
    }
}

pub(super) fn mac(key: &SecretBox<[u8; PEPPER_LENGTH]>, message: &[u8]) -> KeyHash {
    // HMAC pads a short key with zeros to the block of its hash; padding it here cannot fail.
    let mut block = Zeroizing::new([0_u8; 64]);
    for (to, from) in block.iter_mut().zip(key.expose_secret()) {
        *to = *from;
    }
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    mac.update(message);
    KeyHash(mac.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::keys::{ApiKey, KeyKind};
    use crate::config::Environment;

    fn pepper(byte: u8) -> Pepper {
        Pepper::new(SecretBox::new(Box::new([byte; PEPPER_LENGTH])))
    }

    fn hex(hash: KeyHash) -> String {
        hash.as_bytes()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    #[test]
    fn the_hash_is_hmac_sha256_as_in_test_case_1_of_rfc_4231() {
        let mut key = [0; PEPPER_LENGTH];
        key[..20].fill(0x0b);

        let hash = Pepper::new(SecretBox::new(Box::new(key))).hash_text("Hi There");

        assert_eq!(
            hex(hash),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        );
    }

    #[test]
    fn a_key_and_its_text_have_the_same_hash() {
        let key = ApiKey::mint(KeyKind::Owner, Environment::Sandbox);

        assert_eq!(
            pepper(1).hash(&key),
            pepper(1).hash_text(key.expose_secret())
        );
    }

    #[test]
    fn another_pepper_gives_another_hash_and_another_id() {
        assert_ne!(pepper(1).hash_text("x"), pepper(2).hash_text("x"));
        assert_ne!(pepper(1).id(), pepper(2).id());
        assert_eq!(pepper(1).id().len(), 16);
    }

    #[test]
    fn a_derived_key_differs_by_pepper_purpose_and_context() {
        let derived =
            |byte, purpose, context| *pepper(byte).derive(purpose, context).expose_secret();

        let keys = [
            derived(1, "a", ""),
            derived(2, "a", ""),
            derived(1, "b", ""),
            derived(1, "a", "b"),
            *pepper(1).hash_text("a").as_bytes(),
        ];

        assert_eq!(derived(1, "a", ""), keys[0]);
        for (number, key) in keys.iter().enumerate() {
            assert!(!keys[..number].contains(key));
        }
    }

    #[test]
    fn debug_output_is_redacted() {
        let pepper = pepper(0xab);

        let printed = format!("{pepper:?} {:?}", pepper.hash_text("x"));

        assert_eq!(printed.matches("[REDACTED]").count(), 2);
        assert!(!printed.contains("171") && !printed.contains("abab"));
    }
}
