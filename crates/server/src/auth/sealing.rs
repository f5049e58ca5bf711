//! Sealing: what must be read again is stored encrypted, and opens only where it was put.
//!
//! XChaCha20-Poly1305 under a key derived from the pepper. A sealed value is bound to its label
//! (table and column) and to its row, so that moving it to another place in the database makes it
//! unreadable instead of showing one row's secret in another.

use std::fmt;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rand::Rng;
use secrecy::{ExposeSecret, SecretBox};
use zeroize::Zeroizing;

use super::pepper::Pepper;

/// How sealed values are written: this byte, the nonce, the ciphertext with its tag.
const VERSION: u8 = 1;

const NONCE_LENGTH: usize = 24;

/// A value could not be sealed or opened. Says nothing about the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealingError {
    /// The value is longer than the cipher takes: 256 GiB.
    #[error("a value is too long to be sealed")]
    TooLong,
    /// It was sealed for another place or under another key, or it was changed.
    #[error("a sealed value does not open: it was moved, changed, or sealed under another key")]
    DoesNotOpen,
}

/// Seals and opens values under one key.
///
/// Cheap to make; Debug prints no key.
pub struct Sealer {
    cipher: XChaCha20Poly1305,
}

impl Sealer {
    /// The sealer for what this server must be able to read by itself.
    #[must_use]
    pub fn of(pepper: &Pepper) -> Self {
        Self::with(&pepper.derive("sealing", ""))
    }

    /// The sealer for what only the holder of `secret` may make this server read.
    #[must_use]
    pub fn under(pepper: &Pepper, secret: &(impl ExposeSecret<str> + ?Sized)) -> Self {
        Self::with(&pepper.derive("sealing under a secret", secret.expose_secret()))
    }

    fn with(key: &SecretBox<[u8; 32]>) -> Self {
        Self {
            cipher: XChaCha20Poly1305::new(key.expose_secret().into()),
        }
    }

    /// Seals a value for one place: `label` names the table and column, `row` the row.
    ///
    /// Sealing the same value twice gives different bytes.
    ///
    /// # Errors
    ///
    /// [`SealingError::TooLong`] beyond 256 GiB.
    pub fn seal(&self, label: &str, row: &[u8], plain: &[u8]) -> Result<Vec<u8>, SealingError> {
        let mut nonce = [0; NONCE_LENGTH];
        rand::rng().fill_bytes(&mut nonce);
        let payload = Payload {
            msg: plain,
            aad: &place(label, row),
        };
        let Ok(sealed) = self.cipher.encrypt(&XNonce::from(nonce), payload) else {
            return Err(SealingError::TooLong);
        };
        Ok([&[VERSION], nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for this place.
    ///
    /// # Errors
    ///
    /// [`SealingError::DoesNotOpen`] for anything else.
    pub fn open(
        &self,
        label: &str,
        row: &[u8],
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, SealingError> {
        let parts = match sealed {
            [VERSION, rest @ ..] => rest.split_first_chunk::<NONCE_LENGTH>(),
            _ => None,
        };
        let (nonce, msg) = parts.ok_or(SealingError::DoesNotOpen)?;
        let aad = &place(label, row);
        let payload = Payload { msg, aad };
        match self.cipher.decrypt(&XNonce::from(*nonce), payload) {
            Ok(plain) => Ok(Zeroizing::new(plain)),
            Err(_) => Err(SealingError::DoesNotOpen),
        }
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Sealer([REDACTED])")
    }
}

/// The place as associated data. Labels hold no NUL, so no two places look the same.
fn place(label: &str, row: &[u8]) -> Vec<u8> {
    [&[VERSION], label.as_bytes(), &[0], row].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use secrecy::SecretString;

    const LABEL: &str = "users.id_number";

    fn pepper(byte: u8) -> Pepper {
        Pepper::new(SecretBox::new(Box::new([byte; 32])))
    }

    fn sealed(plain: &[u8]) -> Vec<u8> {
        Sealer::of(&pepper(1)).seal(LABEL, b"row-1", plain).unwrap()
    }

    proptest! {
        #[test]
        fn what_is_sealed_is_what_opens(plain: Vec<u8>, row: Vec<u8>) {
            let sealer = Sealer::of(&pepper(1));

            let sealed = sealer.seal(LABEL, &row, &plain).unwrap();
            let opened = sealer.open(LABEL, &row, &sealed).unwrap();

            prop_assert_eq!(&*opened, &plain);
        }

        #[test]
        fn a_single_changed_bit_keeps_it_shut(place: prop::sample::Index, bit in 0..8_u32) {
            let mut sealed = sealed(b"123-45-6789");
            let place = place.index(sealed.len());
            sealed[place] ^= 1 << bit;

            let opened = Sealer::of(&pepper(1)).open(LABEL, b"row-1", &sealed);

            prop_assert_eq!(opened, Err(SealingError::DoesNotOpen));
        }
    }

    #[test]
    fn it_opens_in_no_other_row_or_column_and_under_no_other_key() {
        let sealed = sealed(b"123-45-6789");
        let (right, other) = (Sealer::of(&pepper(1)), Sealer::of(&pepper(2)));
        let secret = SecretString::from("a key of the caller");

        let attempts = [
            right.open(LABEL, b"row-2", &sealed),
            right.open("users.email", b"row-1", &sealed),
            right.open("users", b"id_number\0row-1", &sealed),
            right.open("", &[LABEL.as_bytes(), b"\0row-1"].concat(), &sealed),
            other.open(LABEL, b"row-1", &sealed),
            Sealer::under(&pepper(1), &secret).open(LABEL, b"row-1", &sealed),
        ];

        assert!(right.open(LABEL, b"row-1", &sealed).is_ok());
        for attempt in attempts {
            assert_eq!(attempt, Err(SealingError::DoesNotOpen));
        }
    }

    #[test]
    fn a_secret_opens_only_what_was_sealed_under_it() {
        let under = |secret: &str| Sealer::under(&pepper(1), &SecretString::from(secret));
        let sealed = under("one").seal(LABEL, b"row-1", b"reply").unwrap();

        let right = under("one").open(LABEL, b"row-1", &sealed);
        let wrong = under("two").open(LABEL, b"row-1", &sealed);

        assert_eq!(right.unwrap().as_slice(), b"reply");
        assert_eq!(wrong, Err(SealingError::DoesNotOpen));
    }

    #[test]
    fn what_is_too_short_or_of_another_version_does_not_open() {
        let right = sealed(b"");
        let sealer = Sealer::of(&pepper(1));
        let open = |sealed: &[u8]| {
            sealer
                .open(LABEL, b"row-1", sealed)
                .map(|plain| plain.len())
        };
        let mut another = right.clone();
        another[0] = 2;

        assert_eq!(open(&right), Ok(0));
        for length in 0..right.len() {
            assert_eq!(open(&right[..length]), Err(SealingError::DoesNotOpen));
        }
        assert_eq!(open(&another), Err(SealingError::DoesNotOpen));
    }

    #[test]
    fn the_same_value_sealed_twice_looks_different_and_shows_nothing() {
        let (one, two) = (sealed(b"123-45-6789"), sealed(b"123-45-6789"));

        assert_ne!(one, two);
        assert!(!one.windows(4).any(|window| window == b"6789"));
        assert_eq!(
            format!("{:?}", Sealer::of(&pepper(1))),
            "Sealer([REDACTED])"
        );
    }
}
