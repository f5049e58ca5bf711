// Generated from the contract "Town Library 2.4". Change the contract, not this file.

pub use sovx_runtime::Secret;

pub use sovx_runtime::client::ClientError;

use super::operations::BASE_PATH;

mod catalogue;

mod loans;

mod std2;

mod default;

/// A client for this contract. Cheap to clone; clones share connections.
#[derive(Debug, Clone)]
pub struct Client(sovx_runtime::client::Client);

impl Client {
    /// A client for the server at this address, such as `https://api.example.org`; what
    /// stands before the contract's own base path belongs to it.
    ///
    /// # Errors
    /// When the address is no http or https URL.
    pub fn new(address: &str) -> Result<Self, ClientError> {
        sovx_runtime::client::Client::new(address, BASE_PATH).map(Self)
    }

    /// The same client with another bound for the bodies of answers, in bytes; 64 MiB where
    /// nothing is said.
    #[must_use]
    pub fn with_largest_answer(self, bytes: usize) -> Self {
        Self(self.0.with_largest_answer(bytes))
    }

    /// The same client with a credential for `cardKey`.
    #[must_use]
    pub fn with_card_key(self, secret: Secret) -> Self {
        Self(self.0.with_secret("cardKey", secret))
    }

    /// The same client with a credential for `desk`.
    #[must_use]
    pub fn with_desk(self, name: &str, password: Secret) -> Self {
        Self(self.0.with_basic("desk", name, password))
    }

    /// The same client with a credential for `staff`.
    #[must_use]
    pub fn with_staff(self, secret: Secret) -> Self {
        Self(self.0.with_secret("staff", secret))
    }
}
