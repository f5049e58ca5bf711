// Generated from the contract "Town Library 2.4". Change the contract, not this file.

use super::{Client, ClientError};
use super::super::operations;

impl Client {
    /// `POST /loans`
    ///
    /// # Errors
    /// When no answer comes that the contract declares.
    pub async fn borrow(
        &self,
        request: &operations::BorrowRequest,
    ) -> Result<operations::BorrowResponse, ClientError> {
        self.0.call(request).await
    }

    /// `POST /loans/{id}:renew`
    ///
    /// # Errors
    /// When no answer comes that the contract declares.
    pub async fn renew(
        &self,
        request: &operations::RenewRequest,
    ) -> Result<operations::RenewResponse, ClientError> {
        self.0.call(request).await
    }

    /// `POST /loans/{id}/damage`
    ///
    /// # Errors
    /// When no answer comes that the contract declares.
    pub async fn report_damage(
        &self,
        request: &operations::ReportDamageRequest,
    ) -> Result<operations::ReportDamageResponse, ClientError> {
        self.0.call(request).await
    }

    /// `PUT /loans/{id}/proof`
    ///
    /// # Errors
    /// When no answer comes that the contract declares.
    pub async fn prove(
        &self,
        request: &operations::ProveRequest,
    ) -> Result<operations::ProveResponse, ClientError> {
        self.0.call(request).await
    }
}
