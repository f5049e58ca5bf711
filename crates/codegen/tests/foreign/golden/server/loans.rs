// Generated from the contract "Town Library 2.4". Change the contract, not this file.

use std::future::Future;

#[allow(unused_imports, reason = "a service without JSON errors words none")]
use sovx_runtime::serve::{Callers, Describe, Router};

#[allow(unused_imports, reason = "not every response has a status of its own")]
use sovx_runtime::wire::{OtherStatus, Problem, StatusOf};
use super::Server;
use super::super::operations;

/// The operations of `loans`.
pub trait LoansApi: Callers {
    /// `POST /loans`
    fn borrow(
        &self,
        caller: Self::Caller,
        request: operations::BorrowRequest,
    ) -> impl Future<Output = operations::BorrowResult>;

    /// `POST /loans/{id}:renew`
    fn renew(
        &self,
        caller: Self::Caller,
        request: operations::RenewRequest,
    ) -> impl Future<Output = operations::RenewResult>;

    /// `POST /loans/{id}/damage`
    fn report_damage(
        &self,
        caller: Self::Caller,
        request: operations::ReportDamageRequest,
    ) -> impl Future<Output = operations::ReportDamageResult>;

    /// `PUT /loans/{id}/proof`
    fn prove(
        &self,
        caller: Self::Caller,
        request: operations::ProveRequest,
    ) -> impl Future<Output = operations::ProveResult>;
}

pub(super) fn routes<S: Server>(router: &mut Router<S>) {
    borrow(router);
    renew(router);
    report_damage(router);
    prove(router);
}

fn borrow<S: Server>(router: &mut Router<S>) {
    router
        .secured::<
            operations::BorrowRequest,
        >(
            |server: &S, problem: &Problem| match problem.status {
                422 => {
                    Some(
                        operations::BorrowResponse::UnprocessableEntity(
                            Describe::describe(server, problem),
                        ),
                    )
                }
                _ => None,
            },
            async |server: &S, caller, request| {
                LoansApi::borrow(server, caller, request).await
            },
        );
}

fn renew<S: Server>(router: &mut Router<S>) {
    router
        .secured::<
            operations::RenewRequest,
        >(
            |_, _| None,
            async |server: &S, caller, request| {
                LoansApi::renew(server, caller, request).await
            },
        );
}

fn report_damage<S: Server>(router: &mut Router<S>) {
    router
        .secured::<
            operations::ReportDamageRequest,
        >(
            |_, _| None,
            async |server: &S, caller, request| {
                LoansApi::report_damage(server, caller, request).await
            },
        );
}

fn prove<S: Server>(router: &mut Router<S>) {
    router
        .secured::<
            operations::ProveRequest,
        >(
            |_, _| None,
            async |server: &S, caller, request| {
                LoansApi::prove(server, caller, request).await
            },
        );
}
