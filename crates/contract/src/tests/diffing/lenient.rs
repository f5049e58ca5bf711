//! The parts of OpenAPI that only strangers' documents use: each change is noticed and judged.

use insta::assert_snapshot;
use serde_json::{Value, json};

use super::{mutations::set, own_contracts};
use crate::{DiffOptions, Document, compare, diff, load_lenient_from};

fn load(value: &Value) -> Document {
    load_lenient_from("shop.json", &|_: &str| Ok(value.to_string()))
        .unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn admitting_anything_is_one_thing_however_it_is_said() {
    let with = |schema: Value| {
        load(&json!({
            "openapi": "3.1.0",
            "info": {"title": "Shop", "version": "1"},
            "paths": {"/items": {"get": {"responses": {"200": {
                "description": "All.",
                "content": {"application/json": {"schema": schema}},
            }}}}},
        }))
    };
    let tacit = with(json!({"type": "object"}));
    let [flag, schema, closed] = [json!(true), json!({}), json!(false)]
        .map(|said| with(json!({"type": "object", "additionalProperties": said})));

    assert!(compare(&tacit, &flag).is_empty());
    assert!(compare(&schema, &flag).is_empty());
    assert_eq!(
        compare(&flag, &closed).to_string(),
        compare(&tacit, &closed).to_string()
    );
}

/// A document with one of everything that our own contracts do without.
#[expect(clippy::too_many_lines, reason = "one document, as it is written")]
fn contract() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "servers": [
            {"url": "https://example.com/v1"},
            {"url": "https://{place}.example.com/v1", "variables": {
                "place": {"default": "eu", "enum": ["eu", "us"], "description": "Where."},
            }},
        ],
        "paths": {
            "/items": {
                "trace": {"responses": {"200": {"description": "What was sent."}}},
                "post": {
                    "operationId": "addItem",
                    "tags": ["Items", "Public"],
                    "security": [{"login": ["read", "write"]}, {"key": [], "mutual": []}],
                    "parameters": [
                        {"name": "ids", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
                        {"name": "filter", "in": "query", "style": "deepObject", "schema": {"type": "object", "properties": {"a": {"type": "string"}}}},
                        {"name": "range", "in": "query", "content": {"application/json": {"schema": {"type": "array", "items": {"type": "integer"}}}}},
                    ],
                    "requestBody": {"content": {
                        "multipart/form-data": {
                            "schema": {"type": "object", "properties": {"file": {"type": "string"}, "note": {"type": "string"}}},
                            "encoding": {"file": {"contentType": "image/png", "headers": {"X-Size": {"description": "Bytes.", "schema": {"type": "integer"}}}}},
                        },
                        "application/json": {"schema": {"$ref": "#/components/schemas/Item"}},
                    }},
                    "responses": {
                        "201": {"description": "Added.", "headers": {"X-Shop": {"schema": {"type": "string"}}}, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Item"}}}},
                        "404": {"description": "No shop."},
                        "4XX": {"description": "Refused."},
                        "default": {"description": "Anything else.", "content": {"text/plain": {"schema": {"type": "string"}}}},
                    },
                    "callbacks": {"added": {"{$request.body#/url}": {"post": {
                        "description": "It is there.",
                        "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Event"}}}},
                        "responses": {"204": {"description": "Heard."}},
                    }}}},
                },
            },
        },
        "webhooks": {"sold": {"post": {
            "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Event"}}}},
            "responses": {"204": {"description": "Heard."}},
        }}},
        "components": {
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
                "mutual": {"type": "mutualTLS"},
                "login": {"type": "oauth2", "flows": {
                    "clientCredentials": {
                        "tokenUrl": "https://example.com/token",
                        "scopes": {"read": "See.", "write": "Change."},
                    },
                }},
            },
            "schemas": {
                "Event": {"type": "object", "properties": {"at": {"type": "string", "format": "date-time"}}},
                "Item": {
                    "type": "object",
                    "properties": {
                        "name": {"allOf": [
                            {"anyOf": [{"type": "string", "maxLength": 5}, {"type": "integer"}]},
                            {"not": {"type": "string", "maxLength": 2}},
                        ]},
                        "other": {"not": {"type": "string", "minLength": 3}},
                        "size": {"anyOf": [{"type": "string"}, {"type": "integer", "minimum": 1}]},
                    },
                    "patternProperties": {"^x-": {"type": "string", "maxLength": 9}},
                    "additionalProperties": {"type": "integer"},
                },
            },
        },
    })
}

const POST: &str = "/paths/~1items/post";
const ITEM: &str = "/components/schemas/Item";

