//! From what a caller presents to who it is.
//!
//! Whatever the header, a credential is first identified and only then judged: a good one of the
//! wrong tier is 403, anything else is 401. Every look-up asks the database, so that a revoked
//! credential fails from the first request after the revocation was answered.

use chrono::Utc;
use sovx_runtime::boundary::{Describe, Presented};
use sovx_runtime::{Failure, Rejection, Secured};

use super::keys::{ApiKey, KeyKind};
use super::session::{Claims, SessionError};
use crate::api::Callers;
use crate::app::App;
use crate::db::{AccountId, DbError, SessionId};
use crate::error::{Errors, Forbidden, Unauthorized, describe};
use crate::{credentials, sessions};

/// The holder of a live session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionCaller {
    /// The account that logged in: the tenant of every query.
    pub account_id: AccountId,
    /// The session itself.
    pub session_id: SessionId,
}

/// The holder of the master key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MasterCaller;

/// Who a credential belongs to, whatever tier the operation asks for.
enum Identity {
    Session(SessionCaller),
    Owner,
    Master,
}

/// Why a credential belongs to nobody.
enum Unknown {
    Absent,
    Bad,
    Expired,
    Database(DbError),
}

impl App {
    async fn identify(&self, presented: Option<&str>) -> Result<Identity, Unknown> {
        let text = presented.ok_or(Unknown::Absent)?;
        if self.master_key.matches(text, &self.pepper) {
            return Ok(Identity::Master);
        }
        match ApiKey::parse(text) {
            Ok(key) if key.kind() == KeyKind::Owner => self.owner(&key).await,
            Ok(_) => Err(Unknown::Bad),
            Err(_malformed) => self.live_session(text).await,
        }
    }

    async fn owner(&self, key: &ApiKey) -> Result<Identity, Unknown> {
        let hash = *self.pepper.hash(key).as_bytes();
        let live = self
            .db
            .read(move |conn| credentials::is_live(conn, &hash))
            .await;
        match live {
            Ok(true) => Ok(Identity::Owner),
            Ok(false) => Err(Unknown::Bad),
            Err(error) => Err(Unknown::Database(error)),
        }
    }

    async fn live_session(&self, token: &str) -> Result<Identity, Unknown> {
        let now = Utc::now();
        let Claims { jti, .. } = self
            .sessions
            .verify(token, now)
            .map_err(|error| match error {
                SessionError::Malformed => Unknown::Bad,
                SessionError::Expired => Unknown::Expired,
            })?;
        let session_id = SessionId::from(jti);
        let id = session_id.clone();
        let millis = now.timestamp_millis();
        let found = self
            .db
            .read(move |conn| sessions::find_live(conn, &id, millis))
            .await;
        let account_id = found.map_err(Unknown::Database)?.ok_or(Unknown::Bad)?;
        Ok(Identity::Session(SessionCaller {
            account_id,
            session_id,
        }))
    }
}

impl Describe<Errors> for App {
    fn describe(&self, rejection: &Rejection) -> Errors {
        describe(rejection)
    }
}

impl Callers for App {
    type Session = SessionCaller;
    type Master = MasterCaller;

    async fn session(
        &self,
        presented: Presented<'_>,
    ) -> Result<SessionCaller, Failure<Secured<Errors>>> {
        match self.identify(presented.first()).await {
            Ok(Identity::Session(caller)) => Ok(caller),
            Ok(Identity::Owner | Identity::Master) => Err(Forbidden::NeedsSession.into()),
            Err(Unknown::Absent) => Err(Unauthorized::NoSession.into()),
            Err(Unknown::Bad) => Err(Unauthorized::BadSession.into()),
            Err(Unknown::Expired) => Err(Unauthorized::ExpiredSession.into()),
            Err(Unknown::Database(error)) => Err(error.into()),
        }
    }

    async fn master(
        &self,
        presented: Presented<'_>,
    ) -> Result<MasterCaller, Failure<Secured<Errors>>> {
        match self.identify(presented.first()).await {
            Ok(Identity::Master) => Ok(MasterCaller),
            Ok(Identity::Owner | Identity::Session(_)) => Err(Forbidden::NeedsMaster.into()),
            Err(Unknown::Absent) => Err(Unauthorized::NoKey.into()),
            Err(Unknown::Bad | Unknown::Expired) => Err(Unauthorized::BadKey.into()),
            Err(Unknown::Database(error)) => Err(error.into()),
        }
    }
}
