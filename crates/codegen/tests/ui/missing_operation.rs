//! The contract has an operation that nobody handles.

#[path = "../golden/api.rs"]
mod api;

use std::future::Future;

use api::models::{ClaimFault, Fault};
use api::operations::{GetDoorsRequest, GetDoorsResponse, GetDoorsResult};
use api::server::{Callers, ClerkOrManager, DoorsApi, Proved};
use sovx_runtime::boundary::{Describe, Presented};
use sovx_runtime::{Declares, Failure, Origin, Rejection, Reword, Scope};

struct Depot;

impl Describe<Vec<Fault>> for Depot {
    fn describe(&self, _: &Rejection) -> Vec<Fault> {
        Vec::new()
    }
}

impl Describe<Vec<ClaimFault>> for Depot {
    fn describe(&self, _: &Rejection) -> Vec<ClaimFault> {
        Vec::new()
    }
}

impl Reword<Vec<Fault>, Vec<ClaimFault>> for Depot {
    fn reword(&self, _: Vec<Fault>) -> Vec<ClaimFault> {
        Vec::new()
    }
}

impl Callers for Depot {
    type Clerk = ();
    type Manager = ();
    type ClerkAndManager = ();

    fn clerk(&self, _: Presented<'_>) -> impl Future<Output = Proved<()>> {
        std::future::ready(Ok(()))
    }

    fn manager(&self, _: Presented<'_>) -> impl Future<Output = Proved<()>> {
        std::future::ready(Ok(()))
    }

    fn clerk_or_manager(
        &self,
        _: Presented<'_>,
    ) -> impl Future<Output = Proved<ClerkOrManager<(), ()>>> {
        std::future::ready(Ok(ClerkOrManager::Clerk(())))
    }

    fn clerk_and_manager(&self, _: Presented<'_>) -> impl Future<Output = Proved<()>> {
        std::future::ready(Ok(()))
    }

    fn origin<O>(&self, from: Presented<'_>) -> impl Future<Output = Result<Origin, Failure<O>>>
    where
        O: Scope<Error = Vec<Fault>> + Declares<429>,
    {
        std::future::ready(Ok(from.origin()))
    }
}

impl DoorsApi for Depot {
    async fn get_doors(&self, _: GetDoorsRequest) -> GetDoorsResult {
        Ok(GetDoorsResponse::Ok(Vec::new()))
    }
}

fn main() {}
