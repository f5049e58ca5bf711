//! Schemas of strangers mean what they say, and where they do not say it, what is meant.

use serde_json::json;

use super::{codes, lenient, lenient_schema, load_files, with_schemas};
use crate::load_lenient_from;
use crate::model::{Additional, Kind, Schema};

fn parts(schema: &Schema) -> &[Schema] {
    match &schema.kind {
        Kind::AllOf(parts) | Kind::AnyOf(parts) => parts,
        other => panic!("no list of schemas: {other:?}"),
    }
}

#[test]
fn demands_that_do_not_merge_stay_side_by_side() {
    let (schema, warnings) = lenient_schema(
        "3.1.0",
        "type: object\nproperties: {a: {type: string}}\nanyOf: [{required: [a]}, {required: [b]}]",
    );

    assert!(matches!(&parts(&schema)[0].kind, Kind::AnyOf(_)));
    assert!(matches!(&parts(&schema)[1].kind, Kind::Object(rules) if rules.properties.len() == 1));
    assert_eq!(warnings, [""; 0]);
}

#[test]
fn members_that_do_not_merge_stay_side_by_side_in_one_object() {
    let (schema, _) = lenient_schema(
        "3.1.0",
        "allOf:\n- {type: object, properties: {x: {type: string, pattern: a}}}\n- {type: object, properties: {x: {type: string, pattern: b}, y: {type: integer}}}",
    );

    let Kind::Object(rules) = &schema.kind else {
        panic!("one object");
    };
    assert_eq!(parts(&rules.properties[0].schema).len(), 2);
    assert!(matches!(rules.properties[1].schema.kind, Kind::Integer(_)));
}

#[test]
fn a_reference_keeps_its_name_beside_prose_and_the_type_that_it_has() {
    for around in [
        "allOf: [{$ref: '#/components/schemas/Name'}, {description: Mine.}]",
        "type: string\nallOf: [{$ref: '#/components/schemas/Name'}]",
        "nullable: true\nallOf: [{$ref: '#/components/schemas/Name'}]",
        "$ref: '#/components/schemas/Name'\ntype: integer",
    ] {
        let indented: String = around
            .lines()
            .map(|line| format!("      {line}\n"))
            .collect();
        let text = format!("    Name: {{type: string}}\n    S:\n{indented}");

        let document = lenient(&with_schemas("3.0.3", &text));

        let schema = document.schema("S").unwrap();
        assert!(
            matches!(&schema.kind, Kind::Ref(name) if name == "Name"),
            "{around}: {schema:?}"
        );
    }
}

#[test]
fn conditions_become_choices() {
    let (schema, _) = lenient_schema(
        "3.1.0",
        "if: {type: string}\nthen: {type: string, maxLength: 3}\nelse: {type: integer}",
    );

    let [then, otherwise] = parts(&schema) else {
        panic!("two branches");
    };
    assert!(matches!(parts(then)[1].kind, Kind::String(_)));
    assert!(matches!(parts(otherwise)[0].kind, Kind::Not(_)));
}

#[test]
fn dependencies_become_choices() {
    let (schema, _) = lenient_schema("3.1.0", "dependentRequired: {a: [b, c]}");

    let [with, without] = parts(&parts(&schema)[0]) else {
        panic!("two branches: {schema:?}");
    };
    let Kind::Object(needed) = &parts(with)[1].kind else {
        panic!("an object");
    };
    assert_eq!(needed.properties.len(), 2);
    assert!(matches!(without.kind, Kind::Not(_)));
}

#[test]
fn schemas_that_are_flags_admit_everything_or_nothing() {
    for text in ["not: {}", "not: true", "allOf: [false]"] {
        let (schema, _) = lenient_schema("3.1.0", text);
        assert!(
            matches!(&schema.kind, Kind::Not(inner) if matches!(inner.kind, Kind::Any)),
            "{text}: {schema:?}"
        );
        assert!(!schema.nullable, "{text}");
    }
}

#[test]
fn members_known_by_a_pattern_keep_their_schemas() {
    let (schema, _) = lenient_schema(
        "3.1.0",
        "patternProperties: {'^x-\\d': {type: integer}}\nadditionalProperties: false",
    );

    let Kind::Object(rules) = &schema.kind else {
        panic!("an object");
    };
    assert_eq!(rules.patterns[0].0, "^x-[0-9]");
    assert!(matches!(rules.additional, Additional::Closed));
}

#[test]
fn rules_about_names_become_rules_about_members() {
    let (schema, _) = lenient_schema(
        "3.1.0",
        "propertyNames: {type: string, maxLength: 3, pattern: '^a'}\nadditionalProperties: {type: integer}",
    );
    let (listed, _) = lenient_schema("3.1.0", "type: object\npropertyNames: {enum: [a, b]}");

    let (Kind::Object(rules), Kind::Object(listed)) = (&schema.kind, &listed.kind) else {
        panic!("objects");
    };
    let pattern = fancy_regex::Regex::new(&rules.patterns[0].0).unwrap();
    assert!(pattern.is_match("abc").unwrap());
    assert!(!pattern.is_match("abcd").unwrap() && !pattern.is_match("bcd").unwrap());
    assert!(matches!(listed.additional, Additional::Closed));
    assert_eq!(listed.properties.len(), 2);
}

