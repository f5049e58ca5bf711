//! What a change does to clients of the old document.

use insta::assert_snapshot;
use serde_json::{Value, json};

use super::mutations::{contract, mutations, set};
use crate::{Changes, Document, compare, load_value};

fn load(value: &Value) -> Document {
    load_value("shop.json", value).unwrap_or_else(|problems| panic!("{problems}"))
}

fn changes(old: &Value, new: &Value) -> Changes {
    compare(&load(old), &load(new))
}

/// Levels and codes of the changes.
fn judged(old: &Value, new: &Value) -> String {
    let changes = changes(old, new);
    let judged = changes.0.iter();
    let judged: Vec<String> = judged
        .map(|change| format!("{} {}", change.level, change.code))
        .collect();
    judged.join(", ")
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table, one change after the other")]
fn every_mutation_is_judged_in_both_directions() {
    let contract = contract();

    let rows: Vec<String> = mutations()
        .iter()
        .map(|(name, changed)| {
            let (there, back) = (judged(&contract, changed), judged(changed, &contract));
            format!("{name}\n  there: {there}\n  back:  {back}")
        })
        .collect();

    assert_snapshot!(rows.join("\n"), @r#"
    /paths/~1items~1{item_id}/put/operationId = "storeItem"
      there: warning operation-id-changed
      back:  warning operation-id-changed
    /paths/~1items~1{item_id}/put/tags = ["Other"]
      there: compatible tags-changed
      back:  compatible tags-changed
    /paths/~1items~1{item_id}/put/deprecated = true
      there: warning operation-deprecated
      back:  compatible operation-restored
    /paths/~1items~1{item_id}/put/security = [{"key":[]}]
      there: breaking security-tightened
      back:  compatible security-relaxed
    /paths/~1items~1{item_id}/put/security = []
      there: warning security-dropped
      back:  breaking security-tightened
    /paths/~1items~1{item_id}/put/parameters/1 = nothing
      there: warning request-parameter-removed
      back:  compatible request-parameter-added
    /paths/~1items~1{item_id}/put/parameters/1/required = true
      there: breaking request-parameter-became-required
      back:  compatible request-parameter-became-optional
    /paths/~1items~1{item_id}/put/parameters/1/in = "header"
      there: breaking request-parameter-renamed
      back:  breaking request-parameter-renamed
    /paths/~1items~1{item_id}/put/parameters/1/schema/default = true
      there: breaking request-default-changed
      back:  breaking request-default-changed
    /paths/~1items~1{item_id}/put/parameters/0/schema/maxLength = 10
      there: compatible request-max-length-raised
      back:  breaking request-max-length-lowered
    /paths/~1items~1{item_id}/put/requestBody = nothing
      there: breaking request-body-removed
      back:  breaking required-request-body-added
    /paths/~1items~1{item_id}/put/requestBody/required = false
      there: compatible request-body-became-optional
      back:  breaking request-body-became-required
    /paths/~1items~1{item_id}/put/requestBody/content = {"text/plain":{}}
      there: breaking request-content-type-changed
      back:  breaking request-content-type-changed
    /paths/~1items~1{item_id}/put/responses/404 = nothing
      there: warning response-error-removed
      back:  compatible response-error-added
    /paths/~1items~1{item_id}/put/responses/404/content = {"text/plain":{}}
      there: compatible response-body-added
      back:  breaking response-body-removed
    /paths/~1items~1{item_id}/put/responses/409 = {"description":"Clash."}
      there: compatible response-error-added
      back:  warning response-error-removed
    /paths/~1items~1{item_id}/put/responses/200/content = nothing
      there: breaking response-body-removed
      back:  compatible response-body-added
    /paths/~1items~1{item_id}/put/responses/200/headers = nothing
      there: breaking required-response-header-removed
      back:  compatible response-header-added
    /paths/~1items~1{item_id}/put/responses/200/headers/X-Trace/required = nothing
      there: breaking response-header-became-optional
      back:  compatible response-header-became-required
    /paths/~1items~1{item_id}/put/responses/200/headers/X-Trace/schema/type = "integer"
      there: breaking response-type-changed
      back:  breaking response-type-changed
    /paths/~1items~1{item_id}/put/responses/200/links = {"drop":{"operationId":"dropItem"}}
      there: compatible response-link-added
      back:  breaking response-link-removed
    /paths/~1items~1{item_id}/put = nothing
      there: breaking operation-removed
      back:  compatible operation-added
    /components/schemas/Item/additionalProperties = nothing
      there: breaking response-additional-properties-widened
      back:  breaking request-additional-properties-narrowed
    /components/schemas/Item/required/1 = nothing
      there: breaking response-property-became-optional
      back:  breaking request-property-became-required
    /components/schemas/Item/properties/note = nothing
      there: breaking request-property-refused
      back:  warning response-property-admitted
    /components/schemas/Item/properties/note/type = "string"
      there: breaking request-became-not-nullable
      back:  breaking response-became-nullable
    /components/schemas/Item/properties/note/format = nothing
      there: breaking response-format-removed
      back:  breaking request-format-added
    /components/schemas/Item/properties/name/maxLength = 21
      there: breaking response-max-length-raised
      back:  breaking request-max-length-lowered
    /components/schemas/Item/properties/name/minLength = nothing
      there: breaking response-min-length-lowered
      back:  breaking request-min-length-raised
    /components/schemas/Item/properties/name/pattern = "^[a-z]*$"
      there: breaking request-pattern-changed
      back:  breaking request-pattern-changed
    /components/schemas/Item/properties/name/writeOnly = true
      there: breaking response-became-write-only
      back:  warning response-became-readable
    /components/schemas/Item/properties/name/type = ["string","null"]
      there: breaking response-became-nullable
      back:  breaking request-became-not-nullable
    /components/schemas/Item/properties/count/type = "number"
      there: breaking response-type-widened
      back:  breaking request-type-narrowed
    /components/schemas/Item/properties/count/format = "int64"
      there: breaking response-format-widened
      back:  breaking request-format-narrowed
    /components/schemas/Item/properties/count/maximum = 101
      there: breaking response-maximum-raised
      back:  breaking request-maximum-lowered
    /components/schemas/Item/properties/count/multipleOf = 1
      there: breaking request-multiple-of-narrowed
      back:  breaking response-multiple-of-widened
    /components/schemas/Item/properties/count/default = nothing
      there: breaking request-default-removed
      back:  warning request-default-added
    /components/schemas/Item/properties/tags/maxItems = nothing
      there: breaking response-max-items-raised
      back:  breaking request-max-items-lowered
    /components/schemas/Item/properties/tags/uniqueItems = nothing
      there: breaking response-unique-items-removed
      back:  breaking request-unique-items-added
    /components/schemas/Item/properties/tags/items/type = "boolean"
      there: breaking request-type-changed
      back:  breaking request-type-changed
    /components/schemas/Item/properties/extra = {"type":"string"}
      there: warning response-property-admitted
      back:  breaking request-property-refused
    /components/schemas/Item/maxProperties = 6
      there: breaking request-max-properties-lowered
      back:  breaking response-max-properties-raised
    /components/schemas/Kind/enum/0 = nothing
      there: breaking request-enum-value-removed
      back:  breaking response-enum-value-added
    /components/schemas/Kind/enum/0 = "huge"
      there: breaking request-enum-values-changed
      back:  breaking request-enum-values-changed
    /components/securitySchemes/key/name = "X-Other"
      there: breaking security-scheme-changed
      back:  breaking security-scheme-changed
    /components/securitySchemes/token/bearerFormat = nothing
      there: breaking security-scheme-changed
      back:  breaking security-scheme-changed
    /servers/0/url = "/v2"
      there: breaking base-path-changed
      back:  breaking base-path-changed
    404 becomes 410
      there: warning response-error-changed
      back:  warning response-error-changed
    200 becomes 201
      there: breaking response-status-changed
      back:  breaking response-status-changed
    note becomes remark
      there: breaking request-property-renamed
      back:  breaking request-property-renamed
    PUT becomes POST
      there: breaking operation-moved
      back:  breaking operation-moved
    the delete answers 200 with a body
      there: breaking response-status-changed
      back:  breaking response-status-changed
    "#);
}

/// A document in which a schema is sent, answered or both.
fn with_schema(schema: &Value, is_sent: bool, is_answered: bool) -> Value {
    let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/S"}}});
    let mut put = json!({
        "operationId": "store",
        "responses": {"200": {"description": "Stored."}},
    });
    if is_sent {
        put["requestBody"] = json!({"required": true, "content": content});
    }
    if is_answered {
        put["responses"]["200"]["content"] = content;
    }
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Store", "version": "1"},
        "paths": {"/thing": {"put": put}},
        "components": {"schemas": {
            "S": schema,
            "A": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "A"}}},
            "B": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "B"}}},
            "C": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "C"}}},
        }},
    })
}

