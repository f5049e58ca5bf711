//! Whose address counts behind a proxy.

use std::net::SocketAddr;

use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_and_read_body, init_service};
use actix_web::{App, HttpMessage, HttpRequest, web};
use sovx_runtime::boundary::ClientAddress;

use super::{Edge, edge};

/// The address that a handler sees of a request that this peer forwards.
async fn seen_from(peer: &str) -> String {
    let trusted_proxies = vec!["10.0.0.0/8".parse().unwrap()];
    let see = |request: HttpRequest| {
        let address = request.extensions().get::<ClientAddress>().unwrap().0;
        std::future::ready(address.to_string())
    };
    let app = App::new()
        .app_data(web::Data::new(Edge {
            trusted_proxies,
            ..Edge::default()
        }))
        .wrap(from_fn(edge))
        .route("/", web::get().to(see));
    let app = init_service(app).await;
    let request = TestRequest::get()
        .peer_addr(peer.parse::<SocketAddr>().unwrap())
        .insert_header(("x-forwarded-for", "192.0.2.1"));
    let body = call_and_read_body(&app, request.to_request()).await;
    String::from_utf8(body.to_vec()).unwrap()
}

#[actix_web::test]
async fn a_proxy_is_trusted_on_a_socket_for_both_versions_of_ip_too() {
    assert_eq!(seen_from("10.0.0.5:80").await, "192.0.2.1");
    assert_eq!(seen_from("[::ffff:10.0.0.5]:80").await, "192.0.2.1");
    assert_eq!(seen_from("[::ffff:11.0.0.5]:80").await, "11.0.0.5");
}
