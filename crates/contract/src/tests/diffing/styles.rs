//! `explode` is a change only where it changes what is sent.

use serde_json::{Value, json};

use crate::{Document, compare, load_lenient_from};

/// How many changes there are between a parameter without `explode` and with the other one.
fn changes(place: &str, style: &str, schema: &Value) -> Vec<String> {
    let with = |explode: bool| -> Document {
        let parameter = json!({
            "name": "p", "in": place, "style": style, "required": place == "path",
            "explode": explode, "schema": schema,
        });
        let path = if place == "path" { "/a/{p}" } else { "/a" };
        let value = json!({
            "openapi": "3.1.0",
            "info": {"title": "Shop", "version": "1"},
            "paths": {path: {"get": {
                "parameters": [parameter],
                "responses": {"204": {"description": "Done."}},
            }}},
            "components": {"schemas": {
                "Ids": {"type": "array", "items": {"type": "string"}},
                "Id": {"type": "string", "maxLength": 3},
            }},
        });
        load_lenient_from("shop.json", &|_: &str| Ok(value.to_string()))
            .unwrap_or_else(|problems| panic!("{problems}"))
    };
    let changes = compare(&with(false), &with(true)).0;
    assert_eq!(changes.len(), compare(&with(true), &with(false)).0.len());
    changes.into_iter().map(|change| change.code).collect()
}

#[test]
fn explode_of_a_scalar_is_no_change() {
    for schema in [
        json!({"type": ["integer", "null"]}),
        json!({"$ref": "#/components/schemas/Id"}),
        json!({"oneOf": [{"type": "integer"}, {"type": "string", "enum": ["all"]}]}),
    ] {
        for (place, style) in [
            ("query", "form"),
            ("cookie", "form"),
            ("header", "simple"),
            ("path", "simple"),
            ("path", "label"),
            ("path", "matrix"),
        ] {
            let changes = changes(place, style, &schema);
            assert!(
                changes.is_empty(),
                "{place}, {style}, {schema}: {changes:?}"
            );
        }
    }
}

#[test]
fn explode_of_a_list_is_a_change_where_it_writes_the_list_differently() {
    let list = json!({"$ref": "#/components/schemas/Ids"});
    let number = |place, style| changes(place, style, &list).len();

    assert_eq!(number("header", "simple"), 0);
    assert_eq!(number("path", "simple"), 0);
    assert_eq!(
        changes("query", "form", &list),
        ["request-parameter-style-changed"]
    );
    assert_eq!(number("path", "label"), 1);
    assert_eq!(number("path", "matrix"), 1);
}

#[test]
fn explode_of_an_object_is_always_a_change() {
    let object = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let either = json!({"oneOf": [{"type": "string"}, object]});

    for schema in [object, either, json!({})] {
        for (place, style) in [("header", "simple"), ("path", "simple"), ("query", "form")] {
            assert_eq!(changes(place, style, &schema).len(), 1, "{place}, {schema}");
        }
    }
}
