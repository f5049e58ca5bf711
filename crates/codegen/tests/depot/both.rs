//! Two credentials that are needed together, and a body that may be left out.

use actix_web::test::TestRequest;
use serde_json::{Value, json};

use super::wire::ask;

const CLERK: (&str, &str) = ("authorization", "Bearer clerk");
const MANAGER: (&str, &str) = ("x-manager-key", "manager");

fn count(shelf: &str, credentials: &[(&'static str, &'static str)]) -> TestRequest {
    let request = TestRequest::post().uri(&format!("/depot/v1/shelves/{shelf}/inventory"));
    credentials
        .iter()
        .fold(request, |request, header| request.insert_header(*header))
}

#[actix_web::test]
async fn a_caller_shows_both_credentials_each_in_its_own_place() {
    let cases: [(&[(&str, &str)], u16); 5] = [
        (&[CLERK, MANAGER], 204),
        (&[CLERK], 403),
        (&[MANAGER], 401),
        (&[CLERK, ("x-key", "manager")], 403),
        (&[MANAGER, ("x-key", "clerk")], 401),
    ];
    for (credentials, status) in cases {
        assert_eq!(ask(count("A12", credentials)).await.status, status);
    }
}

#[actix_web::test]
async fn no_bytes_are_no_body_and_any_others_are_read_and_checked() {
    let request = || count("A12", &[CLERK, MANAGER]);
    let json = ("content-type", "application/json");
    let text = ("content-type", "text/plain");
    let cases = [
        (request(), 204),
        (request().insert_header(json), 204),
        (request().insert_header(text), 204),
        (request().set_json(json!({"missing": 0})), 204),
        (request().set_json(json!({"missing": 1})), 500),
        (request().set_json(json!({"missing": 100})), 422),
        (request().set_json(json!({"missing": "1"})), 400),
        (request().set_json(Value::Null), 400),
        (request().insert_header(json).set_payload(" "), 400),
        (request().insert_header(json).set_payload("{"), 400),
        (request().insert_header(text).set_payload("{}"), 415),
        (
            request()
                .insert_header(json)
                .set_payload("x".repeat(1024 * 1024 + 1)),
            413,
        ),
    ];
    for (number, (request, status)) in cases.into_iter().enumerate() {
        assert_eq!(ask(request).await.status, status, "case {number}");
    }
}

#[actix_web::test]
async fn a_path_that_is_any_text_reaches_the_handler() {
    for shelf in ["B7", "%00", "%FF", "a%2Fb", &"x".repeat(5000)] {
        assert_eq!(ask(count(shelf, &[CLERK, MANAGER])).await.status, 404);
    }
}
