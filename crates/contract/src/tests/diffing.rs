//! Each change to a document is one line; changes of spelling or prose are none.

mod compatibility;
mod lenient;
mod mutations;
mod schemes;
mod styles;

use std::path::Path;

use insta::assert_snapshot;
use serde_json::{Value, json};

use super::own_contracts;
use crate::{DiffOptions, compare, diff, load, load_value};
use mutations::{PUT, contract, mutations, set};

fn lines(contract: &Value, server: &Value) -> Vec<String> {
    let load =
        |name, value| load_value(name, value).unwrap_or_else(|problems| panic!("{problems}"));
    let (contract, server) = (load("contract.json", contract), load("server.json", server));
    let found = diff(&contract, &server, DiffOptions::default());
    // What differs is judged, and what does not is no change.
    assert_eq!(compare(&contract, &server).0.len(), found.len());
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn every_mutation_is_one_line_that_names_the_operation() {
    let contract = contract();

    for (name, changed) in mutations() {
        let lines = lines(&contract, &changed);

        assert_eq!(lines.len(), 1, "{name}: {lines:#?}");
        let line = &lines[0];
        let named = [
            "PUT /items/{item_id}",
            "DELETE /items/{item_id}",
            "every operation",
        ];
        assert!(
            named.iter().any(|operation| line.starts_with(operation)),
            "{name}: {line}"
        );
        assert!(
            line.contains(": contract says ") && line.contains(", server declares "),
            "{name}: {line}"
        );
        assert!(
            line.contains("(at /") && line.contains("; fix: "),
            "{name}: {line}"
        );
        assert!(!line.contains('\n'), "{name}: {line}");
    }
}

#[test]
fn every_mutation_is_seen_from_the_other_side_too() {
    let contract = contract();

    for (name, changed) in mutations() {
        assert_eq!(lines(&changed, &contract).len(), 1, "{name}");
    }
}

#[test]
fn the_lines_read_like_sentences() {
    let contract = contract();
    let all: Vec<String> = mutations()
        .iter()
        .flat_map(|(_, changed)| lines(&contract, changed))
        .collect();

    // Pinned in full: these lines are what people read.
    assert_snapshot!(all.join("\n"), @r#"
    PUT /items/{item_id}: contract says the operationId `putItem`, server declares the operationId `storeItem` (at /paths/~1items~1{item_id}/put; fix: let the server declare the operationId `putItem`, or change the contract)
    PUT /items/{item_id}: contract says the tag `Items`, server declares the tag `Other` (at /paths/~1items~1{item_id}/put; fix: let the server declare the tag `Items`, or change the contract)
    PUT /items/{item_id}: contract says not deprecated, server declares deprecated (at /paths/~1items~1{item_id}/put; fix: let the server declare not deprecated, or change the contract)
    PUT /items/{item_id}: contract says `key` or `token`, server declares `key` (at /paths/~1items~1{item_id}/put; fix: let the server declare `key` or `token`, or change the contract)
    PUT /items/{item_id}: contract says `key` or `token`, server declares no credential (at /paths/~1items~1{item_id}/put; fix: let the server declare `key` or `token`, or change the contract)
    PUT /items/{item_id}: contract says query parameter `dry`, server declares no query parameter `dry` (at /paths/~1items~1{item_id}/put/parameters/1; fix: let the server declare query parameter `dry`, or change the contract)
    PUT /items/{item_id}: the query parameter `dry`: contract says optional, server declares required (at /paths/~1items~1{item_id}/put/parameters/1; fix: let the server declare optional, or change the contract)
    PUT /items/{item_id}: contract says query parameter `dry`, server declares header parameter `dry` (at /paths/~1items~1{item_id}/put/parameters/1; fix: let the server declare query parameter `dry`, or change the contract)
    PUT /items/{item_id}: the query parameter `dry`: contract says default false, server declares default true (at /paths/~1items~1{item_id}/put/parameters/1/schema; fix: let the server declare default false, or change the contract)
    PUT /items/{item_id}: the path parameter `item_id`: contract says maxLength 9, server declares maxLength 10 (at /paths/~1items~1{item_id}/put/parameters/0/schema; fix: let the server declare maxLength 9, or change the contract)
    PUT /items/{item_id}: contract says request body, server declares no request body (at /paths/~1items~1{item_id}/put; fix: let the server declare request body, or change the contract)
    PUT /items/{item_id}: the request body: contract says required, server declares optional (at /paths/~1items~1{item_id}/put; fix: let the server declare required, or change the contract)
    PUT /items/{item_id}: the request body: contract says the content type `application/json`, server declares the content type `text/plain` (at /paths/~1items~1{item_id}/put; fix: let the server declare the content type `application/json`, or change the contract)
    PUT /items/{item_id}: contract says 404 without a body, server declares no 404 (at /paths/~1items~1{item_id}/put/responses; fix: let the server declare 404 without a body, or change the contract)
    PUT /items/{item_id}: contract says 404 without a body, server declares 404 with a body (at /paths/~1items~1{item_id}/put/responses/404; fix: let the server declare 404 without a body, or change the contract)
    PUT /items/{item_id}: contract says no 409, server declares 409 without a body (at /paths/~1items~1{item_id}/put/responses; fix: let the server never answer so, or declare it in the contract)
    PUT /items/{item_id}: contract says 200 with a body, server declares 200 without a body (at /paths/~1items~1{item_id}/put/responses/200; fix: let the server declare 200 with a body, or change the contract)
    PUT /items/{item_id}: the response 200: contract says header `X-Trace`, server declares no header `X-Trace` (at /paths/~1items~1{item_id}/put/responses/200; fix: let the server declare header `X-Trace`, or change the contract)
    PUT /items/{item_id}: the response 200, header `X-Trace`: contract says required, server declares optional (at /paths/~1items~1{item_id}/put/responses/200/headers/X-Trace/schema; fix: let the server declare required, or change the contract)
    PUT /items/{item_id}: the response 200, header `X-Trace`: contract says any text, server declares a whole number (at /paths/~1items~1{item_id}/put/responses/200/headers/X-Trace/schema; fix: let the server declare any text, or change the contract)
    PUT /items/{item_id}: the response 200: contract says no link `drop`, server declares the link `drop` as {"operationId":"dropItem"} (at /paths/~1items~1{item_id}/put/responses/200; fix: let the server declare no link `drop`, or change the contract)
    PUT /items/{item_id}: contract says `putItem`, server declares no such operation (at /paths/~1items~1{item_id}/put; fix: let the server implement it, or remove it from the contract)
    PUT /items/{item_id}: the request body: contract says no further members, server declares further members admitted (at /components/schemas/Item; fix: let the server declare no further members, or change the contract)
    PUT /items/{item_id}: the request body: contract says `kind` required, server declares `kind` optional (at /components/schemas/Item; fix: let the server declare `kind` required, or change the contract)
    PUT /items/{item_id}: the request body: contract says member `note`, server declares no member `note` (at /components/schemas/Item; fix: let the server declare member `note`, or change the contract)
    PUT /items/{item_id}: the request body, /note: contract says nullable, server declares not nullable (at /components/schemas/Item/properties/note; fix: let the server declare nullable, or change the contract)
    PUT /items/{item_id}: the request body, /note: contract says format `email`, server declares no format (at /components/schemas/Item/properties/note; fix: let the server declare format `email`, or change the contract)
    PUT /items/{item_id}: the request body, /name: contract says maxLength 20, server declares maxLength 21 (at /components/schemas/Item/properties/name; fix: let the server declare maxLength 20, or change the contract)
    PUT /items/{item_id}: the request body, /name: contract says minLength 1, server declares no minLength (at /components/schemas/Item/properties/name; fix: let the server declare minLength 1, or change the contract)
    PUT /items/{item_id}: the request body, /name: contract says pattern `^[a-z]+$`, server declares pattern `^[a-z]*$` (at /components/schemas/Item/properties/name; fix: let the server declare pattern `^[a-z]+$`, or change the contract)
    PUT /items/{item_id}: the request body, /name: contract says not write-only, server declares write-only (at /components/schemas/Item/properties/name; fix: let the server declare not write-only, or change the contract)
    PUT /items/{item_id}: the request body, /name: contract says not nullable, server declares nullable (at /components/schemas/Item/properties/name; fix: let the server declare not nullable, or change the contract)
    PUT /items/{item_id}: the request body, /count: contract says a whole number, server declares a number (at /components/schemas/Item/properties/count; fix: let the server declare a whole number, or change the contract)
    PUT /items/{item_id}: the request body, /count: contract says format `int32`, server declares format `int64` (at /components/schemas/Item/properties/count; fix: let the server declare format `int32`, or change the contract)
    PUT /items/{item_id}: the request body, /count: contract says maximum 100, server declares maximum 101 (at /components/schemas/Item/properties/count; fix: let the server declare maximum 100, or change the contract)
    PUT /items/{item_id}: the request body, /count: contract says no multipleOf, server declares multipleOf 1 (at /components/schemas/Item/properties/count; fix: let the server declare no multipleOf, or change the contract)
    PUT /items/{item_id}: the request body, /count: contract says default 1, server declares no default (at /components/schemas/Item/properties/count; fix: let the server declare default 1, or change the contract)
    PUT /items/{item_id}: the request body, /tags: contract says maxItems 5, server declares no maxItems (at /components/schemas/Item/properties/tags; fix: let the server declare maxItems 5, or change the contract)
    PUT /items/{item_id}: the request body, /tags: contract says no item twice, server declares equal items admitted (at /components/schemas/Item/properties/tags; fix: let the server declare no item twice, or change the contract)
    PUT /items/{item_id}: the request body, /tags/*: contract says any text, server declares true or false (at /components/schemas/Item/properties/tags/items; fix: let the server declare any text, or change the contract)
    PUT /items/{item_id}: the request body: contract says no member `extra`, server declares member `extra` (at /components/schemas/Item; fix: let the server declare no member `extra`, or change the contract)
    PUT /items/{item_id}: the request body: contract says no maxProperties, server declares maxProperties 6 (at /components/schemas/Item; fix: let the server declare no maxProperties, or change the contract)
    PUT /items/{item_id}: the request body, /kind: contract says the values with "big", server declares the values without "big" (at /components/schemas/Kind; fix: let the server declare the values with "big", or change the contract)
    PUT /items/{item_id}: the request body, /kind: contract says the values with "big", server declares the values with "huge" (at /components/schemas/Kind; fix: let the server declare the values with "big", or change the contract)
    PUT /items/{item_id} (and 1 more): the security scheme `key`: contract says a key in the header `x-key`, server declares a key in the header `x-other` (at /components/securitySchemes/key; fix: let the server declare a key in the header `x-key`, or change the contract)
    PUT /items/{item_id}: the security scheme `token`: contract says a bearer token of the format `JWT`, server declares a bearer token (at /components/securitySchemes/token; fix: let the server declare a bearer token of the format `JWT`, or change the contract)
    every operation: contract says the base path `/v1/`, server declares the base path `/v2/` (at /servers/0/url; fix: let the server declare the base path `/v1/`, or change the contract)
    PUT /items/{item_id}: contract says 404 without a body, server declares 410 without a body (at /paths/~1items~1{item_id}/put/responses; fix: let the server declare 404 without a body, or change the contract)
    PUT /items/{item_id}: contract says 200 with a body, server declares 201 with a body (at /paths/~1items~1{item_id}/put/responses; fix: let the server declare 200 with a body, or change the contract)
    PUT /items/{item_id}: the request body: contract says member `note`, server declares member `remark` (at /components/schemas/Item; fix: let the server declare member `note`, or change the contract)
    PUT /items/{item_id}: contract says `PUT /items/{item_id}`, server declares `POST /items/{item_id}` (at /paths/~1items~1{item_id}/put; fix: let the server declare `PUT /items/{item_id}`, or change the contract)
    DELETE /items/{item_id}: contract says 204 without a body, server declares 200 with a body (at /paths/~1items~1{item_id}/delete/responses; fix: let the server declare 204 without a body, or change the contract)
    "#);
}

#[test]
fn a_renamed_path_parameter_is_one_line_per_operation() {
    let mut changed = contract();
    let text = changed.to_string().replace("item_id", "id");
    changed = text.parse().unwrap();

    let lines = lines(&contract(), &changed);

    assert_eq!(lines.len(), 2, "{lines:#?}");
    assert!(lines[0].starts_with("PUT /items/{item_id}: contract says `PUT /items/{item_id}`, server declares `PUT /items/{id}`"));
}

#[test]
fn prose_and_extensions_are_not_compared() {
    let mut changed = contract();
    for (pointer, value) in [
        ("/info/title", json!("Another")),
        ("/info/version", json!("2")),
        ("/tags", json!([])),
        (PUT, {
            let mut put = changed.pointer(PUT).unwrap().clone();
            put["summary"] = json!("Store");
            put["x-cost"] = json!(3);
            put
        }),
        (
            "/paths/~1items~1{item_id}/put/responses/404/description",
            json!("Nothing."),
        ),
        ("/components/schemas/Item/description", json!("Something.")),
        ("/components/schemas/Item/title", json!("Thing")),
        ("/components/schemas/Kind/examples", json!(["big"])),
    ] {
        set(&mut changed, pointer, Some(value));
    }

    assert_eq!(lines(&contract(), &changed), Vec::<String>::new());
}

#[test]
fn another_spelling_of_the_same_is_not_a_difference() {
    let kind = json!({"type": "string", "enum": ["small", "big"]});
    for (pointer, value) in [
        // Inline instead of referenced, in another order.
        ("/components/schemas/Item/properties/kind", kind.clone()),
        (
            "/components/schemas/Item/properties/kind",
            json!({"allOf": [{"$ref": "#/components/schemas/Kind"}]}),
        ),
        ("/components/schemas/Item/required", json!(["kind", "name"])),
        (
            "/components/schemas/Item/properties/note",
            json!({"oneOf": [{"type": "null"}, {"type": "string", "format": "email"}]}),
        ),
        (
            "/components/schemas/Item/properties/tags",
            json!({"type": ["array"], "items": {"type": "string", "minLength": 0}, "minItems": 0, "maxItems": 5, "uniqueItems": true}),
        ),
        (
            "/components/schemas/Item/properties/count",
            json!({"type": "integer", "format": "int32", "exclusiveMinimum": 0, "maximum": 100.0, "default": 1}),
        ),
        (
            "/paths/~1items~1{item_id}/put/security",
            json!([{"token": []}, {"key": []}]),
        ),
        ("/servers/0/url", json!("https://example.com/v1/")),
    ] {
        let mut changed = contract();
        set(&mut changed, pointer, Some(value.clone()));
        assert_eq!(
            lines(&contract(), &changed),
            Vec::<String>::new(),
            "{pointer} = {value}"
        );
    }
}

#[test]
fn a_const_is_an_enum_of_one() {
    let with = |schema: Value| {
        let mut changed = contract();
        set(&mut changed, "/components/schemas/Kind", Some(schema));
        changed
    };

    let lines = lines(
        &with(json!({"const": "big"})),
        &with(json!({"type": "string", "enum": ["big"]})),
    );

    assert_eq!(lines, Vec::<String>::new());
}

#[test]
fn branches_are_compared_in_any_order() {
    let with = |branches: Value| {
        let mut changed = contract();
        set(
            &mut changed,
            "/components/schemas/Kind",
            Some(json!({"oneOf": branches})),
        );
        changed
    };
    let ours = with(json!([{"type": "string", "maxLength": 3}, {"type": "integer"}]));

    let same = lines(
        &ours,
        &with(json!([{"type": "integer"}, {"type": "string", "maxLength": 3}])),
    );
    let other = lines(
        &ours,
        &with(json!([{"type": "integer"}, {"type": "string", "maxLength": 4}])),
    );

    assert_eq!(same, Vec::<String>::new());
    assert_eq!(other.len(), 1, "{other:?}");
}

#[test]
fn required_headers_can_be_left_out_of_the_comparison() {
    let mut changed = contract();
    set(
        &mut changed,
        "/paths/~1items~1{item_id}/put/responses/200/headers/X-Trace/required",
        None,
    );
    let (ours, theirs) = (
        load_value("a.json", &contract()).unwrap(),
        load_value("b.json", &changed).unwrap(),
    );

    let found = diff(
        &ours,
        &theirs,
        DiffOptions {
            ignore_header_required: true,
        },
    );

    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn no_contract_differs_from_itself_or_its_own_bundle() {
    let golden = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../codegen/tests/golden/openapi.yaml"
    );
    let mut contracts = own_contracts();
    contracts.push(load(Path::new(golden)).unwrap());
    for ours in contracts {
        let bundle = load_value("bundle.json", &ours.bundled).unwrap();

        for other in [&ours, &bundle] {
            let found = diff(&ours, other, DiffOptions::default());
            assert!(found.is_empty(), "{found:?}");
            let changes = compare(&ours, other);
            assert!(changes.is_empty() && changes.worst().is_none(), "{changes}");
        }
    }
}

#[test]
fn a_schema_with_another_name_is_one_line() {
    let renamed: Value = contract()
        .to_string()
        .replace("schemas/Item", "schemas/Thing")
        .replace("\"Item\"", "\"Thing\"")
        .parse()
        .unwrap();
    let mut changed = renamed.clone();
    set(
        &mut changed,
        "/components/schemas/Thing/properties/name/maxLength",
        Some(json!(21)),
    );

    let renamed = lines(&contract(), &renamed);
    let changed = lines(&contract(), &changed);

    assert_eq!(renamed.len(), 1, "{renamed:#?}");
    assert!(renamed[0].starts_with(
        "the document: contract says the schema `Item`, server declares the schema `Thing`"
    ));
    assert_eq!(changed.len(), 1, "{changed:#?}");
    assert!(changed[0].contains("maxLength 21"));
}

#[test]
fn schemas_that_contain_themselves_are_compared_to_an_end() {
    let with = |schemas: Value| {
        let mut changed = contract();
        let Value::Object(schemas) = schemas else {
            panic!("an object");
        };
        for (name, schema) in schemas {
            set(
                &mut changed,
                &format!("/components/schemas/{name}"),
                Some(schema),
            );
        }
        changed
    };
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let object = |inner: Value| json!({"type": "object", "properties": {"x": inner}});
    let even = with(json!({"Kind": object(object(to("Kind")))}));
    let odd = with(json!({"Kind": object(to("C")), "C": object(object(to("C")))}));
    let union = |leaf: &str| with(json!({"Kind": {"oneOf": [{"type": leaf}, object(to("Kind"))]}}));
    let nullable = |nullable: bool| {
        let inner = if nullable {
            json!({"oneOf": [to("Kind"), {"type": "null"}]})
        } else {
            to("Kind")
        };
        with(json!({"Kind": object(inner)}))
    };

    assert_eq!(lines(&even, &odd), Vec::<String>::new());
    assert_eq!(
        lines(&union("string"), &union("string")),
        Vec::<String>::new()
    );
    assert_eq!(lines(&union("string"), &union("boolean")).len(), 1);
    assert_eq!(lines(&nullable(true), &nullable(false)).len(), 1);
}

#[test]
fn any_value_may_stand_anywhere_without_a_panic() {
    let mut pointers = Vec::new();
    collect(&contract(), String::new(), &mut pointers);
    let ours = load_value("contract.json", &contract()).unwrap();

    for pointer in pointers.iter().filter(|pointer| !pointer.is_empty()) {
        for value in [
            json!(null),
            json!(7),
            json!("x"),
            json!([]),
            json!([{}]),
            json!({}),
            json!({"$ref": "#/components/schemas/Item"}),
        ] {
            let mut changed = contract();
            set(&mut changed, pointer, Some(value));
            if let Ok(document) = load_value("server.json", &changed) {
                crate::lint(&document);
                crate::Judge::new(&document).unwrap();
                diff(&ours, &document, DiffOptions::default());
            }
        }
    }
}

fn collect(value: &Value, pointer: String, pointers: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                collect(member, format!("{pointer}/{key}"), pointers);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, format!("{pointer}/{index}"), pointers);
            }
        }
        _ => {}
    }
    pointers.push(pointer);
}
