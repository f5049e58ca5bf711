//! Lines of text: those that look the same are the same, and those that nobody sees are refused.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::apis::Api;
use crate::testing::{Caller, TestApp, full_user};

const DECOMPOSED: &str = "Cafe\u{301}";
const COMPOSED: &str = "Caf\u{E9}";
/// A C1 control, a character without width, a direction, and blanks.
const REFUSED: [&str; 5] = ["a\u{85}b", "\u{200B}", "\u{202E}a", "\u{3164}", "   "];

#[actix_web::test]
async fn names_that_differ_in_normal_form_only_are_one() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let partner = app.partner("Acme").await;
    let wallet = |name: &str| json!({"name": name, "currency": "BTC"});

    let first = owner
        .post(&format!("{user}/wallets"), &wallet(DECOMPOSED))
        .await;
    let second = owner
        .post(&format!("{user}/wallets"), &wallet(COMPOSED))
        .await;
    let filter = format!("{user}/wallets?filter[where][name]=cafe%CC%81");
    let found = owner.get(&filter).await;
    let customer = partner
        .post("/customers", &json!({ "name": DECOMPOSED }))
        .await;
    let taken = partner
        .post("/customers", &json!({ "name": COMPOSED }))
        .await;

    assert_eq!(
        (first.status, second.status),
        (201, 400),
        "{first} {second}"
    );
    assert_eq!(first.data()["name"], COMPOSED);
    assert_eq!(found.data().as_array().unwrap().len(), 1, "{found}");
    assert_eq!(
        (customer.status, taken.status),
        (201, 409),
        "{customer} {taken}"
    );
    assert_eq!(customer.json()["name"], COMPOSED);
}

/// Sends the body with each refused text at the pointer; each answer blames the pointer.
async fn all_refused(caller: &Caller<'_>, (method, path): (&str, &str), body: &Value, at: &str) {
    for text in REFUSED {
        let mut body = body.clone();
        *body.pointer_mut(at).unwrap() = text.into();
        let seen = match method {
            "POST" => caller.post(path, &body).await,
            "PUT" => caller.put(path, &body).await,
            _ => caller.patch(path, &body).await,
        };
        assert!(matches!(seen.status, 400 | 422), "{at} {text:?}: {seen}");
        let answer = String::from_utf8_lossy(&seen.body).into_owned();
        assert!(
            answer.contains(&format!("\"{at}\"")),
            "{at} {text:?}: {seen}"
        );
        assert!(answer.contains("must "), "{text:?}: {seen}");
    }
}

#[actix_web::test]
async fn lines_that_nobody_sees_are_refused_wherever_one_is_sent() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let session = app.login("session").await;
    let customer = session.create("corp-lines").await;
    let partner = app.partner("Acme").await;
    let end_customer = partner.end_customer("One").await.path;

    let user_body = full_user(2);
    for at in ["/first_name", "/last_name", "/individual/residential_city"] {
        all_refused(&owner, ("POST", "/users"), &user_body, at).await;
    }
    let change = json!({"first_name": "A", "individual": {"residential_address": "B"}});
    for at in ["/first_name", "/individual/residential_address"] {
        all_refused(&owner, ("PUT", &user), &change, at).await;
    }
    let wallets = format!("{user}/wallets");
    let wallet = json!({"name": "A", "currency": "BTC"});
    all_refused(&owner, ("POST", &wallets), &wallet, "/name").await;
    let new = json!({"email": "a@acme.example", "customer_id": "corp-b", "entity_name": "A"});
    all_refused(&session, ("POST", "/customers"), &new, "/entity_name").await;
    let business = json!({"entity_name": "A", "incorporation_country": "DE", "description": "B"});
    let change = json!({ "first_name": "A", "business": business });
    for at in [
        "/first_name",
        "/business/entity_name",
        "/business/description",
    ] {
        all_refused(&session, ("PUT", &customer), &change, at).await;
    }
    let name = json!({"name": "A"});
    all_refused(&partner, ("POST", "/customers"), &name, "/name").await;
    all_refused(&partner, ("PATCH", &end_customer), &name, "/name").await;
}

/// The schemas that a request's body can hold, references followed once each.
fn strings_of_requests(contract: &Value, found: &mut Vec<(String, Value)>) {
    let mut seen = BTreeSet::new();
    let paths = contract["paths"].as_object().unwrap();
    for (path, item) in paths {
        for (method, operation) in item.as_object().unwrap() {
            if let Some(body) = operation.get("requestBody") {
                walk(
                    contract,
                    body,
                    &format!("{method} {path}"),
                    &mut seen,
                    found,
                );
            }
        }
    }
}

fn walk(
    contract: &Value,
    value: &Value,
    place: &str,
    seen: &mut BTreeSet<String>,
    found: &mut Vec<(String, Value)>,
) {
    if let Some(pointer) = value.get("$ref").and_then(Value::as_str) {
        if seen.insert(pointer.to_owned()) {
            let target = contract.pointer(pointer.trim_start_matches('#')).unwrap();
            walk(contract, target, pointer, seen, found);
        }
        return;
    }
    let kinds = value.get("type");
    let is_string = kinds.is_some_and(|kinds| kinds.to_string().contains("\"string\""));
    if is_string && value.get("pattern").is_some() {
        found.push((place.to_owned(), value.clone()));
    }
    match value {
        Value::Object(members) => members.iter().for_each(|(name, member)| {
            let place = format!("{place} {name}");
            walk(contract, member, &place, seen, found);
        }),
        Value::Array(items) => items
            .iter()
            .for_each(|item| walk(contract, item, place, seen, found)),
        _ => {}
    }
}

/// Whatever admits letters of any script is a line, but for e-mail addresses and secrets.
#[test]
fn every_free_text_of_a_request_is_a_line() {
    let mut lines = 0;
    for api in Api::ALL {
        let contract: Value = serde_json::from_str(api.parts().contract).unwrap();
        let mut found = Vec::new();
        strings_of_requests(&contract, &mut found);
        for (place, schema) in found {
            let pattern = schema["pattern"].as_str().unwrap();
            let is_free = pattern.contains("[^") && schema["format"] != "email";
            let is_line = schema.get("x-text") == Some(&"line".into());
            assert!(
                !is_free || is_line || schema["x-secret"] == true,
                "{place} {pattern}"
            );
            lines += usize::from(is_line);
        }
    }
    assert_eq!(lines, 32);
}
