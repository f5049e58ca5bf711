//! Members that go one way only are required that way only.

use serde_json::{Value, json};

use super::{lenient, load_lenient_from};
use crate::{Level, compare};

/// A document whose one operation takes and answers with a pet, as these schemas have it.
fn pets(schemas: &str) -> String {
    format!(
        "\
openapi: 3.0.3
info: {{title: T, version: '1'}}
paths:
  /pets:
    post:
      operationId: add
      requestBody:
        content: {{application/json: {{schema: {{$ref: '#/components/schemas/Pet'}}}}}}
      responses:
        default:
          description: Added.
          content: {{application/json: {{schema: {{$ref: '#/components/schemas/Pet'}}}}}}
components:
  schemas:
{schemas}"
    )
}

fn required(bundle: &Value, schema: &str) -> Value {
    bundle["components"]["schemas"][schema]["required"].clone()
}

#[test]
fn a_schema_of_both_directions_gets_a_copy_for_requests() {
    let document = lenient(&pets(
        "
    Pet:
      type: object
      required: [id, name, secret]
      properties:
        id: {type: string, readOnly: true}
        name: {type: string}
        secret: {type: string, writeOnly: true}
",
    ));

    let add = &document.bundled["paths"]["/pets"]["post"];
    let body = &add["requestBody"]["content"]["application/json"]["schema"]["$ref"];
    let answer = &add["responses"]["default"]["content"]["application/json"]["schema"]["$ref"];
    assert_eq!(body, "#/components/schemas/PetRequest");
    assert_eq!(answer, "#/components/schemas/Pet");
    assert_eq!(
        required(&document.bundled, "PetRequest"),
        json!(["name", "secret"])
    );
    assert_eq!(required(&document.bundled, "Pet"), json!(["id", "name"]));
    let copy = document.schema("PetRequest").unwrap();
    assert_eq!(copy.location, document.schema("Pet").unwrap().location);
    assert_eq!(document.warnings, []);
}

#[test]
fn what_refers_to_a_copied_schema_is_copied_too_under_a_free_name() {
    let document = lenient(&pets(
        "
    Pet: {type: object, properties: {tags: {type: array, items: {$ref: '#/components/schemas/Tag'}}, kind: {$ref: '#/components/schemas/Kind'}}}
    Tag: {type: object, required: [id], properties: {id: {type: integer, readOnly: true}}}
    TagRequest: {type: string}
    Kind: {type: string}
",
    ));

    let schemas = &document.bundled["components"]["schemas"];
    let names: Vec<&String> = schemas.as_object().unwrap().keys().collect();
    assert_eq!(
        names,
        [
            "Pet",
            "Tag",
            "TagRequest",
            "Kind",
            "PetRequest",
            "TagRequest2"
        ]
    );
    assert_eq!(
        schemas["PetRequest"]["properties"]["tags"]["items"]["$ref"],
        "#/components/schemas/TagRequest2"
    );
    assert_eq!(
        schemas["PetRequest"]["properties"]["kind"]["$ref"],
        "#/components/schemas/Kind"
    );
}

#[test]
fn marks_reach_through_references_and_all_of() {
    let document = lenient(&pets(
        "
    Id: {type: string, readOnly: true}
    Base: {type: object, properties: {at: {type: string, readOnly: true}}}
    Pet:
      allOf:
        - $ref: '#/components/schemas/Base'
        - type: object
          required: [id, at, default]
          properties:
            id: {$ref: '#/components/schemas/Id'}
            default: {type: object, required: [x], properties: {x: {type: string, readOnly: true}}}
",
    ));

    let part = &document.bundled["components"]["schemas"]["PetRequest"]["allOf"][1];
    assert_eq!(part["required"], json!(["default"]));
    assert_eq!(part["properties"]["default"]["required"], json!([]));
}

#[test]
fn a_member_that_decides_a_choice_stays_required() {
    let document = lenient(&pets(
        "
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: type}
    Cat: {type: object, required: [type, id], properties: {type: {type: string, enum: [cat], readOnly: true}, id: {type: string, readOnly: true}}}
    Dog: {type: object, required: [type], properties: {type: {type: string, enum: [dog], readOnly: true}}}
",
    ));

    let schemas = &document.bundled["components"]["schemas"];
    assert_eq!(required(&document.bundled, "CatRequest"), json!(["type"]));
    assert_eq!(
        schemas["PetRequest"]["discriminator"]["mapping"]["cat"],
        "#/components/schemas/CatRequest"
    );
    assert_eq!(
        schemas["PetRequest"]["discriminator"]["mapping"]["dog"],
        "#/components/schemas/Dog"
    );
}

#[test]
fn a_schema_of_one_direction_is_not_copied() {
    let text = pets(
        "
    Pet: {type: object, required: [id], properties: {id: {type: string, readOnly: true}}}
",
    )
    .replace(
        "          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}\n",
        "",
    );

    let document = load_lenient_from("a.yaml", &|_: &str| Ok(text.clone())).unwrap();

    let schemas = document.bundled["components"]["schemas"]
        .as_object()
        .unwrap();
    assert_eq!(schemas.len(), 1);
    assert_eq!(required(&document.bundled, "Pet"), json!([]));
}

#[test]
fn what_must_not_be_stays_as_it_is() {
    let document = lenient(&pets(
        "
    Pet: {not: {type: object, required: [id], properties: {id: {type: string, readOnly: true}}}}
",
    ));

    let schemas = document.bundled["components"]["schemas"]
        .as_object()
        .unwrap();
    assert_eq!(schemas.keys().collect::<Vec<_>>(), ["Pet"]);
    assert_eq!(schemas["Pet"]["not"]["required"], json!(["id"]));
}

#[test]
fn a_member_that_clients_must_send_now_is_breaking_for_them_alone() {
    let pet = |id: &str| {
        lenient(&pets(&format!(
            "\n    Pet: {{type: object, required: [id], properties: {{id: {{type: string{id}}}}}}}\n"
        )))
    };
    let (assigned, sent) = (pet(", readOnly: true"), pet(""));

    let changes = compare(&assigned, &sent);
    let back = compare(&sent, &assigned);

    let breaking: Vec<&str> = changes
        .of(Level::Breaking)
        .map(|one| one.code.as_str())
        .collect();
    assert_eq!(breaking, ["request-property-became-required"]);
    assert_eq!(back.of(Level::Breaking).count(), 0, "{back}");
}
