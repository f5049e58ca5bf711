//! API keys: prefix, 43 random base62 characters, 6 base62 characters of CRC-32.
//!
//! An [`ApiKey`] is well formed by construction: it was minted here or its checksum was verified, so
//! a mistyped key is refused without a look-up. Whether the key is *known* is the database's answer.

use rand::distr::{Alphanumeric, SampleString};
use secrecy::{ExposeSecret, SecretString};

use super::subkey::Subkey;
use crate::config::Environment;

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// 62^43 is just above 2^256.
const RANDOM_LENGTH: usize = 43;

/// 62^6 is above 2^32, so six characters hold every CRC-32.
const CHECKSUM_LENGTH: usize = 6;

/// How many random characters a masked key still shows; the other 33 hold 196 bits.
const SHOWN_LENGTH: usize = 10;

/// What a key opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyKind {
    /// A customer's own key: `sk_live_` or `sk_test_`.
    Owner,
    /// A partner's key to the portal: `pk_live_` or `pk_test_`.
    Platform,
    /// The key of a partner's end customer: `ck_`, in every environment.
    EndCustomer,
    /// The administrative key of this installation: `mk_`, in every environment.
    Master,
}

impl KeyKind {
    /// The literal text that keys of this kind begin with in this environment.
    #[must_use]
    pub fn prefix(self, environment: Environment) -> &'static str {
        match (self, environment) {
            (Self::Owner, Environment::Live) => "sk_live_",
            (Self::Owner, Environment::Sandbox) => "sk_test_",
            (Self::Platform, Environment::Live) => "pk_live_",
            (Self::Platform, Environment::Sandbox) => "pk_test_",
            (Self::EndCustomer, Environment::Live | Environment::Sandbox) => "ck_",
            (Self::Master, Environment::Live | Environment::Sandbox) => "mk_",
        }
    }
}

/// Every prefix with the kind it announces.
const PREFIXES: [(&str, KeyKind); 6] = [
    ("sk_live_", KeyKind::Owner),
    ("sk_test_", KeyKind::Owner),
    ("pk_live_", KeyKind::Platform),
    ("pk_test_", KeyKind::Platform),
    ("ck_", KeyKind::EndCustomer),
    ("mk_", KeyKind::Master),
];

/// The text is not a key of any kind, or its checksum does not match.
///
/// Deliberately carries nothing of the text it refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a well-formed API key")]
pub struct MalformedKey;

/// A well-formed API key in clear text.
///
/// Prints as `[REDACTED]` and is wiped from memory when dropped.
#[derive(Debug, Clone)]
pub struct ApiKey {
    kind: KeyKind,
    prefix: &'static str,
    text: SecretString,
}

impl ApiKey {
    /// A new key from the process's cryptographic random generator, uniform over base62.
    #[must_use]
    pub fn mint(kind: KeyKind, environment: Environment) -> Self {
        let random = SecretString::from(random_base62(RANDOM_LENGTH));
        Self::of(kind, environment, &random)
    }

    /// The key that follows from a subkey of the pepper: the same each time.
    pub(crate) fn derived(kind: KeyKind, environment: Environment, subkey: &Subkey) -> Self {
        let bytes = (0_u8..=u8::MAX).flat_map(|block| subkey.mac(&[&[block]]));
        // 248 is four times 62: each character is as likely as any other.
        let digits = bytes.filter(|byte| *byte < 248).map(|byte| byte % 62);
        let letters = digits.filter_map(|digit| BASE62.get(usize::from(digit)).copied());
        let random: String = letters.take(RANDOM_LENGTH).map(char::from).collect();
        Self::of(kind, environment, &SecretString::from(random))
    }

    fn of(kind: KeyKind, environment: Environment, random: &SecretString) -> Self {
        let prefix = kind.prefix(environment);
        let checksum = checksum(prefix, random.expose_secret());
        let text = SecretString::from(format!("{prefix}{}{checksum}", random.expose_secret()));
        Self { kind, prefix, text }
    }

    /// Reads a presented key.
    ///
    /// # Errors
    ///
    /// [`MalformedKey`] for an unknown prefix, a wrong length, a character outside base62 or a
    /// checksum that does not match. Any single changed character ends here.
    pub fn parse(text: &str) -> Result<Self, MalformedKey> {
        let (prefix, kind) = PREFIXES
            .into_iter()
            .find(|(prefix, _)| text.starts_with(prefix))
            .ok_or(MalformedKey)?;
        let body = text.strip_prefix(prefix).ok_or(MalformedKey)?;
        let (random, presented) = body.split_at_checked(RANDOM_LENGTH).ok_or(MalformedKey)?;
        if presented.len() != CHECKSUM_LENGTH
            || !random.bytes().all(|byte| byte.is_ascii_alphanumeric())
            || checksum(prefix, random) != presented
        {
            return Err(MalformedKey);
        }
        Ok(Self {
            kind,
            prefix,
            text: SecretString::from(text),
        })
    }

    /// What this key opens.
    #[must_use]
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// Whether keys of this kind look like this one in this environment.
    #[must_use]
    pub fn belongs_to(&self, environment: Environment) -> bool {
        self.prefix == self.kind.prefix(environment)
    }

    /// The prefix, with its underscore: `sk_test_`, for example. Not a secret.
    #[must_use]
    pub fn prefix(&self) -> &'static str {
        self.prefix
    }

    /// What may be shown and stored: the prefix, ten more characters and `...`.
    #[must_use]
    pub fn masked(&self) -> String {
        let shown = self
            .text
            .expose_secret()
            .get(..self.prefix.len() + SHOWN_LENGTH);
        format!("{}...", shown.unwrap_or(self.prefix))
    }
}

impl ExposeSecret<str> for ApiKey {
    fn expose_secret(&self) -> &str {
        self.text.expose_secret()
    }
}

/// Uniform base62 text from the process's cryptographic random generator (seeded and
/// reseeded by the operating system). Each character is worth 5.95 bits.
pub(crate) fn random_base62(length: usize) -> String {
    Alphanumeric.sample_string(&mut rand::rng(), length)
}

/// CRC-32 over prefix and random part, in base62, most significant digit first.
fn checksum(prefix: &str, random: &str) -> String {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(prefix.as_bytes());
    hasher.update(random.as_bytes());

    let mut rest = hasher.finalize();
    let mut digits = [b'0'; CHECKSUM_LENGTH];
    for digit in digits.iter_mut().rev() {
        let value = usize::try_from(rest % 62).unwrap_or_default();
        *digit = BASE62.get(value).copied().unwrap_or(b'0');
        rest /= 62;
    }
    digits.iter().copied().map(char::from).collect()
}

#[cfg(test)]
mod tests;
