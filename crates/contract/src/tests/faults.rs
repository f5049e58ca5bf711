//! Every fault is named with file, line, pointer and a way out; all of them at once.

use insta::assert_snapshot;

use super::{load_files, problems, schema_problems, with_schemas};

#[test]
#[expect(clippy::too_many_lines, reason = "the pinned text is long")]
fn all_faults_are_reported_at_once() {
    let text = "\
openapi: 3.1.0
info: {title: Bad, version: 1}
colour: red
paths:
  /a/{id}:
    fetch: {}
    get:
      parameters:
      - {name: other, in: path, required: true, schema: {type: string}}
      - {name: q, in: body, schema: {type: string}}
      security: [{nobody: []}]
      responses:
        6XX: {description: All.}
        '99': {description: Bad.}
    put:
      operationId: same
      callbacks: {}
      responses: {'200': {description: OK., content: {json: {}}}}
    post:
      operationId: same
      requestBody: {}
      responses: {'201': {$ref: '#/components/responses/Nothing'}}
";

    let problems = problems(text);

    assert_snapshot!(problems, @"
    a.yaml:2: wrong-type: `version` must be text
      at: /info/version
      help: correct the value; quote it if it is meant as text
    a.yaml:3: unknown-keyword: no document has a keyword `colour`
      at: /colour
      help: remove it, correct its name (known: openapi, info, servers, tags, paths, components, security, externalDocs), or begin it with `x-`
    a.yaml:6: unknown-keyword: no path item has a keyword `fetch`
      at: /paths/~1a~1{id}/fetch
      help: remove it, correct its name (known: summary, description, parameters, get, put, post, delete, options, head, patch, trace), or begin it with `x-`
    a.yaml:7: missing-keyword: the operation has no `operationId`
      at: /paths/~1a~1{id}/get
      help: add it
    a.yaml:7: undeclared-path-parameter: `id` of the path `/a/{id}` is not declared
      at: /paths/~1a~1{id}/get
      help: declare a parameter of that name with `in: path`
    a.yaml:7: unknown-path-parameter: the path `/a/{id}` has no place for `other`
      at: /paths/~1a~1{id}/get
      help: put its name in braces into the path, or remove the parameter
    a.yaml:10: bad-parameter-place: a parameter cannot stand in `body`
      at: /paths/~1a~1{id}/get/parameters/1/in
      help: write `path`, `query`, `header` or `cookie`
    a.yaml:11: undeclared-security-scheme: the security scheme `nobody` is not declared
      at: /paths/~1a~1{id}/get/security
      help: declare it under `components/securitySchemes` or correct its name
    a.yaml:13: unknown-status: `6XX` is neither a status nor a range of them
      at: /paths/~1a~1{id}/get/responses/6XX
      help: write a number from 100 to 599, a range such as `4XX`, or `default`
    a.yaml:14: unknown-status: `99` is neither a status nor a range of them
      at: /paths/~1a~1{id}/get/responses/99
      help: write a number from 100 to 599, a range such as `4XX`, or `default`
    a.yaml:15: undeclared-path-parameter: `id` of the path `/a/{id}` is not declared
      at: /paths/~1a~1{id}/put
      help: declare a parameter of that name with `in: path`
    a.yaml:17: unsupported-keyword: `callbacks` is not supported here
      at: /paths/~1a~1{id}/put/callbacks
      help: remove it; it is not supported for now
    a.yaml:18: bad-content-type: `json` does not name one content type
      at: /paths/~1a~1{id}/put/responses/200/content/json
      help: write a type and a subtype without parameters: `application/json`
    a.yaml:19: undeclared-path-parameter: `id` of the path `/a/{id}` is not declared
      at: /paths/~1a~1{id}/post
      help: declare a parameter of that name with `in: path`
    a.yaml:20: duplicate-operation-id: `same` is also the operationId of PUT /a/{id}
      at: /paths/~1a~1{id}/post/operationId
      help: give each operation its own operationId
    a.yaml:21: missing-keyword: the request body has no `content`
      at: /paths/~1a~1{id}/post/requestBody
      help: add it
    a.yaml:22: unknown-ref: `#/components/responses/Nothing` leads nowhere: `components` is not in `a.yaml#`
      at: /paths/~1a~1{id}/post/responses/201/$ref
      help: correct the reference or add what it names
    ");
}

#[test]
#[expect(clippy::too_many_lines, reason = "the pinned text is long")]
fn a_schema_that_cannot_be_met_or_meant_is_refused() {
    let problems = schema_problems(
        "    A: {type: string, minimum: 3}
    B: {type: strng}
    C: {minLength: 3}
    D: {type: string, minLength: 5, maxLength: 2}
    E: {type: integer, minimum: 5, maximum: 2}
    F: {type: string, pattern: '^(?!a)b$'}
    G: {type: string, pattern: '(a)\\1'}
    H: {type: object, required: [x], properties: {y: {type: string}}}
    I: {type: string, enum: []}
    J: {prefixItems: [{type: string}]}
    K: {type: string, nullable: true}
    L: {type: array, items: {type: string}, minItems: '3'}
    M: 3
",
    );

    assert_snapshot!(problems, @"
    a.yaml:6: misplaced-keyword: `minimum` says nothing about the type string
      at: /components/schemas/A/minimum
      help: remove it or correct the type
    a.yaml:7: unknown-type: there is no type `strng`
      at: /components/schemas/B/type
      help: did you mean `string`?
    a.yaml:8: misplaced-keyword: `minLength` stands in a schema without a type
      at: /components/schemas/C/minLength
      help: remove it or correct the type
    a.yaml:9: empty-range: `minLength` is greater than `maxLength`
      at: /components/schemas/D
      help: let the lower limit be at most the upper one
    a.yaml:10: empty-range: no number is both large enough and small enough
      at: /components/schemas/E
      help: let the minimum be at most the maximum
    a.yaml:11: bad-pattern: the pattern does not compile: look-around, including look-ahead and look-behind, is not supported
      at: /components/schemas/F/pattern
      help: say it without look-around: one expression that matches the whole text
    a.yaml:12: bad-pattern: the pattern does not compile: backreferences are not supported
      at: /components/schemas/G/pattern
      help: use what ECMA-262 and Rust share: no back-references, braces escaped
    a.yaml:13: unknown-required: `x` is required but not declared
      at: /components/schemas/H
      help: declare it under `properties` or take it out of `required`
    a.yaml:14: empty-enum: the enum lists no value
      at: /components/schemas/I/enum
      help: list the values admitted
    a.yaml:15: unsupported-keyword: `prefixItems` is not supported here
      at: /components/schemas/J/prefixItems
      help: use an object with named members
    a.yaml:16: unsupported-keyword: `nullable` is not supported here
      at: /components/schemas/K/nullable
      help: write `type: [..., 'null']`, or `oneOf` with `type: 'null'`
    a.yaml:17: wrong-type: `minItems` must be a whole number from 0
      at: /components/schemas/L/minItems
      help: correct the value; quote it if it is meant as text
    a.yaml:18: wrong-type: `M` must be a schema
      at: /components/schemas/M
      help: correct the value; quote it if it is meant as text
    ");
}

#[test]
fn parts_that_contradict_each_other_are_refused() {
    let problems = schema_problems(
        "    A: {allOf: [{type: string}, {type: integer}]}
    B: {allOf: [{type: object, properties: {x: {type: string}}, additionalProperties: false}, {type: object, properties: {y: {type: string}}}]}
    C: {allOf: [{type: object, properties: {x: {type: string}}}, {type: object, properties: {x: {type: boolean}}}]}
    D: {allOf: [{type: string, enum: [a]}, {type: string, enum: [b]}]}
    E: {allOf: [{type: string, pattern: a}, {type: string, pattern: b}]}
",
    );

    assert_snapshot!(problems, @r#"
    a.yaml:6: conflict: these parts cannot be merged: text and a whole number
      at: /components/schemas/A
      help: write the schema out without `allOf`, or let the parts agree
    a.yaml:7: conflict: these parts cannot be merged: one part does not admit `y` of another
      at: /components/schemas/B
      help: write the schema out without `allOf`, or let the parts agree
    a.yaml:8: conflict: these parts cannot be merged: `x`: text and true or false
      at: /components/schemas/C
      help: write the schema out without `allOf`, or let the parts agree
    a.yaml:9: conflict: these parts cannot be merged: no value is in both enums
      at: /components/schemas/D
      help: write the schema out without `allOf`, or let the parts agree
    a.yaml:10: conflict: these parts cannot be merged: two different values of `pattern`
      at: /components/schemas/E
      help: write the schema out without `allOf`, or let the parts agree
    "#);
}

#[test]
fn a_choice_that_its_discriminator_cannot_decide_is_refused() {
    let problems = schema_problems(
        "    A: {type: object, properties: {kind: {type: string}}}
    B: {type: object, required: [kind], properties: {kind: {type: string}}}
    C: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}, {type: string}], discriminator: {propertyName: kind, mapping: {d: D}}}
",
    );

    assert_snapshot!(problems, @r#"
    a.yaml:8: undecided-branch: `A` is not an object that requires `kind`
      at: /components/schemas/C/discriminator
      help: declare that member in every branch and require it
    a.yaml:8: unknown-branch: `D` is not one of the branches
      at: /components/schemas/C/discriminator
      help: map only to schemas that `oneOf` lists
    a.yaml:8: unnamed-branch: a branch of a discriminated `oneOf` has no name
      at: /components/schemas/C/discriminator
      help: put each branch under `components/schemas` and refer to it
    "#);
}

#[test]
fn circles_are_refused() {
    let problems = schema_problems(
        "    A: {$ref: '#/components/schemas/B'}
    B: {$ref: '#/components/schemas/A'}
    C: {allOf: [{$ref: '#/components/schemas/C'}, {type: object}]}
",
    );

    assert_snapshot!(problems, @r#"
    a.yaml:6: circular-ref: `A` refers only to itself
      at: /components/schemas/A
      help: let one of the references lead to a schema with a type
    a.yaml:7: circular-ref: `B` refers only to itself
      at: /components/schemas/B
      help: let one of the references lead to a schema with a type
    a.yaml:8: circular-all-of: `C` contains itself through `allOf`
      at: /components/schemas/C/allOf/0
      help: refer to it from a property, or leave it out
    "#);
}

#[test]
fn samples_that_break_their_own_schema_are_refused_without_being_repeated() {
    let problems = schema_problems(
        "    A: {type: integer, default: many}
    B: {type: string, format: uuid, examples: [secret-value]}
    C: {type: string, const: 3}
    D: {type: string, enum: [a, 1]}
    E: {type: object, properties: {x: {type: string, maxLength: 2}}, examples: [{x: secret-value}]}
",
    );

    assert!(!problems.contains("secret-value"));
    assert_snapshot!(problems, @r#"
    a.yaml:6: bad-sample: the default breaks its own schema: value is not of type "integer"
      at: /components/schemas/A/default
      help: correct the default or the schema
    a.yaml:7: bad-sample: the example breaks its own schema: value is not a "uuid"
      at: /components/schemas/B/examples/0
      help: correct the example or the schema
    a.yaml:8: bad-sample: the const breaks its own schema: value is not of type "string"
      at: /components/schemas/C/const
      help: correct the const or the schema
    a.yaml:9: bad-sample: the enum value breaks its own schema: value is not of type "string"
      at: /components/schemas/D/enum/1
      help: correct the enum value or the schema
    a.yaml:10: bad-sample: the example breaks its own schema at `/x`: value is longer than 2 characters
      at: /components/schemas/E/examples/0
      help: correct the example or the schema
    "#);
}

#[test]
fn references_that_lead_nowhere_are_refused() {
    let root = with_schemas(
        "3.1.0",
        "    A: {$ref: '#/components/schemas/Gone'}
    B: {$ref: 'absent.yaml#/X'}
    C: {$ref: 'https://example.com/x.yaml'}
    D: {$ref: 'b.yaml#/components/schemas/Twin'}
    E: {$ref: 'b.yaml#X'}
    Twin: {type: string}
",
    );
    let other = "paths: {/forgotten: {}}\ncomponents: {schemas: {Twin: {type: integer}}}";

    let problems = load_files(&[("a.yaml", &root), ("b.yaml", other)]).unwrap_err();

    assert_snapshot!(problems, @r#"
    a.yaml:6: unknown-ref: `#/components/schemas/Gone` leads nowhere: `Gone` is not in `a.yaml#/components/schemas`
      at: /components/schemas/A/$ref
      help: correct the reference or add what it names
    a.yaml:7: unreadable-file: `absent.yaml` cannot be read: no such file
      at: /components/schemas/B/$ref
      help: correct the name, which is relative to the file that gives it, or add the file
    a.yaml:8: remote-ref: `https://example.com/x.yaml` leads outside the folder of the document
      at: /components/schemas/C/$ref
      help: copy what it refers to into a file beside the document
    a.yaml:10: bad-ref: `b.yaml#X` does not hold a JSON pointer after `#`
      at: /components/schemas/E/$ref
      help: begin the part after `#` with a slash
    b.yaml:1: orphan-path: no path of the root document refers to `/forgotten` here
      at: /paths/~1forgotten
      help: add it to `paths` of the root document, or remove it
    b.yaml:2: name-clash: `Twin` is also the name of something else, at a.yaml:11
      at: /components/schemas/Twin
      help: give one of the two another name
    "#);
}

#[test]
fn broken_text_is_reported_with_its_line() {
    assert_snapshot!(problems("openapi: 3.1.0\ninfo: [1\npaths: {}"), @r#"
    a.yaml:3: not-yaml: the text is not valid YAML: illegal placement of ':' indicator
      at: /info/0
      help: correct the syntax on or before this line
    "#);
    assert_snapshot!(problems("openapi: 3.1.0\ninfo: {title: a, title: b, version: c}\npaths: {}"), @r#"
    a.yaml:2: duplicate-key: `title` stands twice in one object
      at: /info/title
      help: remove one of the two
    "#);
    assert_snapshot!(problems("openapi: 2.0"), @r#"
    a.yaml:1: openapi-version: the document does not say that it is OpenAPI 3.0 or 3.1
      at: /openapi
      help: begin the document with `openapi: 3.1.0`
    "#);
    assert_snapshot!(problems(""), @r#"
    a.yaml:1: empty-file: the file is empty
      at: 
      help: write the document
    "#);
    assert_snapshot!(problems("a: 1\n---\nb: 2"), @r#"
    a.yaml:2: several-documents: the file holds more than one YAML document
      at: 
      help: keep one document in one file
    "#);
    assert_snapshot!(problems("{a: *nothing}"), @r#"
    a.yaml:1: not-yaml: the text is not valid YAML: while parsing node, found unknown anchor
      at: /a
      help: correct the syntax on or before this line
    "#);
}

#[test]
fn hostile_nesting_and_aliases_end_in_a_diagnostic() {
    let deep = "- ".repeat(10_000);
    let flow = "[".repeat(100_000);
    let mut chain = String::from("- &a0 [x]\n");
    let mut bomb = String::from("- &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for level in 1..200 {
        let below = level - 1;
        chain.push_str(&format!("- &a{level} [*a{below}]\n"));
        bomb.push_str(&format!("- &a{level} [*a{below},*a{below},*a{below},*a{below},*a{below},*a{below},*a{below},*a{below},*a{below},*a{below}]\n"));
    }

    for (text, code) in [
        (deep, "too-deep"),
        (flow, "recursion limit"),
        (chain, "too-deep"),
        (bomb, "too-large"),
    ] {
        let problems = problems(&text);
        assert!(problems.contains(code), "{code}: {problems}");
    }
}

#[test]
fn random_damage_never_panics() {
    let text = std::fs::read_to_string(super::own_root("sovx")).unwrap();
    let characters: Vec<char> = text.chars().collect();

    for step in (0..characters.len()).step_by(97) {
        let mut damaged: String = characters[..step].iter().collect();
        damaged.push_str(": [&{*");
        damaged.extend(characters[step + 1..].iter());
        let _ = problems(&damaged);
    }
}
