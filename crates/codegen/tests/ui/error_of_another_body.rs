//! Only claims have an error body of their own; the handler of an update takes it.

#[path = "../golden/api.rs"]
mod api;

use api::models::ClaimFault;
use api::operations::{UpdateParcelRequest, UpdateParcelResult};
use sovx_runtime::Failure;

pub async fn update_parcel(request: UpdateParcelRequest<()>) -> UpdateParcelResult {
    let _ = request;
    Err(Failure::new::<404>(Vec::<ClaimFault>::new()))
}

fn main() {}
