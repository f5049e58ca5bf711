use sovx_api_types::portal::models::{CustomerUsage, CustomerUsageObject};
use sovx_api_types::portal::operations::{
    GetCustomerUsageOperation, GetCustomerUsageRequest, GetCustomerUsageResponse,
    GetCustomerUsageResult,
};
use sovx_runtime::Failure;

use super::{Period, convert};
use crate::app::App;
use crate::db::{EndCustomerId, PartnerId};
use crate::limits::Subject;
use crate::portal::api::UsageApi;
use crate::portal::callers::PlatformCaller;
use crate::portal::customers;
use crate::portal::error::NotFound;

impl UsageApi for App {
    async fn get_customer_usage(
        &self,
        request: GetCustomerUsageRequest<PlatformCaller>,
    ) -> GetCustomerUsageResult {
        let partner = request.caller.partner;
        let id = self.own_customer(partner, &request.customer_id).await?;
        let period = Period::of(self.clock().now_millis());
        let counts = self.usage.read(id.clone(), period).await?;
        let subject = Subject::EndCustomer(id);
        let budget = self.limits.peek(&subject).await;
        Ok(GetCustomerUsageResponse::Ok(CustomerUsage {
            object: CustomerUsageObject::CustomerUsage,
            customer_id: request.customer_id,
            rate_limit: convert::rate_limit(&budget, self.limits.quota(&subject)),
            usage: convert::metrics(counts, period)?,
        }))
    }
}

impl App {
    /// The end customer of this id, when it is the partner's.
    async fn own_customer(
        &self,
        partner: PartnerId,
        id: &str,
    ) -> Result<EndCustomerId, Failure<GetCustomerUsageOperation>> {
        let id = EndCustomerId::parse(id).ok_or(NotFound)?;
        let asked = id.clone();
        let is_known = move |conn: &mut _| customers::is_known(conn, &partner, &asked);
        let is_known = self.db.read(is_known).await?;
        is_known.then_some(id).ok_or(NotFound.into())
    }
}
