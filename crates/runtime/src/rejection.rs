//! Why the boundary refused a request before any handler saw it.

use crate::Violations;

/// A request that does not reach its handler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// The body is empty where one is required.
    MissingBody,
    /// The body is not JSON (RFC 8259).
    UnparseableBody {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// The body ended too early.
        truncated: bool,
    },
    /// The connection broke while the body was read.
    InterruptedBody,
    /// The body did not come in time.
    SlowBody {
        /// How long it may take.
        seconds: u64,
    },
    /// The body is JSON and breaks these rules.
    InvalidBody(Violations),
    /// Path, query or header parameters break these rules.
    InvalidParameters(Violations),
    /// The content type is missing or not one of these.
    UnsupportedMediaType {
        /// What the operation accepts.
        accepted: &'static [&'static str],
    },
    /// The body is larger than this many bytes.
    PayloadTooLarge {
        /// In bytes.
        limit: usize,
    },
    /// No operation has this path.
    UnknownRoute,
    /// The path exists, the method does not.
    MethodNotAllowed,
    /// The handler panicked.
    Panicked,
}

impl Rejection {
    /// The status that answers it: 400 for a request of the wrong shape, `limits` for one of the
    /// right shape that breaks a limit, and the framework's own for the rest.
    pub fn status(&self, limits: u16) -> u16 {
        match self {
            Self::MissingBody
            | Self::UnparseableBody { .. }
            | Self::InterruptedBody
            | Self::InvalidParameters(_) => 400,
            Self::InvalidBody(violations) if violations.any_structural() => 400,
            Self::InvalidBody(_) => limits,
            Self::UnknownRoute => 404,
            Self::MethodNotAllowed => 405,
            Self::SlowBody { .. } => 408,
            Self::PayloadTooLarge { .. } => 413,
            Self::UnsupportedMediaType { .. } => 415,
            Self::Panicked => 500,
        }
    }
}
