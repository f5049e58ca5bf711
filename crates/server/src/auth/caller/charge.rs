//! Who pays for a request: whoever presents a good credential, else whoever is at the address.

use sovx_runtime::boundary::Presented;
use sovx_runtime::{Failure, Secured};

use super::admit::Denied;
use super::identify::Identity;
use super::refusal::Wanted;
use crate::app::App;
use crate::error::Errors;
use crate::limits::{Spent, Subject};

impl App {
    /// The one who is let in, and paid for it. Nobody can spend the budget of somebody else's
    /// credential, and a bad one is paid for like the lack of one.
    pub(super) async fn admit_charged(
        &self,
        presented: Presented<'_>,
        headers: impl Iterator<Item = &'static str>,
        wanted: &'static Wanted,
    ) -> Result<Identity, Failure<Secured<Errors>>> {
        let address = Subject::Address(presented.client_address().into());
        let payer = |identity: &Identity| identity.actor().map(Subject::credential);
        match self.admit(presented, headers, wanted).await {
            Ok(identity) => {
                let payer = payer(&identity).unwrap_or(address);
                self.charge(presented, &payer).await?;
                Ok(identity)
            }
            Err(Denied::Refused(refusal, known)) => {
                let payer = known.as_ref().and_then(payer).unwrap_or(address);
                self.charge(presented, &payer).await?;
                Err(refusal.into())
            }
            Err(Denied::Database(error)) => {
                self.tell(presented, &address).await;
                Err(error.into())
            }
        }
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
