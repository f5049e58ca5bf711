//! Pages of other origins: refused unless the operator has named them (S17).

use crate::support::{Answer, Place, Request, Server};

const APP: &str = "https://app.example.org";

fn actual(server: &Server, origin: &str) -> Answer {
    let request = Request::get("/sovx/v1/health").header("Origin", origin);
    request.send(server.address)
}

fn preflight(server: &Server, origin: &str) -> Answer {
    let request = Request::new("OPTIONS", "/sovx/v1/customers")
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST")
        .header(
            "Access-Control-Request-Headers",
            "authorization,content-type",
        );
    // A preflight is answered beside the contract, which declares no OPTIONS.
    request.send_unjudged(server.address)
}

fn cors_headers(answer: &Answer) -> Vec<&str> {
    let names = answer.headers.iter().map(|(name, _)| name.as_str());
    names
        .filter(|name| name.to_ascii_lowercase().starts_with("access-control-"))
        .collect()
}

#[test]
fn no_origin_is_allowed_unless_it_is_configured() {
    let place = Place::new();

    let server = place.start();

    assert_eq!(actual(&server, APP).status, 200);
    assert_eq!(cors_headers(&actual(&server, APP)), [""; 0]);
    let preflight = preflight(&server, APP);
    assert_eq!(preflight.status, 405);
    assert_eq!(cors_headers(&preflight), [""; 0]);
}

#[test]
fn a_configured_origin_may_ask_and_read_the_headers() {
    let place = Place::new().with("SOVX_CORS_ORIGINS", APP);
    let server = place.start();

    let preflight = preflight(&server, APP);
    let actual = actual(&server, APP);

    assert_eq!(preflight.status, 200);
    assert_eq!(preflight.header("access-control-allow-origin"), Some(APP));
    let methods = preflight.header("access-control-allow-methods").unwrap();
    assert!(methods.contains("POST"), "{methods}");
    let headers = preflight.header("access-control-allow-headers").unwrap();
    assert!(headers.to_ascii_lowercase().contains("authorization"));
    assert_eq!(preflight.header("access-control-allow-credentials"), None);
    assert_eq!(actual.status, 200);
    assert_eq!(actual.header("access-control-allow-origin"), Some(APP));
    let exposed = actual.header("access-control-expose-headers").unwrap();
    for name in ["x-trace-id", "retry-after", "x-ratelimit-remaining"] {
        assert!(exposed.contains(name), "{exposed}");
    }
}

#[test]
fn another_origin_than_the_configured_one_is_not_allowed() {
    let place = Place::new().with("SOVX_CORS_ORIGINS", APP);
    let server = place.start();
    let stranger = "https://evil.example.org";

    let (asked, sent) = (preflight(&server, stranger), actual(&server, stranger));

    for answer in [&asked, &sent] {
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
    assert_eq!(
        asked.problems(),
        "400 BAD_REQUEST -: This origin, method or header is not allowed here."
    );
    let trace_id = asked.header("x-trace-id").unwrap();
    assert_eq!(asked.json()["meta"]["trace_id"], trace_id);
    assert!(asked.header("vary").unwrap().contains("Origin"));
}
