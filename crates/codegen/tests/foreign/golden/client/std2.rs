// Generated from the contract "Town Library 2.4". Change the contract, not this file.

use super::{Client, ClientError};
use super::super::operations;

impl Client {
    /// `GET /ping`
    ///
    /// # Errors
    /// When no answer comes that the contract declares.
    pub async fn routes2(
        &self,
        request: &operations::RoutesRequest,
    ) -> Result<operations::RoutesResponse, ClientError> {
        self.0.call(request).await
    }
}
