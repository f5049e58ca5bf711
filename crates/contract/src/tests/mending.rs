//! What a stranger leaves out or gets wrong is understood, and said.

use insta::assert_snapshot;
use serde_json::json;

use super::{codes, lenient};
use crate::{
    load_lenient_from,
    model::{Carrier, Place, Status},
};

/// A document of these paths, each line indented by two.
fn with_paths(paths: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n{paths}")
}

const DONE: &str = "responses: {'200': {description: Done.}}";

#[test]
fn operations_without_a_name_are_called_after_their_method_and_path() {
    let text = with_paths(&format!(
        "  /users/{{user-id}}/keys: {{get: {{{DONE}}}, post: {{operationId: same, {DONE}}}}}
  /users/me: {{get: {{operationId: same, {DONE}}}}}
"
    ));

    let document = lenient(&text);

    let ids: Vec<&str> = document
        .operations
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(ids, ["getUsersByUserIdKeys", "same", "same2"]);
    assert_eq!(
        document.bundled["paths"]["/users/me"]["get"]["operationId"],
        "same2"
    );
    assert!(codes(&document).contains(&"duplicate-operation-id"));
}

#[test]
fn names_in_braces_are_parameters_and_parameters_of_the_path_have_braces() {
    let text = with_paths(&format!(
        "  /a/{{id}}/{{day}}:
    parameters:
    - {{name: id, in: path, schema: {{type: integer}}}}
    - {{name: gone, in: path, required: true, schema: {{type: integer}}}}
    get:
      parameters:
      - {{name: q, in: query, schema: {{type: string}}}}
      - {{name: q, in: query, schema: {{type: integer}}}}
      - {{name: Accept, in: header, schema: {{type: string}}}}
      {DONE}
"
    ));

    let document = lenient(&text);

    let parameters = &document.operations[0].parameters;
    let named: Vec<_> = parameters
        .iter()
        .map(|one| (one.name.as_str(), one.place, one.required))
        .collect();
    assert_eq!(
        named,
        [
            ("id", Place::Path, true),
            ("q", Place::Query, false),
            ("day", Place::Path, true),
        ]
    );
    assert_eq!(
        codes(&document),
        [
            "optional-path-parameter",
            "unknown-path-parameter",
            "missing-keyword",
            "undeclared-path-parameter",
            "duplicate-parameter",
            "reserved-header",
        ]
    );
}

#[test]
fn a_parameter_that_stands_nowhere_is_refused() {
    let with = |parameter: &str| {
        let text = with_paths(&format!(
            "  /a: {{get: {{operationId: a, parameters: [{parameter}], {DONE}}}}}
components: {{parameters: {{P: {{$ref: '#/components/parameters/P'}}}}}}
"
        ));
        let problems = load_lenient_from("a.yaml", &|_: &str| Ok(text.clone())).unwrap_err();
        let codes = problems.0.iter().map(|one| one.code);
        codes.collect::<Vec<_>>()
    };

    assert_eq!(
        with("{name: body, in: body, schema: {type: string}}"),
        ["bad-parameter-place"]
    );
    assert_eq!(
        with("{$ref: '#/components/parameters/P'}"),
        ["circular-ref"]
    );
}

#[test]
fn statuses_are_numbers_ranges_or_all_others() {
    let text = with_paths(
        "  /a:
    get:
      operationId: a
      responses:
        '200': {description: OK.}
        4xx: {description: Refused.}
        DEFAULT: {description: Failed.}
        x-note: ignored
        '700': {description: None.}
    put: {operationId: b, responses: {}}
",
    );

    let document = lenient(&text);

    let statuses = |id: &str| -> Vec<Status> {
        let responses = &document.operation(id).unwrap().responses;
        responses.iter().map(|one| one.status).collect()
    };
    assert_eq!(
        statuses("a"),
        [Status::Code(200), Status::Range(4), Status::Default]
    );
    assert_eq!(statuses("b"), [Status::Default]);
    assert_eq!(codes(&document), ["unknown-status", "no-response"]);
}

#[test]
fn content_types_lose_their_parameters_and_ranges_stay() {
    let text = with_paths(
        "  /a:
    get:
      operationId: a
      responses:
        '200':
          description: OK.
          content:
            application/json; charset=utf-8: {schema: {type: string}}
            '*/*': {schema: {type: integer}}
            json: {schema: {type: boolean}}
",
    );

    let document = lenient(&text);

    let content = &document.operations[0].responses[0].content;
    let types: Vec<&str> = content
        .iter()
        .map(|media| media.content_type.as_str())
        .collect();
    assert_eq!(types, ["application/json", "*/*"]);
    assert_eq!(codes(&document), ["bad-content-type"; 3]);
}

