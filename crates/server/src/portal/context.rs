//! Whose key it is: the one operation that an end customer's own key opens.

use sovx_api_types::portal::models::{CustomerContext, CustomerContextObject};
use sovx_api_types::portal::operations::{
    GetCustomerContextRequest, GetCustomerContextResponse, GetCustomerContextResult,
};

use super::api::ContextApi;
use super::callers::CustomerCaller;
use crate::app::App;

impl ContextApi for App {
    async fn get_customer_context(
        &self,
        request: GetCustomerContextRequest<CustomerCaller>,
    ) -> GetCustomerContextResult {
        let CustomerCaller { customer, name } = request.caller;
        Ok(GetCustomerContextResponse::Ok(CustomerContext {
            object: CustomerContextObject::CustomerContext,
            customer_id: customer.to_string(),
            name,
        }))
    }
}
