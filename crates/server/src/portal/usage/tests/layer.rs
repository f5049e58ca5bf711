//! Whose request the outermost layer counts, and how.

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::{App, HttpMessage, HttpRequest, HttpResponse, web};

use super::process;
use crate::app::edge;
use crate::db::testing::TestDb;
use crate::db::{EndCustomerId, now_millis};
use crate::portal::usage::{Metered, Period};

#[actix_web::test]
async fn every_answer_to_a_request_of_a_known_customer_counts_and_no_other_does() {
    let test = TestDb::open();
    let usage = process(&test);
    let customer = EndCustomerId::fresh();
    let known = customer.clone();
    let metered = move |request: HttpRequest, status: web::Path<u16>| {
        request.extensions_mut().insert(Metered(known.clone()));
        std::future::ready(answer(*status))
    };
    let of_nobody = |status: web::Path<u16>| std::future::ready(answer(*status));
    let app = App::new()
        .app_data(web::Data::from(Arc::clone(&usage)))
        .wrap(from_fn(edge))
        .route("/metered/{status}", web::get().to(metered))
        .route("/nobody/{status}", web::get().to(of_nobody));
    let app = init_service(app).await;
    let begun = now_millis();

    for path in ["/metered", "/nobody"] {
        for status in [200, 204, 400, 429, 429, 429, 500, 503] {
            let request = TestRequest::with_uri(&format!("{path}/{status}"));
            let answer = call_service(&app, request.to_request()).await;
            assert_eq!(answer.status().as_u16(), status);
        }
    }

    let counts = usage.read(customer, Period::of(begun)).await.unwrap();
    let by_outcome = (counts.successful, counts.failed, counts.rate_limited);
    assert_eq!(by_outcome, (2, 3, 3));
    assert!((begun..=now_millis()).contains(&counts.last_request_at));
}

fn answer(status: u16) -> HttpResponse {
    HttpResponse::new(StatusCode::from_u16(status).unwrap())
}