#[test]
fn security_names_schemes_that_exist() {
    let text = format!(
        "openapi: 3.0.3
info: {{title: T, version: '1'}}
paths:
  /a: {{get: {{operationId: a, security: [{{gone: []}}, {{key: []}}, {{}}], {DONE}}}}}
  /b: {{get: {{operationId: b, security: [{{lost: [read]}}], {DONE}}}}}
components:
  securitySchemes:
    key: {{type: apiKey, name: X-Key}}
    tokens: {{type: oauth2, flows: {{}}}}
    proof: {{type: http, scheme: Digest}}
    card: {{type: mutualTLS}}
"
    );

    let document = lenient(&text);

    let carrier = |name: &str| {
        let mut schemes = document.security_schemes.iter();
        schemes
            .find(|one| one.name == name)
            .unwrap()
            .carrier
            .clone()
    };
    assert_eq!(carrier("key"), Carrier::Header("x-key".to_owned()));
    assert_eq!(carrier("tokens"), Carrier::Bearer);
    assert_eq!(carrier("proof"), Carrier::Http("digest".to_owned()));
    assert_eq!(carrier("card"), Carrier::MutualTls);
    assert_eq!(carrier("lost"), Carrier::Bearer);
    let a = &document.operation("a").unwrap().security;
    assert_eq!(
        (a[0].schemes.as_slice(), a[1].schemes.len()),
        (&["key".to_owned()][..], 0)
    );
    let b = &document.operation("b").unwrap().security[0];
    assert_eq!(b.scopes, [["read"]]);
}

#[test]
fn paths_lose_queries_unless_those_tell_two_operations_apart() {
    let apart = with_paths(&format!(
        "  b?x=1: {{get: {{operationId: b, {DONE}}}}}
  /b: {{put: {{operationId: c, {DONE}}}}}
"
    ));
    let same = with_paths(&format!(
        "  /d#one: {{get: {{operationId: d, {DONE}}}}}
  /d#two: {{get: {{operationId: e, {DONE}}}}}
"
    ));

    let document = lenient(&apart);
    let problems = load_lenient_from("a.yaml", &|_: &str| Ok(same.clone())).unwrap_err();

    let paths: Vec<_> = document
        .operations
        .iter()
        .map(|one| (one.path.as_str(), one.location.line))
        .collect();
    assert_eq!(paths, [("/b", 4), ("/b", 5)]);
    assert_snapshot!(problems, @r"
    a.yaml:5: ambiguous-path: `/d#two` matches the same requests as another path
      at: /paths/~1d#two/get
      help: tell them apart by their paths; queries and fragments do not count
    ");
}

#[test]
fn what_has_another_type_is_taken_for_what_it_spells() {
    let text = "\
openapi: 3.0
info: {title: 5, version: 1.0, description: {}}
paths:
  /a: {get: {operationId: a, tags: one, deprecated: 'true', responses: {'200': {description: OK.}}}}
components:
  schemas:
    A: {type: string, minLength: '2', maxLength: 9.0, required: true}
";

    let document = lenient(text);

    assert_eq!((document.title.as_str(), document.description), ("5", None));
    assert_eq!(document.operations[0].tag, "one");
    assert_eq!(
        document.bundled["components"]["schemas"]["A"],
        json!({"type": "string", "minLength": 2, "maxLength": 9})
    );
    assert!(
        document
            .warnings
            .iter()
            .all(|one| one.code == "wrong-type" || one.code == "openapi-version")
    );
}

#[test]
fn samples_and_unknown_keywords_are_put_up_with() {
    let text = "\
openapi: 3.0.3
info: {title: T, version: '1'}
webhooks: {}
paths: {}
components:
  schemas:
    A: {type: integer, default: many, nullabel: true}
";

    let document = lenient(text);

    assert_eq!(
        codes(&document),
        ["unsupported-keyword", "bad-sample", "unknown-keyword"]
    );
    assert!(
        document.warnings[2]
            .help
            .contains("did you mean `nullable`?"),
        "{}",
        document.warnings[2]
    );
}
