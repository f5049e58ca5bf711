//! What an operation is to the type system: its name, its responses and the failures it declares.
//!
//! [`Declares`] is the compile-time half of the contract: a handler's `?` reaches only statuses
//! that the operation declares, because the conversion into [`Failure`] asks for the proof.

use std::error::Error;
use std::fmt;
use std::marker::PhantomData;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use crate::Timestamp;

/// Something with a set of declared error statuses.
pub trait Scope: 'static {
    /// What an error response carries inside the envelope.
    type Error;
}

/// The proof that the contract declares `STATUS` here.
pub trait Declares<const STATUS: u16>: Scope {}

/// An operation of the contract.
pub trait Operation: Scope {
    /// `operationId`.
    const ID: &'static str;
    /// The value of `WWW-Authenticate` on a 401 (RFC 9110, section 11.6.1).
    const CHALLENGE: &'static str;
    /// The status of a body of the right shape that breaks a limit: 422, or 400 where the contract
    /// does not declare that.
    const LIMITS: u16;
    /// Its responses, one variant for each declared status.
    type Response: Reply;

    /// The response for a declared error status; `None` for any other.
    fn failure(status: u16, error: Self::Error) -> Option<Self::Response>;
}

/// A typed response that knows its status and its body.
pub trait Reply {
    /// The status of this variant.
    fn status(&self) -> u16;

    /// The body on the wire, envelope included; `None` where the contract declares none.
    ///
    /// # Errors
    /// When a member cannot be written as JSON.
    fn body(self, stamp: &Stamp) -> Result<Option<Body>, serde_json::Error>;
}

/// A body and its content type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// For the `Content-Type` header.
    pub content_type: &'static str,
    /// As sent.
    pub bytes: Vec<u8>,
}

impl Body {
    /// A value as `application/json`.
    ///
    /// # Errors
    /// When the value cannot be written as JSON.
    pub fn json<T: serde::Serialize>(value: &T) -> Result<Self, serde_json::Error> {
        Ok(Self {
            content_type: "application/json",
            bytes: serde_json::to_vec(value)?,
        })
    }
}

/// A response that does not read as the contract says.
#[derive(Debug)]
pub enum Undecodable {
    /// The contract does not declare this status for the operation.
    UndeclaredStatus,
    /// The body is not what the contract declares for the status.
    Body(serde_json::Error),
}

impl fmt::Display for Undecodable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UndeclaredStatus => {
                formatter.write_str("the contract does not declare the status")
            }
            Self::Body(_) => formatter.write_str("the body is not what the contract declares"),
        }
    }
}

impl Error for Undecodable {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::UndeclaredStatus => None,
            Self::Body(source) => Some(source),
        }
    }
}

/// Reads a JSON body of a declared type.
///
/// # Errors
/// When the body is not JSON of that type.
pub fn decode<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, Undecodable> {
    serde_json::from_slice(body).map_err(Undecodable::Body)
}

/// What the boundary knows of a request and writes into every envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// When the response was made.
    pub timestamp: Timestamp,
    /// The caller's trace id, or a fresh one.
    pub trace_id: String,
}

/// Where a request came from, for operations that have no caller to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The network address of the caller.
    pub address: IpAddr,
    /// The trace id of the request.
    pub trace_id: String,
}

impl Origin {
    /// What a client says of itself: nothing. The server finds out.
    pub fn unknown() -> Self {
        Self {
            address: Ipv4Addr::UNSPECIFIED.into(),
            trace_id: String::new(),
        }
    }
}

/// A page of a list with what the envelope says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paged<T, P> {
    /// The items.
    pub data: T,
    /// The contract's pagination object.
    pub pagination: P,
}

/// Why something failed, for the log and never for the wire.
pub type Cause = Arc<dyn Error + Send + Sync>;

