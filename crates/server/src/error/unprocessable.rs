//! 422 beyond the contract's own rules: values that do not go together, or that do not exist.

use sovx_api_types::sovx::models::{ApiError, ErrorCode};
use sovx_runtime::{Declares, Failure, Scope};

use super::Errors;

/// A rule that the contract states in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Rule {
    #[error("must be a phone number that can exist")]
    Phone,
    #[error("must be a mobile number of its country")]
    Mobile,
    #[error("must be the birthday of someone of 18 years or more")]
    Age,
    #[error("is required for a passport")]
    OfPassport,
    #[error("is required together with the document's other members")]
    OfDocument,
    #[error("must have nine digits, being a social security number")]
    Ssn,
    #[error("does not go with the feature")]
    OfFeature,
    #[error("must be a currency of the catalogue")]
    Currency,
    #[error("must be a pair of the catalogue")]
    Pair,
    #[error("must be at most 1 for a rate")]
    Rate,
    #[error("must have at most 15 digits, of which at most 8 after the point")]
    Digits,
}

impl Rule {
    fn code(self) -> ErrorCode {
        match self {
            Self::Phone | Self::Age | Self::Digits => ErrorCode::ValidationError,
            Self::Mobile
            | Self::OfPassport
            | Self::OfDocument
            | Self::Ssn
            | Self::OfFeature
            | Self::Currency
            | Self::Pair
            | Self::Rate => ErrorCode::UnprocessableEntity,
        }
    }
}

/// A member of a body that breaks a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Misfit {
    /// The pointer of the member.
    pub(crate) field: &'static str,
    /// The rule.
    pub(crate) rule: Rule,
}

/// 422: the body was read, and these members break their rules.
#[derive(Debug, thiserror::Error)]
#[error("values of the body do not go together")]
pub(crate) struct Unprocessable(pub(crate) Vec<Misfit>);

impl<O: Scope<Error = Errors> + Declares<422>> From<Unprocessable> for Failure<O> {
    fn from(failure: Unprocessable) -> Self {
        let entry = |misfit: Misfit| ApiError {
            code: misfit.rule.code(),
            message: misfit.rule.to_string(),
            field: Some(misfit.field.to_owned()),
        };
        Self::new::<422>(failure.0.into_iter().map(entry).collect())
    }
}
