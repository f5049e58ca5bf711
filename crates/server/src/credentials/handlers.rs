use secrecy::ExposeSecret;
use sovx_api_types::sovx::models::CredentialSecret;
use sovx_api_types::sovx::operations::{
    DeleteCredentialRequest, DeleteCredentialResponse, DeleteCredentialResult,
    GenerateCredentialsRequest, GenerateCredentialsResponse, GenerateCredentialsResult,
    ListCredentialsRequest, ListCredentialsResponse, ListCredentialsResult,
};
use sovx_runtime::Secret;

use super::model::NewCredential;
use super::queries;
use crate::api::CredentialsApi;
use crate::app::App;
use crate::auth::caller::SessionCaller;
use crate::auth::keys::{ApiKey, KeyKind};
use crate::db::{CredentialId, now_millis};
use crate::error::NotFound;

impl CredentialsApi for App {
    async fn generate_credentials(
        &self,
        request: GenerateCredentialsRequest<SessionCaller>,
    ) -> GenerateCredentialsResult {
        let (account, customer_id) = (request.caller.account_id, request.customer_id);
        let key = ApiKey::mint(KeyKind::Owner, self.environment);
        let new = NewCredential::of_owner(&key, &self.pepper, now_millis());
        let id = customer_id.clone();
        self.db
            .write(move |conn| queries::insert(conn, &account, &id, &new))
            .await?
            .ok_or(NotFound::Customer)?;
        let customer_secret = Secret::new(key.expose_secret().to_owned());
        Ok(GenerateCredentialsResponse::Created(CredentialSecret {
            customer_id,
            customer_secret,
        }))
    }

    async fn list_credentials(
        &self,
        request: ListCredentialsRequest<SessionCaller>,
    ) -> ListCredentialsResult {
        let account = request.caller.account_id;
        let (customer, rows) = self
            .db
            .read(move |conn| queries::list(conn, &account, &request.customer_id))
            .await?
            .ok_or(NotFound::Customer)?;
        let shown = rows.into_iter().map(|row| row.shown(&customer));
        Ok(ListCredentialsResponse::Ok(
            shown.collect::<Result<_, _>>()?,
        ))
    }

    async fn delete_credential(
        &self,
        request: DeleteCredentialRequest<SessionCaller>,
    ) -> DeleteCredentialResult {
        let account = request.caller.account_id;
        let credential = CredentialId::from(request.credential_id);
        let (customer_id, now) = (request.customer_id, now_millis());
        let revoked = self
            .db
            .write(move |conn| queries::revoke(conn, &account, &customer_id, &credential, now))
            .await?
            .ok_or(NotFound::Customer)?;
        revoked
            .then_some(DeleteCredentialResponse::NoContent)
            .ok_or(NotFound::Credential.into())
    }
}
