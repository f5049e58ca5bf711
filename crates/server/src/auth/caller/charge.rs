//! Who pays for a request: whoever presents a good credential, else whoever is at the address.

use sovx_runtime::boundary::Presented;

use super::identify::{Identity, Unknown};
use crate::app::App;
use crate::limits::{Spent, Subject};

impl App {
    /// Whose a credential is, paid for. Nobody can spend the budget of somebody else's credential,
    /// and a bad one is paid for like the lack of one.
    pub(super) async fn identify_charged(
        &self,
        presented: Presented<'_>,
    ) -> Result<Result<Identity, Unknown>, Spent> {
        let identified = self.identify(presented).await;
        let address = || Subject::Address(presented.client_address().into());
        match &identified {
            Ok(identity) => {
                let subject = Subject::credential(identity.actor());
                self.charge(presented, &subject).await?;
            }
            Err(Unknown::Database(_)) => self.tell(presented, &address()).await,
            Err(
                Unknown::Absent
                | Unknown::BadKey
                | Unknown::Bad
                | Unknown::ExpiredSession
                | Unknown::ExpiredToken,
            ) => self.charge(presented, &address()).await?,
        }
        Ok(identified)
    }

    /// Says what is left of a budget on the answer to a request that nobody pays for: the server
    /// failed before it knew who calls.
    pub(crate) async fn tell(&self, presented: Presented<'_>, subject: &Subject) {
        presented.limited(self.limits.peek(subject).await.budget);
    }

    /// Takes the request from a budget, and says on its answer what is left of that.
    pub(crate) async fn charge(
        &self,
        presented: Presented<'_>,
        subject: &Subject,
    ) -> Result<(), Spent> {
        let decision = self.limits.take(subject).await;
        presented.limited(decision.budget);
        decision.outcome
    }
}
