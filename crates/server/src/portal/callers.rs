//! Who calls the portal: a partner, by its platform key, and beside it an end customer, by its own.
//!
//! Every look-up asks the database, so that a key that was replaced or revoked fails from the first
//! request after that was answered. Whatever is wrong with a customer key has one answer, so that
//! nobody learns from it which keys there are.
//!
//! Who is known pays for the request: the end customer for a call on its behalf, the partner for
//! all else; without a good platform key the address does.

use sovx_api_types::portal::models::ApiError;
use sovx_runtime::boundary::{Describe, Presented};
use sovx_runtime::{Failure, Rejection, Secured};

use super::api::Callers;
use super::customers::Holder;
use super::error::{NoCustomerKey, describe};
use super::usage::Metered;
use crate::app::App;
use crate::auth::caller::{Actor, Denied, Identity, Kind, Tier, Wanted, headers};
use crate::db::{EndCustomerId, PartnerId};
use crate::error::Broken;
use crate::limits::Subject;

type Judged<T> = Result<T, Failure<Secured<ApiError>>>;

/// The header of a customer key.
const CUSTOMER_KEY: &str = "x-customer-key";

/// The holder of a platform key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlatformCaller {
    /// The partner: the tenant of every query.
    pub(super) partner: PartnerId,
    /// As the audit log names it.
    pub(super) actor: Actor,
}

/// The holder of a platform key and of the key of one of the partner's end customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CustomerCaller {
    /// The end customer.
    pub(super) customer: EndCustomerId,
    /// Its name.
    pub(super) name: String,
}

const PLATFORM: Wanted = Wanted {
    kinds: &[Kind::Platform],
    words: "a platform key as Authorization: Bearer",
};

const CUSTOMER: Wanted = Wanted {
    kinds: &[Kind::Customer],
    words: "a customer key in X-Customer-Key",
};

impl Describe<ApiError> for App {
    fn describe(&self, rejection: &Rejection) -> ApiError {
        describe(rejection)
    }
}

impl Callers for App {
    type Platform = PlatformCaller;
    type PlatformAndCustomer = CustomerCaller;

    async fn platform(&self, presented: Presented<'_>) -> Judged<PlatformCaller> {
        let caller = self.known_partner(presented).await?;
        let payer = Subject::Partner(caller.partner.clone());
        self.charge(presented, &payer).await?;
        Ok(caller)
    }

    async fn platform_and_customer(&self, presented: Presented<'_>) -> Judged<CustomerCaller> {
        let PlatformCaller { partner, actor: _ } = self.known_partner(presented).await?;
        let payer = Subject::Partner(partner.clone());
        let refusal = match self.find_kept(presented, headers(), &CUSTOMER).await {
            Ok(Some(Identity::Customer(holder))) if holder.partner == partner => {
                let Holder { customer, name, .. } = holder;
                presented.note(Metered(customer.clone()));
                let payer = Subject::EndCustomer(customer.clone());
                self.charge(presented, &payer).await?;
                return Ok(CustomerCaller { customer, name });
            }
            Ok(_) => NoCustomerKey.into(),
            Err(Denied::Refused(refusal, _)) => refusal.into(),
            Err(Denied::Database(error)) => {
                self.tell(presented, &payer).await;
                return Err(error.into());
            }
        };
        self.charge(presented, &payer).await?;
        Err(refusal)
    }
}

impl App {
    /// The partner whose platform key is presented. Without a good one the address pays. The header
    /// of customer keys is not looked at: what is wrong there is the end customer's affair.
    async fn known_partner(&self, presented: Presented<'_>) -> Judged<PlatformCaller> {
        let own = headers().filter(|header| *header != CUSTOMER_KEY);
        let address = Subject::Address(presented.client_address().into());
        match self.admit(presented, own, &PLATFORM).await {
            Ok(Identity::Platform(partner)) => {
                let actor = Actor {
                    tier: Tier::Platform,
                    principal: partner.to_string(),
                    credential: None,
                    trace_id: presented.trace_id(),
                };
                Ok(PlatformCaller { partner, actor })
            }
            Ok(_) => Err(ANOTHER_KIND.into()),
            Err(Denied::Refused(refusal, _)) => {
                self.charge(presented, &address).await?;
                Err(refusal.into())
            }
            Err(Denied::Database(error)) => {
                self.tell(presented, &address).await;
                Err(error.into())
            }
        }
    }
}

/// What is let in is of a kind that was asked for.
const ANOTHER_KIND: Broken = Broken {
    what: "a credential was let in that the operation does not take",
};
