//! The pages for people: Swagger UI over the contract, from this binary alone.

use actix_web::{HttpResponse, web};
use utoipa_swagger_ui::{Config, SwaggerUi};

/// The contract that this server was built from, as one self-contained document.
pub(crate) const CONTRACT: &str = include_str!(concat!(env!("OUT_DIR"), "/sovx/contract.json"));

/// Where the contract is served.
const CONTRACT_PATH: &str = "/openapi/sovx.json";

/// Registers `/docs/`, the contract beside it, and the way there from `/`.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    let ui = Config::new([CONTRACT_PATH])
        .persist_authorization(true)
        .try_it_out_enabled(true)
        .display_request_duration(true)
        .doc_expansion("list")
        .validator_url("none");
    config
        .route(CONTRACT_PATH, web::get().to(contract))
        .route("/", web::get().to(redirect))
        .route("/docs", web::get().to(redirect))
        .service(SwaggerUi::new("/docs/{_:.*}").config(ui));
}

async fn contract() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .body(CONTRACT)
}

async fn redirect() -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header(("location", "/docs/"))
        .finish()
}
