//! Failures of monetization settings.

use sovx_runtime::{Declares, Failure, Scope};

use super::{Conflict, Errors, Wording};
use crate::auth::caller::Refusal;
use crate::monetization::{CreateError, FeeError, UpdateError};

impl<O> From<CreateError> for Failure<O>
where
    O: Scope<Error = Errors>,
    O: Declares<400> + Declares<401> + Declares<403> + Declares<409>,
    O: Declares<422> + Declares<500> + Declares<503>,
{
    fn from(failure: CreateError) -> Self {
        match failure {
            CreateError::CustomerGone => Refusal::gone_key().into(),
            CreateError::Duplicate => Conflict::Setting.into(),
            CreateError::Unprocessable(unfit) => unfit.into(),
            CreateError::Broken(broken) => broken.into(),
            CreateError::Db(error) => error.into(),
        }
    }
}

impl<O> From<UpdateError> for Failure<O>
where
    O: Scope<Error = Errors> + Declares<422> + Declares<500> + Declares<503>,
{
    fn from(failure: UpdateError) -> Self {
        match failure {
            UpdateError::Unprocessable(unfit) => unfit.into(),
            UpdateError::Broken(broken) => broken.into(),
            UpdateError::Db(error) => error.into(),
        }
    }
}

impl<O> From<FeeError> for Failure<O>
where
    O: Scope<Error: Wording> + Declares<500> + Declares<503>,
{
    fn from(failure: FeeError) -> Self {
        match failure {
            FeeError::Broken(broken) => broken.into(),
            FeeError::Db(error) => error.into(),
        }
    }
}
