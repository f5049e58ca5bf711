//! Failures of users and their tokens.

use sovx_api_types::sovx::models::{ApiError, ErrorCode};
use sovx_runtime::{Declares, Failure, Scope};

use super::{Conflict, Errors, NotFound};
use crate::users::{ChangeError, Refused, StatusError};

/// 404: the customer has none of these users.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the customer has none of these users")]
pub(crate) struct MissingUsers(
    /// Where they stand in the list of the request.
    pub(crate) Vec<usize>,
);

impl<O: Scope<Error = Errors> + Declares<404>> From<MissingUsers> for Failure<O> {
    fn from(failure: MissingUsers) -> Self {
        let entry = |place: usize| ApiError {
            code: ErrorCode::UserNotFound,
            message: NotFound::User.to_string(),
            field: Some(format!("/user_ids/{place}")),
        };
        Self::new::<404>(failure.0.into_iter().map(entry).collect())
    }
}

impl<O> From<ChangeError> for Failure<O>
where
    O: Scope<Error = Errors> + Declares<409> + Declares<500> + Declares<503>,
{
    fn from(failure: ChangeError) -> Self {
        match failure {
            ChangeError::TakenId => Conflict::UserId.into(),
            ChangeError::TakenEmail => Conflict::UserEmail.into(),
            ChangeError::TakenPhone(field) => Conflict::UserPhone(field).into(),
            ChangeError::Db(error) => error.into(),
        }
    }
}

impl<O: Scope<Error = Errors> + Declares<422> + Declares<500>> From<Refused> for Failure<O> {
    fn from(failure: Refused) -> Self {
        match failure {
            Refused::Unfit(unfit) => unfit.into(),
            Refused::Broken(broken) => broken.into(),
        }
    }
}

impl<O> From<StatusError> for Failure<O>
where
    O: Scope<Error = Errors> + Declares<404> + Declares<409> + Declares<500> + Declares<503>,
{
    fn from(failure: StatusError) -> Self {
        match failure {
            StatusError::Missing => NotFound::User.into(),
            StatusError::WrongStatus => Conflict::UserStatus.into(),
            StatusError::Db(error) => error.into(),
        }
    }
}
