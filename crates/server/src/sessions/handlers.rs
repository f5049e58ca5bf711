use secrecy::{ExposeSecret, SecretString};
use sovx_api_types::sovx::models::Session;
use sovx_api_types::sovx::operations::{
    LoginOperation, LoginRequest, LoginResponse, LoginResult, LogoutRequest, LogoutResponse,
    LogoutResult,
};
use sovx_runtime::{Failure, Secret};
use uuid::Uuid;

use super::model::NewSession;
use super::queries;
use crate::accounts::{self, Login};
use crate::api::AuthApi;
use crate::app::App;
use crate::auth::caller::{Actor, SessionCaller, Tier};
use crate::auth::password::Verdict;
use crate::changes::{Change, Changed};
use crate::db::{DbError, SessionId};
use crate::error::BadLogin;

impl AuthApi for App {
    async fn login(&self, request: LoginRequest) -> LoginResult {
        let attempt = self
            .throttle
            .check(request.origin.address, &request.body.email)?;
        let password = SecretString::from(request.body.password.expose().to_owned());
        let Some(login) = self.verified(request.body.email, password).await? else {
            attempt.failed();
            return Err(BadLogin.into());
        };
        let Some(session) = self.open_session(&login, request.origin.trace_id).await? else {
            attempt.failed();
            return Err(BadLogin.into());
        };
        attempt.succeeded();
        Ok(LoginResponse::Ok(session))
    }

    async fn logout(&self, request: LogoutRequest<SessionCaller>) -> LogoutResult {
        let SessionCaller {
            account_id,
            session_id,
            actor,
        } = request.caller;
        let clock = self.clock();
        self.change(actor, move |conn| {
            let ended = queries::revoke(conn, &account_id, &session_id, clock.now_millis())?;
            let change = Change::of("session.ended", &session_id);
            Ok::<_, DbError>(Changed::when(ended, change))
        })
        .await?;
        Ok(LogoutResponse::NoContent)
    }
}

impl App {
    /// The account whose password this is. An unknown e-mail, a wrong password and a disabled
    /// account take the same work and end the same way.
    async fn verified(
        &self,
        email: String,
        password: SecretString,
    ) -> Result<Option<Login>, Failure<LoginOperation>> {
        let login = self
            .db
            .read(move |conn| accounts::find_login(conn, &email))
            .await?;
        let stored = login.as_ref().map(|login| login.password_hash.as_str());
        let verdict = self.passwords.verify(stored, password.clone()).await?;
        let Some(mut login) = login.filter(|login| login.is_active) else {
            return Ok(None);
        };
        match verdict {
            Verdict::NoMatch => Ok(None),
            Verdict::Match {
                rehash_needed: false,
            } => Ok(Some(login)),
            Verdict::Match {
                rehash_needed: true,
            } => {
                let newer = self.passwords.hash(password).await?;
                let (id, old, new) = (login.id.clone(), login.password_hash, newer.clone());
                self.changes
                    .upkeep(move |conn| accounts::rehash_password(conn, &id, &old, &new))
                    .await?;
                login.password_hash = newer;
                Ok(Some(login))
            }
        }
    }

    /// Opens a session; `None` when the password was changed or the account disabled meanwhile.
    async fn open_session(
        &self,
        login: &Login,
        trace_id: String,
    ) -> Result<Option<Session>, Failure<LoginOperation>> {
        let now = self.clock().now();
        let signed = self.sessions.sign(Uuid::from(&login.id), now)?;
        let new = NewSession {
            id: SessionId::from(signed.jti),
            account_id: login.id.clone(),
            created_at: now.timestamp_millis(),
            expires_at: signed.expires.timestamp_millis(),
        };
        let actor = Actor {
            tier: Tier::Session,
            principal: login.id.to_string(),
            credential: Some(new.id.to_string()),
            trace_id,
        };
        let hash = login.password_hash.clone();
        let open = self.change(actor, move |conn| {
            let opened = queries::insert(conn, &new, &hash)?;
            let change = Change::of("session.opened", &new.id);
            Ok::<_, DbError>(Changed::when(opened, change))
        });
        Ok(open.await?.then(|| Session {
            token: Secret::new(signed.token.expose_secret().to_owned()),
            expires: signed.expires.into(),
        }))
    }
}
