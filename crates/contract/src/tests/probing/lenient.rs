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
