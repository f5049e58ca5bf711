//! What a caller reads when an `Idempotency-Key` stands in the way.

use sovx_api_types::sovx::models::ErrorCode;
use sovx_runtime::{Failure, Idempotent, Scope};

use super::faults::RETRY_SECONDS;
use super::{Entries, about};

/// The key was used before, and its answer cannot be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum KeyConflict {
    #[error("A request with this idempotency key is still running.")]
    Running,
    #[error("This idempotency key was used for another request.")]
    OtherBody,
    #[error("What was made with this idempotency key is gone; send another key.")]
    Gone,
}

impl KeyConflict {
    fn code(self) -> ErrorCode {
        match self {
            Self::Running | Self::Gone => ErrorCode::IdempotencyConflict,
            Self::OtherBody => ErrorCode::IdempotencyKeyReused,
        }
    }
}

impl<O: Idempotent + Scope<Error: Entries>> From<KeyConflict> for Failure<O> {
    fn from(failure: KeyConflict) -> Self {
        let entry = Entries::of(about("Idempotency-Key", failure.code(), &failure));
        match failure {
            KeyConflict::Running => Self::new::<409>(entry).retry_after(RETRY_SECONDS),
            KeyConflict::Gone => Self::new::<409>(entry),
            KeyConflict::OtherBody => O::reused(entry),
        }
    }
}
