//! Why a call has no declared response.

use std::error::Error;
use std::fmt;

use crate::Undecodable;
use crate::wire::Unwritable;

/// A call that ended without a declared response.
#[derive(Debug)]
pub enum ClientError {
    /// The address is no http or https URL.
    Address,
    /// A header cannot hold its value.
    Header(String),
    /// The operation asks for this scheme, and the client has no credential for it.
    NoCredential(&'static str),
    /// The request cannot be written as the contract says.
    Unwritable {
        /// `operationId`.
        operation: &'static str,
        /// What cannot be written.
        source: Unwritable,
    },
    /// No answer came, or it broke off.
    Transport {
        /// `operationId`.
        operation: &'static str,
        /// What happened.
        source: reqwest::Error,
    },
    /// The answer is larger than what is read.
    TooLarge {
        /// `operationId`.
        operation: &'static str,
        /// In bytes.
        limit: usize,
    },
    /// The answer is not one that the contract declares.
    Undeclared {
        /// `operationId`.
        operation: &'static str,
        /// Of the answer.
        status: u16,
        /// What is wrong with it.
        source: Undecodable,
    },
}

impl fmt::Display for ClientError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address => formatter.write_str("the address is no http or https URL"),
            Self::Header(name) => write!(formatter, "header {name} cannot hold its value"),
            Self::NoCredential(scheme) => {
                write!(formatter, "the client has no credential for {scheme}")
            }
            Self::Unwritable { operation, .. } => {
                write!(formatter, "{operation}: the request cannot be written")
            }
            Self::Transport { operation, .. } => {
                write!(formatter, "{operation}: no answer came")
            }
            Self::TooLarge { operation, limit } => {
                write!(
                    formatter,
                    "{operation}: the answer is larger than {limit} bytes"
                )
            }
            Self::Undeclared {
                operation, status, ..
            } => write!(
                formatter,
                "{operation}: the answer with status {status} is not declared"
            ),
        }
    }
}

impl Error for ClientError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Address | Self::Header(_) | Self::NoCredential(_) | Self::TooLarge { .. } => None,
            Self::Unwritable { source, .. } => Some(source),
            Self::Transport { source, .. } => Some(source),
            Self::Undeclared { source, .. } => Some(source),
        }
    }
}
