//! The master key: who administers the whole installation.
//!
//! Only its keyed hash stays in memory. There is no default: it is configured or generated.

use secrecy::{ExposeSecret, SecretString};

use super::keys::{ApiKey, KeyKind};
use super::pepper::{KeyHash, Pepper};
use super::strength::{self, Weakness};
use crate::config::Environment;

/// Recognises the master key.
///
/// Holds the keyed hash only; Debug prints `[REDACTED]`.
#[derive(Debug, Clone, Copy)]
pub struct MasterKey {
    hash: KeyHash,
}

impl MasterKey {
    /// The master key an operator configured.
    ///
    /// # Errors
    ///
    /// [`Weakness`] unless the value is a generated `mk_` key with its checksum, or any text that
    /// passes [`strength::check_text`].
    pub fn configured(value: &SecretString, pepper: &Pepper) -> Result<Self, Weakness> {
        let text = value.expose_secret();
        let generated = ApiKey::parse(text).is_ok_and(|key| key.kind() == KeyKind::Master);
        if !generated {
            strength::check_text(value)?;
            if text.starts_with("mk_") {
                return Err(Weakness::BrokenKey);
            }
        }
        Ok(Self {
            hash: pepper.hash(value),
        })
    }

    /// A new master key, with its clear text to be shown once.
    #[must_use]
    pub fn generate(environment: Environment, pepper: &Pepper) -> (Self, ApiKey) {
        let key = ApiKey::mint(KeyKind::Master, environment);
        (
            Self {
                hash: pepper.hash(&key),
            },
            key,
        )
    }

    /// The master key whose hash was kept from an earlier start.
    #[must_use]
    pub fn from_hash(hash: KeyHash) -> Self {
        Self { hash }
    }

    /// What may be kept for the next start.
    #[must_use]
    pub fn hash(&self) -> KeyHash {
        self.hash
    }

    /// Whether this is the master key. Takes the same time wherever the two differ.
    #[must_use]
    pub fn matches(&self, presented: &str, pepper: &Pepper) -> bool {
        pepper.hash_text(presented) == self.hash
    }
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "the text is ASCII")]
mod tests {
    use secrecy::SecretBox;

    use super::*;

    fn pepper() -> Pepper {
        Pepper::new(SecretBox::new(Box::new([7; 32])))
    }

    #[test]
    fn a_generated_master_key_is_recognised_and_nothing_else_is() {
        let pepper = pepper();

        let (master, key) = MasterKey::generate(Environment::Live, &pepper);

        assert!(key.expose_secret().starts_with("mk_"));
        assert!(master.matches(key.expose_secret(), &pepper));
        assert!(MasterKey::from_hash(master.hash()).matches(key.expose_secret(), &pepper));
        let (_, other) = MasterKey::generate(Environment::Live, &pepper);
        for wrong in ["", "mk_", &key.expose_secret()[1..], other.expose_secret()] {
            assert!(!master.matches(wrong, &pepper));
        }
    }

    #[test]
    fn a_generated_key_may_be_configured_and_a_mistyped_one_may_not() {
        let (_, key) = MasterKey::generate(Environment::Sandbox, &pepper());
        let text = key.expose_secret();
        let mut mistyped = text.to_owned();
        mistyped.truncate(51);
        mistyped.push(if text.ends_with('0') { '1' } else { '0' });

        assert!(MasterKey::configured(&text.into(), &pepper()).is_ok());
        assert_eq!(
            MasterKey::configured(&mistyped.into(), &pepper()).unwrap_err(),
            Weakness::BrokenKey
        );
    }

    #[test]
    fn a_weak_configured_master_key_is_refused() {
        for weak in ["", "changeme", "YOUR_MASTER_API_KEY", &"k".repeat(64)] {
            assert!(
                MasterKey::configured(&weak.into(), &pepper()).is_err(),
                "{weak}"
            );
        }
    }

    #[test]
    fn debug_output_is_redacted() {
        let (master, _) = MasterKey::generate(Environment::Live, &pepper());

        assert_eq!(
            format!("{master:?}"),
            "MasterKey { hash: KeyHash([REDACTED]) }"
        );
    }
}
