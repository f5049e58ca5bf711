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
         properties: {{x: {{$ref: '#/components/schemas/Number'}}, n: {{type: string}}}}}}}}}}}}"
    );
    Judge::new(&lenient(&text)).unwrap()
}

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
