//! What a caller may still spend is on every answer, and a spent budget is one of the answers.

use actix_web::http::header::RETRY_AFTER;
use actix_web::test::TestRequest;
use serde_json::{Value, json};

use super::PARCEL;
use super::wire::{Seen, ask};

fn update(token: &str, id: &str, body: &Value) -> TestRequest {
    TestRequest::put()
        .uri(&format!("/depot/v1/parcels/{id}"))
        .insert_header(("authorization", format!("Bearer {token}")))
        .set_json(body)
}

fn doors(address: [u8; 4]) -> TestRequest {
    TestRequest::get()
        .uri("/depot/v1/doors")
        .peer_addr((address, 4711).into())
}

/// The status, and the limit, the rest and the reset.
fn spent(seen: &Seen) -> (u16, [Option<&str>; 3]) {
    let header = |name| seen.headers.get(name).map(|value| value.to_str().unwrap());
    let names = [
        "x-ratelimit-limit",
        "x-ratelimit-remaining",
        "x-ratelimit-reset",
    ];
    (seen.status, names.map(header))
}

#[actix_web::test]
async fn every_answer_says_what_the_caller_may_still_spend() {
    let parcel = PARCEL.to_string();
    let nowhere = "00000000-0000-4000-8000-000000000000";
    let cases = [
        (update("clerk", &parcel, &json!({})), 204),
        (update("clerk", &parcel, &json!({"label": ""})), 422),
        (update("clerk", "seven", &json!({})), 400),
        (update("clerk", nowhere, &json!({})), 404),
        (update("thief", &parcel, &json!({})), 401),
        (update("clerk", &parcel, &json!({"label": "panic"})), 500),
        (doors([192, 0, 2, 7]), 200),
    ];
    for (request, status) in cases {
        let seen = ask(request).await;

        let budget = [Some("9"), Some("8"), Some("1800000000")];
        assert_eq!(spent(&seen), (status, budget));
    }
}

#[actix_web::test]
async fn a_spent_budget_is_answered_and_what_was_said_last_counts() {
    let parcel = PARCEL.to_string();
    let by_caller = ask(update("spender", &parcel, &json!("not even an object"))).await;
    let by_address = ask(doors([192, 0, 2, 99])).await;

    for seen in [by_caller, by_address] {
        let budget = [Some("9"), Some("0"), Some("1800000000")];
        assert_eq!(spent(&seen), (429, budget));
        assert_eq!(seen.headers.get(RETRY_AFTER).unwrap(), "7");
    }
}

#[actix_web::test]
async fn an_operation_without_a_budget_says_nothing_of_one() {
    let request = TestRequest::post()
        .uri("/depot/v1/doors")
        .set_json(json!({"door": "north", "code": "1234"}));

    assert_eq!(spent(&ask(request).await), (200, [None; 3]));
}
