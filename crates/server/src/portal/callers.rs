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
use super::customers::{self, Holder};
use super::error::{Forbidden, Unauthorized, describe};
use super::usage::Metered;
use crate::app::App;
use crate::auth::caller::{Actor, Tier};
use crate::auth::keys::{ApiKey, KeyKind};
use crate::db::{DbError, EndCustomerId, PartnerId, now_millis};
use crate::limits::Subject;
use crate::partners;

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

/// Why a credential is no platform key.
enum Unknown {
    /// None was presented.
    Absent,
    /// It is malformed, unknown, replaced, of a disabled partner or of another environment.
    Bad,
    /// It is the good key of an end customer.
    OfCustomer,
    Database(DbError),
}

impl From<DbError> for Unknown {
    fn from(error: DbError) -> Self {
        Self::Database(error)
    }
}

impl From<Unknown> for Failure<Secured<ApiError>> {
    fn from(unknown: Unknown) -> Self {
        match unknown {
            Unknown::Absent => Unauthorized::NoKey.into(),
            Unknown::Bad => Unauthorized::BadKey.into(),
            Unknown::OfCustomer => Forbidden::NeedsPlatform.into(),
            Unknown::Database(error) => error.into(),
        }
    }
}

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
        let holder = match self.holder_of(presented, &partner).await {
            Ok(holder) => holder,
            Err(error) => {
                self.tell(presented, &payer).await;
                return Err(error.into());
            }
        };
        let Some(Holder { customer, name, .. }) = holder else {
            self.charge(presented, &payer).await?;
            return Err(Forbidden::CustomerKey.into());
        };
        presented.note(Metered(customer.clone()));
        let payer = Subject::EndCustomer(customer.clone());
        self.charge(presented, &payer).await?;
        Ok(CustomerCaller { customer, name })
    }
}

impl App {
    /// The partner whose platform key is presented. Without a good one the address pays.
    async fn known_partner(&self, presented: Presented<'_>) -> Judged<PlatformCaller> {
        match self.partner_of(presented).await {
            Ok(caller) => Ok(caller),
            Err(unknown) => {
                let address = Subject::Address(presented.client_address().into());
                match &unknown {
                    Unknown::Database(_) => self.tell(presented, &address).await,
                    Unknown::Absent | Unknown::Bad | Unknown::OfCustomer => {
                        self.charge(presented, &address).await?;
                    }
                }
                Err(unknown.into())
            }
        }
    }

    /// The active partner whose platform key is presented.
    async fn partner_of(&self, presented: Presented<'_>) -> Result<PlatformCaller, Unknown> {
        let text = presented.bearer().ok_or(Unknown::Absent)?;
        let key = ApiKey::parse(text).map_err(|_malformed| Unknown::Bad)?;
        match key.kind() {
            KeyKind::Platform if key.belongs_to(self.environment) => {}
            KeyKind::EndCustomer if self.holder(&key).await?.is_some() => {
                return Err(Unknown::OfCustomer);
            }
            KeyKind::Owner | KeyKind::Platform | KeyKind::EndCustomer | KeyKind::Master => {
                return Err(Unknown::Bad);
            }
        }
        let hash = *self.pepper.hash(&key).as_bytes();
        let find = move |conn: &mut _| partners::find_live(conn, &hash);
        let partner = self.db.read(find).await?.ok_or(Unknown::Bad)?;
        let actor = Actor {
            tier: Tier::Platform,
            principal: partner.to_string(),
            credential: None,
            trace_id: presented.trace_id(),
        };
        Ok(PlatformCaller { partner, actor })
    }

    /// The partner's end customer whose key is presented.
    async fn holder_of(
        &self,
        presented: Presented<'_>,
        partner: &PartnerId,
    ) -> Result<Option<Holder>, DbError> {
        let parse = |text: &str| ApiKey::parse(text).ok();
        let Some(key) = presented.key(CUSTOMER_KEY).and_then(parse) else {
            return Ok(None);
        };
        let holder = self.holder(&key).await?;
        Ok(holder.filter(|holder| holder.partner == *partner))
    }

    /// Whose key this is, of any partner, if it works.
    async fn holder(&self, key: &ApiKey) -> Result<Option<Holder>, DbError> {
        if key.kind() != KeyKind::EndCustomer {
            return Ok(None);
        }
        let (hash, now) = (*self.pepper.hash(key).as_bytes(), now_millis());
        let find = move |conn: &mut _| customers::find_by_key(conn, &hash, now);
        self.db.read(find).await
    }
}
