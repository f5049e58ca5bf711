//! Optional routes are there where the server registers them, before or after all others.

use actix_web::http::header::ALLOW;
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::web::{self, ServiceConfig};
use actix_web::{App, http::Method};
use serde_json::Value;

use super::Depot;
use super::wire::{Seen, ask, header};
use crate::api::server::{drill_routes, routes};

/// A server that holds drills.
async fn ask_with_drills(request: TestRequest, register: fn(&mut ServiceConfig)) -> Seen {
    let depot = web::Data::new(Depot::default());
    let app = init_service(App::new().app_data(depot).configure(register)).await;
    let answer = call_service(&app, request.to_request()).await;
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let body = serde_json::from_slice(&read_body(answer).await).unwrap_or(Value::Null);
    Seen {
        status,
        body,
        headers,
    }
}

fn drill(method: Method) -> TestRequest {
    TestRequest::with_uri("/depot/v1/drills")
        .method(method)
        .insert_header(("x-key", "manager"))
}

const ORDERS: [fn(&mut ServiceConfig); 2] = [
    |config| {
        config
            .configure(routes::<Depot>)
            .configure(drill_routes::<Depot>);
    },
    |config| {
        config
            .configure(drill_routes::<Depot>)
            .configure(routes::<Depot>);
    },
];

#[actix_web::test]
async fn an_optional_path_that_is_not_registered_is_unknown() {
    let unknown = ask(TestRequest::post().uri("/depot/v1/roof")).await;

    for method in [Method::POST, Method::GET] {
        let seen = ask(drill(method)).await;

        assert_eq!(seen.status, 404);
        assert_eq!(seen.body["errors"], unknown.body["errors"]);
    }
}

#[actix_web::test]
async fn an_optional_path_that_is_registered_is_one_like_all_others() {
    for register in ORDERS {
        let held = ask_with_drills(drill(Method::POST), register).await;
        let refused = TestRequest::post().uri("/depot/v1/drills");
        let refused = ask_with_drills(refused, register).await;
        let wrong = ask_with_drills(drill(Method::GET), register).await;
        let other = TestRequest::get().uri("/depot/v1/doors");
        let other = ask_with_drills(other, register).await;

        assert_eq!((held.status, refused.status, other.status), (204, 401, 200));
        assert_eq!((wrong.status, header(&wrong, &ALLOW)), (405, "POST"));
    }
}
