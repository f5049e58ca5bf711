//! What may go wrong in any slice, of either API: a spent budget, a failing or busy server.

use std::sync::Arc;

use sovx_api_types::sovx::models::ErrorCode;
use sovx_runtime::{Cause, Declares, Failure, Scope};

use super::{Errors, one, refusals};
use crate::auth::caller::Refusal;
use crate::auth::password::PasswordError;
use crate::auth::session::SigningError;
use crate::auth::throttle::RetryAfter;
use crate::db::DbError;
use crate::limits::Spent;

/// How a contract words what may go wrong in any slice.
pub(crate) trait Wording: 'static {
    /// 429: the budget is spent, or attempts came too fast.
    fn limited(message: &str) -> Self;

    /// 500: the server failed.
    fn internal(message: &str) -> Self;

    /// 503: the server is busy, or what it needs is down.
    fn unavailable(message: &str) -> Self;

    /// 400, 401, 403: nobody is let in.
    fn refused(refusal: &Refusal) -> Self;
}

impl Wording for Errors {
    fn limited(message: &str) -> Self {
        one(ErrorCode::RateLimitExceeded, message)
    }

    fn internal(message: &str) -> Self {
        one(ErrorCode::InternalServerError, message)
    }

    fn unavailable(message: &str) -> Self {
        one(ErrorCode::ServiceUnavailable, message)
    }

    fn refused(refusal: &Refusal) -> Self {
        refusals::refused(refusal)
    }
}

/// 500: something that the server relies on did not hold.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
pub(crate) struct Broken {
    /// What did not hold, for the log.
    pub(crate) what: &'static str,
}

/// How long a caller waits after a 503, in seconds.
pub(super) const RETRY_SECONDS: u32 = 1;

impl<O: Scope<Error: Wording> + Declares<429>> From<RetryAfter> for Failure<O> {
    fn from(failure: RetryAfter) -> Self {
        let message = "There were too many attempts; wait before the next one.";
        let seconds = u32::try_from(failure.seconds).unwrap_or(u32::MAX);
        Self::new::<429>(Wording::limited(message)).retry_after(seconds)
    }
}

impl<O: Scope<Error: Wording> + Declares<429>> From<Spent> for Failure<O> {
    fn from(failure: Spent) -> Self {
        let message = "There were too many requests; wait before the next one.";
        Self::new::<429>(Wording::limited(message)).retry_after(failure.retry_after)
    }
}

impl<O: Scope<Error: Wording> + Declares<500>> From<Broken> for Failure<O> {
    fn from(failure: Broken) -> Self {
        internal(Arc::new(failure))
    }
}

impl<O: Scope<Error: Wording> + Declares<500>> From<SigningError> for Failure<O> {
    fn from(failure: SigningError) -> Self {
        internal(Arc::new(failure))
    }
}

impl<O: Scope<Error: Wording> + Declares<500> + Declares<503>> From<DbError> for Failure<O> {
    fn from(failure: DbError) -> Self {
        if failure.is_transient() {
            unavailable("The server is busy.", Arc::new(failure))
        } else {
            internal(Arc::new(failure))
        }
    }
}

impl<O: Scope<Error: Wording> + Declares<500> + Declares<503>> From<PasswordError> for Failure<O> {
    fn from(failure: PasswordError) -> Self {
        match failure {
            PasswordError::Busy => unavailable("The server is busy.", Arc::new(failure)),
            PasswordError::Unreadable | PasswordError::Computation(_) => {
                internal(Arc::new(failure))
            }
        }
    }
}

/// What a caller reads when the server failed.
pub(crate) const FAILED: &str = "The server failed. Quote the trace id when you report it.";

pub(super) fn internal<O: Scope<Error: Wording> + Declares<500>>(cause: Cause) -> Failure<O> {
    Failure::new::<500>(Wording::internal(FAILED)).caused_by(cause)
}

pub(super) fn unavailable<O: Scope<Error: Wording> + Declares<503>>(
    message: &str,
    cause: Cause,
) -> Failure<O> {
    Failure::new::<503>(Wording::unavailable(message))
        .retry_after(RETRY_SECONDS)
        .caused_by(cause)
}
