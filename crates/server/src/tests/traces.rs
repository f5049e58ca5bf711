//! One trace id in the envelope, in the header and in the log.

use reqwest::Method;
use uuid::Uuid;

use crate::testing::{Seen, TestApp};

async fn traced(app: &TestApp, trace_id: &[u8]) -> Seen {
    let request = app.anybody().request(Method::GET, "/customers/corp-acme");
    app.send(request.header("x-trace-id", trace_id)).await
}

/// The trace id that the answer carries in both places.
fn trace_id(seen: &Seen) -> String {
    let in_header = seen.header("x-trace-id").to_owned();
    assert_eq!(seen.json()["meta"]["trace_id"], in_header);
    in_header
}

#[actix_web::test]
async fn a_well_formed_trace_id_comes_back() {
    let app = TestApp::start().await;

    for sent in ["abc-123-def-456", "A.b_c-9", "x", &"x".repeat(128)] {
        assert_eq!(trace_id(&traced(&app, sent.as_bytes()).await), sent);
    }
}

#[actix_web::test]
async fn a_malformed_or_missing_trace_id_is_replaced() {
    let app = TestApp::start().await;

    let malformed: [&[u8]; 5] = [b"", b"a b", b"zzz/", "é".as_bytes(), &[b'x'; 129]];
    for sent in malformed {
        let seen = traced(&app, sent).await;
        assert!(Uuid::try_parse(&trace_id(&seen)).is_ok(), "{seen}");
    }
    let first = app.anybody().get("/customers").await;
    let second = app.anybody().get("/customers").await;
    assert_ne!(trace_id(&first), trace_id(&second));
}

#[actix_web::test]
async fn an_answer_without_a_body_carries_the_trace_id_too() {
    let app = TestApp::start().await;
    let logout = app
        .login("acme")
        .await
        .request(Method::POST, "/auth/logout");

    let seen = app.send(logout.header("x-trace-id", "last-words")).await;

    assert_eq!(
        (seen.status, seen.header("x-trace-id")),
        (204, "last-words")
    );
}

#[actix_web::test]
async fn each_request_leaves_one_line_with_its_trace_id() {
    let app = TestApp::start().await;
    let sent = Uuid::new_v4().to_string();

    traced(&app, sent.as_bytes()).await;

    let lines = app.logged(&sent);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(lines[0]["operation"], "getCustomer");
    assert_eq!(lines[0]["status"], 401);
    assert_eq!(lines[0]["level"], "INFO");
    assert!(lines[0]["milliseconds"].as_f64().unwrap() > 0.0);
}

#[actix_web::test]
async fn the_cause_of_a_failure_is_in_the_log_and_not_in_the_answer() {
    let app = TestApp::start().await;
    let caller = app.login("acme").await;
    let request = caller.request(Method::GET, "/customers/corp-acme");
    let sent = Uuid::new_v4().to_string();
    app.lose("customers");

    let seen = app.send(request.header("x-trace-id", &sent)).await;

    let lines = app.logged(&sent);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(lines[0]["level"], "ERROR");
    assert!(lines[0]["cause"].as_str().unwrap().contains("customers"));
    assert!(
        !seen.json()["errors"].to_string().contains("customers"),
        "{seen}"
    );
}
