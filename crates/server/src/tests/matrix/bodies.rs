//! Every operation that takes a body takes it in time and in measure, whoever sends it.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::future::join_all;
use http_body::Frame;
use reqwest::{Body, RequestBuilder};
use serde_json::{Map, Value, json};
use sovx_contract::model::Operation;
use sovx_runtime::boundary::BodyDeadline;

use super::portal::PORTAL;
use super::sovx::SOVX;
use super::table::Matrix;
use super::world::World;
use crate::apis::Api;
use crate::serve::Shape;
use crate::testing::{Seen, Setup, TestApp};

/// A body that begins and never ends.
struct Endless(bool);

impl http_body::Body for Endless {
    type Data = &'static [u8];
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        if std::mem::replace(&mut self.0, true) {
            return Poll::Pending;
        }
        Poll::Ready(Some(Ok(Frame::data(b"{"))))
    }
}

/// The operations that take a body.
fn with_body(matrix: &Matrix) -> impl Iterator<Item = &'static Operation> {
    matrix.operations().filter(|one| one.body.is_some())
}

/// A call with a good credential and another body.
fn call(world: &World<'_>, matrix: &Matrix, operation: &Operation, body: Body) -> RequestBuilder {
    let (credential, place) = matrix.admitted(operation);
    let request = world.prepared(operation, credential, place);
    request.body(body)
}

fn patient(seconds: u64) -> Setup {
    let setup = Setup::behind_proxy();
    let shape = Shape {
        body_timeout: BodyDeadline(Duration::from_secs(seconds)),
        ..setup.shape
    };
    Setup { shape, ..setup }
}

#[actix_web::test]
async fn every_body_that_does_not_come_is_given_up_and_its_connection_closed() {
    let app = TestApp::start_with(patient(1)).await;
    for matrix in [&SOVX, &PORTAL] {
        let world = World::new(&app, matrix.api, 0).await;
        let calls = with_body(matrix).map(|operation| {
            let body = Body::wrap(Endless(false));
            app.send(call(&world, matrix, operation, body))
        });

        let seen = join_all(calls).await;

        assert!(!seen.is_empty());
        for seen in seen {
            assert_eq!(seen.header("connection"), "close");
            insta::allow_duplicates! {
                match matrix.api {
                    Api::Sovx => insta::assert_snapshot!(seen, @r#"408 {"success":false,"errors":[{"code":"BAD_REQUEST","message":"The body took longer than 1 s to come."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#),
                    Api::Portal => insta::assert_snapshot!(seen, @r#"408 {"object":"error","error":{"code":"INVALID_INPUT","message":"The body took longer than 1 s to come.","documentationUrl":"/docs/"}}"#),
                }
            }
        }
    }
}

/// How long the bodies are: longer than what is read on the worker.
const LONG: usize = 80 * 1024;

/// What nobody should send: far too much of everything.
fn floods(example: &Value) -> Vec<Value> {
    let numbers = json!(vec![0; LONG / 2]);
    let lists = json!(vec![json!([{}]); LONG / 5]);
    let members: Value = (0..LONG / 10)
        .map(|number| (format!("m{number}"), json!({})))
        .collect();
    let strange: Value = (0..LONG / 20)
        .map(|number| (format!("\u{1}\"{number}"), json!(0)))
        .collect();
    let named = json!({"n".repeat(LONG): 0});
    let everywhere = |value: &Value| -> Value {
        let empty = Map::new();
        let names = example.as_object().unwrap_or(&empty).keys();
        names.map(|name| (name.clone(), value.clone())).collect()
    };
    vec![
        everywhere(&numbers),
        everywhere(&lists),
        everywhere(&members),
        everywhere(&json!("x".repeat(LONG))),
        numbers,
        members,
        strange,
        named,
    ]
}

fn is_bounded(seen: &Seen) -> bool {
    let entries = |list: &Value| list.as_array().map_or(0, Vec::len);
    let body = seen.json();
    let entries = entries(&body["errors"]) + entries(&body["error"]["details"]);
    (400..500).contains(&seen.status) && seen.body.len() <= 64 * 1024 && entries <= 100
}

#[actix_web::test]
async fn no_refusal_of_a_body_grows_with_what_was_sent() {
    let app = TestApp::start_with(patient(30)).await;
    for matrix in [&SOVX, &PORTAL] {
        let world = World::new(&app, matrix.api, 0).await;
        for operation in with_body(matrix) {
            let example = &operation.body.as_ref().unwrap().content[0].examples[0].1;
            for flood in floods(example) {
                let request = call(&world, matrix, operation, flood.to_string().into());

                let seen = app.send(request).await;

                let id = &operation.id;
                assert!(
                    is_bounded(&seen),
                    "{id}: {} bytes, {}",
                    seen.body.len(),
                    seen.status
                );
            }
        }
    }
}

#[actix_web::test]
async fn no_refusal_of_parameters_grows_with_what_was_sent() {
    let app = TestApp::start_with(patient(30)).await;
    let query: Vec<(String, u8)> = (0..4000).map(|number| (format!("f{number}"), 1)).collect();
    for matrix in [&SOVX, &PORTAL] {
        let world = World::new(&app, matrix.api, 0).await;
        for operation in matrix.operations().filter(|one| one.method == "GET") {
            let (credential, place) = matrix.admitted(operation);
            let request = world.prepared(operation, credential, place);

            let seen = app.send(request.query(&query)).await;

            let id = &operation.id;
            assert!(
                seen.status == 200 || is_bounded(&seen),
                "{id}: {}",
                seen.status
            );
        }
    }
}
