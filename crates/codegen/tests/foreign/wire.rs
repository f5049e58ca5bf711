//! Requests as strangers send them, and what the boundary answers.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use actix_web::dev::{Payload, Service};
use actix_web::error::PayloadError;
use actix_web::http::ConnectionType;
use actix_web::http::header::{ALLOW, CONTENT_TYPE, WWW_AUTHENTICATE};
use actix_web::test::{TestRequest, init_service, read_body};
use actix_web::{App, web};
use futures_util::Stream;
use sovx_runtime::boundary::{BodyDeadline, BodyLimit};

use crate::api::server::routes;
use crate::library::Library;

/// The status, the content type and the body of an answer, and the headers that explain it.
async fn answer(request: TestRequest) -> String {
    let library = Arc::new(Library::default());
    let app = App::new()
        .app_data(BodyLimit(100))
        .configure(routes(library));
    let app = init_service(app).await;
    let response = app.call(request.to_request()).await.unwrap();
    let mut text = response.status().as_u16().to_string();
    for name in [CONTENT_TYPE, ALLOW, WWW_AUTHENTICATE] {
        if let Some(value) = response.headers().get(&name) {
            text += &format!(" {name}: {}", value.to_str().unwrap());
        }
    }
    let body = read_body(response).await;
    format!("{text} {}", String::from_utf8_lossy(&body))
        .trim()
        .to_owned()
}

fn get(path: &str) -> TestRequest {
    TestRequest::get().uri(&format!("/v2{path}"))
}

fn post(path: &str, content_type: &'static str, body: &'static str) -> TestRequest {
    TestRequest::post()
        .uri(&format!("/v2{path}"))
        .insert_header((CONTENT_TYPE, content_type))
        .set_payload(web::Bytes::from_static(body.as_bytes()))
}

