//! Proofs of having a secret.
//!
//! A proof is a keyed hash of the secret under a key that follows from the pepper: it shows nothing
//! of the secret, and who has another pepper cannot make it.

use std::str::FromStr;

use crate::auth::pepper::Pepper;
use crate::auth::strength::to_hex;
use crate::auth::subkey::Subkey;

/// The secrets that all servers of a database share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SharedSecret {
    /// Keys the hashes of API keys.
    Pepper,
    /// Signs session tokens.
    SessionKey,
    /// Administers the installation.
    MasterKey,
}

impl SharedSecret {
    /// As it is called in the data directory, on the command line and in the database.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Pepper => "pepper",
            Self::SessionKey => "session-key",
            Self::MasterKey => "master-key",
        }
    }

    /// The setting that brings it.
    pub(crate) fn setting(self) -> &'static str {
        match self {
            Self::Pepper => "SOVX_PEPPER",
            Self::SessionKey => "SOVX_SESSION_KEY",
            Self::MasterKey => "SOVX_MASTER_KEY",
        }
    }
}

/// What can be replaced on purpose, and so can be named on the command line. The pepper cannot: what
/// was hashed and sealed with it would be lost.
impl FromStr for SharedSecret {
    type Err = &'static str;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        [Self::SessionKey, Self::MasterKey]
            .into_iter()
            .find(|secret| secret.name() == name)
            .ok_or("must be session-key or master-key")
    }
}

/// A proof that its maker has a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Proof {
    pub(crate) secret: SharedSecret,
    pub(crate) value: String,
}

impl Proof {
    /// The proof of having this secret and this pepper.
    pub(crate) fn of(secret: SharedSecret, bytes: &[u8], pepper: &Pepper) -> Self {
        let key = Subkey::of(pepper, "proof of a secret");
        Self {
            secret,
            value: to_hex(&key.mac(&[secret.name().as_bytes(), bytes])),
        }
    }
}