#[test]
fn patterns_speak_the_dialect_of_rust() {
    for (ecma, rust) in [
        ("^\\d+$", "^[0-9]+$"),
        ("a\\/b", "a/b"),
        ("^(?!a)b$", "^(?!a)b$"),
        ("^\\_[\\w.\\-]{2}$", ""),
        ("^[\\w-.]+[+-\\d]$", ""),
        ("^[\\u0020-\\uD7FF\\uD800\\uDBFF-\\uDC00\\uDFFF]*$", ""),
        ("\\S{1,8192}", ""),
        ("a{b}", ""),
    ] {
        let (schema, warnings) =
            lenient_schema("3.1.0", &format!("type: string\npattern: '{ecma}'"));
        let Kind::String(rules) = &schema.kind else {
            panic!("text");
        };
        let pattern = rules.pattern.as_deref().unwrap();
        assert!(fancy_regex::Regex::new(pattern).is_ok(), "{ecma}");
        assert!(
            rust.is_empty() || pattern == rust || pattern == ecma,
            "{ecma}: {pattern}"
        );
        assert_eq!(warnings, [""; 0], "{ecma}");
    }
    let (schema, _) = lenient_schema(
        "3.1.0",
        "type: string\nmaxLength: 9\npattern: '^.{1,262144}$'",
    );
    assert!(matches!(&schema.kind, Kind::String(rules)
        if (rules.min_length, rules.max_length) == (Some(1), Some(9))));
}

#[test]
fn a_rule_that_nobody_can_hold_is_refused_and_not_left_out() {
    for (rule, code) in [
        ("type: string\npattern: '(a'", "bad-pattern"),
        ("type: string\npattern: {}", "wrong-type"),
        ("type: string\nmaxLength: -9", "wrong-type"),
        ("type: number\nmaximum: many", "wrong-type"),
        ("type: object\nproperties: {a: text}", "wrong-type"),
        ("enum: {a: 1}", "wrong-type"),
        ("type: object\npatternProperties: {'(a': {}}", "bad-pattern"),
    ] {
        let indented = rule.replace('\n', "\n      ");
        let text = with_schemas("3.1.0", &format!("    S:\n      {indented}\n"));

        let problems = load_lenient_from("a.yaml", &|_: &str| Ok(text.clone())).unwrap_err();

        let codes: Vec<_> = problems.0.iter().map(|one| one.code).collect();
        assert_eq!(codes, [code], "{rule}");
    }
}

#[test]
fn listed_values_agree_with_the_type_beside_them() {
    for (text, values) in [
        ("type: string\nenum: [1, a, 1]", json!(["1", "a"])),
        ("type: integer\nenum: ['1', 2, x]", json!([1, 2])),
        ("type: boolean\nenum: ['true']", json!([true])),
        ("type: integer\nenum: [a, b]", json!(["a", "b"])),
        ("type: string\nmaxLength: 2\nenum: [ab, abc]", json!(["ab"])),
    ] {
        let (schema, warnings) = lenient_schema("3.0.3", text);
        let Kind::Enum(given) = &schema.kind else {
            panic!("{text}: {schema:?}");
        };
        assert_eq!(json!(given), values, "{text}");
        assert!(!warnings.is_empty(), "{text}");
    }
    let (schema, warnings) = lenient_schema("3.0.3", "type: string\nenum: [a, null]");
    assert!(schema.nullable);
    assert_eq!(warnings, ["null-in-enum"]);
    let (schema, _) = lenient_schema("3.0.3", "type: array\nitems: {type: string}\nenum: [a, b]");
    assert!(
        matches!(&schema.kind, Kind::Array(rules) if matches!(rules.items.kind, Kind::Enum(_)))
    );
}

#[test]
fn limits_imply_the_type_that_they_limit() {
    for (text, kind) in [
        ("minLength: 2", "String"),
        ("maximum: 2", "Number"),
        ("uniqueItems: true", "Array"),
        ("required: [a]", "Object"),
        ("format: date-time", "String"),
        ("type: file", "String"),
        ("type: datetime", "String"),
        ("type: any", "Any"),
        ("minLength: 2\nminimum: 1", "AnyOf"),
        ("contentMediaType: application/octet-stream", "String"),
    ] {
        let (schema, _) = lenient_schema("3.1.0", text);
        let name = format!("{:?}", schema.kind);
        assert!(name.starts_with(kind), "{text}: {name}");
    }
}

#[test]
fn a_discriminator_maps_the_values_that_its_branches_list() {
    let text = with_schemas(
        "3.0.3",
        "    Cat: {type: object, required: [kind], properties: {kind: {type: string, enum: [cat, lion]}}}
    Dog: {type: object, required: [kind], properties: {kind: {$ref: '#/components/schemas/DogKind'}}}
    DogKind: {type: string, enum: [dog]}
    S: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind, mapping: {gone: '#/components/schemas/Gone'}}}
    T: {oneOf: [{$ref: '#/components/schemas/Cat'}, {type: string}], discriminator: {propertyName: kind}}
