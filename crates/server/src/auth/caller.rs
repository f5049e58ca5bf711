//! Who is calling: what a credential proves, as the type that handlers take.
//!
//! A caller is made by the authenticator alone, so that a handler that has one needs no check.

mod admit;
mod candidate;
mod charge;
mod identify;
mod judge;
mod refusal;

pub(crate) use admit::Denied;
pub(crate) use candidate::headers;
pub(crate) use identify::Identity;
pub(crate) use refusal::{Flaw, Kind, Refusal, Wanted};

use uuid::Uuid;

use crate::db::{AccountId, CustomerKey, SessionId, UserId};

/// What kind of credential somebody holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tier {
    /// An account, logged in.
    Session,
    /// A customer, with its key.
    Owner,
    /// A user, with its token.
    User,
    /// The administrator, with the master key.
    Master,
    /// A partner, with its platform key.
    Platform,
    /// Whoever runs commands on the server's machine.
    Operator,
    /// The server itself: a worker that nobody asked.
    System,
}

impl Tier {
    /// Its name in the audit log.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Owner => "owner",
            Self::User => "user",
            Self::Master => "master",
            Self::Platform => "platform",
            Self::Operator => "operator",
            Self::System => "system",
        }
    }
}

/// Who does something, as the audit log names it. Holds no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The kind of credential.
    pub tier: Tier,
    /// Whose credential it is.
    pub principal: String,
    /// Which of them, where there may be several.
    pub credential: Option<String>,
    /// The request.
    pub trace_id: String,
}

impl Actor {
    /// Whoever runs a command on the server's machine.
    #[must_use]
    pub fn operator() -> Self {
        Self {
            tier: Tier::Operator,
            principal: "operator".to_owned(),
            credential: None,
            trace_id: Uuid::new_v4().to_string(),
        }
    }

    /// A worker of the server, by its name.
    #[must_use]
    pub fn system(worker: &str) -> Self {
        Self {
            tier: Tier::System,
            principal: worker.to_owned(),
            credential: None,
            trace_id: Uuid::new_v4().to_string(),
        }
    }
}

/// The holder of a live session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionCaller {
    /// The account that logged in: the tenant of every query.
    pub account_id: AccountId,
    /// The session itself.
    pub session_id: SessionId,
    /// As the audit log names it.
    pub actor: Actor,
}

/// The holder of a customer's own key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerCaller {
    /// The customer: the tenant of every query.
    pub customer: CustomerKey,
    /// As the audit log names it.
    pub actor: Actor,
}

/// The holder of a user's token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserCaller {
    /// The customer whose user it is: the tenant of every query.
    pub customer: CustomerKey,
    /// The only user whom the caller may act for.
    pub user_id: UserId,
    /// As the audit log names it.
    pub actor: Actor,
}

/// The holder of the master key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MasterCaller {
    /// As the audit log names it.
    pub actor: Actor,
}
