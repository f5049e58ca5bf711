//! The contract declares no 409 for the update; the handler's `?` may end in one.

#[path = "../golden/api.rs"]
mod api;

use api::models::Fault;
use api::operations::{UpdateParcelRequest, UpdateParcelResponse, UpdateParcelResult};
use sovx_runtime::{Declares, Failure, Scope};

/// Somebody else changed the parcel.
struct Conflict;

impl<O: Scope<Error = Vec<Fault>> + Declares<409>> From<Conflict> for Failure<O> {
    fn from(_: Conflict) -> Self {
        Failure::new::<409>(Vec::new())
    }
}

fn write() -> Result<(), Conflict> {
    Err(Conflict)
}

pub async fn update_parcel(request: UpdateParcelRequest<()>) -> UpdateParcelResult {
    let _ = request;
    write()?;
    Ok(UpdateParcelResponse::NoContent)
}

fn main() {}
