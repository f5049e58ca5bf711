//! Schemas that contain themselves end, whatever the contract means by them.

use insta::assert_snapshot;

use super::{codes, lenient, load_files, with_schemas};
use crate::{load_lenient_from, model::Kind};

#[test]
fn a_child_takes_in_its_parent_without_the_choice_between_children() {
    let text = with_schemas(
        "3.0.3",
        "    Pet:
      type: object
      required: [kind]
      properties: {kind: {type: string}}
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {lives: {type: integer}}}]}
    Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {barks: {type: boolean}}}]}
",
    );

    let document = lenient(&text);

    let Kind::Object(cat) = &document.schema("Cat").unwrap().kind else {
        panic!("a cat is one object");
    };
    let names: Vec<&str> = cat.properties.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["kind", "lives"]);
    assert!(cat.properties[0].required);
    let Kind::AllOf(parts) = &document.schema("Pet").unwrap().kind else {
        panic!("a pet is a choice beside members");
    };
    assert!(matches!(parts[0].kind, Kind::OneOf(_, Some(_))));
    assert_eq!(codes(&document), [""; 0]);
}

#[test]
fn a_schema_that_lists_itself_in_all_of_is_the_rest_of_the_list() {
    let text = with_schemas(
        "3.0.3",
        "    Node: {allOf: [{$ref: '#/components/schemas/Node'}, {type: object, properties: {next: {$ref: '#/components/schemas/Node'}}}]}\n",
    );

    let document = lenient(&text);

    let Kind::Object(node) = &document.schema("Node").unwrap().kind else {
        panic!("a node is one object");
    };
    assert!(matches!(&node.properties[0].schema.kind, Kind::Ref(name) if name == "Node"));
}

#[test]
fn a_circle_that_defines_nothing_is_refused_by_every_reading() {
    let text = with_schemas(
        "3.0.3",
        "    A: {anyOf: [{$ref: '#/components/schemas/B'}, {type: string}]}
    B: {anyOf: [{$ref: '#/components/schemas/A'}, {type: integer}]}
    C: {$ref: '#/components/schemas/C'}
",
    );

    let lenient = load_lenient_from("a.yaml", &|_: &str| Ok(text.clone())).unwrap_err();

    assert!(load_files(&[("a.yaml", &text)]).is_err());
    assert_snapshot!(lenient, @r"
    a.yaml:6: circular-ref: `A` refers only to itself
      at: /components/schemas/A
      help: let one of the references lead to a schema with a type
    a.yaml:7: circular-ref: `B` refers only to itself
      at: /components/schemas/B
      help: let one of the references lead to a schema with a type
    a.yaml:8: circular-ref: `C` refers only to itself
      at: /components/schemas/C
      help: let one of the references lead to a schema with a type
    ");
}

#[test]
fn hundreds_of_circles_are_untied_in_a_moment() {
    let mut schemas = String::from("    Base: {type: object, oneOf: [");
    for number in 0..400 {
        schemas.push_str(&format!("{{$ref: '#/components/schemas/C{number}'}}, "));
    }
    schemas.push_str("]}\n");
    for number in 0..400 {
        schemas.push_str(&format!(
            "    C{number}: {{allOf: [{{$ref: '#/components/schemas/Base'}}, {{type: object}}]}}\n"
        ));
    }

    let document = lenient(&with_schemas("3.0.3", &schemas));

    assert_eq!(document.schemas.len(), 401);
}

#[test]
fn a_schema_that_is_nothing_without_its_circle_is_refused() {
    let text = with_schemas(
        "3.0.3",
        "    B: {allOf: [{$ref: '#/components/schemas/C'}]}
    C: {oneOf: [{$ref: '#/components/schemas/B'}, {type: integer}]}
",
    );

    let problems = load_lenient_from("a.yaml", &|_: &str| Ok(text.clone())).unwrap_err();

    let codes: Vec<_> = problems.0.iter().map(|one| one.code).collect();
    assert_eq!(codes, ["circular-ref", "circular-ref"]);
}

#[test]
fn parts_that_share_their_parts_are_merged_once() {
    // A hundred levels of two references each: more paths than anybody could follow.
    let mut schemas = String::new();
    for level in 0..100 {
        let next = format!("$ref: '#/components/schemas/L{}'", level + 1);
        schemas.push_str(&format!(
            "    L{level}: {{allOf: [{{{next}}}, {{{next}}}]}}\n"
        ));
    }
    schemas.push_str("    L100: {type: object, required: [a], properties: {a: {type: string}}}\n");

    let document = lenient(&with_schemas("3.0.3", &schemas));

    let first = document.schemas.iter().find(|named| named.name == "L0");
    let Kind::Object(rules) = &first.unwrap().schema.kind else {
        panic!("the parts are one object");
    };
    assert_eq!(rules.properties.len(), 1);
    assert!(rules.properties[0].required);
}
