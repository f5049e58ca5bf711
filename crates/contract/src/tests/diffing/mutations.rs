//! A document with one of everything, and one change to each part of it.

use serde_json::{Value, json};

/// A document with one of everything.
#[expect(clippy::too_many_lines, reason = "one document, as it is written")]
pub(super) fn contract() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "servers": [{"url": "/v1"}],
        "tags": [{"name": "Items", "description": "Things."}],
        "paths": {
            "/items/{item_id}": {
                "put": {
                    "operationId": "putItem",
                    "tags": ["Items"],
                    "security": [{"key": []}, {"token": []}],
                    "parameters": [
                        {"name": "item_id", "in": "path", "required": true, "schema": {"type": "string", "maxLength": 9}},
                        {"name": "dry", "in": "query", "schema": {"type": "boolean", "default": false}},
                    ],
                    "requestBody": {
                        "required": true,
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Item"}}},
                    },
                    "responses": {
                        "200": {
                            "description": "Stored.",
                            "headers": {"X-Trace": {"required": true, "schema": {"type": "string"}}},
                            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Item"}}},
                        },
                        "404": {"description": "No item."},
                    },
                },
                "delete": {
                    "operationId": "dropItem",
                    "tags": ["Items"],
                    "security": [{"key": []}],
                    "parameters": [
                        {"name": "item_id", "in": "path", "required": true, "schema": {"type": "string", "maxLength": 9}},
                    ],
                    "responses": {"204": {"description": "Gone."}},
                },
            },
        },
        "components": {
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
                "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
            },
            "schemas": {
                "Item": {
                    "type": "object",
                    "description": "A thing.",
                    "required": ["name", "kind"],
                    "additionalProperties": false,
                    "properties": {
                        "name": {"type": "string", "minLength": 1, "maxLength": 20, "pattern": "^[a-z]+$"},
                        "kind": {"$ref": "#/components/schemas/Kind"},
                        "note": {"type": ["string", "null"], "format": "email"},
                        "count": {"type": "integer", "format": "int32", "minimum": 1, "maximum": 100, "default": 1},
                        "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 5, "uniqueItems": true},
                        "parent": {"$ref": "#/components/schemas/Item"},
                    },
                },
                "Kind": {"type": "string", "enum": ["big", "small"]},
            },
        },
    })
}

/// Replaces the value at a pointer, adds it, or removes it.
pub(super) fn set(document: &mut Value, pointer: &str, value: Option<Value>) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let name = name.replace("~1", "/").replace("~0", "~");
    let parent = document
        .pointer_mut(parent)
        .unwrap_or_else(|| panic!("{pointer}"));
    match (parent, value) {
        (Value::Object(members), Some(value)) => drop(members.insert(name, value)),
        (Value::Object(members), None) => drop(members.shift_remove(&name).unwrap()),
        (Value::Array(items), Some(value)) => items[name.parse::<usize>().unwrap()] = value,
        (Value::Array(items), None) => drop(items.remove(name.parse().unwrap())),
        _ => panic!("{pointer} is in no container"),
    }
}

pub(super) const PUT: &str = "/paths/~1items~1{item_id}/put";
const ITEM: &str = "/components/schemas/Item";

fn moved(document: &mut Value, from: &str, to: &str) {
    let value = document.pointer(from).unwrap().clone();
    set(document, from, None);
    set(document, to, Some(value));
}