",
    );

    let document = lenient(&text);

    let Kind::OneOf(_, Some(discriminator)) = &document.schema("S").unwrap().kind else {
        panic!("a decided choice");
    };
    let mapping = [("cat", "Cat"), ("lion", "Cat"), ("dog", "Dog")];
    assert_eq!(
        discriminator.mapping,
        mapping.map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
    assert!(matches!(
        document.schema("T").unwrap().kind,
        Kind::OneOf(_, None)
    ));
    assert_eq!(codes(&document), ["unknown-ref", "undecided-branch"]);
}

#[test]
fn references_may_lead_anywhere_in_a_document() {
    let text = "\
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a:
    get:
      operationId: a
      responses: {'200': {description: OK., content: {application/json: {schema: {type: object, properties: {id: {type: integer}}}}}}}
  /b: {$ref: '#/components/pathItems/B'}
components:
  pathItems:
    B: {get: {operationId: b, responses: {'204': {description: None.}}}}
  schemas:
    One: {$ref: '#/paths/~1a/get/responses/200/content/application~1json/schema'}
    Two: {$ref: '#/components/schemas/Box/properties/inner%20part'}
    Three: {$ref: '#/components/schemas/Box/$defs/Lid'}
    Box: {type: object, properties: {inner part: {type: string}}, $defs: {Lid: {type: boolean}}}
";

    let document = lenient(text);

    let target = |name: &str| {
        document
            .resolve(document.schema(name).unwrap())
            .kind
            .clone()
    };
    assert!(matches!(target("One"), Kind::Object(_)));
    assert!(matches!(target("Two"), Kind::String(_)));
    assert!(matches!(target("Three"), Kind::Boolean));
    let names: Vec<&str> = document
        .schemas
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "One",
            "Two",
            "Three",
            "Box",
            "a_get_200_application_json",
            "Box_inner_part",
            "Lid"
        ]
    );
    assert!(document.operation("b").is_some());
}

#[test]
fn names_of_several_files_are_told_apart() {
    let root = with_schemas(
        "3.0.3",
        "    Item: {type: object, properties: {other: {$ref: 'b.yaml#/components/schemas/Item'}, bad: {$ref: 'b.yaml#/components/schemas/A b'}}}\n",
    );
    let other = "components: {schemas: {Item: {type: integer}, A b: {type: string}}}";
    let read = |name: &str| {
        Ok(if name == "a.yaml" {
            root.clone()
        } else {
            other.to_owned()
        })
    };

    let document = load_lenient_from("a.yaml", &read).unwrap();

    let names: Vec<&str> = document
        .schemas
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(names, ["Item", "Item_2", "A_b"]);
    assert_eq!(codes(&document), ["bad-name", "name-clash"]);
    assert!(load_files(&[("a.yaml", &root), ("b.yaml", other)]).is_err());
}

#[test]
fn merged_objects_of_yaml_give_what_is_not_there_yet() {
    let text = "\
openapi: 3.0.3
info: {title: T, version: '1'}
x-shared:
  one: &one {security: [{key: []}], summary: One}
  two: &two {summary: Two, deprecated: true}
paths:
  /a:
    get:
      summary: Own
      <<: [*one, *two]
      operationId: a
      responses: {'204': {description: Done.}}
components: {securitySchemes: {key: {type: apiKey, in: header, name: K}}}
";

    let document = lenient(text);

    let a = document.operation("a").unwrap();
    assert_eq!(a.security.len(), 1);
    assert_eq!(a.summary.as_deref(), Some("Own"));
    let operation = &document.bundled["paths"]["/a"]["get"];
    assert_eq!(operation["deprecated"], true);
    assert_eq!(codes(&document), [""; 0]);
}

#[test]
fn only_objects_are_merged() {
    let text = "openapi: 3.0.3\ninfo: {title: T, version: '1', <<: 5}\npaths: {}\n";

    let problems = load_lenient_from("a.yaml", &|_: &str| Ok(text.to_owned())).unwrap_err();

    assert_eq!(problems.0[0].code, "bad-merge");
    assert_eq!(problems.0[0].location.line, 2);
}

#[test]
fn a_discriminator_decides_between_any_of_its_branches() {
    let document = lenient(&with_schemas(
        "3.0.3",
        "    Pet:
      anyOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: kind}
    Cat: {type: object, required: [kind], properties: {kind: {type: string}}}
    Dog: {type: object, required: [kind], properties: {kind: {type: string}, bark: {type: string}}}
",
    ));

    let Kind::OneOf(branches, Some(discriminator)) = &document.schema("Pet").unwrap().kind else {
        panic!("a choice that is decided");
    };
    assert_eq!(
        (branches.len(), discriminator.property.as_str()),
        (2, "kind")
    );
    assert_eq!(codes(&document), [""; 0]);
}
