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
use crate::changes::Changed;
use crate::db::{Connection, now_millis};
use crate::error::NotFound;

impl TokensApi for App {
    async fn generate_user_token(
        &self,
        request: GenerateUserTokenRequest<OwnerCaller, Idempotency<GenerateUserTokenOperation>>,
    ) -> GenerateUserTokenResult {
        let OwnerCaller { customer, actor } = request.caller;
        let issued = Issued::mint(request.user_id.into(), &self.pepper, now_millis())?;
        let work = move |conn: &mut Connection| {
            if !queries::replace(conn, &customer, &[&issued.row])?.is_empty() {
                return Err(NotFound::User.into());
            }
            let response = GenerateUserTokenResponse::Ok(issued.shown()?);
            Ok::<_, Failure<GenerateUserTokenOperation>>(Changed::by(response, issued.change()))
        };
        self.once(request.idempotency_key, actor, work).await
    }

    async fn generate_user_tokens(
        &self,
        request: GenerateUserTokensRequest<OwnerCaller, Idempotency<GenerateUserTokensOperation>>,
    ) -> GenerateUserTokensResult {
        let OwnerCaller { customer, actor } = request.caller;
        let batch = Batch::mint(&request.body.user_ids, &self.pepper, now_millis())?;
        let work = move |conn: &mut Connection| {
            let missing = queries::replace(conn, &customer, &batch.rows())?;
            batch.without(&missing)?;
            let response = GenerateUserTokensResponse::Ok(batch.shown()?);
            let changes = batch.changes();
            Ok::<_, Failure<GenerateUserTokensOperation>>(Changed::by_all(response, changes))
        };
        self.once(request.idempotency_key, actor, work).await
    }
}
