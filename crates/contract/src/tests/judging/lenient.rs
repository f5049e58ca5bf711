//! Answers of servers that strangers' contracts describe.

use super::super::lenient;
use crate::{Exchange, Judge};

/// What is wrong with an answer to `GET /a`, whose responses are given in YAML.
fn problems(judge: &Judge, status: u16, headers: &[(&str, &str)], body: &str) -> Vec<String> {
    let headers = headers.iter();
    let verdict = judge.response(&Exchange {
        method: "GET",
        path: "/a",
        status,
        headers: headers
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        body: body.as_bytes(),
    });
    let problems = verdict.problems.into_iter();
    problems.map(|problem| problem.message).collect()
}

fn judge(responses: &str) -> Judge {
    let text = format!(
        "{{openapi: 3.1.0, info: {{title: T, version: '1'}}, \
         paths: {{/a: {{get: {{operationId: a, responses: {responses}}}}}}}, \
         components: {{schemas: {{\
         Error: {{type: object, required: [code]}}, \
         Numbers: {{type: array, maxItems: 3, items: {{$ref: '#/components/schemas/Number'}}}}, \
         Number: {{type: integer, maximum: 9}}, \
         Point: {{type: object, required: [x], additionalProperties: false, \
         properties: {{x: {{$ref: '#/components/schemas/Number'}}, n: {{type: string}}}}}}, \
         Cat: {{type: object, required: [kind], properties: {{kind: {{type: string}}}}}}, \
         Pet: {{anyOf: [{{$ref: '#/components/schemas/Cat'}}, {{type: 'null'}}], \
         discriminator: {{propertyName: kind}}}}}}}}}}"
    );
    Judge::new(&lenient(&text)).unwrap()
}

/// Whether each value of the header `X-A` is refused.
fn refused(header: &str, values: &[&str]) -> Vec<bool> {
    let judge = judge(&format!(
        "{{'204': {{description: ok, headers: {{X-A: {header}}}}}}}"
    ));
    let values = values.iter();
    let problems = values.map(|value| problems(&judge, 204, &[("x-a", value)], ""));
    problems.map(|problems| !problems.is_empty()).collect()
}

const JSON: &[(&str, &str)] = &[("content-type", "application/json")];
const PROBLEM: &[(&str, &str)] = &[("content-type", "application/problem+json")];

#[test]
fn a_problem_is_admitted_where_a_refusal_is_declared_without_json() {
    let judge = judge(
        "{'204': {description: ok}, '401': {description: no}, \
         '413': {description: no, content: {text/plain: {schema: {type: string}}}}, \
         '4XX': {description: no}, default: {description: no}}",
    )
    .with_fallback();

    for status in [400, 401, 413, 500] {
        let body = format!("{{\"status\":{status}}}");
        let none: [&str; 0] = [];
        assert_eq!(problems(&judge, status, PROBLEM, &body), none);
    }
    assert_eq!(
        problems(&judge, 401, PROBLEM, "{\"status\":400}"),
        ["contract says 401 without a body, server answered 401 with a body"]
    );
}

#[test]
fn a_problem_is_not_admitted_where_other_json_is_declared() {
    let judge = judge(
        "{'401': {description: no, content: {Application/JSON: \
         {schema: {$ref: '#/components/schemas/Error'}}}}, \
         '4XX': {description: no, content: {application/problem+json: \
         {schema: {$ref: '#/components/schemas/Error'}}}}}",
    )
    .with_fallback();

    assert_eq!(problems(&judge, 401, PROBLEM, "{\"status\":401}").len(), 1);
    assert_eq!(problems(&judge, 403, PROBLEM, "{\"status\":403}").len(), 1);
}

#[test]
fn a_list_in_a_header_is_judged_item_by_item() {
    let by_reference = "{schema: {$ref: '#/components/schemas/Numbers'}}";
    let inline = "{explode: true, schema: {type: array, items: {type: [integer, 'null']}}}";
    let texts = "{schema: {type: array, items: {type: string, enum: ['a,b', '7']}}}";

    assert_eq!(
        refused(by_reference, &["1,2", "1, 2", "", "10", "a", "1,2,3,4"]),
        [false, false, false, true, true, true]
    );
    assert_eq!(refused(inline, &["1,,2", "x"]), [false, true]);
    assert_eq!(refused(texts, &["a%2Cb,7", "a,b"]), [false, true]);
}

