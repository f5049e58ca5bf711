//! The generated routes over HTTP: what comes in is read and checked, what goes out is sealed.

use actix_web::http::header::{ALLOW, HeaderMap, HeaderName, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::{App, web};
use serde_json::{Value, json};

use super::{Depot, PARCEL};
use crate::api::server::routes;

/// What a test looks at.
pub(super) struct Seen {
    pub(super) status: u16,
    pub(super) body: Value,
    pub(super) headers: HeaderMap,
}

pub(super) async fn ask(request: TestRequest) -> Seen {
    let app = App::new()
        .app_data(web::Data::new(Depot::default()))
        .configure(routes::<Depot>);
    let app = init_service(app).await;
    let answer = call_service(&app, request.to_request()).await;
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let bytes = read_body(answer).await;
    let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    Seen {
        status,
        body,
        headers,
    }
}

pub(super) fn header<'s>(seen: &'s Seen, name: &HeaderName) -> &'s str {
    seen.headers.get(name).unwrap().to_str().unwrap()
}

fn new_parcel() -> Value {
    json!({
        "weight": 2.5, "pieces": 1.0, "label": "é😀é😀é", "email": "a@example.com",
        "kind": "parcel", "sent_on": "2026-01-15",
    })
}

fn create(body: &Value) -> TestRequest {
    TestRequest::post()
        .uri("/depot/v1/parcels")
        .insert_header(("authorization", "bearer clerk"))
        .insert_header(("x-shelf", "A12"))
        .set_json(body)
}

