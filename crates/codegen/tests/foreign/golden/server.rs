// Generated from the contract "Town Library 2.4". Change the contract, not this file.

use std::sync::Arc;
use sovx_runtime::serve::Router;

#[allow(unused_imports, reason = "a service without JSON errors words none")]
pub use sovx_runtime::serve::{Describe, Callers, Presented};

#[allow(unused_imports, reason = "a service needs those that it uses")]
pub use sovx_runtime::wire::{Fault, Problem, Alternative, Refusal};

pub use sovx_runtime::boundary::{BodyDeadline, BodyLimit};

use super::operations::BASE_PATH;

#[allow(unused_imports, reason = "a contract without JSON errors names none")]
use super::models;

mod catalogue;

mod loans;

mod std2;

mod default;

pub use catalogue::CatalogueApi;

pub use loans::LoansApi;

pub use std2::StdApi;

pub use default::DefaultApi;

/// What a server of this contract does: every operation, and the words of its errors.
pub trait Server: CatalogueApi + LoansApi + StdApi + DefaultApi + Describe<
        models::Error,
    > + Describe<models::Problem> + 'static {}
impl<
    S: CatalogueApi + LoansApi + StdApi + DefaultApi + Describe<models::Error>
        + Describe<models::Problem> + 'static,
> Server for S {}
/// The routes of the contract, below [`BASE_PATH`], for `App::configure`.
pub fn routes<S: Server>(
    server: Arc<S>,
) -> impl FnOnce(&mut actix_web::web::ServiceConfig) {
    let mut router = Router::new(BASE_PATH, server);
    catalogue::routes(&mut router);
    loans::routes(&mut router);
    std2::routes(&mut router);
    default::routes(&mut router);
    router.install()
}

/// Where the boundary answers `application/problem+json` (RFC 9457): operations, and the
/// statuses for which the contract declares no JSON body. Paths and methods that the
/// contract does not have are answered that way too.
pub const FALLBACKS: &[(&str, &[u16])] = &[
    ("addTitle", &[500]),
    ("getTitle", &[400, 401, 403, 500]),
    ("getTitlesByIsbnCoverByFormat", &[400, 500]),
    ("putCover", &[400, 401, 403, 408, 413, 415, 500]),
    ("getShelves", &[400, 500]),
    ("borrow", &[401, 403, 408, 413, 415, 500]),
    ("renew", &[400, 401, 403, 408, 413, 415, 500]),
    ("reportDamage", &[400, 401, 403, 408, 413, 415, 500]),
    ("prove", &[400, 401, 403, 408, 413, 415, 500]),
    ("routes", &[400, 500]),
    ("ping", &[500]),
    ("options", &[500]),
    ("trace", &[500]),
    ("self", &[500]),
];
