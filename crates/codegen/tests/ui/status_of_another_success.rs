//! The contract says 204 for the update; the handler answers 200.

#[path = "../golden/api.rs"]
mod api;

use api::operations::{UpdateParcelRequest, UpdateParcelResponse, UpdateParcelResult};

pub async fn update_parcel(request: UpdateParcelRequest<()>) -> UpdateParcelResult {
    let _ = request;
    Ok(UpdateParcelResponse::Ok(()))
}

fn main() {}
