// Generated from the contract "Town Library 2.4". Change the contract, not this file.

use super::{Client, ClientError};
use super::super::operations;

impl Client {
    /// `HEAD /ping`
    ///
    /// # Errors
    /// When no answer comes that the contract declares.
    pub async fn ping(
        &self,
        request: &operations::PingRequest,
    ) -> Result<operations::PingResponse, ClientError> {
        self.0.call(request).await
    }

    /// `OPTIONS /ping`
    ///
    /// # Errors
    /// When no answer comes that the contract declares.
    pub async fn options(
        &self,
        request: &operations::OptionsRequest,
    ) -> Result<operations::OptionsResponse, ClientError> {
        self.0.call(request).await
    }

    /// `TRACE /ping`
    ///
    /// # Errors
    /// When no answer comes that the contract declares.
    pub async fn trace(
        &self,
        request: &operations::TraceRequest,
    ) -> Result<operations::TraceResponse, ClientError> {
        self.0.call(request).await
    }

    /// `PATCH /ping`
    ///
    /// # Errors
    /// When no answer comes that the contract declares.
    pub async fn self_(
        &self,
        request: &operations::SelfRequest,
    ) -> Result<operations::SelfResponse, ClientError> {
        self.0.call(request).await
    }
}