fn messages(seen: &Seen) -> Vec<(String, String)> {
    let errors = seen.body["errors"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let pair = |error: &Value| (text(&error["field"]), text(&error["message"]));
    errors.iter().map(pair).collect()
}

fn go(caller: &str, body: &Value) -> TestRequest {
    TestRequest::post()
        .uri(&format!("/depot/v1/parcels/{PARCEL}/moves"))
        .insert_header(match caller {
            "clerk" => ("authorization", "bearer clerk"),
            key => ("x-key", key),
        })
        .insert_header(("idempotency-key", "once"))
        .set_json(body)
}

#[actix_web::test]
async fn callers_of_several_tiers_reach_one_handler_and_stay_apart() {
    let by_clerk = ask(go("clerk", &json!({"shelf": "B7"}))).await;
    let by_manager = ask(go("manager", &json!({"door": "north", "note": "sold"}))).await;
    let clerk_for_manager = ask(go("clerk", &json!({"door": "north", "note": "sold"}))).await;
    let by_nobody = ask(go("thief", &json!({"shelf": "B7"}))).await;

    assert_eq!(by_clerk.body["data"]["label"], "B7");
    assert_eq!(by_manager.body["data"]["label"], "north");
    assert_eq!(clerk_for_manager.status, 422);
    assert_eq!(by_nobody.status, 401);
    assert_eq!(
        header(&by_nobody, &WWW_AUTHENTICATE),
        "Bearer realm=\"Depot\", ApiKey realm=\"Depot\", header=\"x-manager-key\", \
         ApiKey realm=\"Depot\", header=\"x-key\""
    );
}

#[actix_web::test]
async fn a_choice_is_judged_by_the_branch_that_its_members_tell() {
    let wrong_shelf = ask(go("clerk", &json!({"shelf": "b", "note": 1}))).await;
    let both = ask(go(
        "clerk",
        &json!({"shelf": "B7", "door": "north", "note": "x"}),
    ))
    .await;
    let neither = ask(go("clerk", &json!({"note": "x"}))).await;
    let nothing = ask(go("clerk", &json!([]))).await;

    let said = [wrong_shelf, both, neither, nothing].map(|seen| (seen.status, messages(&seen)));
    let pair = |field: &str, message: &str| (field.to_owned(), message.to_owned());
    assert_eq!(
        said,
        [
            (
                400,
                vec![
                    pair("/note", "must be a string"),
                    pair("/shelf", "must match the pattern ^[A-Z][0-9]+$"),
                ]
            ),
            (400, vec![pair("/door", "is not a declared field")]),
            (
                400,
                vec![pair("", "must have one of the fields shelf, door")]
            ),
            (400, vec![pair("", "must be an object")]),
        ]
    );
}

#[actix_web::test]
async fn an_answer_to_a_key_is_repeated_byte_for_byte_and_says_so() {
    let app = App::new()
        .app_data(web::Data::new(Depot::default()))
        .configure(routes::<Depot>);
    let app = init_service(app).await;
    let mut answers = Vec::new();
    for _ in 0..2 {
        let request = go("clerk", &json!({"shelf": "B7"})).to_request();
        let answer = call_service(&app, request).await;
        let replayed = answer.headers().get("idempotent-replayed").cloned();
        answers.push((answer.status(), replayed, read_body(answer).await));
    }

    let [first, second] = answers.try_into().unwrap();
    assert_eq!((first.0, first.2), (second.0, second.2));
    assert_eq!(
        (first.1, second.1.unwrap().as_bytes()),
        (None, &b"true"[..])
    );
}

#[actix_web::test]
async fn a_malformed_idempotency_key_is_a_bad_parameter() {
    let mut request = go("clerk", &json!({"shelf": "B7"}));
    request = request.insert_header(("idempotency-key", "Not This"));

    let seen = ask(request).await;

    assert_eq!(seen.status, 400);
    assert_eq!(messages(&seen)[0].0, "Idempotency-Key");
}

#[actix_web::test]
async fn a_valid_request_reaches_its_handler_typed_and_with_defaults() {
    let seen = ask(create(&new_parcel())).await;

    assert_eq!(seen.status, 201);
    assert_eq!(seen.body["success"], true);
    assert_eq!(seen.body["data"]["label"], "é😀é😀é");
    assert_eq!(seen.body["data"]["remark"], "A123");
    assert_eq!(seen.body["meta"]["version"], "v1");
}

#[actix_web::test]
async fn every_broken_rule_is_named_at_once() {
    let mut body = new_parcel();
    body["label"] = json!("sixsix");
    body["pieces"] = json!(13);
    body["tags"] = json!(["a", "a"]);
    body["prices"] = json!({"EUR": -1});

    let seen = ask(create(&body)).await;

    assert_eq!(seen.status, 422);
    let fields: Vec<String> = messages(&seen)
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    assert_eq!(fields, ["/pieces", "/label", "/tags", "/prices/EUR"]);
}

#[actix_web::test]
async fn a_wrong_shape_is_400_and_the_value_is_not_repeated() {
    let mut body = new_parcel();
    body["email"] = json!(12345);
    body["sender"] = json!({"name": "n", "phone": null, "agent-007": 1});

    let seen = ask(create(&body)).await;

    assert_eq!(seen.status, 400);
    assert_eq!(
        messages(&seen),
        [
            ("/email".to_owned(), "must be a string".to_owned()),
            (
                "/sender/agent-007".to_owned(),
                "is not a declared field".to_owned()
            ),
        ]
    );
}

#[actix_web::test]
async fn a_missing_header_parameter_is_named() {
    let request = TestRequest::post()
        .uri("/depot/v1/parcels")
        .insert_header(("authorization", "Bearer clerk"))
        .set_json(new_parcel());

    let seen = ask(request).await;

    assert_eq!(seen.status, 400);
    assert_eq!(
        messages(&seen),
        [("x-shelf".to_owned(), "is required".to_owned())]
    );
}

#[actix_web::test]
async fn a_caller_of_another_tier_is_refused_with_a_challenge() {
    let request = create(&new_parcel()).insert_header(("authorization", "Bearer manager"));

    let seen = ask(request).await;

    assert_eq!(seen.status, 401);
    assert_eq!(header(&seen, &WWW_AUTHENTICATE), "Bearer realm=\"Depot\"");
}

#[actix_web::test]
async fn a_failure_says_when_to_come_back() {
    let mut body = new_parcel();
    body["label"] = json!("taken");

    let seen = ask(create(&body)).await;

    assert_eq!(seen.status, 409);
    assert_eq!(header(&seen, &RETRY_AFTER), "9");
}

#[actix_web::test]
async fn either_header_of_a_tier_admits_its_caller() {
    for header in ["x-manager-key", "x-key"] {
        let request = TestRequest::get()
            .uri("/depot/v1/parcels?filter[limit]=7&size=2-men")
            .insert_header((header, "manager"));

        let seen = ask(request).await;

        assert_eq!(seen.status, 200, "{header}");
        assert_eq!(seen.body["meta"]["pagination"]["total"], 7);
        assert_eq!(seen.body["data"][0]["remark"], "2-men");
    }
}

#[actix_web::test]
async fn query_parameters_are_checked_like_bodies() {
    let cases = [
        ("filter%5Blimit%5D=0", "filter[limit]", "must be at least 1"),
        (
            "size=huge",
            "size",
            "must be one of: small, medium, x-large, 2-men",
        ),
        ("fragile=yes", "fragile", "must be true or false"),
        ("heavier=0", "heavier", "must be greater than 0"),
        ("colour=red", "colour", "is not a declared parameter"),
        ("size=small&size=small", "size", "is given more than once"),
    ];
    for (query, field, message) in cases {
        let request = TestRequest::get()
            .uri(&format!("/depot/v1/parcels?{query}"))
            .insert_header(("x-key", "manager"));

        let seen = ask(request).await;

        assert_eq!(seen.status, 400, "{query}");
        assert_eq!(messages(&seen), [(field.to_owned(), message.to_owned())]);
    }
}

#[actix_web::test]
async fn absent_null_and_a_value_stay_apart() {
    let cases = [
        (json!({}), 204),
        (json!({"remark": "x"}), 204),
        (json!({"remark": null}), 500),
    ];
    for (body, status) in cases {
        let request = TestRequest::put()
            .uri(&format!("/depot/v1/parcels/{PARCEL}"))
            .insert_header(("authorization", "Bearer clerk"))
            .set_json(&body);

        assert_eq!(ask(request).await.status, status, "{body}");
    }
}

#[actix_web::test]
async fn a_malformed_path_parameter_is_400_and_an_unknown_one_404() {
    for (id, status) in [
        ("seven", 400),
        ("00000000-0000-4000-8000-000000000000", 404),
    ] {
        let request = TestRequest::put()
            .uri(&format!("/depot/v1/parcels/{id}"))
            .insert_header(("authorization", "Bearer clerk"))
            .set_json(json!({}));

        assert_eq!(ask(request).await.status, status, "{id}");
    }
}

#[actix_web::test]
async fn what_is_not_json_is_refused_before_any_rule() {
    let request = || TestRequest::post().uri("/depot/v1/doors");
    let json = ("content-type", "application/json");
    let cases = [
        (request().insert_header(json).set_payload("{\"door\":"), 400),
        (request().insert_header(json).set_payload(""), 400),
        (
            request()
                .insert_header(json)
                .set_payload(vec![b' '; 1024 * 1024 + 1]),
            413,
        ),
        (
            request()
                .insert_header(("content-type", "text/plain"))
                .set_payload("{}"),
            415,
        ),
        (request().set_payload("{}"), 415),
    ];
    for (request, status) in cases {
        assert_eq!(ask(request).await.status, status);
    }
}

#[actix_web::test]
async fn a_public_operation_knows_the_address_and_answers_bare() {
    let request = TestRequest::get()
        .uri("/depot/v1/doors")
        .peer_addr(([192, 0, 2, 7], 4711).into());

    let seen = ask(request).await;

    assert_eq!(seen.status, 200);
    assert_eq!(seen.body, json!([{"name": "192.0.2.7", "open": true}]));
}

#[actix_web::test]
async fn a_secret_reaches_its_handler() {
    let request = TestRequest::post()
        .uri("/depot/v1/doors")
        .set_json(json!({"door": "north", "code": "1234"}));

    assert_eq!(
        ask(request).await.body,
        json!({"name": "north", "open": true})
    );
}

#[actix_web::test]
async fn an_unknown_path_and_a_wrong_method_answer_in_the_envelope() {
    let unknown = ask(TestRequest::get().uri("/depot/v1/roof")).await;
    let wrong = ask(TestRequest::delete().uri("/depot/v1/parcels")).await;

    assert_eq!((unknown.status, wrong.status), (404, 405));
    assert_eq!(unknown.body["success"], false);
    assert_eq!(header(&wrong, &ALLOW), "POST, GET, HEAD");
}