/// Changed documents, each with what was done to it.
#[expect(clippy::too_many_lines, reason = "a table, one change a line")]
pub(super) fn mutations() -> Vec<(String, Value)> {
    let put = |rest: &str| format!("{PUT}{rest}");
    let item = |rest: &str| format!("{ITEM}{rest}");
    let changes = vec![
        (put("/operationId"), Some(json!("storeItem"))),
        (put("/tags"), Some(json!(["Other"]))),
        (put("/deprecated"), Some(json!(true))),
        (put("/security"), Some(json!([{"key": []}]))),
        (put("/security"), Some(json!([]))),
        (put("/parameters/1"), None),
        (put("/parameters/1/required"), Some(json!(true))),
        (put("/parameters/1/in"), Some(json!("header"))),
        (put("/parameters/1/schema/default"), Some(json!(true))),
        (put("/parameters/0/schema/maxLength"), Some(json!(10))),
        (put("/requestBody"), None),
        (put("/requestBody/required"), Some(json!(false))),
        (put("/requestBody/content"), Some(json!({"text/plain": {}}))),
        (put("/responses/404"), None),
        (
            put("/responses/404/content"),
            Some(json!({"text/plain": {}})),
        ),
        (
            put("/responses/409"),
            Some(json!({"description": "Clash."})),
        ),
        (put("/responses/200/content"), None),
        (put("/responses/200/headers"), None),
        (put("/responses/200/headers/X-Trace/required"), None),
        (
            put("/responses/200/headers/X-Trace/schema/type"),
            Some(json!("integer")),
        ),
        (
            put("/responses/200/links"),
            Some(json!({"drop": {"operationId": "dropItem"}})),
        ),
        (PUT.to_owned(), None),
        (item("/additionalProperties"), None),
        (item("/required/1"), None),
        (item("/properties/note"), None),
        (item("/properties/note/type"), Some(json!("string"))),
        (item("/properties/note/format"), None),
        (item("/properties/name/maxLength"), Some(json!(21))),
        (item("/properties/name/minLength"), None),
        (item("/properties/name/pattern"), Some(json!("^[a-z]*$"))),
        (item("/properties/name/writeOnly"), Some(json!(true))),
        (
            item("/properties/name/type"),
            Some(json!(["string", "null"])),
        ),
        (item("/properties/count/type"), Some(json!("number"))),
        (item("/properties/count/format"), Some(json!("int64"))),
        (item("/properties/count/maximum"), Some(json!(101))),
        (item("/properties/count/multipleOf"), Some(json!(1))),
        (item("/properties/count/default"), None),
        (item("/properties/tags/maxItems"), None),
        (item("/properties/tags/uniqueItems"), None),
        (item("/properties/tags/items/type"), Some(json!("boolean"))),
        (item("/properties/extra"), Some(json!({"type": "string"}))),
        (item("/maxProperties"), Some(json!(6))),
        ("/components/schemas/Kind/enum/0".to_owned(), None),
        (
            "/components/schemas/Kind/enum/0".to_owned(),
            Some(json!("huge")),
        ),
        (
            "/components/securitySchemes/key/name".to_owned(),
            Some(json!("X-Other")),
        ),
        (
            "/components/securitySchemes/token/bearerFormat".to_owned(),
            None,
        ),
        ("/servers/0/url".to_owned(), Some(json!("/v2"))),
    ];
    let mut mutations = Vec::new();
    for (pointer, value) in changes {
        let mut changed = contract();
        let name = format!(
            "{pointer} = {}",
            value
                .as_ref()
                .map_or("nothing".to_owned(), Value::to_string)
        );
        set(&mut changed, &pointer, value);
        mutations.push((name, changed));
    }
    let mut moves = |name: &str, change: &dyn Fn(&mut Value)| {
        let mut changed = contract();
        change(&mut changed);
        mutations.push((name.to_owned(), changed));
    };
    moves("404 becomes 410", &|changed| {
        moved(changed, &put("/responses/404"), &put("/responses/410"))
    });
    moves("200 becomes 201", &|changed| {
        moved(changed, &put("/responses/200"), &put("/responses/201"))
    });
    moves("note becomes remark", &|changed| {
        moved(
            changed,
            &item("/properties/note"),
            &item("/properties/remark"),
        )
    });
    moves("PUT becomes POST", &|changed| {
        moved(changed, PUT, "/paths/~1items~1{item_id}/post")
    });
    moves("the delete answers 200 with a body", &|changed| {
        let answer = json!({"description": "Gone.", "content": {"application/json": {}}});
        set(
            changed,
            "/paths/~1items~1{item_id}/delete/responses",
            Some(json!({"200": answer})),
        );
    });
    mutations
}
