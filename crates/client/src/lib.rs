//! A typed client for the contracts: a method per operation, a variant per declared status.
//!
//! A response that the contract does not declare is an error of its own, never a success.
//!
//! ```no_run
//! use sovx_api_types::sovx::models::Login;
//! use sovx_api_types::sovx::operations::{LoginRequest, LoginResponse};
//! use sovx_client::{Secret, sovx::Client};
//!
//! # async fn example() -> Result<(), sovx_client::ClientError> {
//! let client = Client::new("http://127.0.0.1:8080")?;
//! let login = Login {
//!     email: "admin@sandbox.example".to_owned(),
//!     password: Secret::new("correct horse battery staple".to_owned()),
//! };
//! let answer = client.login(&LoginRequest::new(login)).await?;
//! if let LoginResponse::Ok(session) = answer.response {
//!     let client = client.with_credential("session", session.token);
//! #   let _ = client;
//! }
//! # Ok(())
//! # }
//! ```

#![warn(missing_docs)]

mod call;
mod error;

pub use call::Client;
pub use error::ClientError;
pub use sovx_runtime::Secret;

/// A response with what its headers say.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer<T> {
    /// The declared response.
    pub response: T,
    /// Under which id the server logged the request.
    pub trace_id: Option<String>,
    /// When to come back, in seconds, if the server says so.
    pub retry_after: Option<u32>,
}

/// A contract that a client speaks.
pub trait Contract {
    /// Where its operations live on a server.
    const BASE_PATH: &'static str;
}

/// The SovX contract, `openapi/sovx/`.
pub mod sovx {
    use sovx_api_types::sovx::operations;

    use crate::call::Call;
    use crate::{Answer, ClientError};

    include!(concat!(env!("OUT_DIR"), "/sovx/client.rs"));

    /// A client for this contract.
    pub type Client = crate::Client<Sovx>;

    /// This contract.
    #[derive(Debug, Clone, Copy)]
    pub enum Sovx {}

    impl crate::Contract for Sovx {
        const BASE_PATH: &'static str = BASE_PATH;
    }
}

/// The contract of the End Customer Portal, `openapi/portal/`.
pub mod portal {
    use sovx_api_types::portal::operations;

    use crate::call::Call;
    use crate::{Answer, ClientError};

    include!(concat!(env!("OUT_DIR"), "/portal/client.rs"));

    /// A client for this contract.
    pub type Client = crate::Client<Portal>;

    /// This contract.
    #[derive(Debug, Clone, Copy)]
    pub enum Portal {}

    impl crate::Contract for Portal {
        const BASE_PATH: &'static str = BASE_PATH;
    }
}
