//! Why a server does not start.

use std::net::SocketAddr;

use crate::auth::password::PasswordError;
use crate::currencies;
use crate::db::{DbError, OpenError, UrlError};
use crate::installation::{EnvironmentError, OtherSecret, ProofError};
use crate::registry::HttpRegistryError;
use crate::registry::import::ImportError;
use crate::secrets::SecretsError;

/// Why the server did not start or did not end well. Names settings, never their values.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StartError {
    /// A secret is weak, damaged or open to others.
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    /// The database URL is none.
    #[error(transparent)]
    DatabaseUrl(#[from] UrlError),
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DbError),
    /// The keys in the database were hashed with another pepper.
    #[error(
        "the keys in the database were hashed with another pepper: set SOVX_PEPPER, or restore \
         the file `pepper` in the data directory"
    )]
    OtherPepper,
    /// The database belongs to the other environment.
    #[error(transparent)]
    Environment(#[from] EnvironmentError),
    /// Other servers of this database have another secret.
    #[error(transparent)]
    OtherSecret(#[from] OtherSecret),
    /// The secrets of a first start could not be printed.
    #[error(
        "standard output failed, so that the secrets of this first start were not shown: they are \
         void, and the next start makes and shows others"
    )]
    Unshown(#[source] std::io::Error),
    /// Passwords cannot be hashed here.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The first account cannot be created.
    #[error("the first account cannot be created")]
    Account(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The upstream registry cannot be used.
    #[error(transparent)]
    Registry(#[from] HttpRegistryError),
    /// The embedded profiles are damaged.
    #[error(transparent)]
    Profiles(#[from] ImportError),
    /// The catalogue of currencies cannot be stored.
    #[error("the catalogue of currencies cannot be stored")]
    Currencies(#[from] currencies::ImportError),
    /// Nothing can listen at the address.
    #[error("cannot listen at {0}, which --listen or SOVX_LISTEN changes")]
    Listen(SocketAddr, #[source] std::io::Error),
    /// The server or its output failed.
    #[error("the server failed")]
    Server(#[from] std::io::Error),
}

impl From<ProofError> for StartError {
    fn from(error: ProofError) -> Self {
        match error {
            ProofError::Other(other) => other.into(),
            ProofError::Db(error) => error.into(),
        }
    }
}
