use chrono::Utc;
use secrecy::SecretString;
use sovx_api_types::sovx::models::Session;
use sovx_api_types::sovx::operations::{
    LoginRequest, LoginResponse, LoginResult, LogoutRequest, LogoutResponse, LogoutResult,
};
use sovx_runtime::Secret;
use secrecy::ExposeSecret;
use uuid::Uuid;

use super::model::NewSession;
use super::queries;
use crate::accounts::{self, Login};
use crate::api::AuthApi;
use crate::app::App;
use crate::auth::caller::SessionCaller;
use crate::auth::password::{PasswordError, Verdict};
use crate::db::{DbError, SessionId, now_millis};
use crate::error::{Broken, Unauthorized};

impl AuthApi for App {
    async fn login(&self, request: LoginRequest) -> LoginResult {
        let attempt = self.throttle.check(request.client_address, &request.body.email)?;
        let password = SecretString::from(request.body.password.expose().to_owned());
        let Some(login) = self.verified(request.body.email, password).await? else {
            attempt.failed();
            return Err(Unauthorized::BadLogin.into());
        };
        let Some(session) = self.open_session(&login).await? else {
            attempt.failed();
            return Err(Unauthorized::BadLogin.into());
        };
        attempt.succeeded();
        Ok(LoginResponse::Ok(session))
    }

    async fn logout(&self, request: LogoutRequest<SessionCaller>) -> LogoutResult {
        let SessionCaller { account_id, session_id } = request.caller;
        let now = now_millis();
        self.db
            .write(move |conn| queries::revoke(conn, &account_id, &session_id, now))
            .await?;
        Ok(LogoutResponse::NoContent)
    }
}

/// Why a login cannot be answered at all.
enum LoginTrouble {
    Db(DbError),
    Password(PasswordError),
}
