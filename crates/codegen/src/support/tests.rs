//! Every refusal, pinned with its place and its advice.

use serde_json::{Value, json};
use sovx_contract::{Document, load_value};

use super::check;

/// A contract that the generator takes as it is.
fn clock() -> Value {
    let refused = |status: &str| {
        let schema = json!({"$ref": "#/components/schemas/Faults"});
        (
            status.to_owned(),
            json!({"description": "No.", "content": {"application/json": {"schema": schema}}}),
        )
    };
    let statuses = [
        "400", "401", "403", "408", "413", "415", "422", "429", "500", "503",
    ];
    let mut responses: serde_json::Map<String, Value> = statuses.map(refused).into_iter().collect();
    responses.insert("204".to_owned(), json!({"description": "Set."}));
    let hour = json!({"$ref": "#/components/schemas/Hour"});
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Clock", "version": "1"},
        "paths": {"/alarm/{name}": {"put": {
            "operationId": "setAlarm",
            "security": [{"owner": []}],
            "parameters": [{"name": "name", "in": "path", "required": true,
                "schema": {"type": "string"}}],
            "requestBody": {"required": true, "content": {"application/json": {"schema": hour}}},
            "responses": responses,
        }}},
        "components": {
            "securitySchemes": {
                "owner": {"type": "http", "scheme": "bearer"},
                "guest": {"type": "http", "scheme": "bearer"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": "c", "x-tier": "owner"},
            },
            "schemas": {
                "Hour": {"type": "object", "properties": {"hour": {"type": "integer"}}},
                "Faults": {"type": "object", "x-envelope": "errors",
                    "required": ["errors"], "properties": {"errors": {"type": "string"}}},
            },
        },
    })
}

fn hour_ref() -> Value {
    json!({"$ref": "#/components/schemas/Hour"})
}

/// The clock with one value at a place replaced or added.
fn with(at: &str, value: Value) -> Value {
    let mut clock = clock();
    let (parent, name) = at.rsplit_once('/').unwrap();
    let name = name.replace("~1", "/");
    match clock.pointer_mut(parent).unwrap() {
        Value::Object(members) => drop(members.insert(name, value)),
        Value::Array(items) => items.push(value),
        other => panic!("{at} leads into {other}"),
    }
    clock
}

