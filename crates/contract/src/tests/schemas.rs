//! Every spelling of a schema becomes one kind.

use serde_json::json;

use super::{load_files, schema, with_schemas};
use crate::model::{Additional, Kind, ObjectRules, Schema};

fn object(schema: &Schema) -> &ObjectRules {
    match &schema.kind {
        Kind::Object(rules) => rules,
        other => panic!("not an object: {other:?}"),
    }
}

#[test]
fn nullable_is_recognised_in_every_spelling() {
    for text in [
        "type: [string, 'null']",
        "type: [string, 'null']\nenum: [a, null]",
        "oneOf: [{type: string}, {type: 'null'}]",
        "anyOf: [{type: 'null'}, {type: string}]",
        "oneOf: [{type: string, maxLength: 3}, {const: null}]",
        "enum: [a, null]",
    ] {
        let schema = schema("3.1.0", text);
        assert!(schema.nullable, "{text}");
        assert!(
            matches!(schema.kind, Kind::String(_) | Kind::Enum(_)),
            "{text}"
        );
    }
}

#[test]
fn an_enum_admits_null_only_where_its_type_does() {
    let schema = schema("3.1.0", "type: string\nenum: [a, b]");

    assert!(!schema.nullable);
    assert!(matches!(&schema.kind, Kind::Enum(values) if *values == [json!("a"), json!("b")]));
}

#[test]
fn all_of_becomes_one_object_with_the_narrowest_rules() {
    let text = with_schemas(
        "3.1.0",
        "    Base: {type: object, required: [id, late], properties: {id: {type: string, minLength: 2, maxLength: 9}}}
    S:
      description: Both.
      allOf:
      - $ref: '#/components/schemas/Base'
      - type: object
        properties: {id: {type: string, maxLength: 5}, late: {type: boolean}}
        additionalProperties: false
",
    );

    let document = load_files(&[(
        "a.yaml",
        &text.replace("required: [id, late]", "required: [id]"),
    )])
    .unwrap();

    let schema = document.schema("S").unwrap();
    let rules = object(schema);
    assert_eq!(schema.description.as_deref(), Some("Both."));
    assert!(matches!(rules.additional, Additional::Closed));
    assert_eq!(rules.properties.len(), 2);
    let Kind::String(id) = &rules.properties[0].schema.kind else {
        panic!("id is text");
    };
    assert_eq!((id.min_length, id.max_length), (Some(2), Some(5)));
    assert!(rules.properties[0].required && !rules.properties[1].required);
}

#[test]
fn a_part_of_all_of_may_require_what_another_declares() {
    let schema = schema(
        "3.1.0",
        "allOf:\n- {type: object, required: [a]}\n- {type: object, properties: {a: {type: integer}}}",
    );

    assert!(object(&schema).properties[0].required);
}

#[test]
fn a_list_of_one_alternative_is_that_alternative() {
    for keyword in ["oneOf", "anyOf", "allOf"] {
        let schema = schema(
            "3.1.0",
            &format!("{keyword}: [{{type: boolean}}]\ntitle: Yes"),
        );
        assert!(matches!(schema.kind, Kind::Boolean), "{keyword}");
        assert_eq!(schema.title.as_deref(), Some("Yes"));
    }
}

#[test]
fn several_types_are_alternatives() {
    let schema = schema(
        "3.1.0",
        "type: [string, integer, 'null']\nmaxLength: 4\nminimum: 0",
    );

    assert!(schema.nullable);
    let Kind::AnyOf(branches) = &schema.kind else {
        panic!("alternatives");
    };
    assert!(matches!(&branches[0].kind, Kind::String(rules) if rules.max_length == Some(4)));
    assert!(matches!(&branches[1].kind, Kind::Integer(rules) if rules.minimum == Some(0.into())));
}

#[test]
fn a_discriminator_maps_every_branch() {
    let text = with_schemas(
        "3.1.0",
        "    Cat: {type: object, required: [kind], properties: {kind: {type: string}}}
    Dog: {type: object, required: [kind], properties: {kind: {type: string}}}
    S:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind, mapping: {feline: Cat}}
",
    );

    let document = load_files(&[("a.yaml", &text)]).unwrap_or_else(|problems| panic!("{problems}"));

    let Kind::OneOf(_, Some(discriminator)) = &document.schema("S").unwrap().kind else {
        panic!("discriminated");
    };
    let mapping = [("feline", "Cat"), ("Dog", "Dog")];
    assert_eq!(
        discriminator.mapping,
        mapping.map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
    let bundled = document
        .bundled
        .pointer("/components/schemas/S/discriminator/mapping/feline");
    assert_eq!(bundled, Some(&json!("#/components/schemas/Cat")));
}

#[test]
fn a_discriminated_choice_may_contain_itself() {
    let text = with_schemas(
        "3.1.0",
        "    Leaf: {type: object, required: [kind], properties: {kind: {type: string}}}
    Fork: {type: object, required: [kind], properties: {kind: {type: string}, left: {$ref: '#/components/schemas/Tree'}, right: {oneOf: [{$ref: '#/components/schemas/Leaf'}, {$ref: '#/components/schemas/Fork'}], discriminator: {propertyName: kind}}}}
    Tree: {oneOf: [{$ref: '#/components/schemas/Leaf'}, {$ref: '#/components/schemas/Fork'}], discriminator: {propertyName: kind}}
",
    );

    let document = load_files(&[("a.yaml", &text)]).unwrap_or_else(|problems| panic!("{problems}"));

    assert!(matches!(
        document.schema("Tree").unwrap().kind,
        Kind::OneOf(..)
    ));
}

#[test]
fn schemas_may_contain_themselves_through_members() {
    let text = with_schemas(
        "3.1.0",
        "    Tree: {type: object, properties: {children: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}\n",
    );

    let document = load_files(&[("a.yaml", &text)]).unwrap();

    assert_eq!(object(document.schema("Tree").unwrap()).properties.len(), 1);
}

#[test]
fn a_description_beside_a_reference_is_the_members_own() {
    let text = with_schemas(
        "3.1.0",
        "    Name: {type: string, description: Any name.}
    S: {type: object, properties: {name: {$ref: '#/components/schemas/Name', description: The first name., examples: [Ann]}}}
",
    );

    let document = load_files(&[("a.yaml", &text)]).unwrap();

    let name = &object(document.schema("S").unwrap()).properties[0].schema;
    assert!(matches!(&name.kind, Kind::Ref(target) if target == "Name"));
    assert_eq!(name.description.as_deref(), Some("The first name."));
    assert_eq!(name.examples, [json!("Ann")]);
}

#[test]
fn limits_beside_a_reference_are_merged_with_it() {
    let text = with_schemas(
        "3.1.0",
        "    Name: {type: string, maxLength: 9}
    S: {$ref: '#/components/schemas/Name', type: string, minLength: 2}
",
    );

    let document = load_files(&[("a.yaml", &text)]).unwrap();

    let Kind::String(rules) = &document.schema("S").unwrap().kind else {
        panic!("text");
    };
    assert_eq!((rules.min_length, rules.max_length), (Some(2), Some(9)));
}
