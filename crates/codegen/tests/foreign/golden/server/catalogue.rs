// Generated from the contract "Town Library 2.4". Change the contract, not this file.

use std::future::Future;

#[allow(unused_imports, reason = "a service without JSON errors words none")]
use sovx_runtime::serve::{Callers, Describe, Router};

#[allow(unused_imports, reason = "not every response has a status of its own")]
use sovx_runtime::wire::{OtherStatus, Problem, StatusOf};
use super::Server;
use super::super::operations;

/// Titles and their covers.
pub trait CatalogueApi: Callers {
    /// Search the catalogue
    ///
    /// `GET /titles`
    fn search_titles(
        &self,
        request: operations::SearchTitlesRequest,
    ) -> impl Future<Output = operations::SearchTitlesResult>;

    /// `POST /titles`
    fn add_title(
        &self,
        caller: Self::Caller,
        request: operations::AddTitleRequest,
    ) -> impl Future<Output = operations::AddTitleResult>;

    /// `GET /titles/{isbn}`
    fn get_title(
        &self,
        caller: Option<Self::Caller>,
        request: operations::GetTitleRequest,
    ) -> impl Future<Output = operations::GetTitleResult>;

    /// `GET /titles/{isbn}/cover.{format}`
    fn get_titles_by_isbn_cover_by_format(
        &self,
        request: operations::GetTitlesByIsbnCoverByFormatRequest,
    ) -> impl Future<Output = operations::GetTitlesByIsbnCoverByFormatResult>;

    /// `PUT /titles/{isbn}/cover.{format}`
    fn put_cover(
        &self,
        caller: Self::Caller,
        request: operations::PutCoverRequest,
    ) -> impl Future<Output = operations::PutCoverResult>;

    /// `GET /shelves/{range}/{corner}/{floor}`
    fn get_shelves(
        &self,
        request: operations::GetShelvesRequest,
    ) -> impl Future<Output = operations::GetShelvesResult>;
}

pub(super) fn routes<S: Server>(router: &mut Router<S>) {
    search_titles(router);
    add_title(router);
    get_title(router);
    get_titles_by_isbn_cover_by_format(router);
    put_cover(router);
    get_shelves(router);
}

fn search_titles<S: Server>(router: &mut Router<S>) {
    router
        .open::<
            operations::SearchTitlesRequest,
        >(
            |server: &S, problem: &Problem| match problem.status {
                400 | 500 => {
                    Some(
                        operations::SearchTitlesResponse::Default(
                            OtherStatus::new(problem.status)?,
                            Describe::describe(server, problem),
                        ),
                    )
                }
                _ => None,
            },
            async |server: &S, request| {
                CatalogueApi::search_titles(server, request).await
            },
        );
}

fn add_title<S: Server>(router: &mut Router<S>) {
    router
        .secured::<
            operations::AddTitleRequest,
        >(
            |server: &S, problem: &Problem| match problem.status {
                400 | 401 | 403 | 408 | 413 | 415 => {
                    Some(
                        operations::AddTitleResponse::ClientError(
                            StatusOf::new(problem.status)?,
                            Describe::describe(server, problem),
                        ),
                    )
                }
                _ => None,
            },
            async |server: &S, caller, request| {
                CatalogueApi::add_title(server, caller, request).await
            },
        );
}

fn get_title<S: Server>(router: &mut Router<S>) {
    router
        .optional::<
            operations::GetTitleRequest,
        >(
            |_, _| None,
            async |server: &S, caller, request| {
                CatalogueApi::get_title(server, caller, request).await
            },
        );
}

fn get_titles_by_isbn_cover_by_format<S: Server>(router: &mut Router<S>) {
    router
        .open::<
            operations::GetTitlesByIsbnCoverByFormatRequest,
        >(
            |_, _| None,
            async |server: &S, request| {
                CatalogueApi::get_titles_by_isbn_cover_by_format(server, request).await
            },
        );
}

fn put_cover<S: Server>(router: &mut Router<S>) {
    router
        .secured::<
            operations::PutCoverRequest,
        >(
            |_, _| None,
            async |server: &S, caller, request| {
                CatalogueApi::put_cover(server, caller, request).await
            },
        );
}

fn get_shelves<S: Server>(router: &mut Router<S>) {
    router
        .open::<
            operations::GetShelvesRequest,
        >(
            |_, _| None,
            async |server: &S, request| {
                CatalogueApi::get_shelves(server, request).await
            },
        );
}
