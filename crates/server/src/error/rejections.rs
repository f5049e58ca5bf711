//! What a caller reads when the boundary refused the request.

use std::borrow::Cow;

use sovx_api_types::sovx::models::{ApiError, ErrorCode, ErrorEnvelope};
use sovx_runtime::{Body, Rejection, Stamp, Violations};

use super::{Errors, FAILED, one};

/// Words a request that the boundary refused, in the codes of the SovX contract.
pub(crate) fn describe(rejection: &Rejection) -> Errors {
    let code = match rejection {
        Rejection::InvalidBody(violations) if !violations.any_structural() => {
            return entries(ErrorCode::ValidationError, violations);
        }
        Rejection::InvalidBody(violations) | Rejection::InvalidParameters(violations) => {
            return entries(ErrorCode::BadRequest, violations);
        }
        Rejection::MissingBody
        | Rejection::UnparseableBody { .. }
        | Rejection::InterruptedBody
        | Rejection::SlowBody { .. } => ErrorCode::BadRequest,
        Rejection::UnsupportedMediaType { .. } => ErrorCode::UnsupportedMediaType,
        Rejection::PayloadTooLarge { .. } => ErrorCode::PayloadTooLarge,
        Rejection::UnknownRoute => ErrorCode::NotFound,
        Rejection::MethodNotAllowed => ErrorCode::MethodNotAllowed,
        Rejection::Panicked => ErrorCode::InternalServerError,
    };
    one(code, message(rejection))
}

/// Words a request that was refused before it reached a route. `None` never happens.
pub(crate) fn refused(message: &str, stamp: &Stamp) -> Option<Body> {
    let errors = one(ErrorCode::BadRequest, message);
    Body::json(&ErrorEnvelope::seal(errors, stamp)).ok()
}

/// What was wrong with a request, as a sentence; the same in every API.
pub(crate) fn message(rejection: &Rejection) -> Cow<'static, str> {
    match rejection {
        Rejection::MissingBody => "A JSON body is needed.".into(),
        Rejection::UnparseableBody {
            line,
            column,
            truncated,
        } => {
            let what = if *truncated {
                "breaks off"
            } else {
                "is not valid JSON"
            };
            format!("The body {what} at line {line}, column {column}.").into()
        }
        Rejection::InterruptedBody => "The connection broke while the body was read.".into(),
        Rejection::SlowBody { seconds } => {
            format!("The body took longer than {seconds} s to come.").into()
        }
        Rejection::InvalidBody(_) | Rejection::InvalidParameters(_) => {
            "The request breaks the rules of the contract.".into()
        }
        Rejection::UnsupportedMediaType { accepted } => {
            format!("The content type must be {}.", accepted.join(" or ")).into()
        }
        Rejection::PayloadTooLarge { limit } => {
            format!("The body must be at most {limit} bytes long.").into()
        }
        Rejection::UnknownRoute => "There is no such path.".into(),
        Rejection::MethodNotAllowed => "The path does not have this method.".into(),
        Rejection::Panicked => FAILED.into(),
    }
}

/// An entry for each violation; the code of a limit differs from that of a wrong shape.
fn entries(code: ErrorCode, violations: &Violations) -> Errors {
    let entries = violations.iter().map(|violation| ApiError {
        code,
        message: violation.message.clone().into_owned(),
        field: (!violation.field.is_empty()).then(|| violation.field.clone()),
    });
    entries.collect()
}
