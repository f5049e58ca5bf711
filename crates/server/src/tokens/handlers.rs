use std::sync::Arc;

use sovx_api_types::sovx::models::UserToken;
use sovx_api_types::sovx::operations::{
    GenerateUserTokenOperation, GenerateUserTokenRequest, GenerateUserTokenResponse,
    GenerateUserTokenResult, GenerateUserTokensOperation, GenerateUserTokensRequest,
    GenerateUserTokensResponse, GenerateUserTokensResult,
};
use sovx_runtime::{Failure, Idempotency};

use super::model::{Batch, Issued};
use super::queries;
use crate::api::TokensApi;
use crate::app::App;
use crate::auth::caller::OwnerCaller;
use crate::auth::pepper::Pepper;
use crate::changes::Changed;
use crate::clock::Clock;
use crate::db::{Connection, DbError, UserId};
use crate::error::NotFound;

impl TokensApi for App {
    async fn generate_user_token(
        &self,
        request: GenerateUserTokenRequest<OwnerCaller, Idempotency<GenerateUserTokenOperation>>,
    ) -> GenerateUserTokenResult {
        let OwnerCaller { customer, actor } = request.caller;
        let (user, clock) = (UserId::from(request.user_id), self.clock());
        let pepper = Arc::clone(&self.pepper);
        let work = move |conn: &mut Connection| {
            let issued = Issued::mint(user.clone(), &pepper, clock.now_millis())?;
            if !queries::replace(conn, &customer, &[&issued.row])?.is_empty() {
                return Err(NotFound::User.into());
            }
            let response = GenerateUserTokenResponse::Ok(issued.shown()?);
            Ok::<_, Failure<GenerateUserTokenOperation>>(Changed::by(response, issued.change()))
        };
        let (pepper, clock) = (Arc::clone(&self.pepper), self.clock());
        let works = move |conn: &mut Connection, told: &_| match told {
            GenerateUserTokenResponse::Ok(token) => work_all(conn, &pepper, &clock, [token]),
            _ => Ok(false),
        };
        self.once(request.idempotency_key, actor, works, work).await
    }

    async fn generate_user_tokens(
        &self,
        request: GenerateUserTokensRequest<OwnerCaller, Idempotency<GenerateUserTokensOperation>>,
    ) -> GenerateUserTokensResult {
        let OwnerCaller { customer, actor } = request.caller;
        let (users, clock) = (request.body.user_ids, self.clock());
        let pepper = Arc::clone(&self.pepper);
        let work = move |conn: &mut Connection| {
            let batch = Batch::mint(&users, &pepper, clock.now_millis())?;
            let missing = queries::replace(conn, &customer, &batch.rows())?;
            batch.without(&missing)?;
            let response = GenerateUserTokensResponse::Ok(batch.shown()?);
            let changes = batch.changes();
            Ok::<_, Failure<GenerateUserTokensOperation>>(Changed::by_all(response, changes))
        };
        let (pepper, clock) = (Arc::clone(&self.pepper), self.clock());
        let works = move |conn: &mut Connection, told: &_| match told {
            GenerateUserTokensResponse::Ok(tokens) => work_all(conn, &pepper, &clock, tokens),
            _ => Ok(false),
        };
        self.once(request.idempotency_key, actor, works, work).await
    }
}

/// Whether each of the tokens that an answer showed still works.
fn work_all<'t>(
    conn: &mut Connection,
    pepper: &Pepper,
    clock: &Clock,
    tokens: impl IntoIterator<Item = &'t UserToken>,
) -> Result<bool, DbError> {
    for token in tokens {
        let hash = pepper.hash_text(token.token.expose());
        let holder = queries::find_holder(conn, hash.as_bytes())?;
        if holder.is_none_or(|holder| holder.expires_at <= clock.now_millis()) {
            return Ok(false);
        }
    }
    Ok(true)
}
