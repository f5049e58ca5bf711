//! What happens to a security scheme matters to those who are asked for it.

use serde_json::{Value, json};

use super::mutations::set;
use crate::{Document, compare, load_lenient_from};

fn load(value: &Value) -> Document {
    load_lenient_from("shop.json", &|_: &str| Ok(value.to_string()))
        .unwrap_or_else(|problems| panic!("{problems}"))
}

/// What becomes of the scheme `login` in a document where something at `pointer` is asked for.
fn judged(pointer: &str, security: Value, change: (&str, Option<Value>)) -> String {
    let mut old = json!({
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "paths": {"/a": {"post": {
            "security": [],
            "callbacks": {"done": {"{$request.body#/url}": {"post": {
                "responses": {"204": {"description": "Heard."}},
            }}}},
            "responses": {"204": {"description": "Done."}},
        }}},
        "components": {"securitySchemes": {"login": {"type": "oauth2", "flows": {
            "clientCredentials": {"tokenUrl": "https://a.example", "scopes": {"read": "", "write": ""}},
        }}}},
    });
    set(&mut old, pointer, Some(security));
    let mut new = old.clone();
    let (member, value) = change;
    set(
        &mut new,
        &format!("/components/securitySchemes{member}"),
        value,
    );
    let changes = compare(&load(&old), &load(&new)).0;
    let lines = changes
        .iter()
        .map(|change| format!("{} {}", change.level, change.code));
    lines.collect::<Vec<_>>().join(", ")
}

const FLOW: &str = "/login/flows/clientCredentials";

#[test]
fn a_scheme_that_nothing_asks_for_changes_nothing() {
    let unused = |change| judged("/tags", json!([]), change);
    let other = json!({"type": "http", "scheme": "bearer"});
    let token = format!("{FLOW}/tokenUrl");
    let scope = format!("{FLOW}/scopes/read");

    for change in [
        ("/login", None),
        ("/login", Some(other)),
        (token.as_str(), Some(json!("https://b.example"))),
        (scope.as_str(), None),
    ] {
        let name = format!("{change:?}");
        assert_eq!(
            unused(change),
            "compatible unused-security-scheme-changed",
            "{name}"
        );
    }
}

#[test]
fn a_scheme_that_anything_asks_for_is_missed() {
    let asked = json!([{"login": ["write"]}]);
    let scope = format!("{FLOW}/scopes/read");

    for pointer in [
        "/security",
        "/paths/~1a/post/security",
        "/paths/~1a/post/callbacks/done/{$request.body#~1url}/post/security",
    ] {
        let judged = judged(pointer, asked.clone(), (&scope, None));
        assert_eq!(judged, "breaking security-scope-removed", "{pointer}");
    }
}
