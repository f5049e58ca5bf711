//! The house rules, and that our own contracts keep them.

use insta::assert_snapshot;

use super::{load_files, own_contracts};
use crate::lint;

fn findings(text: &str) -> String {
    let document = load_files(&[("a.yaml", text)]).unwrap_or_else(|problems| panic!("{problems}"));
    let lines = lint(&document)
        .into_iter()
        .map(|found| format!("{}: {}: {}", found.location.line, found.code, found.message));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_contracts_of_this_repository_keep_the_house_rules() {
    for document in own_contracts() {
        let found: Vec<String> = lint(&document).iter().map(ToString::to_string).collect();

        assert_eq!(found.join("\n"), "", "{}", document.title);
    }
}

#[test]
fn a_limit_needs_a_status_of_its_own_only_where_the_contract_has_one() {
    let taking = |statuses: &str, mark: &str| {
        format!(
            "{{openapi: 3.1.0, info: {{title: T, version: '1'}}, paths: {{/a: {{put: {{operationId: a, {mark}\
             requestBody: {{content: {{application/json: {{}}}}}}, responses: {{'200': {{description: \
             Done.}}}}}}}}, /b: {{get: {{operationId: b, responses: {{{statuses}}}}}}}}}}}"
        )
    };
    let missing = "`a` does not declare 422, though it takes a JSON body";

    let one = findings(&taking("'200': {description: Done.}", ""));
    let two = findings(&taking("'422': {description: Too long.}", ""));
    let marked = findings(&taking(
        "'422': {description: Too long.}",
        "x-limit-status: 400, ",
    ));

    assert!(!one.contains(missing), "{one}");
    assert!(!marked.contains(missing), "{marked}");
    assert!(two.contains(missing), "{two}");
}

#[test]
fn a_path_that_takes_any_text_needs_404_and_no_limit() {
    let found = |schema: &str| {
        findings(&format!(
            "{{openapi: 3.1.0, info: {{title: T, version: '1'}}, paths: {{'/a/{{id}}': {{get: \
             {{operationId: act, parameters: [{{name: id, in: path, required: true, schema: {schema}}}], \
             responses: {{'200': {{description: Done.}}}}}}}}}}}}"
        ))
    };

    let (any, some) = (
        found("{type: string}"),
        found("{type: string, minLength: 2}"),
    );

    assert!(
        any.contains("does not declare 404, though its path takes any text"),
        "{any}"
    );
    assert!(
        !any.contains("400") && !any.contains("missing-limit"),
        "{any}"
    );
    assert!(
        some.contains("does not declare 400, though it takes path"),
        "{some}"
    );
    assert!(
        !some.contains("404") && some.contains("missing-limit"),
        "{some}"
    );
}

#[test]
fn what_the_boundary_reads_needs_no_limit() {
    let text = |flag: &str| {
        format!(
            "{{openapi: 3.1.0, info: {{title: T, version: '1'}}, paths: {{/a: {{get: {{operationId: \
             act, parameters: [{{name: id, in: header, schema: {{type: string}}{flag}}}], \
             responses: {{'200': {{description: Done.}}}}}}}}}}}}"
        )
    };

    let (bare, boundary) = (findings(&text("")), findings(&text(", x-boundary: true")));

    assert!(bare.contains("missing-limit"), "{bare}");
    assert!(!boundary.contains("missing-limit"), "{boundary}");
}

#[test]
#[expect(clippy::too_many_lines, reason = "the pinned text is long")]
fn a_bare_contract_breaks_every_rule_about_prose_examples_and_statuses() {
    let text = "\
openapi: 3.1.0
info: {title: T, version: '1'}
security: [{key: []}]
paths:
  /a/{id}:
    post:
      operationId: act
      parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      requestBody:
        content: {application/json: {schema: {$ref: '#/components/schemas/In'}}}
      responses:
        '200':
          description: ''
          headers: {X-A: {schema: {type: string}}}
          content: {application/json: {schema: {type: object, properties: {b: {type: boolean}}}}}
components:
  securitySchemes:
    key: {type: http, scheme: bearer}
  schemas:
    In:
      type: object
      properties:
        text: {type: string}
        count: {type: integer}
        list: {type: array, items: {type: string, format: uuid}}
        kind: {type: string, enum: [a, b], x-enum-descriptions: {a: The first., c: The third.}}
";

    assert_snapshot!(findings(text), @r#"
    1: missing-description: the tag `default` has no description
    6: missing-summary: `act` has no summary
    6: missing-description: `act` has no description
    6: missing-tag: `act` has no tag that the document describes
    6: missing-description: the request body of `act` has no description
    6: missing-example: the request body of `act` has no example
    6: missing-status: `act` does not declare 401, though it asks for a credential
    6: missing-status: `act` does not declare 403, though it asks for a credential
    6: missing-status: `act` does not declare 400, though it takes a JSON body
    6: missing-status: `act` does not declare 408, though it takes a JSON body
    6: missing-status: `act` does not declare 413, though it takes a JSON body
    6: missing-status: `act` does not declare 415, though it takes a JSON body
    6: missing-status: `act` does not declare 404, though its path takes any text
    6: missing-status: `act` does not declare 500, though it depends on stored state
    6: missing-status: `act` does not declare 503, though it depends on stored state
    9: missing-description: the parameter `id` has no description
    9: missing-example: the parameter `id` has no example
    13: missing-description: the response 200 of `act` has no description
    13: missing-example: the response 200 of `act` has no example
    15: missing-description: the response header `X-A` has no description
    16: missing-description: the member `b` has no description
    16: missing-example: the member `b` has no example
    21: open-object: the schema `In` admits members that it does not declare
    21: missing-description: the schema `In` has no description
    24: missing-limit: the member `text` is sent by clients and has no `maxLength`
    24: missing-description: the member `text` has no description
    24: missing-example: the member `text` has no example
    25: missing-limit: the member `count` is sent by clients and has no `minimum`
    25: missing-limit: the member `count` is sent by clients and has no `maximum`
    25: missing-description: the member `count` has no description
    25: missing-example: the member `count` has no example
    26: missing-limit: the member `list` is sent by clients and has no `maxItems`
    26: missing-description: the member `list` has no description
    26: missing-example: the member `list` has no example
    27: missing-description: the member `kind` has no description
    27: missing-example: the member `kind` has no example
    27: undescribed-value: `b` is not in `x-enum-descriptions`
    27: unknown-value: `c` of `x-enum-descriptions` is not in the enum
    "#);
}

#[test]
fn a_list_that_contains_itself_is_checked_to_an_end() {
    let text = "\
openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    L: {type: array, description: Lists., items: {$ref: '#/components/schemas/L'}}
    O: {type: object, description: One., properties: {l: {$ref: '#/components/schemas/L'}}}
";

    assert_snapshot!(findings(text), @r#"7: missing-example: the member `l` has no example"#);
}
