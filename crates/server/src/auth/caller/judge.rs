//! What a credential opens.
//!
//! Whatever the header, a credential is first identified and only then judged: a good one of the
//! wrong tier is 403, anything else is 401. Either is paid for before it is judged.

use sovx_runtime::boundary::{Describe, Presented};
use sovx_runtime::{Declares, Failure, Origin, Rejection, Scope, Secured};

use super::identify::{Identity, Unknown};
use super::{MasterCaller, OwnerCaller, SessionCaller, UserCaller};
use crate::api::{Callers, UserOrOwner};
use crate::app::App;
use crate::error::{Errors, Forbidden, Unauthorized, describe};
use crate::limits::Subject;

type Judged<T> = Result<T, Failure<Secured<Errors>>>;

impl Describe<Errors> for App {
    fn describe(&self, rejection: &Rejection) -> Errors {
        describe(rejection)
    }
}

impl Callers for App {
    type Session = SessionCaller;
    type Owner = OwnerCaller;
    type User = UserCaller;
    type Master = MasterCaller;

    async fn session(&self, presented: Presented<'_>) -> Judged<SessionCaller> {
        match self.identify_charged(presented).await? {
            Ok(Identity::Session(caller)) => Ok(caller),
            Ok(Identity::Owner(_) | Identity::User(_) | Identity::Master(_)) => {
                Err(Forbidden::NeedsSession.into())
            }
            Err(Unknown::Absent) => Err(Unauthorized::NoSession.into()),
            Err(Unknown::Bad | Unknown::BadKey | Unknown::ExpiredToken) => {
                Err(Unauthorized::BadSession.into())
            }
            Err(Unknown::ExpiredSession) => Err(Unauthorized::ExpiredSession.into()),
            Err(Unknown::Database(error)) => Err(error.into()),
        }
    }

    async fn owner(&self, presented: Presented<'_>) -> Judged<OwnerCaller> {
        match self.identify_charged(presented).await? {
            Ok(Identity::Owner(caller)) => Ok(caller),
            Ok(Identity::Session(_) | Identity::User(_) | Identity::Master(_)) => {
                Err(Forbidden::NeedsOwner.into())
            }
            Err(unknown) => Err(no_key(unknown)),
        }
    }

    async fn user_or_owner(
        &self,
        presented: Presented<'_>,
    ) -> Judged<UserOrOwner<UserCaller, OwnerCaller>> {
        let is_bearer = presented.is_bearer();
        match self.identify_charged(presented).await? {
            Ok(Identity::User(caller)) => Ok(UserOrOwner::User(caller)),
            // The contract takes tokens there, and owner keys in their own header only.
            Ok(Identity::Owner(_)) if is_bearer => Err(Unauthorized::BadToken.into()),
            Ok(Identity::Owner(caller)) => Ok(UserOrOwner::Owner(caller)),
            Ok(Identity::Session(_) | Identity::Master(_)) => Err(Forbidden::NeedsUser.into()),
            Err(Unknown::Absent) => Err(Unauthorized::NoToken.into()),
            Err(Unknown::BadKey) => Err(Unauthorized::BadKey.into()),
            Err(Unknown::Bad | Unknown::ExpiredSession) => Err(Unauthorized::BadToken.into()),
            Err(Unknown::ExpiredToken) => Err(Unauthorized::ExpiredToken.into()),
            Err(Unknown::Database(error)) => Err(error.into()),
        }
    }

    async fn master(&self, presented: Presented<'_>) -> Judged<MasterCaller> {
        match self.identify_charged(presented).await? {
            Ok(Identity::Master(caller)) => Ok(caller),
            Ok(Identity::Session(_) | Identity::Owner(_) | Identity::User(_)) => {
                Err(Forbidden::NeedsMaster.into())
            }
            Err(unknown) => Err(no_key(unknown)),
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

/// The failure where nothing but a key is taken.
fn no_key(unknown: Unknown) -> Failure<Secured<Errors>> {
    match unknown {
        Unknown::Absent => Unauthorized::NoKey.into(),
        Unknown::Bad | Unknown::BadKey | Unknown::ExpiredSession | Unknown::ExpiredToken => {
            Unauthorized::BadKey.into()
        }
        Unknown::Database(error) => error.into(),
    }
}
