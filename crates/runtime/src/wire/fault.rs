//! What a handler could not foresee.

use std::error::Error;
use std::fmt;

/// The unexpected: answered with 500, its cause for the log and never for the wire.
///
/// Any error becomes one, so that `?` works in a handler:
///
/// ```
/// use sovx_runtime::wire::Fault;
///
/// fn balance(stored: &str) -> Result<i64, Fault> {
///     Ok(stored.parse()?)
/// }
///
/// assert_eq!(balance("12").unwrap(), 12);
/// assert_eq!(balance("twelve").unwrap_err().to_string(), "invalid digit found in string");
/// ```
#[derive(Debug)]
pub struct Fault(Box<dyn Error + Send + Sync>);

impl Fault {
    /// A fault that has no error to show for it.
    pub fn new(cause: impl Into<String>) -> Self {
        Self(cause.into().into())
    }

    /// What went wrong.
    pub fn into_cause(self) -> Box<dyn Error + Send + Sync> {
        self.0
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl<E: Error + Send + Sync + 'static> From<E> for Fault {
    fn from(cause: E) -> Self {
        Self(Box::new(cause))
    }
}

/// Why a caller is not let in.
#[derive(Debug)]
pub enum Refusal {
    /// The credential is unknown: 401.
    Unauthenticated,
    /// The caller is known and may not do this: 403.
    Forbidden,
    /// The credential could not be looked up: 500.
    Fault(Fault),
}

impl Refusal {
    /// What to answer where two attempts were refused: a failure first, then what is known of the
    /// caller.
    #[cfg(feature = "actix")]
    pub(crate) fn or(self, other: Self) -> Self {
        match (self, other) {
            (fault @ Self::Fault(_), _) | (_, fault @ Self::Fault(_)) => fault,
            (Self::Forbidden, _) | (_, Self::Forbidden) => Self::Forbidden,
            (Self::Unauthenticated, Self::Unauthenticated) => Self::Unauthenticated,
        }
    }
}

impl<E: Into<Fault>> From<E> for Refusal {
    fn from(cause: E) -> Self {
        Self::Fault(cause.into())
    }
}
