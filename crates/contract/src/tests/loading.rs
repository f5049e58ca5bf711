//! Files of all kinds become the same model.

use serde_json::{Value, json};

use super::{load_files, own_contract, own_contracts};
use crate::{
    load_value,
    model::{Carrier, Kind, Place},
};

#[test]
fn the_contract_of_this_repository_loads() {
    let document = own_contract("sovx");

    assert_eq!(document.base_path, "/sovx/v1");
    assert!(document.operations.len() >= 11);
    assert_eq!(document.files[0].to_str(), Some("openapi.yaml"));
    assert!(document.files.len() >= 6);
    let deletion = document.operation("deleteCustomer").unwrap();
    assert!(deletion.response(204).unwrap().content.is_empty());
    assert!(!document.bundled.to_string().contains(".yaml"));
}

#[test]
fn a_bundle_loads_to_the_same_bundle() {
    for document in own_contracts() {
        let again = load_value("bundle.json", &document.bundled).unwrap();

        assert_eq!(again.bundled.to_string(), document.bundled.to_string());
    }
}

const ROOT: &str = "\
openapi: 3.1.0
info: {title: Shop, version: '2', description: Sells things.}
servers: [{url: 'https://{zone}.example.com/v2/', variables: {zone: {default: eu}}}]
tags: [{name: Items, description: Things.}]
security: [{key: []}]
paths:
  /items/{id}: {$ref: './items/paths.yaml#/paths/~1items~1{id}'}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key, x-tier: user}
";
const PATHS: &str = "\
paths:
  /items/{id}:
    parameters:
    - {name: id, in: path, required: true, schema: {type: string, maxLength: 9}}
    get:
      operationId: getItem
      tags: [Items]
      parameters:
      - $ref: ../parts.yaml#/components/parameters/Page
      responses:
        200:
          description: Found.
          content:
            application/json:
              schema: {$ref: '../parts.yaml#/components/schemas/Item'}
              examples: {one: {$ref: '../parts.yaml#/components/examples/One'}}
        '404': {$ref: '../parts.yaml#/components/responses/Missing', description: No item.}
    delete:
      operationId: dropItem
      security: []
      responses: {'204': {description: Gone.}}
";
const SHARED: &str = "\
components:
  parameters:
    Page: {name: page, in: query, schema: {type: integer, default: 1}, example: 3}
  schemas:
    Item: {type: object, properties: {name: {$ref: '#/components/schemas/Name'}, parent: {$ref: 'parts.yaml#/components/schemas/Item'}}}
    Name: &name {type: string, maxLength: 5}
    Other: *name
  responses:
    Missing: {description: Nothing there., headers: {X-Why: {schema: {type: string}}}}
  examples:
    One: {value: {name: bolt}}
";

#[test]
fn files_are_joined_along_their_references() {
    let files = [
        ("shop.yaml", ROOT),
        ("items/paths.yaml", PATHS),
        ("parts.yaml", SHARED),
    ];

    let document = load_files(&files).unwrap_or_else(|problems| panic!("{problems}"));

    assert_eq!(document.base_path, "/v2");
    let names: Vec<&str> = document
        .schemas
        .iter()
        .map(|named| named.name.as_str())
        .collect();
    assert_eq!(names, ["Item", "Name", "Other"]);
    let get = document.operation("getItem").unwrap();
    assert_eq!(
        (get.location.file.as_str(), get.location.line),
        ("items/paths.yaml", 5)
    );
    let parameters: Vec<_> = get
        .parameters
        .iter()
        .map(|one| (one.name.as_str(), one.place))
        .collect();
    assert_eq!(parameters, [("id", Place::Path), ("page", Place::Query)]);
    assert_eq!(get.parameters[1].example, Some(json!(3)));
    assert_eq!(get.security[0].schemes, ["key"]);
    assert!(document.operation("dropItem").unwrap().security.is_empty());
    assert_eq!(
        document.security_schemes[0].carrier,
        Carrier::Header("x-key".to_owned())
    );
    assert_eq!(document.security_schemes[0].tier, "user");
    let found = &get.response(200).unwrap().content[0];
    assert!(matches!(&found.schema.as_ref().unwrap().kind, Kind::Ref(name) if name == "Item"));
    assert_eq!(
        found.examples,
        [("one".to_owned(), json!({"name": "bolt"}))]
    );
    let missing = get.response(404).unwrap();
    assert_eq!(
        (
            missing.description.as_str(),
            missing.headers[0].name.as_str()
        ),
        ("No item.", "X-Why")
    );
}

#[test]
fn the_bundle_keeps_the_order_of_keys_and_refers_only_to_itself() {
    let files = [
        ("shop.yaml", ROOT),
        ("items/paths.yaml", PATHS),
        ("parts.yaml", SHARED),
    ];

    let bundled = load_files(&files).unwrap().bundled;

    let keys: Vec<&String> = bundled.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "openapi",
            "info",
            "servers",
            "tags",
            "security",
            "paths",
            "components"
        ]
    );
    let item = bundled
        .pointer("/components/schemas/Item/properties/parent")
        .unwrap();
    assert_eq!(*item, json!({"$ref": "#/components/schemas/Item"}));
    let missing = bundled
        .pointer("/paths/~1items~1{id}/get/responses/404")
        .unwrap();
    assert_eq!(
        *missing,
        json!({"$ref": "#/components/responses/Missing", "description": "No item."})
    );
}

#[test]
fn json_is_read_with_lines_even_where_yaml_does_not_admit_it() {
    let text = "{\"openapi\": \"3.1.0\",\n\t\"info\": {\"title\": \"\\ud83d\\ude00\", \"version\": \"1\"},\n\t\"paths\": {}}";

    let document = load_files(&[("a.json", text)]).unwrap();

    assert_eq!(document.title, "\u{1F600}");
}

#[test]
fn a_document_of_3_0_becomes_one_of_3_1() {
    let text = "\
openapi: 3.0.3
info: {title: Old, version: '1'}
paths: {}
components:
  schemas:
    Size: {type: number, minimum: 0, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false, example: 3}
    Label: {type: string, nullable: true, enum: [a, b]}
    Maybe: {nullable: true, allOf: [{$ref: '#/components/schemas/Size'}], description: Perhaps.}
    Beside: {type: object, properties: {size: {$ref: '#/components/schemas/Size', nullable: true}}}
";

    let document = load_files(&[("a.yaml", text)]).unwrap_or_else(|problems| panic!("{problems}"));

    assert_eq!(document.bundled["openapi"], "3.1.0");
    let schemas = &document.bundled["components"]["schemas"];
    assert_eq!(
        schemas["Size"],
        json!({"type": "number", "exclusiveMinimum": 0, "maximum": 9, "examples": [3]})
    );
    assert_eq!(
        schemas["Label"],
        json!({"type": ["string", "null"], "enum": ["a", "b", Value::Null]})
    );
    let size = json!({"$ref": "#/components/schemas/Size"});
    assert_eq!(
        schemas["Maybe"]["anyOf"],
        json!([{"allOf": [size]}, {"type": "null"}])
    );
    assert_eq!(
        schemas["Beside"]["properties"]["size"]["anyOf"],
        json!([size, {"type": "null"}])
    );
    for name in ["Label", "Maybe"] {
        assert!(document.schema(name).unwrap().nullable, "{name}");
    }
    let maybe = document.schema("Maybe").unwrap();
    assert!(matches!(&maybe.kind, Kind::Ref(name) if name == "Size"));
    assert_eq!(maybe.description.as_deref(), Some("Perhaps."));
}
