use std::sync::Arc;

use secrecy::ExposeSecret;
use sovx_api_types::sovx::models::CredentialSecret;
use sovx_api_types::sovx::operations::{
    DeleteCredentialRequest, DeleteCredentialResponse, DeleteCredentialResult,
    GenerateCredentialsOperation, GenerateCredentialsRequest, GenerateCredentialsResponse,
    GenerateCredentialsResult, ListCredentialsRequest, ListCredentialsResponse,
    ListCredentialsResult,
};
use sovx_runtime::{Failure, Idempotency, Secret};

use super::model::{Listing, NewCredential};
use super::queries;
use crate::api::CredentialsApi;
use crate::app::App;
use crate::auth::caller::SessionCaller;
use crate::auth::keys::{ApiKey, KeyKind};
use crate::auth::pepper::Pepper;
use crate::changes::{Change, Changed};
use crate::db::{AccountId, Connection, CredentialId, DbError};
use crate::error::NotFound;

impl CredentialsApi for App {
    async fn generate_credentials(
        &self,
        request: GenerateCredentialsRequest<
            SessionCaller,
            Idempotency<GenerateCredentialsOperation>,
        >,
    ) -> GenerateCredentialsResult {
        let (account, id) = (request.caller.account_id, request.customer_id);
        let key = ApiKey::mint(KeyKind::Owner, self.environment);
        let (actor, pepper) = (request.caller.actor, Arc::clone(&self.pepper));
        let clock = self.clock();
        let mint = move |conn: &mut Connection| {
            let new = NewCredential::of_owner(&key, &pepper, clock.now_millis());
            mint(conn, &account, &id, &key, &new)
        };
        let pepper = Arc::clone(&self.pepper);
        let works = move |conn: &mut Connection, told: &_| works(conn, &pepper, told);
        self.once(request.idempotency_key, actor, works, mint).await
    }

    async fn list_credentials(
        &self,
        request: ListCredentialsRequest<SessionCaller>,
    ) -> ListCredentialsResult {
        let account = request.caller.account_id;
        let listing = Listing {
            is_active: request.filter_where_is_active,
            is_owner: request.filter_where_is_owner,
            order: request.filter_sort,
        };
        let (customer, rows) = self
            .db
            .read(move |conn| queries::list(conn, &account, &request.customer_id, &listing))
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
        let (account, customer) = (request.caller.account_id, request.customer_id);
        let id = CredentialId::from(request.credential_id);
        let clock = self.clock();
        let revoke = self.change(request.caller.actor, move |conn| {
            revoke(conn, &account, &customer, &id, clock.now_millis())
        });
        let revoked = revoke.await?.ok_or(NotFound::Customer)?;
        revoked
            .then_some(DeleteCredentialResponse::NoContent)
            .ok_or(NotFound::Credential.into())
    }
}

/// Stores the hash of a new key; the answer is the only place that shows the key.
fn mint(
    conn: &mut Connection,
    account: &AccountId,
    customer_id: &str,
    key: &ApiKey,
    new: &NewCredential,
) -> Result<Changed<GenerateCredentialsResponse>, Failure<GenerateCredentialsOperation>> {
    let row = queries::insert(conn, account, customer_id, new)?.ok_or(NotFound::Customer)?;
    let change = Change::of("credential.minted", row.id).with("customer_id", customer_id);
    let shown = GenerateCredentialsResponse::Created(CredentialSecret {
        customer_id: customer_id.to_owned(),
        customer_secret: Secret::new(key.expose_secret().to_owned()),
    });
    Ok(Changed::by(shown, change))
}

/// Whether the key that an answer showed still works.
fn works(
    conn: &mut Connection,
    pepper: &Pepper,
    told: &GenerateCredentialsResponse,
) -> Result<bool, DbError> {
    let GenerateCredentialsResponse::Created(minted) = told else {
        return Ok(false);
    };
    let hash = pepper.hash_text(minted.customer_secret.expose());
    Ok(queries::find_live(conn, hash.as_bytes())?.is_some())
}

/// Revokes a credential: `None` without such a customer, `false` without such a credential.
fn revoke(
    conn: &mut Connection,
    account: &AccountId,
    customer_id: &str,
    id: &CredentialId,
    now: i64,
) -> Result<Changed<Option<bool>>, DbError> {
    let revoked = queries::revoke(conn, account, customer_id, id, now)?;
    let change = Change::of("credential.revoked", id).with("customer_id", customer_id);
    Ok(match revoked {
        Some(true) => Changed::by(revoked, change),
        Some(false) | None => Changed::nothing(revoked),
    })
}
