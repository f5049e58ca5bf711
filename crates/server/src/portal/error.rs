//! Failures of the portal: what went wrong, in the words and codes of its contract.
//!
//! The other half of [`crate::error`]: together they map every failure to a status.

use sovx_api_types::portal::models::{ApiError, ErrorCode, ErrorDetail, ErrorEnvelope};
use sovx_runtime::{Body, Declares, Failure, Rejection, Rule, Scope, Stamp, Violation, Violations};

use super::customers::ChangeError;
use crate::auth::caller::Refusal;
use crate::error::{Wording, message};

/// Where the API is explained, on this server.
const DOCUMENTATION: &str = "/docs/";

/// 403: the partner is known, and the customer key beside its own is not good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("The customer key is missing or not good.")]
pub(crate) struct NoCustomerKey;

/// 404: the partner has no such end customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("There is no such end customer.")]
pub(crate) struct NotFound;

/// 409: another end customer of the partner has the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Another end customer has this name.")]
pub(crate) struct NameTaken;

impl<O: Scope<Error = ApiError> + Declares<403>> From<NoCustomerKey> for Failure<O> {
    fn from(failure: NoCustomerKey) -> Self {
        Self::new::<403>(plain(ErrorCode::Forbidden, failure.to_string()))
    }
}

impl<O: Scope<Error = ApiError> + Declares<404>> From<NotFound> for Failure<O> {
    fn from(failure: NotFound) -> Self {
        Self::new::<404>(plain(ErrorCode::NotFound, failure.to_string()))
    }
}

impl<O: Scope<Error = ApiError> + Declares<409>> From<NameTaken> for Failure<O> {
    fn from(failure: NameTaken) -> Self {
        let taken = ErrorDetail {
            field: "/name".to_owned(),
            message: "is taken".to_owned(),
        };
        Self::new::<409>(ApiError {
            details: Some(vec![taken]),
            ..plain(ErrorCode::Conflict, failure.to_string())
        })
    }
}

impl<O> From<ChangeError> for Failure<O>
where
    O: Scope<Error = ApiError> + Declares<409> + Declares<500> + Declares<503>,
{
    fn from(failure: ChangeError) -> Self {
        match failure {
            ChangeError::TakenName => NameTaken.into(),
            ChangeError::Db(error) => error.into(),
        }
    }
}

impl Wording for ApiError {
    fn limited(message: &str) -> Self {
        plain(ErrorCode::RateLimited, message)
    }

    fn internal(message: &str) -> Self {
        plain(ErrorCode::InternalError, message)
    }

    fn unavailable(message: &str) -> Self {
        plain(ErrorCode::ServiceUnavailable, message)
    }

    fn refused(refusal: &Refusal) -> Self {
        let code = match refusal {
            Refusal::Repeated(_) | Refusal::Ambiguous(..) => ErrorCode::InvalidInput,
            Refusal::Nobody(_, flaws) if flaws.is_empty() => ErrorCode::Unauthorized,
            Refusal::Nobody(..) => ErrorCode::InvalidApiKey,
            Refusal::WrongKind(..) => ErrorCode::Forbidden,
        };
        plain(code, refusal.to_string())
    }
}

/// Words a request that the boundary refused, in the codes of the portal's contract.
pub(crate) fn describe(rejection: &Rejection) -> ApiError {
    let code = match rejection {
        Rejection::InvalidBody(violations) | Rejection::InvalidParameters(violations) => {
            return violated(violations, message(rejection));
        }
        Rejection::MissingBody
        | Rejection::UnparseableBody { .. }
        | Rejection::InterruptedBody
        | Rejection::SlowBody { .. } => ErrorCode::InvalidInput,
        Rejection::UnsupportedMediaType { .. } => ErrorCode::UnsupportedMediaType,
        Rejection::PayloadTooLarge { .. } => ErrorCode::PayloadTooLarge,
        Rejection::UnknownRoute => ErrorCode::NotFound,
        Rejection::MethodNotAllowed => ErrorCode::MethodNotAllowed,
        Rejection::Panicked => ErrorCode::InternalError,
    };
    plain(code, message(rejection))
}

/// Words a request that was refused before it reached a route. `None` never happens.
pub(crate) fn refused(message: &str, stamp: &Stamp) -> Option<Body> {
    let error = plain(ErrorCode::InvalidInput, message);
    Body::json(&ErrorEnvelope::seal(error, stamp)).ok()
}

/// All violations, under the code of the first.
fn violated(violations: &Violations, message: impl Into<String>) -> ApiError {
    let first = violations.iter().next();
    let details = violations.iter().map(|violation| ErrorDetail {
        field: violation.field.clone(),
        message: violation.message.clone().into_owned(),
    });
    ApiError {
        details: Some(details.collect()),
        ..plain(first.map_or(ErrorCode::InvalidInput, code), message)
    }
}

fn code(violation: &Violation) -> ErrorCode {
    match violation.rule {
        Rule::Required => ErrorCode::MissingRequiredField,
        Rule::Pattern | Rule::Format => ErrorCode::InvalidFormat,
        Rule::Unknown
        | Rule::Type
        | Rule::Repeated
        | Rule::MinLength
        | Rule::MaxLength
        | Rule::Enum
        | Rule::Minimum
        | Rule::Maximum
        | Rule::MultipleOf
        | Rule::Digits
        | Rule::MinItems
        | Rule::MaxItems
        | Rule::UniqueItems
        | Rule::OneOf
        | Rule::MinProperties
        | Rule::MaxProperties
        | Rule::More
        | Rule::AnyOf
        | Rule::Not => ErrorCode::InvalidInput,
    }
}

fn plain(code: ErrorCode, message: impl Into<String>) -> ApiError {
    ApiError {
        code,
        message: message.into(),
        details: None,
        documentation_url: DOCUMENTATION.to_owned(),
    }
}
