//! The pages for people: Swagger UI over the contracts, from this binary alone.

use actix_web::{HttpResponse, web};
use utoipa_swagger_ui::{Config, SwaggerUi, Url};

use crate::apis::Apis;

/// Registers `/docs/`, the contracts of what is served beside it, and the way there from `/`.
pub(crate) fn routes(apis: &Apis, config: &mut web::ServiceConfig) {
    for api in apis.parts() {
        let contract = move || async move { document(api.contract) };
        config.route(api.contract_path, web::get().to(contract));
    }
    config
        .route("/", web::get().to(redirect))
        .route("/docs", web::get().to(redirect))
        .service(SwaggerUi::new("/docs/{_:.*}").config(page(apis)));
}

/// The page offers every contract and opens the first.
fn page(apis: &Apis) -> Config<'static> {
    Config::new(
        apis.parts()
            .map(|api| Url::new(api.title, api.contract_path)),
    )
    .persist_authorization(true)
    .try_it_out_enabled(true)
    .display_request_duration(true)
    .doc_expansion("list")
    .validator_url("none")
}

fn document(contract: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .body(contract)
}

async fn redirect() -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header(("location", "/docs/"))
        .finish()
}
