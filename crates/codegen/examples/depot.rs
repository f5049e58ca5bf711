//! A program around the golden contract: what the generator makes of one, and a server of it.
//!
//! `depot 127.0.0.1:8080` serves it, `depot` alone prints the document that its code declares.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "its handlers are those of tests, and it prints what it is asked for"
)]

#[allow(
    dead_code,
    unreachable_pub,
    unfulfilled_lint_expectations,
    reason = "it is generated for a library, and a program uses a part of it"
)]
#[path = "../tests/golden/api.rs"]
mod api;
#[allow(dead_code, reason = "tests look into it")]
#[path = "../tests/depot/mod.rs"]
mod depot;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::{Next, from_fn};
use actix_web::{App, Error, HttpMessage as _, HttpServer, web};
use sovx_runtime::boundary::TraceId;
use utoipa::OpenApi as _;
use uuid::Uuid;

use crate::api::server::{Declared, drill_routes, routes};
use crate::depot::Depot;

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let Some(address) = std::env::args().nth(1) else {
        println!("{}", Declared::openapi().to_json()?);
        return Ok(());
    };
    let depot = web::Data::new(Depot::default());
    let app = move || {
        let app = App::new().wrap(from_fn(traced)).app_data(depot.clone());
        app.configure(routes::<Depot>)
            .configure(drill_routes::<Depot>)
    };
    HttpServer::new(app).workers(1).bind(address)?.run().await
}

/// Gives each request an id, which its answer shows.
async fn traced(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = Uuid::new_v4().to_string();
    let shown = HeaderValue::from_str(&id)?;
    request.extensions_mut().insert(TraceId(id));
    let mut answer = next.call(request).await?;
    let name = HeaderName::from_static("x-trace-id");
    answer.headers_mut().insert(name, shown);
    Ok(answer)
}
