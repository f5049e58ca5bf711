//! Whose a credential is, whatever the operation asks for.
//!
//! Every look-up asks the database, so that a revoked credential fails from the first request
//! after the revocation was answered.

use super::candidate::Form;
use super::refusal::{Flaw, Kind};
use super::{Actor, MasterCaller, OwnerCaller, SessionCaller, Tier, UserCaller};
use crate::app::App;
use crate::auth::keys::ApiKey;
use crate::auth::user_token::UserToken;
use crate::db::{AccountId, DbError, PartnerId, SessionId};
use crate::portal::Holder;
use crate::{credentials, partners, portal, sessions, tokens};

/// Whose a good credential is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Identity {
    Session(SessionCaller),
    /// With the account of the customer.
    Owner(OwnerCaller, AccountId),
    /// With the account of the user's customer.
    User(UserCaller, AccountId),
    Master(MasterCaller),
    Platform(PartnerId),
    Customer(Holder),
}

impl Identity {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Session(_) => Kind::Session,
            Self::Owner(..) => Kind::Owner,
            Self::User(..) => Kind::User,
            Self::Master(_) => Kind::Master,
            Self::Platform(_) => Kind::Platform,
            Self::Customer(_) => Kind::Customer,
        }
    }

    /// As the audit log names it; `None` where it is none of the SovX API.
    pub(super) fn actor(&self) -> Option<&Actor> {
        match self {
            Self::Session(caller) => Some(&caller.actor),
            Self::Owner(caller, _) => Some(&caller.actor),
            Self::User(caller, _) => Some(&caller.actor),
            Self::Master(caller) => Some(&caller.actor),
            Self::Platform(_) | Self::Customer(_) => None,
        }
    }

    /// Whose data it reaches, from the whole to the part: an account, a customer of it, a user of
    /// that. The master key reaches everything.
    pub(super) fn tenant(&self) -> Vec<String> {
        match self {
            Self::Master(_) => Vec::new(),
            Self::Session(caller) => vec![caller.account_id.to_string()],
            Self::Owner(caller, account) => {
                vec![account.to_string(), caller.customer.to_string()]
            }
            Self::User(caller, account) => vec![
                account.to_string(),
                caller.customer.to_string(),
                caller.user_id.to_string(),
            ],
            Self::Platform(partner) => vec![partner.to_string()],
            Self::Customer(holder) => {
                vec![holder.partner.to_string(), holder.customer.to_string()]
            }
        }
    }
}

/// Why a credential belongs to nobody.
pub(super) enum Unidentified {
    Flawed(Flaw),
    Database(DbError),
}

impl From<Flaw> for Unidentified {
    fn from(flaw: Flaw) -> Self {
        Self::Flawed(flaw)
    }
}

impl From<DbError> for Unidentified {
    fn from(error: DbError) -> Self {
        Self::Database(error)
    }
}

type Identified = Result<Identity, Unidentified>;

impl App {
    /// Whose this is; asks the database once at most.
    pub(super) async fn identify(&self, form: Form, trace_id: String) -> Identified {
        match form {
            Form::Flawed(flaw) => Err(flaw.into()),
            Form::Master => {
                let actor = Actor {
                    tier: Tier::Master,
                    principal: "master".to_owned(),
                    credential: None,
                    trace_id,
                };
                Ok(Identity::Master(MasterCaller { actor }))
            }
            Form::Session(session) => self.live_session(session, trace_id).await,
            Form::Owner(key) => self.owner_of(&key, trace_id).await,
            Form::User(token) => self.user_of(&token, trace_id).await,
            Form::Platform(key) => self.partner_of(&key).await,
            Form::Customer(key) => self.end_customer_of(&key).await,
        }
    }

    async fn owner_of(&self, key: &ApiKey, trace_id: String) -> Identified {
        let hash = *self.pepper.hash(key).as_bytes();
        let find = move |conn: &mut _| credentials::find_live(conn, &hash);
        let found = self.db.read(find).await?;
        let holder = found.ok_or(Flaw::Unknown(Kind::Owner))?;
        let actor = Actor {
            tier: Tier::Owner,
            principal: holder.customer_key.to_string(),
            credential: Some(holder.credential_id.to_string()),
            trace_id,
        };
        let customer = holder.customer_key;
        let caller = OwnerCaller { customer, actor };
        Ok(Identity::Owner(caller, holder.account_id))
    }

    async fn user_of(&self, token: &UserToken, trace_id: String) -> Identified {
        let hash = *self.pepper.hash(token).as_bytes();
        let find = move |conn: &mut _| tokens::find_holder(conn, &hash);
        let found = self.db.read(find).await?;
        let holder = found.ok_or(Flaw::Unknown(Kind::User))?;
        if holder.expires_at <= self.clock().now_millis() {
            return Err(Flaw::Expired(Kind::User).into());
        }
        let actor = Actor {
            tier: Tier::User,
            principal: holder.user_id.to_string(),
            credential: None,
            trace_id,
        };
        let caller = UserCaller {
            customer: holder.customer,
            user_id: holder.user_id,
            actor,
        };
        Ok(Identity::User(caller, holder.account))
    }

    async fn live_session(&self, session_id: SessionId, trace_id: String) -> Identified {
        let (id, clock) = (session_id.clone(), self.clock());
        let find = move |conn: &mut _| sessions::find_live(conn, &id, clock.now_millis());
        let found = self.db.read(find).await?;
        let account_id = found.ok_or(Flaw::Unknown(Kind::Session))?;
        let actor = Actor {
            tier: Tier::Session,
            principal: account_id.to_string(),
            credential: Some(session_id.to_string()),
            trace_id,
        };
        Ok(Identity::Session(SessionCaller {
            account_id,
            session_id,
            actor,
        }))
    }

    async fn partner_of(&self, key: &ApiKey) -> Identified {
        let hash = *self.pepper.hash(key).as_bytes();
        let find = move |conn: &mut _| partners::find_live(conn, &hash);
        let found = self.db.read(find).await?;
        let partner = found.ok_or(Flaw::Unknown(Kind::Platform))?;
        Ok(Identity::Platform(partner))
    }

    async fn end_customer_of(&self, key: &ApiKey) -> Identified {
        let (hash, clock) = (*self.pepper.hash(key).as_bytes(), self.clock());
        let find = move |conn: &mut _| portal::find_by_key(conn, &hash, clock.now_millis());
        let found = self.db.read(find).await?;
        let holder = found.ok_or(Flaw::Unknown(Kind::Customer))?;
        Ok(Identity::Customer(holder))
    }
}
