// Generated from the contract "Town Library 2.4". Change the contract, not this file.

use super::{Client, ClientError};
use super::super::operations;

impl Client {
    /// Search the catalogue
    ///
    /// `GET /titles`
    ///
    /// # Errors
    /// When no answer comes that the contract declares.
    pub async fn search_titles(
        &self,
        request: &operations::SearchTitlesRequest,
    ) -> Result<operations::SearchTitlesResponse, ClientError> {
        self.0.call(request).await
    }

    /// `POST /titles`
    ///
    /// # Errors
    /// When no answer comes that the contract declares.
    pub async fn add_title(
        &self,
        request: &operations::AddTitleRequest,
    ) -> Result<operations::AddTitleResponse, ClientError> {
        self.0.call(request).await
    }

    /// `GET /titles/{isbn}`
    ///
    /// # Errors
    /// When no answer comes that the contract declares.
    pub async fn get_title(
        &self,
        request: &operations::GetTitleRequest,
    ) -> Result<operations::GetTitleResponse, ClientError> {
        self.0.call(request).await
    }

    /// `GET /titles/{isbn}/cover.{format}`
    ///
    /// # Errors
    /// When no answer comes that the contract declares.
    pub async fn get_titles_by_isbn_cover_by_format(
        &self,
        request: &operations::GetTitlesByIsbnCoverByFormatRequest,
    ) -> Result<operations::GetTitlesByIsbnCoverByFormatResponse, ClientError> {
        self.0.call(request).await
    }

    /// `PUT /titles/{isbn}/cover.{format}`
    ///
    /// # Errors
    /// When no answer comes that the contract declares.
    pub async fn put_cover(
        &self,
        request: &operations::PutCoverRequest,
    ) -> Result<operations::PutCoverResponse, ClientError> {
        self.0.call(request).await
    }

    /// `GET /shelves/{range}/{corner}/{floor}`
    ///
    /// # Errors
    /// When no answer comes that the contract declares.
    pub async fn get_shelves(
        &self,
        request: &operations::GetShelvesRequest,
    ) -> Result<operations::GetShelvesResponse, ClientError> {
        self.0.call(request).await
    }
}
