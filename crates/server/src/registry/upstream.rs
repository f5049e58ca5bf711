//! What the server asks of a registry, wherever it is.

use std::error::Error;

use futures_util::future::BoxFuture;

use super::profile::Profile;
use crate::db::DbError;

/// Supplies business profiles by customer id.
pub trait Registry: Send + Sync {
    /// The profile registered under this id.
    ///
    /// # Errors
    ///
    /// [`RegistryError`], which says what to answer the client. Nothing may be created then.
    fn profile<'a>(&'a self, customer_id: &'a str)
    -> BoxFuture<'a, Result<Profile, RegistryError>>;
}

/// No profile could be had. The causes are for the log; none holds a value from the profile.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// The registry does not know the id: answer 404.
    #[error("customer id is unknown to the registry")]
    Unknown,
    /// The registry cannot be reached, is failing or took too long: answer 503.
    #[error("registry is unavailable")]
    Unavailable(#[source] Box<dyn Error + Send + Sync>),
    /// The registry is the local table, and its database failed: answer as for any other query.
    #[error(transparent)]
    Database(#[from] DbError),
    /// The registry's answer makes no sense: answer 502.
    #[error("registry answered with something that is no profile")]
    Garbage(#[source] Box<dyn Error + Send + Sync>),
}
