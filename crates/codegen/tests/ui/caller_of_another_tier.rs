//! The contract admits managers to the list; the handler takes a clerk.

#[path = "../golden/api.rs"]
mod api;

use api::operations::{ListParcelsRequest, ListParcelsResult};
use api::server::Callers;

pub struct Clerk;
pub struct Manager;

/// What a route calls: the caller's type is that of the operation's tier.
pub trait Lists: Callers<Clerk = Clerk, Manager = Manager> {
    fn handled(&self, request: ListParcelsRequest<Clerk>) -> ListParcelsResult;

    fn routed(&self, request: ListParcelsRequest<Self::Manager>) -> ListParcelsResult {
        self.handled(request)
    }
}

fn main() {}
