//! A finding shows the text that it is about and the way out.

use insta::assert_snapshot;

use super::with_schemas;
use crate::{Severity, load_from, load_lenient_from, render};

/// The findings of a document of one file, as a person sees them.
fn shown(text: &str) -> String {
    let read = |_: &str| Ok(text.to_owned());
    match load_from("a.yaml", &read) {
        Ok(_) => "none".to_owned(),
        Err(problems) => render(&problems.0, Severity::Error, &read),
    }
}

#[test]
fn broken_syntax_is_shown_where_it_breaks() {
    assert_snapshot!(shown("openapi: 3.1.0\ninfo: [1\npaths: {}"), @"
    error[not-yaml]: the text is not valid YAML: illegal placement of ':' indicator
     --> a.yaml:3:6
      |
    3 | paths: {}
      |      ^
      = at: /info/0
      = help: correct the syntax on or before this line
    ");
    assert_snapshot!(shown("{\"openapi\": \"3.1.0\",\n \"info\": {\"title\": \"T\" \"version\": 1}}"), @r#"
    error[not-json]: the text is not valid JSON: a comma or the closing bracket is missing
     --> a.yaml:2:24
      |
    2 |  "info": {"title": "T" "version": 1}}
      |                        ^
      = at: /info
      = help: correct the syntax here or just before
    "#);
}

#[test]
fn a_version_that_is_not_read_is_shown() {
    assert_snapshot!(shown("swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths: {}"), @"
    error[openapi-version]: the document is Swagger 2.0, not OpenAPI 3
     --> a.yaml:1:1
      |
    1 | swagger: '2.0'
      | ^^^^^^^^^^^^^^
      = at: /swagger
      = help: convert it to OpenAPI 3 first, with swagger2openapi for instance
    ");
    assert_snapshot!(shown("info: {title: T, version: '1'}\npaths: {}"), @"
    error[openapi-version]: the document does not say that it is OpenAPI 3.0 or 3.1
     --> a.yaml:1:1
      |
    1 | info: {title: T, version: '1'}
      | ^
      = help: begin the document with `openapi: 3.1.0`
    ");
}

#[test]
fn references_are_shown_where_they_stand() {
    let text = with_schemas(
        "3.1.0",
        "    Customer: {type: object}
    A: {$ref: '#/components/schemas/Costumer'}
    B: {$ref: 'https://example.com/x.yaml'}
",
    );

    assert_snapshot!(shown(&text), @"
    error[unknown-ref]: `#/components/schemas/Costumer` leads nowhere: `Costumer` is not in `a.yaml#/components/schemas`
     --> a.yaml:7:9
      |
    7 |     A: {$ref: '#/components/schemas/Costumer'}
      |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = at: /components/schemas/A/$ref
      = help: did you mean `Customer`?

    error[remote-ref]: `https://example.com/x.yaml` leads outside the folder of the document
     --> a.yaml:8:9
      |
    8 |     B: {$ref: 'https://example.com/x.yaml'}
      |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = at: /components/schemas/B/$ref
      = help: copy what it refers to into a file beside the document
    ");
}

#[test]
fn schemas_are_shown_with_the_keyword_at_fault() {
    let text = with_schemas(
        "3.1.0",
        "    A: {type: string, pattern: '^(?!a)b$'}
    B: {type: strng}
    C: {allOf: [{type: string}, {type: integer}]}
    D: {type: array, items: {type: string}, minItems: '3'}
    E: {type: object, propertees: {}}
",
    );

    assert_snapshot!(shown(&text), @"
    error[bad-pattern]: the pattern does not compile: look-around, including look-ahead and look-behind, is not supported
     --> a.yaml:6:23
      |
    6 |     A: {type: string, pattern: '^(?!a)b$'}
      |                       ^^^^^^^^^^^^^^^^^^^
      = at: /components/schemas/A/pattern
      = help: say it without look-around: one expression that matches the whole text

    error[unknown-type]: there is no type `strng`
     --> a.yaml:7:9
      |
    7 |     B: {type: strng}
      |         ^^^^^^^^^^^
      = at: /components/schemas/B/type
      = help: did you mean `string`?

    error[conflict]: these parts cannot be merged: text and a whole number
     --> a.yaml:8:5
      |
    8 |     C: {allOf: [{type: string}, {type: integer}]}
      |     ^
      = at: /components/schemas/C
      = help: write the schema out without `allOf`, or let the parts agree

    error[wrong-type]: `minItems` must be a whole number from 0
     --> a.yaml:9:45
      |
    9 |     D: {type: array, items: {type: string}, minItems: '3'}
      |                                             ^^^^^^^^^^^^^
      = at: /components/schemas/D/minItems
      = help: correct the value; quote it if it is meant as text

    error[unknown-keyword]: no schema has a keyword `propertees`
      --> a.yaml:10:23
       |
    10 |     E: {type: object, propertees: {}}
       |                       ^^^^^^^^^^
       = at: /components/schemas/E/propertees
       = help: did you mean `properties`? An extension begins with `x-`
    ");
}

#[test]
fn operations_are_shown_with_what_they_lack() {
    let text = "\
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a/{id}:
    get:
      parameters:
      - {name: q, in: query, schema: {type: string}}
      - {name: q, in: query, schema: {type: string}}
      responses:
        '204': {description: None.}
";

    assert_snapshot!(shown(text), @"
    error[duplicate-parameter]: the parameter `q` is declared twice
     --> a.yaml:5:5
      |
    5 |     get:
      |     ^^^
      = at: /paths/~1a~1{id}/get
      = help: remove one of the two

    error[missing-keyword]: the operation has no `operationId`
     --> a.yaml:5:5
      |
    5 |     get:
      |     ^^^
      = at: /paths/~1a~1{id}/get
      = help: add it

    error[undeclared-path-parameter]: `id` of the path `/a/{id}` is not declared
     --> a.yaml:5:5
      |
    5 |     get:
      |     ^^^
      = at: /paths/~1a~1{id}/get
      = help: declare a parameter of that name with `in: path`
    ");
}

#[test]
fn a_long_line_is_cut_to_the_part_that_matters() {
    let filler = "x".repeat(300);
    let text = format!(
        "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"{filler}\", \"version\": 1}}, \"paths\": {{}}, \"tags\": [\"{filler}\"]}}"
    );

    assert_snapshot!(shown(&text), @r#"
    error[wrong-type]: `version` must be text
     --> a.yaml:1:344
      |
    1 | …xxxxxxxxxxxxxxxxxxxxx", "version": 1}, "paths": {}, "tags": ["xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
      |                          ^^^^^^^^^^^^
      = at: /info/version
      = help: correct the value; quote it if it is meant as text

    error[wrong-type]: each item of `tags` must be an object (tag)
     --> a.yaml:1:381
      |
    1 | …, "paths": {}, "tags": ["xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
      |                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = at: /tags/0
      = help: correct the value; quote it if it is meant as text
    "#);
}

#[test]
fn warnings_say_that_they_are_some() {
    let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a/{id}:\n    get: {responses: {'204': {description: None.}}}\n";
    let read = |_: &str| Ok(text.to_owned());

    let document = load_lenient_from("a.yaml", &read).unwrap();

    assert_snapshot!(render(&document.warnings, Severity::Warning, &read), @"
    warning[missing-keyword]: the operation has no `operationId`
     --> a.yaml:5:5
      |
    5 |     get: {responses: {'204': {description: None.}}}
      |     ^^^
      = at: /paths/~1a~1{id}/get
      = help: add it

    warning[undeclared-path-parameter]: `id` of the path `/a/{id}` is not declared
     --> a.yaml:5:5
      |
    5 |     get: {responses: {'204': {description: None.}}}
      |     ^^^
      = at: /paths/~1a~1{id}/get
      = help: declare a parameter of that name with `in: path`
    ");
}

#[test]
fn a_file_that_is_gone_is_named_without_an_excerpt() {
    let read = |_: &str| Err(std::io::Error::other("no such file"));

    let problems = load_from("a.yaml", &read).unwrap_err();

    assert_snapshot!(render(&problems.0, Severity::Error, &read), @"
    error[unreadable-file]: `a.yaml` cannot be read: no such file
     --> a.yaml:1
      = help: correct the name, which is relative to the file that gives it, or add the file
    ");
}
