//! The pages for people: Swagger UI over the contracts, from this binary alone.

mod page;

use actix_web::{HttpResponse, web};
use utoipa_swagger_ui::SwaggerUi;

use crate::apis::Apis;

/// Registers `/docs/`, the contracts of what is served beside it, and the way there from `/`.
pub(crate) fn routes(apis: &Apis, config: &mut web::ServiceConfig) {
    for api in apis.parts() {
        let contract = move || async move { document(api.contract) };
        config.route(api.contract_path, web::get().to(contract));
    }
    for (name, kind, text) in page::files(apis) {
        let text = web::Bytes::from(text);
        let file = move || {
            let text = text.clone();
            async move { HttpResponse::Ok().content_type(kind).body(text) }
        };
        config.route(&format!("/docs/{name}"), web::get().to(file));
    }
    config
        .route("/", web::get().to(redirect))
        .route("/docs", web::get().to(redirect))
        .service(SwaggerUi::new("/docs/{_:.*}"));
}

fn document(contract: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .body(contract)
}

/// Leads to the page, relative to where the caller sees this server: a proxy may have put a path of
/// its own in front.
async fn redirect() -> HttpResponse {
    HttpResponse::SeeOther()
        .insert_header(("location", "docs/"))
        .finish()
}
