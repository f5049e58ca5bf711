//! A judge tells every answer that breaks the contract, on one line, without its values.

mod lenient;

use insta::assert_snapshot;
use serde_json::{Value, json};

use super::{load_files, own_contract, own_contracts};
use crate::{Document, Exchange, Judge, declared_pairs};

fn shop() -> Judge {
    let text = "\
openapi: 3.1.0
info: {title: T, version: '1'}
servers: [{url: /v1}]
paths:
  /items/{id}:
    put:
      operationId: putItem
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200':
          description: Stored.
          headers:
            X-Trace: {required: true, schema: {type: string, pattern: '^[a-z]+$'}}
            X-Left: {schema: {type: integer, minimum: 0}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}
        '404': {$ref: '#/components/responses/Missing'}
    delete:
      operationId: dropItem
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '204': {description: Gone.}
        '404': {$ref: '#/components/responses/Missing'}
  /items/special:
    put:
      operationId: putSpecial
      responses: {'204': {description: Done.}}
components:
  responses:
    Missing:
      description: No item.
      content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}
  schemas:
    Error: {type: object, required: [code], properties: {code: {type: string}}, additionalProperties: false}
    Item: {type: object, required: [id, pay], properties: {id: {type: string, format: uuid}, pay: {$ref: '#/components/schemas/Pay'}}}
    Pay:
      oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Cash'}]
      discriminator: {propertyName: by, mapping: {card: Card, cash: Cash}}
    Card: {type: object, required: [by, last4], properties: {by: {type: string}, last4: {type: string}}}
    Cash: {type: object, required: [by], properties: {by: {type: string}}}
";
    let document = load_files(&[("a.yaml", text)]).unwrap_or_else(|problems| panic!("{problems}"));
    Judge::new(&document).unwrap()
}

struct Answer<'a> {
    request: (&'a str, &'a str),
    status: u16,
    headers: &'a [(&'a str, &'a str)],
    body: String,
}

fn problems(answer: &Answer<'_>) -> String {
    let exchange = Exchange {
        method: answer.request.0,
        path: answer.request.1,
        status: answer.status,
        headers: answer
            .headers
            .iter()
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect(),
        body: answer.body.as_bytes(),
    };
    let verdict = shop().response(&exchange);
    let lines = verdict.problems.iter().map(ToString::to_string);
    lines.collect::<Vec<_>>().join("\n")
}

const JSON: (&str, &str) = ("Content-Type", "application/json; charset=utf-8");
const TRACE: (&str, &str) = ("x-trace", "abc");
const PUT: (&str, &str) = ("PUT", "/v1/items/7?x=1");
const DELETE: (&str, &str) = ("DELETE", "/v1/items/7");

fn item() -> Value {
    json!({"id": "5b8f3a9d-2c7e-4a1b-9f6d-0e3c2b1a4d5f", "pay": {"by": "card", "last4": "1234"}})
}

fn put(status: u16, headers: &[(&str, &str)], body: &str) -> String {
    problems(&Answer {
        request: PUT,
        status,
        headers,
        body: body.to_owned(),
    })
}