/// Pairs of schemas, each of which differs in one thing.
#[expect(clippy::too_many_lines, reason = "a table, one pair a line")]
fn schemas() -> Vec<(&'static str, Value, Value)> {
    let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let text = || json!({"type": "string"});
    let object = |properties: Value| json!({"type": "object", "properties": properties});
    let closed = |properties: Value| json!({"type": "object", "properties": properties, "additionalProperties": false});
    let tagged = |names: &[&str]| {
        let branches: Vec<Value> = names.iter().map(|name| to(name)).collect();
        json!({"oneOf": branches, "discriminator": {"propertyName": "kind"}})
    };
    vec![
        (
            "a limit less",
            json!({"type": "string", "maxLength": 5}),
            text(),
        ),
        (
            "a shorter list",
            json!({"type": "array", "items": text()}),
            json!({"type": "array", "items": text(), "maxItems": 3}),
        ),
        (
            "longer items",
            json!({"type": "array", "items": {"type": "string", "maxLength": 3}}),
            json!({"type": "array", "items": {"type": "string", "maxLength": 4}}),
        ),
        (
            "a higher floor",
            json!({"type": "number", "exclusiveMinimum": 1}),
            json!({"type": "number", "minimum": 2}),
        ),
        (
            "a floor that is in",
            json!({"type": "number", "exclusiveMinimum": 1}),
            json!({"type": "number", "minimum": 1}),
        ),
        (
            "finer steps",
            json!({"type": "integer", "multipleOf": 10}),
            json!({"type": "integer", "multipleOf": 5}),
        ),
        (
            "other steps",
            json!({"type": "integer", "multipleOf": 3}),
            json!({"type": "integer", "multipleOf": 5}),
        ),
        ("any value", text(), json!({})),
        (
            "a list of texts for any text",
            text(),
            json!({"enum": ["a", "b"]}),
        ),
        (
            "text or nothing",
            text(),
            json!({"type": ["string", "null"]}),
        ),
        ("an object for a text", text(), object(json!({}))),
        (
            "a member more",
            object(json!({"a": text()})),
            object(json!({"a": text(), "b": text()})),
        ),
        (
            "a member more in a closed object",
            closed(json!({"a": text()})),
            closed(json!({"a": text(), "b": text()})),
        ),
        (
            "a member that only answers have",
            object(json!({"a": text()})),
            object(json!({"a": text(), "b": {"type": "string", "readOnly": true}})),
        ),
        (
            "longer where only answers have it",
            object(json!({"b": {"type": "string", "readOnly": true}})),
            object(json!({"b": {"type": "string", "maxLength": 3, "readOnly": true}})),
        ),
        (
            "longer where only requests have it",
            object(json!({"b": {"type": "string", "writeOnly": true, "maxLength": 3}})),
            object(json!({"b": {"type": "string", "writeOnly": true}})),
        ),
        (
            "a required member",
            object(json!({"a": text()})),
            json!({"type": "object", "required": ["a"], "properties": {"a": text()}}),
        ),
        (
            "no further members",
            object(json!({"a": text()})),
            closed(json!({"a": text()})),
        ),
        (
            "typed further members",
            json!({"type": "object"}),
            json!({"type": "object", "additionalProperties": text()}),
        ),
        (
            "other further members",
            json!({"type": "object", "additionalProperties": {"type": "integer"}}),
            json!({"type": "object", "additionalProperties": text()}),
        ),
        (
            "deprecated",
            object(json!({"a": text()})),
            object(json!({"a": {"type": "string", "deprecated": true}})),
        ),
        (
            "a branch more",
            json!({"oneOf": [text(), {"type": "integer"}]}),
            json!({"oneOf": [{"type": "integer"}, {"type": "boolean"}, text()]}),
        ),
        (
            "a longer branch",
            json!({"oneOf": [{"type": "integer"}, {"type": "string", "maxLength": 1}]}),
            json!({"oneOf": [{"type": "string", "maxLength": 2}, {"type": "integer"}]}),
        ),
        (
            "a choice for a text",
            text(),
            json!({"oneOf": [{"type": "integer"}, text()]}),
        ),
        (
            "a tagged branch more",
            tagged(&["A", "B"]),
            tagged(&["C", "A", "B"]),
        ),
        (
            "a tag less",
            tagged(&["A", "B"]),
            json!({"oneOf": [to("A"), to("B")]}),
        ),
    ]
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table, one change after the other")]
fn narrower_requests_and_wider_responses_break() {
    let rows: Vec<String> = schemas()
        .iter()
        .map(|(name, old, new)| {
            let judge = |old: &Value, new: &Value, (sent, answered)| {
                let document = |schema| with_schema(schema, sent, answered);
                judged(&document(old), &document(new))
            };
            let (request, response) = ((true, false), (false, true));
            format!(
                "{name}\n  there: {}; {}\n  back:  {}; {}",
                judge(old, new, request),
                judge(old, new, response),
                judge(new, old, request),
                judge(new, old, response),
            )
        })
        .collect();

    assert_snapshot!(rows.join("\n"), @r#"
    a limit less
      there: compatible request-max-length-raised; breaking response-max-length-raised
      back:  breaking request-max-length-lowered; compatible response-max-length-lowered
    a shorter list
      there: breaking request-max-items-lowered; compatible response-max-items-lowered
      back:  compatible request-max-items-raised; breaking response-max-items-raised
    longer items
      there: compatible request-max-length-raised; breaking response-max-length-raised
      back:  breaking request-max-length-lowered; compatible response-max-length-lowered
    a higher floor
      there: breaking request-minimum-raised; compatible response-minimum-raised
      back:  compatible request-minimum-lowered; breaking response-minimum-lowered
    a floor that is in
      there: compatible request-minimum-lowered; breaking response-minimum-lowered
      back:  breaking request-minimum-raised; compatible response-minimum-raised
    finer steps
      there: compatible request-multiple-of-widened; breaking response-multiple-of-widened
      back:  breaking request-multiple-of-narrowed; compatible response-multiple-of-narrowed
    other steps
      there: breaking request-multiple-of-changed; breaking response-multiple-of-changed
      back:  breaking request-multiple-of-changed; breaking response-multiple-of-changed
    any value
      there: compatible request-type-widened; breaking response-type-widened
      back:  breaking request-type-narrowed; compatible response-type-narrowed
    a list of texts for any text
      there: breaking request-type-narrowed; compatible response-type-narrowed
      back:  compatible request-type-widened; breaking response-type-widened
    text or nothing
      there: compatible request-became-nullable; breaking response-became-nullable
      back:  breaking request-became-not-nullable; warning response-became-not-nullable
    an object for a text
      there: breaking request-type-changed; breaking response-type-changed
      back:  breaking request-type-changed; breaking response-type-changed
    a member more
      there: compatible request-property-added; compatible response-property-added
      back:  warning request-property-removed; warning response-property-removed
    a member more in a closed object
      there: compatible request-property-admitted; warning response-property-admitted
      back:  breaking request-property-refused; warning response-property-refused
    a member that only answers have
      there: compatible request-property-added; compatible response-property-added
      back:  compatible request-property-removed; warning response-property-removed
    longer where only answers have it
      there: compatible request-max-length-lowered; compatible response-max-length-lowered
      back:  compatible request-max-length-raised; breaking response-max-length-raised
    longer where only requests have it
      there: compatible request-max-length-raised; compatible response-max-length-raised
      back:  breaking request-max-length-lowered; compatible response-max-length-lowered
    a required member
      there: breaking request-property-became-required; compatible response-property-became-required
      back:  compatible request-property-became-optional; breaking response-property-became-optional
    no further members
      there: breaking request-additional-properties-narrowed; compatible response-additional-properties-narrowed
      back:  compatible request-additional-properties-widened; breaking response-additional-properties-widened
    typed further members
      there: breaking request-additional-properties-narrowed; compatible response-additional-properties-narrowed
      back:  compatible request-additional-properties-widened; breaking response-additional-properties-widened
    other further members
      there: breaking request-type-changed; breaking response-type-changed
      back:  breaking request-type-changed; breaking response-type-changed
    deprecated
      there: warning request-deprecated; warning response-deprecated
      back:  compatible request-restored; compatible response-restored
    a branch more
      there: compatible request-alternative-added; breaking response-alternative-added
      back:  breaking request-alternative-removed; compatible response-alternative-removed
    a longer branch
      there: compatible request-max-length-raised; breaking response-max-length-raised
      back:  breaking request-max-length-lowered; compatible response-max-length-lowered
    a choice for a text
      there: compatible request-type-widened; breaking response-type-widened
      back:  breaking request-type-narrowed; compatible response-type-narrowed
    a tagged branch more
      there: compatible request-alternative-added; breaking response-alternative-added
      back:  breaking request-alternative-removed; compatible response-alternative-removed
    a tag less
      there: warning request-discriminator-removed; warning response-discriminator-removed
      back:  warning request-discriminator-added; warning response-discriminator-added
    "#);
}

#[test]
fn what_is_sent_and_answered_is_judged_by_the_worse_of_both() {
    for (name, old, new) in schemas() {
        for (old, new) in [(&old, &new), (&new, &old)] {
            let document = |schema, (sent, answered)| with_schema(schema, sent, answered);
            let worst = |uses| changes(&document(old, uses), &document(new, uses)).worst();

            let (sent, answered) = (worst((true, false)), worst((false, true)));

            assert!(sent.is_some() && answered.is_some(), "{name}");
            assert_eq!(worst((true, true)), sent.max(answered), "{name}");
        }
    }
}

/// A longer name, which breaks clients, and an error more, which does not.
fn release() -> Changes {
    let mut changed = contract();
    for (pointer, value) in [
        (
            "/components/schemas/Item/properties/name/maxLength",
            json!(21),
        ),
        (
            "/paths/~1items~1{item_id}/put/responses/409",
            json!({"description": "Clash."}),
        ),
        ("/paths/~1items~1{item_id}/put/deprecated", json!(true)),
    ] {
        set(&mut changed, pointer, Some(value));
    }
    changes(&contract(), &changed)
}

#[test]
fn the_text_is_one_line_for_each_change_and_the_worst_first() {
    assert_snapshot!(release(), @r#"
    breaking: PUT /items/{item_id}: the response 200, /name: old says maxLength 20, new says maxLength 21 [response-max-length-raised]
    warning: PUT /items/{item_id}: old says not deprecated, new says deprecated [operation-deprecated]
    compatible: PUT /items/{item_id}: old says no 409, new says 409 without a body [response-error-added]
    "#);
}

#[test]
fn the_markdown_is_a_table_for_each_level() {
    assert_snapshot!(release().to_markdown(), @r#"
    ### Breaking (1)

    | operation | part | old | new | rule |
    |---|---|---|---|---|
    | `PUT /items/{item_id}` | the response 200, /name | maxLength 20 | maxLength 21 | `response-max-length-raised` |

    ### Worth a look (1)

    | operation | part | old | new | rule |
    |---|---|---|---|---|
    | `PUT /items/{item_id}` |  | not deprecated | deprecated | `operation-deprecated` |

    ### Compatible (1)

    | operation | part | old | new | rule |
    |---|---|---|---|---|
    | `PUT /items/{item_id}` |  | no 409 | 409 without a body | `response-error-added` |
    "#);
    assert_eq!(
        Changes::default().to_markdown(),
        "The contract has not changed.\n"
    );
}

#[test]
fn the_json_names_every_member_of_a_change() {
    let json = release().to_json();

    assert_snapshot!(format!("{:#}", json["changes"][0]), @r#"
    {
      "code": "operation-deprecated",
      "level": "warning",
      "operation": "PUT /items/{item_id}",
      "also": [],
      "subject": "",
      "old": "not deprecated",
      "new": "deprecated",
      "location_old": {
        "file": "shop.json",
        "line": 20,
        "pointer": "/paths/~1items~1{item_id}/put"
      },
      "location_new": {
        "file": "shop.json",
        "line": 20,
        "pointer": "/paths/~1items~1{item_id}/put"
      }
    }
    "#);
    let counts = ["worst", "breaking", "warning", "compatible"].map(|key| json[key].clone());
    assert_eq!(counts, [json!("breaking"), json!(1), json!(1), json!(1)]);
}
