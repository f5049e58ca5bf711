use sovx_api_types::sovx::models::CustomerStatus;
use sovx_api_types::sovx::operations::{
    CreateCustomerRequest, CreateCustomerResponse, CreateCustomerResult, DeleteCustomerRequest,
    DeleteCustomerResponse, DeleteCustomerResult, GetCustomerRequest, GetCustomerResponse,
    GetCustomerResult, ListCustomersRequest, ListCustomersResponse, ListCustomersResult,
    UpdateCustomerRequest, UpdateCustomerResponse, UpdateCustomerResult,
};

use super::model::{CustomerChanges, NewCustomer};
use super::queries;
use crate::api::CustomersApi;
use crate::app::App;
use crate::auth::caller::{MasterCaller, SessionCaller};
use crate::db::now_millis;
use crate::error::NotFound;
use crate::pagination;

impl CustomersApi for App {
    async fn create_customer(
        &self,
        request: CreateCustomerRequest<SessionCaller>,
    ) -> CreateCustomerResult {
        let account = request.caller.account_id;
        let profile = self.registry.profile(&request.body.customer_id).await?;
        let new = NewCustomer::new(
            request.body,
            profile,
            CustomerStatus::Verified,
            now_millis(),
        );
        let row = self
            .db
            .write(move |conn| queries::insert(conn, &account, &new))
            .await?;
        Ok(CreateCustomerResponse::Created(row.try_into()?))
    }

    async fn list_customers(
        &self,
        request: ListCustomersRequest<MasterCaller>,
    ) -> ListCustomersResult {
        let (limit, skip) = (request.filter_limit, request.filter_skip);
        let page = self
            .db
            .read(move |conn| queries::list_all(conn, limit.into(), skip.into()));
        let (rows, total) = page.await?;
        let data = rows
            .into_iter()
            .map(TryInto::try_into)
            .collect::<Result<_, _>>()?;
        let page = pagination::page("/customers", data, limit, skip, total);
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
        let account = request.caller.account_id;
        let changes = CustomerChanges::new(request.body, now_millis());
        let row = self
            .db
            .write(move |conn| queries::update(conn, &account, &request.customer_id, &changes))
            .await?
            .ok_or(NotFound::Customer)?;
        Ok(UpdateCustomerResponse::Ok(row.try_into()?))
    }

    async fn delete_customer(
        &self,
        request: DeleteCustomerRequest<SessionCaller>,
    ) -> DeleteCustomerResult {
        let account = request.caller.account_id;
        let now = now_millis();
        let deleted = self
            .db
            .write(move |conn| queries::deactivate(conn, &account, &request.customer_id, now))
            .await?;
        deleted
            .then_some(DeleteCustomerResponse::NoContent)
            .ok_or(NotFound::Customer.into())
    }
}