#[test]
fn an_answer_that_keeps_the_contract_has_no_problems() {
    assert_eq!(
        put(200, &[JSON, TRACE, ("X-Left", "3")], &item().to_string()),
        ""
    );
    assert_eq!(put(404, &[JSON], r#"{"code":"X"}"#), "");
    let deleted = Answer {
        request: DELETE,
        status: 204,
        headers: &[],
        body: String::new(),
    };
    assert_eq!(problems(&deleted), "");
}

#[test]
fn a_wrong_status_or_an_unexpected_body_is_told_in_one_line() {
    let delete = |status, body: &str| {
        problems(&Answer {
            request: DELETE,
            status,
            headers: &[],
            body: body.to_owned(),
        })
    };
    assert_snapshot!(delete(200, "{}"), @r#"DELETE /items/{id}: contract says 204 without a body, server answered 200 with a body"#);
    assert_snapshot!(delete(200, ""), @r#"DELETE /items/{id}: contract says 204 without a body, server answered 200 with an empty body"#);
    assert_snapshot!(delete(204, "x"), @r#"DELETE /items/{id}: contract says 204 without a body, server answered 204 with a body"#);
    assert_snapshot!(delete(500, "x"), @r#"DELETE /items/{id}: contract says 204 or 404, server answered 500 with a body"#);
    assert_snapshot!(put(200, &[JSON, TRACE], ""), @r#"PUT /items/{id}: contract says 200 with a body, server answered 200 with an empty body"#);
}

#[test]
fn content_types_and_headers_are_judged() {
    let body = item().to_string();
    assert_snapshot!(put(200, &[TRACE], &body), @r#"PUT /items/{id}: contract says 200 with the content type application/json, server answered 200 with no content type"#);
    assert_snapshot!(put(200, &[("content-type", "text/html"), TRACE], &body), @r#"PUT /items/{id}: contract says 200 with the content type application/json, server answered 200 with text/html"#);
    assert_snapshot!(put(200, &[JSON], &body), @r#"PUT /items/{id}: contract says 200 with the header `X-Trace`, server answered 200 without it"#);
    assert_snapshot!(put(200, &[JSON, ("x-trace", "SECRET"), ("x-left", "-1")], &body), @r#"
    PUT /items/{id}: contract describes the header `X-Trace` of 200, server answered one that breaks the description: value does not match "^[a-z]+$"
    PUT /items/{id}: contract describes the header `X-Left` of 200, server answered one that breaks the description: value is less than the minimum of 0
    "#);
}

#[test]
fn a_body_is_judged_at_the_exact_place_without_its_values() {
    let mut body = item();
    body["id"] = json!("SECRET");
    body["pay"]["last4"] = json!(1234);
    assert_snapshot!(put(200, &[JSON, TRACE], &body.to_string()), @r#"
    PUT /items/{id}: contract describes the body of 200, server answered one that breaks the description at /id: value is not a "uuid"
    PUT /items/{id}: contract describes the body of 200, server answered one that breaks the description at /pay/last4: value is not of type "string"
    "#);
    assert_snapshot!(put(200, &[JSON, TRACE], "{\"id\": SECRET}"), @r#"PUT /items/{id}: contract says 200 with JSON, server answered 200 with a body that is not JSON at line 1 column 8"#);
}

#[test]
fn an_unknown_discriminator_is_found_at_the_discriminator() {
    let mut body = item();
    body["pay"]["by"] = json!("SECRET");

    let problems = put(200, &[JSON, TRACE], &body.to_string());

    assert!(problems.contains("at /pay/by:"), "{problems}");
    assert!(!problems.contains("SECRET"), "{problems}");
}

#[test]
fn the_router_is_held_to_the_shared_error_and_to_allow() {
    let answer = |request, status, headers: &[(&str, &str)], body: &str| {
        problems(&Answer {
            request,
            status,
            headers,
            body: body.to_owned(),
        })
    };
    let error = r#"{"code":"X"}"#;
    assert_eq!(answer(("GET", "/v1/none"), 404, &[JSON], error), "");
    assert_eq!(
        answer(
            ("POST", "/v1/items/7"),
            405,
            &[JSON, ("allow", "PUT")],
            error
        ),
        ""
    );
    assert_snapshot!(answer(("GET", "/v1/none"), 404, &[("content-type", "text/plain")], "no"), @r#"GET /v1/none: contract says 404 with the content type application/json, server answered 404 with text/plain"#);
    assert_snapshot!(answer(("GET", "/none"), 404, &[JSON], "{}"), @r#"GET /none: contract describes the body of 404, server answered one that breaks the description at the whole: "code" is a required property"#);
    assert_snapshot!(answer(("POST", "/v1/items/7"), 405, &[JSON], error), @r#"POST /v1/items/7: contract says 405 with the header `Allow`, server answered 405 without it"#);
    assert_snapshot!(answer(("POST", "/v1/items/7"), 200, &[JSON], error), @r#"POST /v1/items/7: contract says no such operation, server answered 200 with a body"#);
}

#[test]
fn the_router_is_held_to_the_first_error_where_operations_have_their_own() {
    let text = |envelope: &str| {
        format!(
            "\
openapi: 3.1.0
info: {{title: T, version: '1'}}
paths:
  /first:
    get:
      operationId: first
      responses: {{'404': {{description: No., content: {{application/json: {{schema: {{$ref: '#/components/schemas/First'}}}}}}}}}}
  /second:
    get:
      operationId: second
      responses: {{'404': {{description: No., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Second'}}}}}}}}}}
components:
  schemas:
    First: {{type: object, {envelope}required: [error], properties: {{error: {{type: string}}}}}}
    Second: {{type: object, required: [fault], properties: {{fault: {{type: string}}}}}}
"
        )
    };
    let judged = |envelope: &str, body: &str| {
        let document = load_files(&[("a.yaml", &text(envelope))]).unwrap();
        let exchange = Exchange {
            method: "GET",
            path: "/none",
            status: 404,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: body.as_bytes(),
        };
        Judge::new(&document)
            .unwrap()
            .response(&exchange)
            .problems
            .len()
    };
    let (first, second) = (r#"{"error": "no"}"#, r#"{"fault": "no"}"#);

    assert_eq!(judged("x-envelope: error, ", first), 0);
    assert_eq!(judged("x-envelope: error, ", second), 1);
    assert_eq!(judged("", second), 0);
}

#[test]
fn fixed_text_wins_over_a_parameter() {
    let exchange = Exchange {
        method: "PUT",
        path: "/v1/items/special",
        status: 204,
        headers: Vec::new(),
        body: b"",
    };

    let verdict = shop().response(&exchange);

    assert_eq!(verdict.operation.as_deref(), Some("putSpecial"));
    assert!(verdict.problems.is_empty());
}

#[test]
fn every_example_of_our_contracts_is_an_answer_that_keeps_its_contract() {
    for document in own_contracts() {
        assert!(judged_examples(&document) > 50, "{}", document.title);
    }
}

/// Judges every example of a response; says how many there are.
fn judged_examples(document: &Document) -> usize {
    let judge = Judge::new(document).unwrap();
    let mut judged = 0;
    for operation in &document.operations {
        for response in &operation.responses {
            for (_, example) in response.content.iter().flat_map(|media| &media.examples) {
                let verdict = judge.response(&Exchange {
                    method: &operation.method,
                    path: &format!("{}{}", document.base_path, operation.path),
                    status: response.status.code().unwrap(),
                    headers: vec![("content-type".to_owned(), "application/json".to_owned())],
                    body: example.to_string().as_bytes(),
                });
                assert_eq!(verdict.operation.as_deref(), Some(operation.id.as_str()));
                let about_body = verdict
                    .problems
                    .iter()
                    .filter(|one| !one.message.contains("header"));
                assert_eq!(about_body.count(), 0, "{:?}", verdict.problems);
                judged += 1;
            }
        }
    }
    judged
}

#[test]
fn the_declared_pairs_are_every_operation_with_every_status() {
    let document = own_contract("sovx");

    let pairs = declared_pairs(&document);

    assert!(pairs.contains(&("deleteCustomer".to_owned(), 204)));
    assert!(!pairs.contains(&("deleteCustomer".to_owned(), 200)));
    let expected: usize = document
        .operations
        .iter()
        .map(|one| one.responses.len())
        .sum();
    assert_eq!(pairs.len(), expected);
}

#[test]
fn one_judge_serves_many_threads() {
    let judge = shop();

    let clean = std::thread::scope(|scope| {
        let judges = [1, 2, 3].map(|_| {
            scope.spawn(|| {
                let exchange = Exchange {
                    method: "DELETE",
                    path: "/v1/items/7",
                    status: 204,
                    headers: Vec::new(),
                    body: b"",
                };
                judge.response(&exchange).problems.is_empty()
            })
        });
        judges.map(|judge| judge.join().unwrap())
    });

    assert_eq!(clean, [true; 3]);
}

#[test]
fn errors_that_are_not_json_do_not_stop_a_judge() {
    let text = "\
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    get:
      operationId: getA
      responses: {'500': {description: Failed., content: {text/plain: {}}}}
";
    let document = load_files(&[("a.yaml", text)]).unwrap();

    let verdict = Judge::new(&document).unwrap().response(&Exchange {
        method: "GET",
        path: "/a",
        status: 500,
        headers: vec![("content-type".to_owned(), "text/plain".to_owned())],
        body: b"no",
    });

    assert!(verdict.problems.is_empty(), "{:?}", verdict.problems);
}
