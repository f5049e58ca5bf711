//! The contract gives claims an error body of their own; the handler's `?` ends in the first one.

#[path = "../golden/api.rs"]
mod api;

use api::models::Fault;
use api::operations::{FileClaimRequest, FileClaimResponse, FileClaimResult};
use sovx_runtime::{Declares, Failure, Scope};

/// There is no such parcel.
struct NotFound;

impl<O: Scope<Error = Vec<Fault>> + Declares<404>> From<NotFound> for Failure<O> {
    fn from(_: NotFound) -> Self {
        Failure::new::<404>(Vec::new())
    }
}

fn find() -> Result<(), NotFound> {
    Err(NotFound)
}

pub async fn file_claim(request: FileClaimRequest<()>) -> FileClaimResult {
    let _ = request;
    find()?;
    Ok(FileClaimResponse::NoContent)
}

fn main() {}
