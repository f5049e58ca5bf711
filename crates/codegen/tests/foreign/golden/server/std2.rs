// Generated from the contract "Town Library 2.4". Change the contract, not this file.

use std::future::Future;

#[allow(unused_imports, reason = "a service without JSON errors words none")]
use sovx_runtime::serve::{Callers, Describe, Router};

#[allow(unused_imports, reason = "not every response has a status of its own")]
use sovx_runtime::wire::{OtherStatus, Problem, StatusOf};
use super::Server;
use super::super::operations;

/// The operations of `std`.
pub trait StdApi {
    /// `GET /ping`
    fn routes2(
        &self,
        request: operations::RoutesRequest,
    ) -> impl Future<Output = operations::RoutesResult>;
}

pub(super) fn routes<S: Server>(router: &mut Router<S>) {
    routes2(router);
}

fn routes2<S: Server>(router: &mut Router<S>) {
    router
        .open::<
            operations::RoutesRequest,
        >(
            |_, _| None,
            async |server: &S, request| { StdApi::routes2(server, request).await },
        );
}
