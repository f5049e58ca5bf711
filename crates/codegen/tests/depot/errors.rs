//! An operation with an error body of its own answers everything in that.

use actix_web::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::test::TestRequest;
use serde_json::{Value, json};

use super::PARCEL;
use super::wire::{Seen, ask, header};

fn claim(token: &str, parcel: &str) -> TestRequest {
    TestRequest::post()
        .uri(&format!("/depot/v1/parcels/{parcel}/claims"))
        .insert_header(("authorization", format!("Bearer {token}")))
}

fn claimed(token: &str, cents: &Value) -> TestRequest {
    claim(token, &PARCEL.to_string()).set_json(json!({"cents": cents}))
}

/// The status and the first code.
fn refused(seen: &Seen) -> (u16, &str) {
    let code = seen.body["errors"][0]["code"].as_str();
    (seen.status, code.unwrap_or("none"))
}

#[actix_web::test]
async fn every_refusal_of_an_operation_is_in_its_own_error_body() {
    let parcel = PARCEL.to_string();
    let nowhere = "00000000-0000-4000-8000-000000000000";
    let json = ("content-type", "application/json");
    let text = ("content-type", "text/plain");
    let long = vec![b' '; 1024 * 1024 + 1];
    let cases = [
        (claimed("thief", &json!(1)), (401, "not_let_in")),
        (claimed("spender", &json!(1)), (429, "not_let_in")),
        (claim("clerk", "seven"), (400, "malformed")),
        (
            claim("clerk", &parcel).insert_header(json).set_payload("{"),
            (400, "malformed"),
        ),
        (
            claim("clerk", &parcel)
                .insert_header(json)
                .set_payload(long),
            (413, "malformed"),
        ),
        (
            claim("clerk", &parcel)
                .insert_header(text)
                .set_payload("{}"),
            (415, "malformed"),
        ),
        (claimed("clerk", &json!("1")), (400, "malformed")),
        (claimed("clerk", &json!(0)), (422, "malformed")),
        (claimed("clerk", &json!(13)), (500, "malformed")),
        (
            claim("clerk", nowhere).set_json(json!({"cents": 1})),
            (404, "no_such_parcel"),
        ),
    ];
    for (request, expected) in cases {
        assert_eq!(refused(&ask(request).await), expected);
    }
    assert_eq!(ask(claimed("clerk", &json!(1))).await.status, 204);
}

#[actix_web::test]
async fn a_reworded_failure_keeps_its_headers_and_its_message() {
    let unknown = ask(claimed("thief", &json!(1))).await;
    let spent = ask(claimed("spender", &json!(1))).await;

    assert_eq!(unknown.body["errors"][0]["message"], "no clerk");
    assert_eq!(
        header(&unknown, &WWW_AUTHENTICATE),
        "Bearer realm=\"Depot\""
    );
    assert_eq!(header(&spent, &RETRY_AFTER), "7");
    assert_eq!(spent.headers.get("x-ratelimit-remaining").unwrap(), "0");
}

#[actix_web::test]
async fn a_wrong_method_is_of_no_operation_and_answers_in_the_first_error_body() {
    let uri = format!("/depot/v1/parcels/{PARCEL}/claims");

    let seen = ask(TestRequest::get().uri(&uri)).await;

    assert_eq!(refused(&seen), (405, "none"));
    assert_eq!(seen.body["errors"][0]["message"], "refused with 405");
}
