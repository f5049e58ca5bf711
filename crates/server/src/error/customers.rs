//! Failures of customers and of the registry that describes them.

use std::sync::Arc;

use sovx_api_types::sovx::models::ErrorCode;
use sovx_runtime::{Cause, Declares, Failure, Scope};

use super::{Conflict, Errors, NotFound, one, unavailable};
use crate::customers::ChangeError;
use crate::registry::RegistryError;

impl<O> From<ChangeError> for Failure<O>
where
    O: Scope<Error = Errors> + Declares<409> + Declares<500> + Declares<503>,
{
    fn from(failure: ChangeError) -> Self {
        match failure {
            ChangeError::DuplicateCustomerId => Conflict::CustomerId.into(),
            ChangeError::DuplicateRegistration => Conflict::Registration.into(),
            ChangeError::Db(error) => error.into(),
        }
    }
}

impl<O> From<RegistryError> for Failure<O>
where
    O: Scope<Error = Errors> + Declares<404> + Declares<500> + Declares<502> + Declares<503>,
{
    fn from(failure: RegistryError) -> Self {
        match failure {
            RegistryError::Unknown => NotFound::Registration.into(),
            RegistryError::Database(error) => error.into(),
            RegistryError::Unavailable(_) => {
                unavailable("The upstream registry does not answer.", Arc::new(failure))
            }
            RegistryError::Garbage(_) => {
                let message = "The upstream registry gave an answer that makes no sense.";
                let cause: Cause = Arc::new(failure);
                Self::new::<502>(one(ErrorCode::BadGateway, message)).caused_by(cause)
            }
        }
    }
}
