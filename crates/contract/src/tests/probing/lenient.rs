//! Plans for strangers' contracts: what is valid is sent so, and only what is not is called so.

use serde_json::{Value, json};

use super::{of, planned_for, words};
use crate::{Document, Plan, load_lenient_from};

/// A document with one operation, `act`, and these schemas.
fn document(operation: Value, schemas: &Value) -> Document {
    let mut operation = operation;
    operation["operationId"] = json!("act");
    operation["responses"] = json!({"204": {"description": "Done."}});
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Clock", "version": "1"},
        "paths": {"/act": {"post": operation}},
        "components": {"schemas": schemas},
    });
    load_lenient_from("clock.json", &|_: &str| Ok(document.to_string()))
        .unwrap_or_else(|problems| panic!("{problems}"))
}

fn planned(operation: Value, schemas: &Value) -> Plan {
    planned_for(&document(operation, schemas), 1_000)
}

/// The body of the valid request.
fn body(plan: &Plan) -> String {
    let valid = of(plan, "act").into_iter().find(|probe| probe.valid);
    String::from_utf8(valid.unwrap().body.clone().unwrap()).unwrap()
}

#[test]
fn an_empty_value_of_a_parameter_that_may_be_null_is_no_fault() {
    let declared = |schema: Value| json!({"name": "n", "in": "query", "schema": schema});
    let faults = |parameter: Value| {
        let parameters = json!([parameter]);
        let plan = planned(
            json!({"parameters": parameters}),
            &json!({"N": {"type": ["integer", "null"]}}),
        );
        let words = words(&plan, "act");
        words
            .iter()
            .filter(|word| *word == "`n` null" || *word == "`n` too short")
            .count()
    };

    assert_eq!(faults(declared(json!({"type": ["integer", "null"]}))), 0);
    assert_eq!(
        faults(declared(json!({"$ref": "#/components/schemas/N"}))),
        0
    );
    assert_eq!(
        faults(declared(
            json!({"type": ["string", "null"], "minLength": 1})
        )),
        0
    );
    assert_eq!(faults(declared(json!({"type": "integer"}))), 1);
}

#[test]
fn a_form_is_written_as_its_encoding_says() {
    let list = |items: Value| json!({"type": "array", "items": items, "examples": [[1, 2]]});
    let point = json!({"type": "object", "properties": {
        "x": {"type": "integer", "const": 1}, "l": list(json!({"type": "integer"})),
    }});
    let names = [
        "tacit", "joined", "pipes", "object", "deep", "spread", "flat", "json",
    ];
    let properties = names.map(|name| match name {
        "tacit" | "joined" | "pipes" | "json" => (name, list(json!({"type": "integer"}))),
        _ => (name, point.clone()),
    });
    let media = json!({
        "schema": {
            "type": "object",
            "properties": Value::from_iter(properties),
        },
        "encoding": {
            "joined": {"explode": false},
            "pipes": {"style": "pipeDelimited"},
            "deep": {"style": "deepObject"},
            "spread": {"style": "form"},
            "flat": {"explode": false},
            "json": {"contentType": "application/json"},
        },
    });
    let content = json!({"application/x-www-form-urlencoded": media});

    let plan = planned(
        json!({"requestBody": {"required": true, "content": content}}),
        &json!({}),
    );

    let pairs: Vec<String> = body(&plan).split('&').map(str::to_owned).collect();
    assert_eq!(
        pairs,
        [
            "tacit=1",
            "tacit=2",
            "joined=1,2",
            "pipes=1%7C2",
            "object=%7B%22x%22%3A1%2C%22l%22%3A%5B1%2C2%5D%7D",
            "deep%5Bx%5D=1",
            "deep%5Bl%5D%5B%5D=1",
            "deep%5Bl%5D%5B%5D=2",
            "x=1",
            "l=1",
            "l=2",
            "flat=x,1,l,%5B1%2C2%5D",
            "json=%5B1%2C2%5D",
        ]
    );
}
