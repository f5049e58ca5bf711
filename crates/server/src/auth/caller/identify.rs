//! Whose a credential is, whatever tier the operation asks for.
//!
//! Every look-up asks the database, so that a revoked credential fails from the first request
//! after the revocation was answered.

use chrono::Utc;
use sovx_runtime::boundary::Presented;

use super::{Actor, MasterCaller, OwnerCaller, SessionCaller, Tier, UserCaller};
use crate::app::App;
use crate::auth::keys::{ApiKey, KeyKind};
use crate::auth::session::{Claims, SessionError};
use crate::auth::user_token::UserToken;
use crate::db::{DbError, SessionId};
use crate::{credentials, sessions, tokens};

/// Whose a good credential is.
pub(super) enum Identity {
    Session(SessionCaller),
    Owner(OwnerCaller),
    User(UserCaller),
    Master(MasterCaller),
}

impl Identity {
    pub(super) fn actor(&self) -> &Actor {
        match self {
            Self::Session(caller) => &caller.actor,
            Self::Owner(caller) => &caller.actor,
            Self::User(caller) => &caller.actor,
            Self::Master(caller) => &caller.actor,
        }
    }
}

/// Why a credential belongs to nobody.
pub(super) enum Unknown {
    /// None was presented.
    Absent,
    /// It is unknown, revoked or of another environment, and of the form of an API key.
    BadKey,
    /// It is malformed, unknown or revoked.
    Bad,
    /// It is a session token whose hour is over.
    ExpiredSession,
    /// It is a user token whose year is over.
    ExpiredToken,
    Database(DbError),
}

impl From<DbError> for Unknown {
    fn from(error: DbError) -> Self {
        Self::Database(error)
    }
}

impl App {
    pub(super) async fn identify(&self, presented: Presented<'_>) -> Result<Identity, Unknown> {
        let text = presented.first().ok_or(Unknown::Absent)?;
        let trace_id = presented.trace_id();
        if self.master_key.matches(text, &self.pepper) {
            let actor = Actor {
                tier: Tier::Master,
                principal: "master".to_owned(),
                credential: None,
                trace_id,
            };
            return Ok(Identity::Master(MasterCaller { actor }));
        }
        if let Some(token) = UserToken::parse(text) {
            return self.user(&token, trace_id).await;
        }
        match ApiKey::parse(text) {
            Ok(key) if key.kind() == KeyKind::Owner && key.belongs_to(self.environment) => {
                self.owner(&key, trace_id).await
            }
            Ok(_) => Err(Unknown::BadKey),
            Err(_malformed) => self.live_session(text, trace_id).await,
        }
    }

    async fn owner(&self, key: &ApiKey, trace_id: String) -> Result<Identity, Unknown> {
        let hash = *self.pepper.hash(key).as_bytes();
        let found = self
            .db
            .read(move |conn| credentials::find_live(conn, &hash))
            .await;
        let (customer, credential) = found?.ok_or(Unknown::BadKey)?;
        let actor = Actor {
            tier: Tier::Owner,
            principal: customer.to_string(),
            credential: Some(credential.to_string()),
            trace_id,
        };
        Ok(Identity::Owner(OwnerCaller { customer, actor }))
    }

    async fn user(&self, token: &UserToken, trace_id: String) -> Result<Identity, Unknown> {
        let hash = *self.pepper.hash(token).as_bytes();
        let found = self
            .db
            .read(move |conn| tokens::find_holder(conn, &hash))
            .await;
        let holder = found?.ok_or(Unknown::Bad)?;
        if holder.expires_at <= Utc::now().timestamp_millis() {
            return Err(Unknown::ExpiredToken);
        }
        let actor = Actor {
            tier: Tier::User,
            principal: holder.user_id.to_string(),
            credential: None,
            trace_id,
        };
        Ok(Identity::User(UserCaller {
            customer: holder.customer,
            user_id: holder.user_id,
            actor,
        }))
    }

    async fn live_session(&self, token: &str, trace_id: String) -> Result<Identity, Unknown> {
        let now = Utc::now();
        let Claims { jti, .. } = self
            .sessions
            .verify(token, now)
            .map_err(|error| match error {
                SessionError::Malformed => Unknown::Bad,
                SessionError::Expired => Unknown::ExpiredSession,
            })?;
        let session_id = SessionId::from(jti);
        let id = session_id.clone();
        let millis = now.timestamp_millis();
        let found = self
            .db
            .read(move |conn| sessions::find_live(conn, &id, millis))
            .await;
        let account_id = found?.ok_or(Unknown::Bad)?;
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
}