/// A failure whose status `O` declares.
pub struct Failure<O: Scope> {
    pub(crate) status: u16,
    pub(crate) error: O::Error,
    pub(crate) retry_after: Option<u32>,
    pub(crate) cause: Option<Cause>,
}

impl<O: Scope> Failure<O> {
    /// A failure with a declared status.
    pub fn new<const STATUS: u16>(error: O::Error) -> Self
    where
        O: Declares<STATUS>,
    {
        Self {
            status: STATUS,
            error,
            retry_after: None,
            cause: None,
        }
    }

    /// Says when to come back (`Retry-After`), in seconds.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Keeps the cause for the log.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<Option<Cause>>) -> Self {
        self.cause = cause.into();
        self
    }

    /// The status that answers it.
    pub fn status(&self) -> u16 {
        self.status
    }
}

/// The scope of checking a credential: whatever a secured operation declares.
pub struct Secured<E>(PhantomData<E>);

impl<E: 'static> Scope for Secured<E> {
    type Error = E;
}
impl<E: 'static> Declares<400> for Secured<E> {}
impl<E: 'static> Declares<401> for Secured<E> {}
impl<E: 'static> Declares<403> for Secured<E> {}
impl<E: 'static> Declares<429> for Secured<E> {}
impl<E: 'static> Declares<500> for Secured<E> {}
impl<E: 'static> Declares<503> for Secured<E> {}

/// Converts an error into another error body of the contract.
///
/// A credential is checked in the contract's first error body. An operation may have an error body
/// of its own, and answers a failed check in that.
pub trait Reword<E, Other> {
    /// The same error in the other body.
    fn reword(&self, error: E) -> Other;
}

impl<E: 'static> Failure<Secured<E>> {
    /// The same failure as that of a secured operation, which must declare all these statuses.
    pub fn of<O>(self) -> Failure<O>
    where
        O: Scope<Error = E> + Declares<400> + Declares<401> + Declares<403>,
        O: Declares<429> + Declares<500> + Declares<503>,
    {
        self.converted(|error| error)
    }

    /// The same failure as that of a secured operation with another error body. The status, the
    /// cause and `Retry-After` stay.
    pub fn reworded<O>(self, server: &impl Reword<E, O::Error>) -> Failure<O>
    where
        O: Declares<400> + Declares<401> + Declares<403>,
        O: Declares<429> + Declares<500> + Declares<503>,
    {
        self.converted(|error| server.reword(error))
    }

    fn converted<O: Scope>(self, convert: impl FnOnce(E) -> O::Error) -> Failure<O> {
        Failure {
            status: self.status,
            error: convert(self.error),
            retry_after: self.retry_after,
            cause: self.cause,
        }
    }
}

impl<O: Scope> fmt::Debug for Failure<O>
where
    O::Error: fmt::Debug,
{
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Failure")
            .field("status", &self.status)
            .field("error", &self.error)
            .field("cause", &self.cause)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An operation whose error body is a number.
    struct Counted;

    impl Scope for Counted {
        type Error = usize;
    }
    impl Declares<400> for Counted {}
    impl Declares<401> for Counted {}
    impl Declares<403> for Counted {}
    impl Declares<429> for Counted {}
    impl Declares<500> for Counted {}
    impl Declares<503> for Counted {}

    struct Server;

    impl Reword<String, usize> for Server {
        fn reword(&self, error: String) -> usize {
            error.len()
        }
    }

    #[test]
    fn a_reworded_failure_keeps_all_but_its_error() {
        let failed: Failure<Secured<String>> = Failure::new::<503>("busy".to_owned());
        let cause: Cause = Arc::new(fmt::Error);

        let failure: Failure<Counted> = failed.retry_after(7).caused_by(cause).reworded(&Server);

        assert_eq!((failure.status(), failure.error), (503, 4));
        assert_eq!(failure.retry_after, Some(7));
        assert!(failure.cause.is_some_and(|cause| cause.is::<fmt::Error>()));
    }
}
