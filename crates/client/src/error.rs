//! Why a call has no declared response.

use sovx_runtime::Undecodable;

/// A call that did not end in a declared response. Holds no credential and no body.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The server's address is no URL that can carry a path.
    #[error("the server's address is no http or https URL")]
    Address,
    /// The operation needs a credential of this tier and the client has none.
    #[error("no credential of the tier `{0}` was given")]
    NoCredential(&'static str),
    /// A credential or trace id cannot stand in a header.
    #[error("the value for the header `{0}` has characters that a header cannot carry")]
    Header(String),
    /// The server cannot be reached, or the connection broke.
    #[error("`{operation}` could not be sent or its answer not be read")]
    Transport {
        /// `operationId`.
        operation: &'static str,
        /// What the HTTP client said.
        #[source]
        source: reqwest::Error,
    },
    /// The answer is larger than what is read.
    #[error("the answer to `{operation}` is larger than {limit} bytes")]
    TooLarge {
        /// `operationId`.
        operation: &'static str,
        /// In bytes.
        limit: usize,
    },
    /// The server answered what the contract does not declare.
    #[error("`{operation}` was answered with {status}, and {source}")]
    Undeclared {
        /// `operationId`.
        operation: &'static str,
        /// The status of the answer.
        status: u16,
        /// In what way.
        source: Undecodable,
    },
}