#[test]
fn an_object_in_a_header_is_judged_member_by_member() {
    let flat = "{schema: {$ref: '#/components/schemas/Point'}}";
    let exploded =
        "{explode: true, schema: {oneOf: [{type: boolean}, {$ref: '#/components/schemas/Point'}]}}";

    assert_eq!(
        refused(flat, &["x,1", "n,7,x,1", "x,10", "x", "y,1", "x=1"]),
        [false, false, true, true, true, true]
    );
    assert_eq!(
        refused(exploded, &["x=1", "n=7,x=1", "x=10", "x,1", ""]),
        [false, false, true, true, true]
    );
}

#[test]
fn a_header_that_may_be_several_things_is_read_as_each_of_them() {
    let either = "{schema: {oneOf: [{type: integer}, {$ref: '#/components/schemas/Point'}, {type: string, const: all}]}}";
    let nullable = "{schema: {type: [integer, 'null']}}";
    let text = "{content: {text/plain: {schema: {type: string, maxLength: 1}}}}";

    assert_eq!(
        refused(either, &["10", "x,9", "all", "none"]),
        [false, false, false, true]
    );
    assert_eq!(refused(nullable, &["", "1", "a"]), [false, false, true]);
    assert_eq!(refused(text, &["7", "77"]), [false, true]);
    assert_eq!(refused("{description: Any.}", &["", "a"]), [false, false]);
}

#[test]
fn a_list_may_come_in_several_headers() {
    let judge = judge(
        "{'204': {description: ok, headers: {X-A: {schema: \
         {$ref: '#/components/schemas/Numbers'}}}}}",
    );

    assert!(problems(&judge, 204, &[("x-a", "1"), ("X-A", "2, 3")], "").is_empty());
    assert_eq!(
        problems(&judge, 204, &[("x-a", "1,2"), ("x-a", "3,4")], "").len(),
        1
    );
}

#[test]
fn a_text_is_held_to_its_schema() {
    let judge = judge(
        "{'200': {description: ok, content: {text/plain: {schema: {type: string, enum: [a]}}}}, \
         '201': {description: ok, content: {text/*: {schema: {$ref: '#/components/schemas/Number'}}}}, \
         '202': {description: ok, content: {text/csv: {schema: {$ref: '#/components/schemas/Numbers'}}}}, \
         '203': {description: ok, content: {text/html: {schema: {type: string, maxLength: 1}}}}}",
    );
    let problems = |status: u16, content_type: &str, body: &str| {
        problems(&judge, status, &[("content-type", content_type)], body)
    };

    assert!(problems(200, "text/plain; charset=utf-8", "a").is_empty());
    assert_eq!(
        problems(200, "text/plain", "SECRET"),
        [
            "contract describes the body of 200, server answered one that breaks the description: value is not one of \"a\""
        ]
    );
    assert!(problems(201, "text/plain", "9").is_empty());
    assert_eq!(problems(201, "text/plain", "10").len(), 1);
    assert!(problems(202, "text/csv", "a;b").is_empty());
    assert!(problems(203, "text/html", "\u{e9}").is_empty());
    assert_eq!(problems(203, "text/html", "ab").len(), 1);
}

#[test]
fn null_is_no_branch_of_a_choice_that_admits_it() {
    let judge = judge(
        "{'200': {description: ok, content: {application/json: \
         {schema: {$ref: '#/components/schemas/Pet'}}}}}",
    );
    let count = |body| problems(&judge, 200, JSON, body).len();

    assert_eq!(count("null"), 0);
    assert_eq!(count(r#"{"kind": "Cat"}"#), 0);
    assert_eq!(count(r#"{"kind": "Dog"}"#), 1);
}
