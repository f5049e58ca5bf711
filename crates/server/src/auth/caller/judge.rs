//! What a credential opens in the SovX API.
//!
//! Wherever they stand, credentials are first identified and only then judged: where none is of a
//! kind that the operation takes, a good one is 403 and anything else 401. Either is paid for
//! before it is judged.

use sovx_runtime::boundary::{Describe, Presented};
use sovx_runtime::{Declares, Failure, Origin, Rejection, Reword, Scope, Secured};

use super::candidate::headers;
use super::identify::Identity;
use super::refusal::{MASTER, OWNER, SESSION, USER_OR_OWNER};
use super::{MasterCaller, OwnerCaller, SessionCaller, UserCaller};
use crate::api::{Callers, UserOrOwner};
use crate::app::App;
use crate::error::{Broken, Entries, Errors, MoneyErrors, describe};
use crate::limits::Subject;

type Judged<T> = Result<T, Failure<Secured<Errors>>>;

/// What is let in is of a kind that was asked for.
const ANOTHER_KIND: Broken = Broken {
    what: "a credential was let in that the operation does not take",
};

impl Describe<Errors> for App {
    fn describe(&self, rejection: &Rejection) -> Errors {
        describe(rejection)
    }
}

impl Describe<MoneyErrors> for App {
    fn describe(&self, rejection: &Rejection) -> MoneyErrors {
        Entries::of(describe(rejection))
    }
}

impl Reword<Errors, MoneyErrors> for App {
    fn reword(&self, error: Errors) -> MoneyErrors {
        Entries::of(error)
    }
}

impl Callers for App {
    type Session = SessionCaller;
    type Owner = OwnerCaller;
    type User = UserCaller;
    type Master = MasterCaller;

    async fn session(&self, presented: Presented<'_>) -> Judged<SessionCaller> {
        let admitted = self.admit_charged(presented, headers(), &SESSION);
        match admitted.await? {
            Identity::Session(caller) => Ok(caller),
            _ => Err(ANOTHER_KIND.into()),
        }
    }

    async fn owner(&self, presented: Presented<'_>) -> Judged<OwnerCaller> {
        let admitted = self.admit_charged(presented, headers(), &OWNER);
        match admitted.await? {
            Identity::Owner(caller, _) => Ok(caller),
            _ => Err(ANOTHER_KIND.into()),
        }
    }

    async fn user_or_owner(
        &self,
        presented: Presented<'_>,
    ) -> Judged<UserOrOwner<UserCaller, OwnerCaller>> {
        let admitted = self.admit_charged(presented, headers(), &USER_OR_OWNER);
        match admitted.await? {
            Identity::User(caller, _) => Ok(UserOrOwner::User(caller)),
            Identity::Owner(caller, _) => Ok(UserOrOwner::Owner(caller)),
            _ => Err(ANOTHER_KIND.into()),
        }
    }

    async fn master(&self, presented: Presented<'_>) -> Judged<MasterCaller> {
        let has_own = !matches!(presented.in_header(MASTER_HEADER), Ok(None));
        let headers = headers().filter(|header| !has_own || *header != SHARED_HEADER);
        let admitted = self.admit_charged(presented, headers, &MASTER);
        match admitted.await? {
            Identity::Master(caller) => Ok(caller),
            _ => Err(ANOTHER_KIND.into()),
        }
    }

    async fn origin<O>(&self, presented: Presented<'_>) -> Result<Origin, Failure<O>>
    where
        O: Scope<Error = Errors> + Declares<429>,
    {
        let origin = presented.origin();
        self.charge(presented, &Subject::Login(origin.address.into()))
            .await?;
        Ok(origin)
    }
}

/// The header of the master key. It wins over the header that other keys use as well.
const MASTER_HEADER: &str = "x-master-api-key";
const SHARED_HEADER: &str = "x-api-key";