/// One change each.
#[expect(clippy::too_many_lines, reason = "a table, one change a line")]
fn mutations() -> Vec<(String, Value)> {
    let post = |rest: &str| format!("{POST}{rest}");
    let item = |rest: &str| format!("{ITEM}{rest}");
    let login = |rest: &str| format!("/components/securitySchemes/login{rest}");
    let flow = |rest: &str| login(&format!("/flows/clientCredentials{rest}"));
    let text = || json!({"type": "string"});
    let changes = vec![
        ("/servers/1".to_owned(), None),
        (
            "/servers/0/url".to_owned(),
            Some(json!("https://example.org/v1")),
        ),
        (
            "/servers/1/variables/place/enum".to_owned(),
            Some(json!(["eu"])),
        ),
        (
            post("/servers"),
            Some(json!([{"url": "https://upload.example.com/v1"}])),
        ),
        (
            "/paths/~1items/servers".to_owned(),
            Some(json!([{"url": "https://up.example.com/v1"}])),
        ),
        (post("/operationId"), None),
        (post("/tags/1"), None),
        (post("/security/0/login"), Some(json!(["read"]))),
        (
            post("/security/0/login"),
            Some(json!(["read", "write", "admin"])),
        ),
        (post("/security/1"), None),
        (post("/security/1/mutual"), None),
        (post("/security/1"), Some(json!({}))),
        (post("/parameters/0/explode"), Some(json!(false))),
        (post("/parameters/0/style"), Some(json!("pipeDelimited"))),
        (post("/parameters/1/style"), Some(json!("form"))),
        (
            post("/parameters/2/content/application~1json/schema/items/type"),
            Some(json!("number")),
        ),
        (post("/parameters/0/deprecated"), Some(json!(true))),
        (post("/parameters/0/allowReserved"), Some(json!(true))),
        (post("/parameters/0/allowEmptyValue"), Some(json!(true))),
        (
            post("/responses/201/headers/X-Shop/deprecated"),
            Some(json!(true)),
        ),
        ("/paths/~1items/trace".to_owned(), None),
        (
            "/paths/~1items/trace/responses/204".to_owned(),
            Some(json!({"description": "Nothing."})),
        ),
        (post("/requestBody/content/multipart~1form-data"), None),
        (
            post("/requestBody/content/multipart~1form-data/encoding"),
            None,
        ),
        (
            post("/requestBody/content/multipart~1form-data/encoding/file/contentType"),
            Some(json!("image/jpeg")),
        ),
        (
            post(
                "/requestBody/content/multipart~1form-data/encoding/file/headers/X-Size/schema/type",
            ),
            Some(json!("string")),
        ),
        (post("/responses/404"), None),
        (post("/responses/4XX"), None),
        (post("/responses/default"), None),
        (
            post("/responses/default/content/text~1plain/schema/maxLength"),
            Some(json!(9)),
        ),
        (
            post("/responses/429"),
            Some(json!({"description": "Slow down."})),
        ),
        (
            post("/responses/5XX"),
            Some(
                json!({"description": "Broken.", "content": {"text/plain": {"schema": {"type": "string"}}}}),
            ),
        ),
        (
            post("/responses/202"),
            Some(
                json!({"description": "Later.", "content": {"text/plain": {"schema": {"type": "string"}}}}),
            ),
        ),
        (post("/callbacks"), None),
        (
            post("/callbacks/added/{$request.body#~1url}/post/requestBody/required"),
            Some(json!(true)),
        ),
        (
            post("/callbacks/added/{$request.body#~1url}/post/responses"),
            Some(json!({"200": {"description": "Heard."}})),
        ),
        ("/webhooks".to_owned(), None),
        (
            "/webhooks/bought".to_owned(),
            Some(json!({"post": {"responses": {"204": {"description": "Heard."}}}})),
        ),
        (
            "/webhooks/sold/post/responses/204/content".to_owned(),
            Some(json!({"text/plain": {}})),
        ),
        (
            login("/flows/clientCredentials/tokenUrl"),
            Some(json!("https://example.com/other")),
        ),
        (flow("/scopes/write"), None),
        (flow("/scopes/admin"), Some(json!("All."))),
        (
            login("/flows/implicit"),
            Some(
                json!({"authorizationUrl": "https://example.com/ask", "scopes": {"read": "See."}}),
            ),
        ),
        (
            login(""),
            Some(
                json!({"type": "openIdConnect", "openIdConnectUrl": "https://example.com/.well-known"}),
            ),
        ),
        (
            "/components/securitySchemes/mutual".to_owned(),
            Some(json!({"type": "http", "scheme": "digest"})),
        ),
        (
            item("/properties/name/allOf/0/anyOf/0/maxLength"),
            Some(json!(6)),
        ),
        (
            item("/properties/name/allOf/1/not/maxLength"),
            Some(json!(1)),
        ),
        (item("/properties/name/allOf/1"), None),
        (
            item("/properties/name/allOf/1"),
            Some(json!({"not": {"enum": ["abc"]}})),
        ),
        (item("/properties/other/not/minLength"), Some(json!(4))),
        (item("/properties/other"), Some(text())),
        (item("/properties/size/anyOf/1/minimum"), Some(json!(0))),
        (
            item("/properties/size/anyOf/0"),
            Some(json!({"type": "boolean"})),
        ),
        (item("/patternProperties/^x-/maxLength"), Some(json!(8))),
        (item("/patternProperties/^y-"), Some(text())),
        (item("/patternProperties"), None),
        (item("/additionalProperties"), Some(json!(false))),
        (item("/additionalProperties/type"), Some(json!("number"))),
    ];
    let mut mutations = Vec::new();
    for (pointer, value) in changes {
        let mut changed = contract();
        let what = value
            .as_ref()
            .map_or("nothing".to_owned(), Value::to_string);
        set(&mut changed, &pointer, value);
        mutations.push((format!("{pointer} = {what}"), changed));
    }
    let mut event = contract();
    set(&mut event, "/components/schemas/Event/properties/at", None);
    mutations.push(("a schema that only the server sends".to_owned(), event));
    mutations
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table, one change after the other")]
fn every_mutation_is_noticed_and_judged_in_both_directions() {
    let old = load(&contract());

    let mut rows = Vec::new();
    for (name, changed) in mutations() {
        let new = load(&changed);
        let told = |old: &Document, new: &Document| -> String {
            let changes = compare(old, new);
            assert_eq!(
                changes.0.len(),
                diff(old, new, DiffOptions::default()).len(),
                "{name}"
            );
            let lines = changes.0.iter().map(|change| format!("\n    {change}"));
            lines.collect()
        };
        let (there, back) = (told(&old, &new), told(&new, &old));
        assert!(!there.is_empty() && !back.is_empty(), "{name}");
        rows.push(format!("{name}\n  there:{there}\n  back:{back}"));
    }

    assert_snapshot!(rows.join("\n"), @r#"
    /servers/1 = nothing
      there:
        breaking: every operation: old says the server `https://{place}.example.com/v1`, new says no server `https://{place}.example.com/v1` [server-removed]
      back:
        compatible: every operation: old says no server `https://{place}.example.com/v1`, new says the server `https://{place}.example.com/v1` [server-added]
    /servers/0/url = "https://example.org/v1"
      there:
        breaking: every operation: old says the server `https://example.com/v1`, new says no server `https://example.com/v1` [server-removed]
        compatible: every operation: old says no server `https://example.org/v1`, new says the server `https://example.org/v1` [server-added]
      back:
        breaking: every operation: old says the server `https://example.org/v1`, new says no server `https://example.org/v1` [server-removed]
        compatible: every operation: old says no server `https://example.com/v1`, new says the server `https://example.com/v1` [server-added]
    /servers/1/variables/place/enum = ["eu"]
      there:
        warning: every operation: the server `https://{place}.example.com/v1`, /variables/place/enum: old says ["eu","us"], new says ["eu"] [server-changed]
      back:
        warning: every operation: the server `https://{place}.example.com/v1`, /variables/place/enum: old says ["eu"], new says ["eu","us"] [server-changed]
    /paths/~1items/post/servers = [{"url":"https://upload.example.com/v1"}]
      there:
        breaking: POST /items: old says no servers of its own, new says the servers `https://upload.example.com/v1` [operation-servers-changed]
      back:
        breaking: POST /items: old says the servers `https://upload.example.com/v1`, new says no servers of its own [operation-servers-changed]
    /paths/~1items/servers = [{"url":"https://up.example.com/v1"}]
      there:
        breaking: TRACE /items: old says no servers of its own, new says the servers `https://up.example.com/v1` [operation-servers-changed]
        breaking: POST /items: old says no servers of its own, new says the servers `https://up.example.com/v1` [operation-servers-changed]
      back:
        breaking: TRACE /items: old says the servers `https://up.example.com/v1`, new says no servers of its own [operation-servers-changed]
        breaking: POST /items: old says the servers `https://up.example.com/v1`, new says no servers of its own [operation-servers-changed]
    /paths/~1items/post/operationId = nothing
      there:
        warning: POST /items: old says the operationId `addItem`, new says no operationId [operation-id-changed]
      back:
        warning: POST /items: old says no operationId, new says the operationId `addItem` [operation-id-changed]
    /paths/~1items/post/tags/1 = nothing
      there:
        compatible: POST /items: old says the tags `Items`, `Public`, new says the tags `Items` [tags-changed]
      back:
        compatible: POST /items: old says the tags `Items`, new says the tags `Items`, `Public` [tags-changed]
    /paths/~1items/post/security/0/login = ["read"]
      there:
        compatible: POST /items: old says `key` with `mutual` or `login` for `read`, `write`, new says `key` with `mutual` or `login` for `read` [security-relaxed]
      back:
        breaking: POST /items: old says `key` with `mutual` or `login` for `read`, new says `key` with `mutual` or `login` for `read`, `write` [security-tightened]
    /paths/~1items/post/security/0/login = ["read","write","admin"]
      there:
        breaking: POST /items: old says `key` with `mutual` or `login` for `read`, `write`, new says `key` with `mutual` or `login` for `read`, `write`, `admin` [security-tightened]
      back:
        compatible: POST /items: old says `key` with `mutual` or `login` for `read`, `write`, `admin`, new says `key` with `mutual` or `login` for `read`, `write` [security-relaxed]
    /paths/~1items/post/security/1 = nothing
      there:
        breaking: POST /items: old says `key` with `mutual` or `login` for `read`, `write`, new says `login` for `read`, `write` [security-tightened]
      back:
        compatible: POST /items: old says `login` for `read`, `write`, new says `key` with `mutual` or `login` for `read`, `write` [security-relaxed]
    /paths/~1items/post/security/1/mutual = nothing
      there:
        compatible: POST /items: old says `key` with `mutual` or `login` for `read`, `write`, new says `key` or `login` for `read`, `write` [security-relaxed]
      back:
        breaking: POST /items: old says `key` or `login` for `read`, `write`, new says `key` with `mutual` or `login` for `read`, `write` [security-tightened]
    /paths/~1items/post/security/1 = {}
      there:
        warning: POST /items: old says `key` with `mutual` or `login` for `read`, `write`, new says `login` for `read`, `write` or no credential [security-dropped]
      back:
        breaking: POST /items: old says `login` for `read`, `write` or no credential, new says `key` with `mutual` or `login` for `read`, `write` [security-tightened]
    /paths/~1items/post/parameters/0/explode = false
      there:
        breaking: POST /items: the query parameter `ids`: old says the style `form`, exploded, new says the style `form` [request-parameter-style-changed]
      back:
        breaking: POST /items: the query parameter `ids`: old says the style `form`, new says the style `form`, exploded [request-parameter-style-changed]
    /paths/~1items/post/parameters/0/style = "pipeDelimited"
      there:
        breaking: POST /items: the query parameter `ids`: old says the style `form`, exploded, new says the style `pipeDelimited` [request-parameter-style-changed]
      back:
        breaking: POST /items: the query parameter `ids`: old says the style `pipeDelimited`, new says the style `form`, exploded [request-parameter-style-changed]
    /paths/~1items/post/parameters/1/style = "form"
      there:
        breaking: POST /items: the query parameter `filter`: old says the style `deepObject`, new says the style `form`, exploded [request-parameter-style-changed]
      back:
        breaking: POST /items: the query parameter `filter`: old says the style `form`, exploded, new says the style `deepObject` [request-parameter-style-changed]
    /paths/~1items/post/parameters/2/content/application~1json/schema/items/type = "number"
      there:
        compatible: POST /items: the query parameter `range`, /*: old says a whole number, new says a number [request-type-widened]
      back:
        breaking: POST /items: the query parameter `range`, /*: old says a number, new says a whole number [request-type-narrowed]
    /paths/~1items/post/parameters/0/deprecated = true
      there:
        warning: POST /items: the query parameter `ids`: old says not deprecated, new says deprecated [request-deprecated]
      back:
        compatible: POST /items: the query parameter `ids`: old says deprecated, new says not deprecated [request-restored]
    /paths/~1items/post/parameters/0/allowReserved = true
      there:
        breaking: POST /items: the query parameter `ids`: old says no allowReserved, new says allowReserved [request-parameter-style-changed]
      back:
        breaking: POST /items: the query parameter `ids`: old says allowReserved, new says no allowReserved [request-parameter-style-changed]
    /paths/~1items/post/parameters/0/allowEmptyValue = true
      there:
        breaking: POST /items: the query parameter `ids`: old says no allowEmptyValue, new says allowEmptyValue [request-parameter-style-changed]
      back:
        breaking: POST /items: the query parameter `ids`: old says allowEmptyValue, new says no allowEmptyValue [request-parameter-style-changed]
    /paths/~1items/post/responses/201/headers/X-Shop/deprecated = true
      there:
        warning: POST /items: the response 201, header `X-Shop`: old says not deprecated, new says deprecated [response-deprecated]
      back:
        compatible: POST /items: the response 201, header `X-Shop`: old says deprecated, new says not deprecated [response-restored]
    /paths/~1items/trace = nothing
      there:
        breaking: TRACE /items: old says `traceItems`, new says no such operation [operation-removed]
        breaking: the document: old says operation `TRACE /items`, new says no operation `TRACE /items` [operation-removed]
      back:
        compatible: TRACE /items: old says no such operation, new says `traceItems` [operation-added]
        compatible: the document: old says no operation `TRACE /items`, new says operation `TRACE /items` [operation-added]
    /paths/~1items/trace/responses/204 = {"description":"Nothing."}
      there:
        warning: TRACE /items: old says no 204, new says 204 without a body [response-status-added]
        breaking: the document: the operation `TRACE /items`, /responses/204: old says nothing, new says an object [operation-changed]
      back:
        breaking: TRACE /items: old says 204 without a body, new says no 204 [response-status-removed]
        breaking: the document: the operation `TRACE /items`, /responses/204: old says an object, new says nothing [operation-changed]
    /paths/~1items/post/requestBody/content/multipart~1form-data = nothing
      there:
        breaking: POST /items: the request body: old says the content type `application/json`, `multipart/form-data`, new says the content type `application/json` [request-content-type-removed]
      back:
        compatible: POST /items: the request body: old says the content type `application/json`, new says the content type `application/json`, `multipart/form-data` [request-content-type-added]
    /paths/~1items/post/requestBody/content/multipart~1form-data/encoding = nothing
      there:
        breaking: POST /items: the request body, encoding /file: old says an object, new says nothing [request-encoding-changed]
      back:
        breaking: POST /items: the request body, encoding /file: old says nothing, new says an object [request-encoding-changed]
    /paths/~1items/post/requestBody/content/multipart~1form-data/encoding/file/contentType = "image/jpeg"
      there:
        breaking: POST /items: the request body, encoding /file/contentType: old says "image/png", new says "image/jpeg" [request-encoding-changed]
      back:
        breaking: POST /items: the request body, encoding /file/contentType: old says "image/jpeg", new says "image/png" [request-encoding-changed]
    /paths/~1items/post/requestBody/content/multipart~1form-data/encoding/file/headers/X-Size/schema/type = "string"
      there:
        breaking: POST /items: the request body, encoding /file/headers/X-Size/schema/type: old says "integer", new says "string" [request-encoding-changed]
      back:
        breaking: POST /items: the request body, encoding /file/headers/X-Size/schema/type: old says "string", new says "integer" [request-encoding-changed]
    /paths/~1items/post/responses/404 = nothing
      there:
        warning: POST /items: old says 404 without a body, new says no 404 [response-status-generalised]
      back:
        compatible: POST /items: old says no 404, new says 404 without a body [response-status-specified]
    /paths/~1items/post/responses/4XX = nothing
      there:
        warning: POST /items: old says 4XX without a body, new says no 4XX [response-status-generalised]
        compatible: POST /items: old says 4XX without a body, new says default with a body [response-body-added]
      back:
        compatible: POST /items: old says no 4XX, new says 4XX without a body [response-status-specified]
        breaking: POST /items: old says default with a body, new says 4XX without a body [response-body-removed]
    /paths/~1items/post/responses/default = nothing
      there:
        warning: POST /items: old says default with a body, new says no default [response-error-removed]
      back:
        compatible: POST /items: old says no default, new says default with a body [response-error-added]
    /paths/~1items/post/responses/default/content/text~1plain/schema/maxLength = 9
      there:
        compatible: POST /items: the response default: old says no maxLength, new says maxLength 9 [response-max-length-lowered]
      back:
        breaking: POST /items: the response default: old says maxLength 9, new says no maxLength [response-max-length-raised]
    /paths/~1items/post/responses/429 = {"description":"Slow down."}
      there:
        compatible: POST /items: old says no 429, new says 429 without a body [response-status-specified]
      back:
        warning: POST /items: old says 429 without a body, new says no 429 [response-status-generalised]
    /paths/~1items/post/responses/5XX = {"description":"Broken.","content":{"text/plain":{"schema":{"type":"string"}}}}
      there:
        compatible: POST /items: old says no 5XX, new says 5XX with a body [response-status-specified]
      back:
        warning: POST /items: old says 5XX with a body, new says no 5XX [response-status-generalised]
    /paths/~1items/post/responses/202 = {"description":"Later.","content":{"text/plain":{"schema":{"type":"string"}}}}
      there:
        compatible: POST /items: old says no 202, new says 202 with a body [response-status-specified]
      back:
        warning: POST /items: old says 202 with a body, new says no 202 [response-status-generalised]
    /paths/~1items/post/callbacks = nothing
      there:
        breaking: POST /items: old says callback `added`, new says no callback `added` [callback-removed]
      back:
        warning: POST /items: old says no callback `added`, new says callback `added` [callback-added]
    /paths/~1items/post/callbacks/added/{$request.body#~1url}/post/requestBody/required = true
      there:
        breaking: POST /items: the callback `added`, /{$request.body#~1url}/post/requestBody/required: old says nothing, new says true [callback-changed]
      back:
        breaking: POST /items: the callback `added`, /{$request.body#~1url}/post/requestBody/required: old says true, new says nothing [callback-changed]
    /paths/~1items/post/callbacks/added/{$request.body#~1url}/post/responses = {"200":{"description":"Heard."}}
      there:
        breaking: POST /items: the callback `added`, /{$request.body#~1url}/post/responses/204: old says an object, new says nothing [callback-changed]
      back:
        breaking: POST /items: the callback `added`, /{$request.body#~1url}/post/responses/200: old says an object, new says nothing [callback-changed]
    /webhooks = nothing
      there:
        breaking: the document: old says webhook `sold`, new says no webhook `sold` [webhook-removed]
      back:
        warning: the document: old says no webhook `sold`, new says webhook `sold` [webhook-added]
    /webhooks/bought = {"post":{"responses":{"204":{"description":"Heard."}}}}
      there:
        warning: the document: old says no webhook `bought`, new says webhook `bought` [webhook-added]
      back:
        breaking: the document: old says webhook `bought`, new says no webhook `bought` [webhook-removed]
    /webhooks/sold/post/responses/204/content = {"text/plain":{}}
      there:
        breaking: the document: the webhook `sold`, /post/responses/204/content: old says nothing, new says an object [webhook-changed]
      back:
        breaking: the document: the webhook `sold`, /post/responses/204/content: old says an object, new says nothing [webhook-changed]
    /components/securitySchemes/login/flows/clientCredentials/tokenUrl = "https://example.com/other"
      there:
        breaking: POST /items: the security scheme `login`: old says "https://example.com/token" at /flows/clientCredentials/tokenUrl, new says "https://example.com/other" at /flows/clientCredentials/tokenUrl [security-scheme-changed]
      back:
        breaking: POST /items: the security scheme `login`: old says "https://example.com/other" at /flows/clientCredentials/tokenUrl, new says "https://example.com/token" at /flows/clientCredentials/tokenUrl [security-scheme-changed]
    /components/securitySchemes/login/flows/clientCredentials/scopes/write = nothing
      there:
        breaking: POST /items: the security scheme `login`: old says the scope `write` of the flow `clientCredentials`, new says no scope `write` of the flow `clientCredentials` [security-scope-removed]
      back:
        compatible: POST /items: the security scheme `login`: old says no scope `write` of the flow `clientCredentials`, new says the scope `write` of the flow `clientCredentials` [security-scope-added]
    /components/securitySchemes/login/flows/clientCredentials/scopes/admin = "All."
      there:
        compatible: POST /items: the security scheme `login`: old says no scope `admin` of the flow `clientCredentials`, new says the scope `admin` of the flow `clientCredentials` [security-scope-added]
      back:
        breaking: POST /items: the security scheme `login`: old says the scope `admin` of the flow `clientCredentials`, new says no scope `admin` of the flow `clientCredentials` [security-scope-removed]
    /components/securitySchemes/login/flows/implicit = {"authorizationUrl":"https://example.com/ask","scopes":{"read":"See."}}
      there:
        breaking: POST /items: the security scheme `login`: old says nothing at /flows/implicit, new says an object at /flows/implicit [security-scheme-changed]
      back:
        breaking: POST /items: the security scheme `login`: old says an object at /flows/implicit, new says nothing at /flows/implicit [security-scheme-changed]
    /components/securitySchemes/login = {"type":"openIdConnect","openIdConnectUrl":"https://example.com/.well-known"}
      there:
        breaking: POST /items: the security scheme `login`: old says "oauth2" at /type, new says "openIdConnect" at /type [security-scheme-changed]
      back:
        breaking: POST /items: the security scheme `login`: old says "openIdConnect" at /type, new says "oauth2" at /type [security-scheme-changed]
    /components/securitySchemes/mutual = {"type":"http","scheme":"digest"}
      there:
        breaking: POST /items: the security scheme `mutual`: old says a certificate of the connection, new says the HTTP authentication `digest` [security-scheme-changed]
      back:
        breaking: POST /items: the security scheme `mutual`: old says the HTTP authentication `digest`, new says a certificate of the connection [security-scheme-changed]
    /components/schemas/Item/properties/name/allOf/0/anyOf/0/maxLength = 6
      there:
        breaking: POST /items: the response 201, /name: old says maxLength 5, new says maxLength 6 [response-max-length-raised]
      back:
        breaking: POST /items: the request body, /name: old says maxLength 6, new says maxLength 5 [request-max-length-lowered]
    /components/schemas/Item/properties/name/allOf/1/not/maxLength = 1
      there:
        breaking: POST /items: the response 201, /name: old says maxLength 2, new says maxLength 1 [response-max-length-lowered]
      back:
        breaking: POST /items: the request body, /name: old says maxLength 1, new says maxLength 2 [request-max-length-raised]
    /components/schemas/Item/properties/name/allOf/1 = nothing
      there:
        breaking: POST /items: the response 201, /name: old says all of 2 schemas, new says at least one of 2 schemas [response-type-widened]
      back:
        breaking: POST /items: the request body, /name: old says at least one of 2 schemas, new says all of 2 schemas [request-type-narrowed]
    /components/schemas/Item/properties/name/allOf/1 = {"not":{"enum":["abc"]}}
      there:
        breaking: POST /items: the request body, /name: old says any text, new says only "abc" [request-type-changed]
      back:
        breaking: POST /items: the request body, /name: old says only "abc", new says any text [request-type-changed]
    /components/schemas/Item/properties/other/not/minLength = 4
      there:
        breaking: POST /items: the response 201, /other: old says minLength 3, new says minLength 4 [response-min-length-raised]
      back:
        breaking: POST /items: the request body, /other: old says minLength 4, new says minLength 3 [request-min-length-lowered]
    /components/schemas/Item/properties/other = {"type":"string"}
      there:
        breaking: POST /items: the request body, /other: old says nullable, new says not nullable [request-became-not-nullable]
        breaking: POST /items: the request body, /other: old says what a schema does not admit, new says any text [request-type-changed]
      back:
        breaking: POST /items: the response 201, /other: old says not nullable, new says nullable [response-became-nullable]
        breaking: POST /items: the request body, /other: old says any text, new says what a schema does not admit [request-type-changed]
    /components/schemas/Item/properties/size/anyOf/1/minimum = 0
      there:
        breaking: POST /items: the response 201, /size: old says minimum 1, new says minimum 0 [response-minimum-lowered]
      back:
        breaking: POST /items: the request body, /size: old says minimum 0, new says minimum 1 [request-minimum-raised]
    /components/schemas/Item/properties/size/anyOf/0 = {"type":"boolean"}
      there:
        breaking: POST /items: the request body, /size: old says any text, new says true or false [request-type-changed]
      back:
        breaking: POST /items: the request body, /size: old says true or false, new says any text [request-type-changed]
    /components/schemas/Item/patternProperties/^x-/maxLength = 8
      there:
        breaking: POST /items: the request body, /*: old says maxLength 9, new says maxLength 8 [request-max-length-lowered]
      back:
        breaking: POST /items: the response 201, /*: old says maxLength 8, new says maxLength 9 [response-max-length-raised]
    /components/schemas/Item/patternProperties/^y- = {"type":"string"}
      there:
        breaking: POST /items: the request body: old says no members that match `^y-`, new says members that match `^y-` [request-pattern-properties-narrowed]
      back:
        breaking: POST /items: the response 201: old says members that match `^y-`, new says no members that match `^y-` [response-pattern-properties-widened]
    /components/schemas/Item/patternProperties = nothing
      there:
        breaking: POST /items: the response 201: old says members that match `^x-`, new says no members that match `^x-` [response-pattern-properties-widened]
      back:
        breaking: POST /items: the request body: old says no members that match `^x-`, new says members that match `^x-` [request-pattern-properties-narrowed]
    /components/schemas/Item/additionalProperties = false
      there:
        breaking: POST /items: the request body: old says further members of one schema, new says no further members [request-additional-properties-narrowed]
      back:
        breaking: POST /items: the response 201: old says no further members, new says further members of one schema [response-additional-properties-widened]
    /components/schemas/Item/additionalProperties/type = "number"
      there:
        breaking: POST /items: the response 201, /*: old says a whole number, new says a number [response-type-widened]
      back:
        breaking: POST /items: the request body, /*: old says a number, new says a whole number [request-type-narrowed]
    a schema that only the server sends
      there:
        breaking: POST /items: the callback `added`, /{$request.body#~1url}/post/requestBody/content/application~1json/schema/properties/at: old says an object, new says nothing [callback-changed]
        breaking: the document: the webhook `sold`, /post/requestBody/content/application~1json/schema/properties/at: old says an object, new says nothing [webhook-changed]
      back:
        breaking: POST /items: the callback `added`, /{$request.body#~1url}/post/requestBody/content/application~1json/schema/properties/at: old says nothing, new says an object [callback-changed]
        breaking: the document: the webhook `sold`, /post/requestBody/content/application~1json/schema/properties/at: old says nothing, new says an object [webhook-changed]
    "#);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table, one spelling a line")]
fn another_spelling_of_the_same_is_not_a_change() {
    let item = || contract()["components"]["schemas"]["Item"].clone();
    let event = || contract()["components"]["schemas"]["Event"].clone();
    let callback = "/callbacks/added/{$request.body#~1url}/post";
    let post = |rest: &str| format!("{POST}{rest}");
    for (pointer, value) in [
        ("/openapi".to_owned(), json!("3.1.1")),
        (
            "/servers/0/url".to_owned(),
            json!("https://example.com/v1/"),
        ),
        ("/servers/0/description".to_owned(), json!("The shop.")),
        (
            "/servers/1/variables/place/enum".to_owned(),
            json!(["us", "eu"]),
        ),
        (
            "/servers/1/variables/place/description".to_owned(),
            json!("There."),
        ),
        (post("/tags"), json!(["Items", "Public", "Public"])),
        (post("/deprecated"), json!(false)),
        (
            post("/security"),
            json!([{"mutual": [], "key": []}, {"login": ["write", "read"]}]),
        ),
        (post("/parameters/0/style"), json!("form")),
        (post("/parameters/0/explode"), json!(true)),
        (post("/parameters/0/required"), json!(false)),
        (post("/parameters/0/deprecated"), json!(false)),
        (post("/requestBody/required"), json!(false)),
        (
            post("/requestBody/content/application~1json/schema"),
            item(),
        ),
        (
            post("/requestBody/content/application~1json/schema"),
            json!({"allOf": [{"$ref": "#/components/schemas/Item"}]}),
        ),
        (
            post(
                "/requestBody/content/multipart~1form-data/encoding/file/headers/X-Size/description",
            ),
            json!("Octets."),
        ),
        (post("/responses/404/description"), json!("Nothing.")),
        (post(&format!("{callback}/description")), json!("It came.")),
        (
            post(&format!("{callback}/requestBody/required")),
            json!(false),
        ),
        (
            post(&format!(
                "{callback}/requestBody/content/application~1json/schema"
            )),
            event(),
        ),
        (
            "/components/securitySchemes/login/flows/clientCredentials/scopes/read".to_owned(),
            json!("Look."),
        ),
        (
            "/components/securitySchemes/key/name".to_owned(),
            json!("x-key"),
        ),
        (
            format!("{ITEM}/properties/size/anyOf"),
            json!([{"type": "integer", "minimum": 1.0}, {"type": "string"}]),
        ),
        (
            format!("{ITEM}/properties/name/allOf"),
            json!([
                {"not": {"type": "string", "maxLength": 2}},
                {"anyOf": [{"type": "integer"}, {"type": "string", "maxLength": 5}]},
            ]),
        ),
    ] {
        let mut changed = contract();
        set(&mut changed, &pointer, Some(value.clone()));

        let (old, new) = (load(&contract()), load(&changed));

        for changes in [compare(&old, &new), compare(&new, &old)] {
            assert!(changes.is_empty(), "{pointer} = {value}\n{changes}");
        }
    }
}

#[test]
fn a_name_that_only_the_reading_gave_is_not_compared() {
    let nameless = |path: &str, name: &str| {
        json!({
            "openapi": "3.1.0",
            "info": {"title": "Shop", "version": "1"},
            "paths": {path: {"get": {
                "parameters": [{"name": name, "in": "path", "required": true, "schema": {"type": "string"}}],
                "responses": {"204": {"description": "There."}},
            }}},
        })
    };
    let (old, new) = (
        load(&nameless("/items/{id}", "id")),
        load(&nameless("/items/{item}", "item")),
    );
    assert_ne!(old.operations[0].id, new.operations[0].id);

    let changes = compare(&old, &new);

    assert_snapshot!(changes, @r#"warning: GET /items/{id}: old says `GET /items/{id}`, new says `GET /items/{item}` [path-parameter-renamed]"#);
}

#[test]
fn any_value_may_stand_anywhere_and_a_document_never_differs_from_itself() {
    let mut pointers = Vec::new();
    super::collect(&contract(), String::new(), &mut pointers);
    let whole = load(&contract());
    let read = |value: &Value| load_lenient_from("shop.json", &|_: &str| Ok(value.to_string()));

    let mut loaded = 0;
    for pointer in pointers.iter().filter(|pointer| !pointer.is_empty()) {
        for value in [
            json!(7),
            json!([{}]),
            json!({}),
            json!({"$ref": "#/components/schemas/Item"}),
            json!({"not": {"$ref": "#/components/schemas/Item"}}),
        ] {
            let mut changed = contract();
            set(&mut changed, pointer, Some(value));
            if let Ok(document) = read(&changed) {
                loaded += 1;
                assert!(compare(&document, &document).is_empty(), "{pointer}");
                let (there, back) = (compare(&whole, &document), compare(&document, &whole));
                assert_eq!(there.is_empty(), back.is_empty(), "{pointer}");
            }
        }
    }
    assert!(loaded > 100, "{loaded}");
}

#[test]
fn the_order_of_keys_says_nothing() {
    let mut documents = vec![contract(), super::contract()];
    documents.extend(own_contracts().into_iter().map(|contract| contract.bundled));
    for document in documents {
        let turned = turned(&document);
        assert_ne!(document.to_string(), turned.to_string());

        let changes = compare(&load(&document), &load(&turned));

        assert!(changes.is_empty(), "{changes}");
    }
}

/// The same value with the members of every object the other way round.
fn turned(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.iter().rev();
            Value::Object(
                members
                    .map(|(key, value)| (key.clone(), turned(value)))
                    .collect(),
            )
        }
        Value::Array(items) => items.iter().map(turned).collect(),
        other => other.clone(),
    }
}
