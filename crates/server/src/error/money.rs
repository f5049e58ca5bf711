//! The error body of the operations that concern money, and failures that only they have.
//!
//! What fails in any slice is worded in the codes of the first operations; each of those has a code
//! here.

use sovx_api_types::sovx::models::{ApiError, ErrorCode, MoneyError, MoneyErrorCode};
use sovx_runtime::{Declares, Failure, Scope};

use super::{Errors, Wording};
use crate::auth::caller::Refusal;
use crate::ledger::LedgerError;

/// What an error response about money carries inside its envelope.
pub(crate) type MoneyErrors = Vec<MoneyError>;

/// An error body of the SovX contract: a list of entries.
pub(crate) trait Entries: Wording {
    /// The same entries in this body.
    fn of(entries: Errors) -> Self;
}

impl Entries for Errors {
    fn of(entries: Errors) -> Self {
        entries
    }
}

impl Entries for MoneyErrors {
    fn of(entries: Errors) -> Self {
        let entries = entries.into_iter();
        let entries = entries.map(
            |ApiError {
                 code,
                 message,
                 field,
             }| MoneyError {
                code: reworded(code),
                message,
                field,
            },
        );
        entries.collect()
    }
}

impl Wording for MoneyErrors {
    fn limited(message: &str) -> Self {
        Self::of(<Errors as Wording>::limited(message))
    }

    fn internal(message: &str) -> Self {
        Self::of(<Errors as Wording>::internal(message))
    }

    fn unavailable(message: &str) -> Self {
        Self::of(<Errors as Wording>::unavailable(message))
    }

    fn refused(refusal: &Refusal) -> Self {
        Self::of(<Errors as Wording>::refused(refusal))
    }
}

/// 404: the caller has no such transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("There is no such transaction.")]
pub(crate) struct NoTransaction;

/// 404: the caller has no such deposit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("There is no such deposit.")]
pub(crate) struct NoDeposit;

impl<O: Scope<Error = MoneyErrors> + Declares<404>> From<NoTransaction> for Failure<O> {
    fn from(failure: NoTransaction) -> Self {
        let code = MoneyErrorCode::TransactionNotFound;
        Self::new::<404>(about("transaction_id", code, &failure))
    }
}

impl<O: Scope<Error = MoneyErrors> + Declares<404>> From<NoDeposit> for Failure<O> {
    fn from(failure: NoDeposit) -> Self {
        let code = MoneyErrorCode::DepositNotFound;
        Self::new::<404>(about("deposit_id", code, &failure))
    }
}

impl<O> From<LedgerError> for Failure<O>
where
    O: Scope<Error: Wording> + Declares<500> + Declares<503>,
{
    /// What a request may cause is answered before it gets here; the rest is a defect.
    fn from(failure: LedgerError) -> Self {
        match failure {
            LedgerError::Db(error) => error.into(),
            other => super::faults::internal(std::sync::Arc::new(other)),
        }
    }
}

fn about(field: &str, code: MoneyErrorCode, failure: &impl std::error::Error) -> MoneyErrors {
    vec![MoneyError {
        code,
        message: failure.to_string(),
        field: Some(field.to_owned()),
    }]
}

/// The code that says the same of an operation that concerns money. What those never answer is
/// worded by its status.
fn reworded(code: ErrorCode) -> MoneyErrorCode {
    match code {
        ErrorCode::BadRequest | ErrorCode::WalletNameExists => MoneyErrorCode::BadRequest,
        ErrorCode::UserNotActive => MoneyErrorCode::UserNotActive,
        ErrorCode::ValidationError => MoneyErrorCode::ValidationError,
        ErrorCode::UnprocessableEntity => MoneyErrorCode::UnprocessableEntity,
        ErrorCode::IdempotencyKeyReused => MoneyErrorCode::IdempotencyKeyReused,
        ErrorCode::Unauthorized => MoneyErrorCode::Unauthorized,
        ErrorCode::InvalidApiKey => MoneyErrorCode::InvalidApiKey,
        ErrorCode::TokenExpired => MoneyErrorCode::TokenExpired,
        ErrorCode::Forbidden => MoneyErrorCode::Forbidden,
        ErrorCode::NotFound
        | ErrorCode::CredentialNotFound
        | ErrorCode::SettingNotFound
        | ErrorCode::MethodNotAllowed => MoneyErrorCode::NotFound,
        ErrorCode::CustomerNotFound => MoneyErrorCode::CustomerNotFound,
        ErrorCode::UserNotFound => MoneyErrorCode::UserNotFound,
        ErrorCode::WalletNotFound => MoneyErrorCode::WalletNotFound,
        ErrorCode::Conflict | ErrorCode::CustomerAlreadyExists | ErrorCode::UserAlreadyExists => {
            MoneyErrorCode::Conflict
        }
        ErrorCode::IdempotencyConflict => MoneyErrorCode::IdempotencyConflict,
        ErrorCode::PayloadTooLarge => MoneyErrorCode::PayloadTooLarge,
        ErrorCode::UnsupportedMediaType => MoneyErrorCode::UnsupportedMediaType,
        ErrorCode::RateLimitExceeded => MoneyErrorCode::RateLimitExceeded,
        ErrorCode::InternalServerError => MoneyErrorCode::InternalServerError,
        ErrorCode::BadGateway => MoneyErrorCode::BadGateway,
        ErrorCode::ServiceUnavailable => MoneyErrorCode::ServiceUnavailable,
    }
}
