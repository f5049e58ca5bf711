// Generated from the contract "Town Library 2.4". Change the contract, not this file.

use std::future::Future;

#[allow(unused_imports, reason = "a service without JSON errors words none")]
use sovx_runtime::serve::{Callers, Describe, Router};

#[allow(unused_imports, reason = "not every response has a status of its own")]
use sovx_runtime::wire::{OtherStatus, Problem, StatusOf};
use super::Server;
use super::super::operations;

/// The operations of `default`.
pub trait DefaultApi {
    /// `HEAD /ping`
    fn ping(
        &self,
        request: operations::PingRequest,
    ) -> impl Future<Output = operations::PingResult>;

    /// `OPTIONS /ping`
    fn options(
        &self,
        request: operations::OptionsRequest,
    ) -> impl Future<Output = operations::OptionsResult>;

    /// `TRACE /ping`
    fn trace(
        &self,
        request: operations::TraceRequest,
    ) -> impl Future<Output = operations::TraceResult>;

    /// `PATCH /ping`
    fn self_(
        &self,
        request: operations::SelfRequest,
    ) -> impl Future<Output = operations::SelfResult>;
}

pub(super) fn routes<S: Server>(router: &mut Router<S>) {
    ping(router);
    options(router);
    trace(router);
    self_(router);
}

fn ping<S: Server>(router: &mut Router<S>) {
    router
        .open::<
            operations::PingRequest,
        >(
            |_, _| None,
            async |server: &S, request| { DefaultApi::ping(server, request).await },
        );
}

fn options<S: Server>(router: &mut Router<S>) {
    router
        .open::<
            operations::OptionsRequest,
        >(
            |_, _| None,
            async |server: &S, request| { DefaultApi::options(server, request).await },
        );
}

fn trace<S: Server>(router: &mut Router<S>) {
    router
        .open::<
            operations::TraceRequest,
        >(
            |_, _| None,
            async |server: &S, request| { DefaultApi::trace(server, request).await },
        );
}

fn self_<S: Server>(router: &mut Router<S>) {
    router
        .open::<
            operations::SelfRequest,
        >(
            |_, _| None,
            async |server: &S, request| { DefaultApi::self_(server, request).await },
        );
}
