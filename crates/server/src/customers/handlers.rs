use sovx_api_types::sovx::models::CustomerStatus;
use sovx_api_types::sovx::operations::{
    CreateCustomerOperation, CreateCustomerRequest, CreateCustomerResponse, CreateCustomerResult,
    DeleteCustomerRequest, DeleteCustomerResponse, DeleteCustomerResult, GetCustomerRequest,
    GetCustomerResponse, GetCustomerResult, ListCustomersRequest, ListCustomersResponse,
    ListCustomersResult, UpdateCustomerRequest, UpdateCustomerResponse, UpdateCustomerResult,
};
use sovx_runtime::{Failure, Idempotency};

use super::listing::{self, Listing};
use super::model::{CustomerChanges, CustomerRow, NewCustomer};
use super::queries::{self, ChangeError};
use crate::api::CustomersApi;
use crate::app::App;
use crate::auth::caller::{MasterCaller, SessionCaller};
use crate::changes::{Change, Changed};
use crate::db::{AccountId, Connection};
use crate::error::NotFound;
use crate::pagination::filtered_page;

impl CustomersApi for App {
    async fn create_customer(
        &self,
        request: CreateCustomerRequest<SessionCaller, Idempotency<CreateCustomerOperation>>,
    ) -> CreateCustomerResult {
        let (account, actor) = (request.caller.account_id, request.caller.actor);
        let tenant = account.clone();
        let stands = move |conn: &mut Connection, told: &_| match told {
            CreateCustomerResponse::Created(customer) => {
                Ok(queries::find(conn, &tenant, &customer.customer_id)?.is_some())
            }
            _ => Ok(false),
        };
        let replayed = self.replay(&request.idempotency_key, &actor, stands.clone());
        if let Some(answer) = replayed.await? {
            return Ok(answer);
        }
        let (body, clock) = (request.body, self.clock());
        let profile = self.registry.profile(&body.customer_id).await?;
        let create = move |conn: &mut Connection| {
            let (body, profile, now) = (body.clone(), profile.clone(), clock.now_millis());
            let new = NewCustomer::new(body, profile, CustomerStatus::Verified, now);
            create(conn, &account, &new)
        };
        self.once(request.idempotency_key, actor, stands, create)
            .await
    }

    async fn list_customers(
        &self,
        request: ListCustomersRequest<MasterCaller>,
    ) -> ListCustomersResult {
        let (limit, skip) = (request.filter_limit, request.filter_skip);
        let listing = Listing::of(&request);
        let filters = listing.filters();
        let page = self
            .db
            .read(move |conn| listing::list_all(conn, &listing, limit.into(), skip.into()));
        let (rows, total) = page.await?;
        let data = rows
            .into_iter()
            .map(TryInto::try_into)
            .collect::<Result<_, _>>()?;
        let page = filtered_page("/customers", &filters, data, limit, skip, total);
        Ok(ListCustomersResponse::Ok(page))
    }

    async fn get_customer(&self, request: GetCustomerRequest<SessionCaller>) -> GetCustomerResult {
        let account = request.caller.account_id;
        let row = self
            .db
            .read(move |conn| queries::find(conn, &account, &request.customer_id))
            .await?
            .ok_or(NotFound::Customer)?;
        Ok(GetCustomerResponse::Ok(row.try_into()?))
    }

    async fn update_customer(
        &self,
        request: UpdateCustomerRequest<SessionCaller>,
    ) -> UpdateCustomerResult {
        let (account, id) = (request.caller.account_id, request.customer_id);
        let change = Change::of("customer.updated", &id).naming(&request.body);
        let (body, clock) = (request.body, self.clock());
        let update = self.change(request.caller.actor, move |conn| {
            let changes = CustomerChanges::new(body.clone(), clock.now_millis());
            update(conn, &account, &id, &changes, &change)
        });
        let row = update.await?.ok_or(NotFound::Customer)?;
        Ok(UpdateCustomerResponse::Ok(row.try_into()?))
    }

    async fn delete_customer(
        &self,
        request: DeleteCustomerRequest<SessionCaller>,
    ) -> DeleteCustomerResult {
        let (account, id) = (request.caller.account_id, request.customer_id);
        let (change, clock) = (Change::of("customer.deactivated", &id), self.clock());
        let delete = self.change(request.caller.actor, move |conn| {
            let deleted = queries::deactivate(conn, &account, &id, clock.now_millis());
            deleted.map(|deleted| Changed::when(deleted, change.clone()))
        });
        let deleted = delete.await?;
        deleted
            .then_some(DeleteCustomerResponse::NoContent)
            .ok_or(NotFound::Customer.into())
    }
}

/// Stores a customer; the answer shows it.
fn create(
    conn: &mut Connection,
    account: &AccountId,
    new: &NewCustomer,
) -> Result<Changed<CreateCustomerResponse>, Failure<CreateCustomerOperation>> {
    let row = queries::insert(conn, account, new)?;
    let change = Change::of("customer.created", &row.customer_id).with("key", row.id.as_str());
    let shown = CreateCustomerResponse::Created(row.try_into()?);
    Ok(Changed::by(shown, change))
}

/// Changes what the request names; a request that names nothing new leaves no trace.
fn update(
    conn: &mut Connection,
    account: &AccountId,
    customer_id: &str,
    changes: &CustomerChanges,
    change: &Change,
) -> Result<Changed<Option<CustomerRow>>, ChangeError> {
    let Some(row) = queries::find_locked(conn, account, customer_id)? else {
        return Ok(Changed::nothing(None));
    };
    if !changes.alter(&row) {
        return Ok(Changed::nothing(Some(row)));
    }
    if let Some(registration) = changes.registration(&row)
        && queries::is_registered(conn, account, &row.id, registration)?
    {
        return Err(ChangeError::DuplicateRegistration);
    }
    let row = queries::update(conn, account, customer_id, changes)?;
    Ok(Changed::found(row, |_| change.clone()))
}
