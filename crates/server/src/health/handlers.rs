use sovx_api_types::sovx::models::{Health, HealthStatus};
use sovx_api_types::sovx::operations::{GetHealthRequest, GetHealthResponse, GetHealthResult};
use sovx_runtime::Timestamp;

use crate::api::HealthApi;
use crate::app::App;

impl HealthApi for App {
    async fn get_health(&self, _: GetHealthRequest) -> GetHealthResult {
        Ok(GetHealthResponse::Ok(Health {
            status: HealthStatus::Ok,
            timestamp: Timestamp::now(),
            uptime: self.uptime_seconds(),
        }))
    }
}
