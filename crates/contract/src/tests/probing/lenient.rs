//! Plans for strangers' contracts: what is valid is sent so, and only what is not is called so.

use serde_json::{Value, json};

use super::{of, planned_for, words};
use crate::{
    Document, Plan, ProbeOptions, Segment, load_lenient_from, percent_encoded, plan, validators,
};

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

/// The body that is made for the schema `S`, and whether that satisfies the schema.
fn sample(schemas: &Value) -> (Value, bool) {
    let schema = json!({"$ref": "#/components/schemas/S"});
    let content = json!({"application/json": {"schema": schema}});
    let operation = json!({"requestBody": {"required": true, "content": content}});
    let document = document(operation, schemas);
    let sample: Value = body(&planned_for(&document, 1_000)).parse().unwrap();
    let decided = crate::decided(&document.bundled);
    let registry = validators::registry(&decided).unwrap();
    let validator = validators::build(&registry, "/components/schemas/S").unwrap();
    let is_valid = validator.is_valid(&sample);
    (sample, is_valid)
}

#[test]
fn a_made_text_has_the_format_of_its_schema() {
    for format in [
        "date",
        "date-time",
        "time",
        "duration",
        "email",
        "idn-email",
        "hostname",
        "idn-hostname",
        "ipv4",
        "ipv6",
        "uri",
        "uri-reference",
        "iri",
        "iri-reference",
        "uri-template",
        "uuid",
        "json-pointer",
        "relative-json-pointer",
        "regex",
        "byte",
    ] {
        let (sample, is_valid) = sample(&json!({"S": {"type": "string", "format": format}}));

        assert!(is_valid, "{format}: {sample}");
    }
}

#[test]
fn a_made_scalar_keeps_the_limits_of_its_schema() {
    for schema in [
        json!({"type": "string", "format": "uri", "maxLength": 5}),
        json!({"type": "string", "pattern": "^[A-Z]{3}$"}),
        json!({"type": "string", "pattern": "^[0-9]+$", "minLength": 7}),
        json!({"type": "integer", "exclusiveMinimum": 5}),
        json!({"type": "integer", "minimum": 5, "multipleOf": 4}),
        json!({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}),
        json!({"type": "integer", "maximum": 10, "multipleOf": 7}),
        json!({"type": "array", "items": {"type": "string"}, "minItems": 3}),
        json!({"type": "array", "items": {"type": "integer"}, "minItems": 3, "uniqueItems": true}),
        json!({"type": "array", "items": {"enum": ["a", "b", "c"]}, "minItems": 3, "uniqueItems": true}),
        json!({"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 2}),
    ] {
        let (sample, is_valid) = sample(&json!({"S": schema}));

        assert!(is_valid, "{schema}: {sample}");
    }
}

#[test]
fn a_made_object_names_the_branch_that_it_is() {
    let pet = |more: &str| {
        json!({
            "type": "object",
            "required": ["kind", more],
            "properties": {"kind": {"type": "string"}, more: {"type": "integer"}},
        })
    };
    let union = |mapping: Value| {
        json!({
            "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
            "discriminator": {"propertyName": "kind", "mapping": mapping},
        })
    };
    let with =
        |union: Value| sample(&json!({"S": union, "Cat": pet("claws"), "Dog": pet("teeth")}));

    let (mapped, is_valid) = with(union(
        json!({"tom": "#/components/schemas/Cat", "rex": "Dog"}),
    ));
    assert_eq!(mapped, json!({"kind": "tom", "claws": 1}));
    assert!(is_valid);
    let (tacit, is_valid) = with(union(json!({})));
    assert_eq!(tacit, json!({"kind": "Cat", "claws": 1}));
    assert!(is_valid);
}

#[test]
fn a_made_object_has_what_is_required_beside_its_branches() {
    let own = json!({"id": {"type": "integer"}, "x": {"type": "string"}, "y": {"type": "string"}});
    for schema in [
        json!({
            "type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}},
            "oneOf": [
                {"required": ["x"], "properties": {"x": {"type": "string"}}},
                {"required": ["y"], "properties": {"y": {"type": "integer"}}},
            ],
        }),
        json!({
            "type": "object", "required": ["id"], "properties": own,
            "oneOf": [{"required": ["x"]}, {"required": ["y"]}],
        }),
        json!({
            "type": "object", "required": ["id"], "properties": own,
            "anyOf": [{"required": ["x"]}, {"required": ["y"]}],
        }),
        json!({
            "oneOf": [
                {"type": "object", "properties": {"a": {"type": "string"}}},
                {"type": "object", "required": ["b"], "properties": {"b": {"type": "string"}}},
            ],
        }),
    ] {
        let (sample, is_valid) = sample(&json!({"S": schema}));

        assert!(is_valid, "{schema}: {sample}");
    }
}

#[test]
fn the_parts_of_a_path_parameter_are_told_apart() {
    let list = json!({"type": "array", "items": {"type": "string"}, "examples": [["a,b", "c"]]});
    let point = json!({"type": "object", "properties": {"x": {"const": 1}, "y": {"const": 2}}});
    let parameter = |name: &str, style: &str, explode: bool, schema: &Value| {
        json!({
            "name": name, "in": "path", "required": true,
            "style": style, "explode": explode, "schema": schema,
        })
    };
    let parameters = json!([
        parameter("a", "simple", false, &list),
        parameter("b", "simple", true, &point),
        parameter("c", "label", true, &list),
        parameter("d", "matrix", false, &point),
        parameter("e", "matrix", true, &list),
        parameter("f", "simple", true, &json!({"const": "a/b"})),
    ]);
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Clock", "version": "1"},
        "paths": {"/{a}/{b}/{c}/{d}/{e}/{f}": {"get": {
            "operationId": "act",
            "parameters": parameters,
            "responses": {"204": {"description": "Done."}},
        }}},
    });
    let document = load_lenient_from("clock.json", &|_: &str| Ok(document.to_string())).unwrap();

    let plan = planned_for(&document, 1_000);

    let probes = of(&plan, "act");
    let valid = probes.iter().find(|probe| probe.valid).unwrap();
    let segments = valid.path.iter().map(|segment| match segment {
        Segment::Fixed(text) => text.clone(),
        Segment::Parameter { example, .. } => percent_encoded(example),
    });
    assert_eq!(
        segments.collect::<Vec<_>>(),
        [
            "a%2Cb,c",
            "x=1,y=2",
            ".a%2Cb.c",
            ";d=x,1,y,2",
            ";e=a%2Cb;e=c",
            "a%2Fb",
        ]
    );
}

#[test]
fn a_made_body_is_of_the_branch_that_supplied_members_fit() {
    let branch = |name: &str, rule: Value| {
        json!({"type": "object", "required": [name], "additionalProperties": false,
               "properties": {name: rule}})
    };
    let shelf = json!({"type": "string", "pattern": "^(?!a)[A-Z](1|2)*7$"});
    let branches = [
        branch("shelf", shelf),
        branch("door", json!({"const": "x"})),
    ];
    let schema = json!({"oneOf": branches});
    let content = json!({"application/json": {"schema": schema}});
    let document = document(json!({"requestBody": {"content": content}}), &json!({}));
    let supplied = json!({"shelf": "B7"});
    let members = supplied.as_object().unwrap().clone();

    let options = ProbeOptions {
        members: [("act".to_owned(), members)].into(),
        most: 1_000,
        ..ProbeOptions::default()
    };

    assert_eq!(
        body(&plan(&document, &options).unwrap()),
        supplied.to_string()
    );
}
