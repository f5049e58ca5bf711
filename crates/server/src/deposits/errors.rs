//! What a caller reads when a request about a deposit fails.

use sovx_runtime::{Declares, Failure, Scope};

use super::observe::ObserveError;
use super::requests::{Refused, SimulateError};
use crate::error::{Conflict, MoneyErrors, NoDeposit, NotFound, Wording};

impl<O> From<SimulateError> for Failure<O>
where
    O: Scope<Error = MoneyErrors> + Declares<404> + Declares<422>,
    O: Declares<500> + Declares<503>,
{
    fn from(failure: SimulateError) -> Self {
        match failure {
            SimulateError::NoWallet => NotFound::BodyWallet.into(),
            SimulateError::Mismatch(mismatch) => mismatch.into(),
            SimulateError::Observe(error) => error.into(),
        }
    }
}

impl<O> From<Refused> for Failure<O>
where
    O: Scope<Error = MoneyErrors> + Declares<404> + Declares<409>,
    O: Declares<500> + Declares<503>,
{
    fn from(failure: Refused) -> Self {
        match failure {
            Refused::NoDeposit => NoDeposit.into(),
            Refused::State(why) => Conflict::Deposit(why).into(),
            Refused::Observe(error) => error.into(),
        }
    }
}

impl<O> From<ObserveError> for Failure<O>
where
    O: Scope<Error: Wording> + Declares<500> + Declares<503>,
{
    fn from(failure: ObserveError) -> Self {
        match failure {
            ObserveError::Ledger(error) => error.into(),
            ObserveError::Broken(broken) => broken.into(),
        }
    }
}