#[actix_web::test]
async fn broken_parameters_are_all_named_in_the_words_of_the_server() {
    let answer = answer(get("/titles?q=a&limit=51&year=x")).await;

    insta::assert_snapshot!(answer, @r#"400 content-type: application/json {"code":400,"message":"Parameters break rules of the contract."}"#);
}

#[actix_web::test]
async fn where_the_contract_has_no_words_a_problem_is_the_answer() {
    let answer = answer(get("/titles/ab")).await;

    insta::assert_snapshot!(answer, @r#"400 content-type: application/problem+json {"type":"about:blank","title":"Bad Request","status":400,"detail":"Parameters break rules of the contract.","violations":[{"parameter":"isbn","rule":"pattern","message":"must match the pattern ^[0-9]{3,13}$"}]}"#);
}

#[actix_web::test]
async fn a_repeated_parameter_that_takes_one_value_is_refused() {
    let answer = answer(get("/titles?q=abc&q=def")).await;

    insta::assert_snapshot!(answer, @r#"400 content-type: application/json {"code":400,"message":"Parameters break rules of the contract."}"#);
}

#[actix_web::test]
async fn a_body_of_the_wrong_shape_or_beyond_a_limit_is_422_where_that_is_declared() {
    let card = ("X-Library-Card", "reader");
    let request = post("/loans", "application/json", r#"{"title": []}"#);

    let answer = answer(request.insert_header(card)).await;

    insta::assert_snapshot!(answer, @r#"422 content-type: application/problem+json {"title":"Unprocessable Content","status":422}"#);
}

#[actix_web::test]
async fn every_broken_rule_of_a_body_has_its_pointer() {
    let card = ("X-Library-Card", "reader");
    let path = "/loans/00000000-0000-0000-0000-000000000007:renew";
    let request = post(path, "application/json; charset=utf-8", r#"{"weeks": 0}"#);

    let answer = answer(request.insert_header(card)).await;

    insta::assert_snapshot!(answer, @r#"400 content-type: application/problem+json {"type":"about:blank","title":"Bad Request","status":400,"detail":"The body breaks rules of the contract.","violations":[{"pointer":"/weeks","rule":"minimum","message":"must be at least 1"}]}"#);
}

#[actix_web::test]
async fn a_content_type_that_is_not_declared_is_415() {
    let staff = ("Authorization", "bearer writer");
    let request = post("/titles", "application/xml", "<title/>");

    let answer = answer(request.insert_header(staff)).await;

    insta::assert_snapshot!(answer, @r#"415 content-type: application/json {"code":415,"message":"The body must be of type application/json or application/x-www-form-urlencoded or text/plain."}"#);
}

#[actix_web::test]
async fn a_part_of_a_content_type_that_is_not_declared_is_named() {
    let path = "/loans/00000000-0000-0000-0000-000000000007/proof";
    let card = ("X-Library-Card", "reader");
    let part = |stated: &str| {
        let body =
            format!("--b\r\nContent-Disposition: form-data; name=proof\r\n{stated}\r\nx\r\n--b--");
        TestRequest::put()
            .uri(&format!("/v2{path}"))
            .insert_header((CONTENT_TYPE, "multipart/form-data; boundary=b"))
            .insert_header(card)
            .set_payload(body)
    };

    let other = answer(part("Content-Type: text/plain\r\n")).await;
    let declared = answer(part("content-type: application/PDF\r\n")).await;
    let unstated = answer(part("")).await;

    insta::assert_snapshot!(other, @r#"400 content-type: application/problem+json {"type":"about:blank","title":"Bad Request","status":400,"detail":"The body breaks rules of the contract.","violations":[{"pointer":"/proof","rule":"type","message":"must be of type application/pdf"}]}"#);
    assert_eq!((declared.as_str(), unstated.as_str()), ("204", "204"));
}

#[actix_web::test]
async fn a_text_that_is_no_utf8_once_decoded_is_refused_and_not_altered() {
    let path = answer(get("/titles/%ff")).await;
    let shelves = answer(get("/shelves/.1/;x=1;y=%FF/;floor=a")).await;
    let nowhere = answer(get("/nowhere/%ff")).await;

    insta::assert_snapshot!(path, @r#"400 content-type: application/problem+json {"type":"about:blank","title":"Bad Request","status":400,"detail":"Parameters break rules of the contract.","violations":[{"parameter":"isbn","rule":"type","message":"must be UTF-8 before it is percent-encoded"}]}"#);
    insta::assert_snapshot!(shelves, @r#"400 content-type: application/problem+json {"type":"about:blank","title":"Bad Request","status":400,"detail":"Parameters break rules of the contract.","violations":[{"parameter":"corner","rule":"type","message":"must be UTF-8 before it is percent-encoded"}]}"#);
    assert!(nowhere.starts_with("404 "), "{nowhere}");
}

#[actix_web::test]
async fn a_body_beyond_the_limit_is_413() {
    let staff = ("Authorization", "Bearer writer");
    let long = "long enough to be more than a hundred bytes, as this sentence is once it has gone \
                on for a while longer";

    let answer = answer(post("/titles", "text/plain", long).insert_header(staff)).await;

    insta::assert_snapshot!(answer, @r#"413 content-type: application/json {"code":413,"message":"The body must not be larger than 100 bytes."}"#);
}

const RENEWAL: &str = "/loans/00000000-0000-0000-0000-000000000007:renew";

#[actix_web::test]
async fn a_number_is_judged_by_the_digits_that_were_sent() {
    let renew = async |body: &'static str| {
        let card = ("X-Library-Card", "reader");
        answer(post(RENEWAL, "application/json", body).insert_header(card)).await
    };

    let above = renew(r#"{"fee": 1.0000000000000001}"#).await;
    let beyond = renew(r#"{"fee": -1e400}"#).await;
    let long = renew(r#"{"tip": 0.1234567890123456}"#).await;
    let unknown = renew(r#"{"other": 1e400}"#).await;
    let exact = renew(r#"{"weeks": 1.0, "fee": 1.000000000000000000, "tip": 12e-2}"#).await;

    insta::assert_snapshot!(above, @r#"400 content-type: application/problem+json {"type":"about:blank","title":"Bad Request","status":400,"detail":"The body breaks rules of the contract.","violations":[{"pointer":"/fee","rule":"maximum","message":"must be at most 1"}]}"#);
    insta::assert_snapshot!(beyond, @r#"400 content-type: application/problem+json {"type":"about:blank","title":"Bad Request","status":400,"detail":"The body breaks rules of the contract.","violations":[{"pointer":"/fee","rule":"maximum","message":"must be between -1.7976931348623157e308 and 1.7976931348623157e308"}]}"#);
    insta::assert_snapshot!(long, @r#"400 content-type: application/problem+json {"type":"about:blank","title":"Bad Request","status":400,"detail":"The body breaks rules of the contract.","violations":[{"pointer":"/tip","rule":"x-decimal","message":"must have at most 15 digits"}]}"#);
    insta::assert_snapshot!(unknown, @r#"400 content-type: application/problem+json {"type":"about:blank","title":"Bad Request","status":400,"detail":"The body cannot be read at line 1, column 15."}"#);
    assert!(exact.starts_with("200 "), "{exact}");
}

#[actix_web::test]
async fn a_body_that_does_not_come_is_408_and_ends_the_connection() {
    let app = App::new()
        .app_data(BodyDeadline(Duration::from_secs(1)))
        .configure(routes(Arc::new(Library::default())));
    let app = init_service(app).await;
    let card = ("X-Library-Card", "reader");
    let staff = ("Authorization", "Bearer writer");
    let requests = [
        post(RENEWAL, "application/json", "").insert_header(card),
        post("/titles", "text/plain", "").insert_header(staff),
    ];

    let mut told = Vec::new();
    for request in requests {
        let payload: BoxedPayloadStream = Box::pin(Never);
        let never = Payload::Stream { payload };
        let (request, _) = request.to_request().replace_payload(never);
        let response = app.call(request).await.unwrap();
        assert!(response.response().head().connection_type() == ConnectionType::Close);
        let body = read_body(response).await;
        told.push(String::from_utf8_lossy(&body).into_owned());
    }

    insta::assert_snapshot!(told.join("\n"), @r#"
    {"type":"about:blank","title":"Request Timeout","status":408,"detail":"The body took longer than 1 s to come."}
    {"code":408,"message":"The body took longer than 1 s to come."}
    "#);
}

type BoxedPayloadStream = Pin<Box<dyn Stream<Item = Result<web::Bytes, PayloadError>>>>;

/// A body of which nothing comes.
struct Never;

impl Stream for Never {
    type Item = Result<web::Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Pending
    }
}

#[actix_web::test]
async fn nobody_unknown_is_let_in() {
    let unknown = answer(post("/loans", "application/json", "{")).await;
    let wrong = get("/titles/123").insert_header(("X-Library-Card", "forged"));
    let wrong = answer(wrong).await;

    insta::assert_snapshot!(unknown, @r#"401 content-type: application/problem+json www-authenticate: ApiKey realm="cardKey" {"type":"about:blank","title":"Unauthorized","status":401,"detail":"The request needs a valid credential."}"#);
    insta::assert_snapshot!(wrong, @r#"401 content-type: application/problem+json www-authenticate: ApiKey realm="cardKey" {"type":"about:blank","title":"Unauthorized","status":401,"detail":"The request needs a valid credential."}"#);
}

#[actix_web::test]
async fn a_caller_without_the_scope_is_forbidden() {
    let reader = ("Authorization", "Bearer reader");
    let request = post("/titles", "text/plain", "Emma");

    let answer = answer(request.insert_header(reader)).await;

    insta::assert_snapshot!(answer, @r#"403 content-type: application/json {"code":403,"message":"The caller may not do this."}"#);
}

#[actix_web::test]
async fn what_fails_inside_says_nothing_outside() {
    let broken = get("/titles/123").insert_header(("X-Library-Card", "broken"));
    let broken = answer(broken).await;
    let panicked = answer(get("/titles?q=panic")).await;
    let mistyped = answer(get("/titles/text/cover.png")).await;

    insta::assert_snapshot!(broken, @r#"500 content-type: application/problem+json {"type":"about:blank","title":"Internal Server Error","status":500,"detail":"The server failed."}"#);
    insta::assert_snapshot!(panicked, @r#"500 content-type: application/json {"code":500,"message":"The server failed."}"#);
    insta::assert_snapshot!(mistyped, @r#"500 content-type: application/problem+json {"type":"about:blank","title":"Internal Server Error","status":500,"detail":"The server failed."}"#);
}

#[actix_web::test]
async fn a_path_or_a_method_that_the_contract_does_not_have_is_a_problem() {
    let path = answer(get("/nowhere")).await;
    let empty = answer(get("/titles/")).await;
    let method = answer(TestRequest::delete().uri("/v2/titles")).await;

    insta::assert_snapshot!(path, @r#"404 content-type: application/problem+json {"type":"about:blank","title":"Not Found","status":404,"detail":"No operation has this path."}"#);
    insta::assert_snapshot!(empty, @r#"404 content-type: application/problem+json {"type":"about:blank","title":"Not Found","status":404,"detail":"No operation has this path."}"#);
    insta::assert_snapshot!(method, @r#"405 content-type: application/problem+json allow: GET, HEAD, POST {"type":"about:blank","title":"Method Not Allowed","status":405,"detail":"The path has no operation of this method."}"#);
}
