//! What a caller reads when the boundary refused the request.

use sovx_api_types::sovx::models::{ApiError, ErrorCode};
use sovx_runtime::{Rejection, Violations};

use super::{Errors, FAILED, one};

/// Words a request that the boundary refused.
pub(crate) fn describe(rejection: &Rejection) -> Errors {
    match rejection {
        Rejection::MissingBody => one(ErrorCode::BadRequest, "A JSON body is needed."),
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
            let message = format!("The body {what} at line {line}, column {column}.");
            one(ErrorCode::BadRequest, message)
        }
        Rejection::InterruptedBody => one(
            ErrorCode::BadRequest,
            "The connection broke while the body was read.",
        ),
        Rejection::InvalidBody(violations) if !violations.any_structural() => {
            entries(ErrorCode::ValidationError, violations)
        }
        Rejection::InvalidBody(violations) | Rejection::InvalidParameters(violations) => {
            entries(ErrorCode::BadRequest, violations)
        }
        Rejection::UnsupportedMediaType { accepted } => {
            let message = format!("The content type must be {}.", accepted.join(" or "));
            one(ErrorCode::UnsupportedMediaType, message)
        }
        Rejection::PayloadTooLarge { limit } => {
            let message = format!("The body must be at most {limit} bytes long.");
            one(ErrorCode::PayloadTooLarge, message)
        }
        Rejection::UnknownRoute => one(ErrorCode::NotFound, "There is no such path."),
        Rejection::MethodNotAllowed => one(
            ErrorCode::MethodNotAllowed,
            "The path does not have this method.",
        ),
        Rejection::Panicked => one(ErrorCode::InternalServerError, FAILED),
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