fn loaded(value: &Value) -> Document {
    load_value("clock.json", value).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A clock that asks for an error body of its own where anyone may see an alarm.
fn own_error() -> Value {
    let mut clock = clock();
    let other = json!({"type": "object", "x-envelope": "fault",
        "required": ["fault"], "properties": {"fault": {"type": "boolean"}}});
    clock["components"]["schemas"]["Fault"] = other;
    let schema = json!({"$ref": "#/components/schemas/Fault"});
    let content = json!({"application/json": {"schema": schema}});
    clock["paths"]["/alarms"]["get"] = json!({
        "operationId": "seeAlarms",
        "x-origin": true,
        "responses": {"429": {"description": "No.", "content": content}},
    });
    clock
}

/// A clock with a path of which one operation is optional.
fn two_on_a_path() -> Value {
    let get = json!({
        "operationId": "getAlarm",
        "parameters": [{"name": "name", "in": "path", "required": true,
            "schema": {"type": "string"}}],
        "responses": {"204": {"description": "There."}},
    });
    let mut clock = with("/paths/~1alarm~1{name}/get", get);
    clock.pointer_mut(PUT).unwrap()["x-routes"] = json!("sandbox");
    clock
}

const HOUR: &str = "/components/schemas/Hour/properties/hour";
const PUT: &str = "/paths/~1alarm~1{name}/put";

/// Every refusal by a change of the clock that provokes it.
#[expect(clippy::too_many_lines, reason = "a table of changes")]
fn faults() -> Vec<Value> {
    let put = |member: &str| format!("{PUT}/{member}");
    let text = json!({"type": "string"});
    let json_of = |schema: Value| json!({"application/json": {"schema": schema}});
    let mut undeclared = clock();
    let responses = undeclared.pointer_mut(&put("responses")).unwrap();
    responses.as_object_mut().unwrap().clear();
    responses["204"] = json!({"description": "Set."});
    let mut open = undeclared.clone();
    open.pointer_mut(PUT).unwrap()["security"] = json!([]);
    open.pointer_mut(PUT).unwrap()["x-origin"] = json!(true);
    let mut keyed = with(&put("security"), json!([]));
    let key = json!({"name": "Key", "in": "header", "schema": text, "x-idempotency-key": true});
    let parameters = keyed.pointer_mut(&put("parameters")).unwrap();
    parameters.as_array_mut().unwrap().push(key);
    let stamped = json!({"type": "object", "required": ["a"], "properties": {"a": text}});
    vec![
        with(
            HOUR,
            json!({"oneOf": [{"type": "string"}, {"type": "integer"}]}),
        ),
        with(
            HOUR,
            json!({"anyOf": [{"type": "string"}, {"type": "boolean"}]}),
        ),
        with(HOUR, json!({"type": "null"})),
        with(HOUR, json!({"enum": [1, 2]})),
        with(HOUR, json!({"const": 7})),
        with(HOUR, json!({"type": "string", "format": "ipv4"})),
        with(
            HOUR,
            json!({"type": "array", "items": text, "readOnly": true}),
        ),
        with(
            HOUR,
            json!({"type": "object", "properties": {"a": text}, "additionalProperties": text}),
        ),
        with(HOUR, json!({"not": text})),
        with(
            HOUR,
            json!({"type": "object", "patternProperties": {"^a": text}}),
        ),
        with("/components/schemas/Faults/x-envelope", json!("nothing")),
        with("/components/schemas/Faults/properties/meta", stamped),
        with(
            "/components/schemas/Faults/properties",
            json!({"errors": text, "one": text, "two": text}),
        ),
        with(
            &put("parameters/-"),
            json!({"name": "days", "in": "query", "schema": {"type": "array", "items": text}}),
        ),
        with(
            &put("parameters/-"),
            json!({"name": "c", "in": "cookie", "schema": text}),
        ),
        with(
            &put("parameters/-"),
            json!({"name": "at", "in": "query", "style": "pipeDelimited", "schema": text}),
        ),
        with(
            &put("parameters/-"),
            json!({"name": "at", "in": "query", "content": json_of(text.clone())}),
        ),
        with(
            &put("requestBody/content"),
            json!({"text/plain": {"schema": text}}),
        ),
        with(
            &put("requestBody/content"),
            json_of(json!({"type": "array", "items": text})),
        ),
        with(&put("responses/409"), json!({"description": "No."})),
        with(
            &put("responses/2XX"),
            json!({"description": "Set.", "content": json_of(hour_ref())}),
        ),
        with(
            &put("responses/default"),
            json!({"description": "Set.", "content": json_of(hour_ref())}),
        ),
        with(
            &put("responses/409"),
            json!({"description": "No.", "content": json_of(json!({"type": "string"}))}),
        ),
        with(
            &put("responses/204"),
            json!({"description": "Set.", "headers": {"x-next": {"schema": text}}}),
        ),
        with(
            HOUR,
            json!({"type": "object", "properties": {"a": {"type": "string", "x-always": true}}}),
        ),
        with(
            &put("responses/204"),
            json!({"description": "Set.", "links": {
                "again": {"operationId": "setAlarm", "requestBody": {"hour": 7}},
            }}),
        ),
        with(&put("security"), json!([{"owner": []}, {}])),
        with(&put("security"), json!([{"owner": ["alarms"]}])),
        with(
            "/components/securitySchemes/owner",
            json!({"type": "http", "scheme": "digest"}),
        ),
        with(
            "/components/securitySchemes/owner",
            json!({"type": "mutualTLS"}),
        ),
        own_error(),
        with(&put("x-routes"), json!("Sand-Box")),
        with(&put("x-routes"), json!(true)),
        two_on_a_path(),
        keyed,
        with(&put("security"), json!([{"cookie": []}])),
        undeclared,
        open,
    ]
}

#[test]
fn the_clock_itself_is_supported() {
    assert_eq!(check(&loaded(&clock())), []);
}

#[test]
fn every_refusal_names_the_place_and_the_way_out() {
    let refusals = faults().into_iter().map(|fault| {
        let found = check(&loaded(&fault));
        assert!(!found.is_empty(), "{fault:#} is not refused");
        let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
        lines.join("\n")
    });

    insta::assert_snapshot!(refusals.collect::<Vec<_>>().join("\n\n"));
}
