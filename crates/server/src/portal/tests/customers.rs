//! End customers: created, listed, renamed, deleted.

use serde_json::json;

use super::{actions, audited, names};
use crate::testing::TestApp;

#[actix_web::test]
async fn a_new_end_customer_is_shown_with_its_key_and_found_with_it_again() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;

    let created = partner
        .post("/customers", &json!({ "name": "Acme University" }))
        .await;
    let path = format!("/customers/{}", created.json()["id"].as_str().unwrap());
    let found = partner.get(&path).await;

    insta::assert_snapshot!(created, @r#"201 {"object":"customer","id":"…","name":"Acme University","createdAt":"…","updatedAt":"…","apiKey":"…"}"#);
    assert_eq!(found.status, 200);
    assert_eq!(found.json(), created.json());
    let key = created.json()["apiKey"].as_str().unwrap().to_owned();
    assert!(crate::auth::keys::ApiKey::parse(&key).is_ok());
    assert_eq!(created.header("cache-control"), "no-store");
}

#[actix_web::test]
async fn a_page_shows_end_customers_newest_first_and_no_key() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    for number in 1..=5 {
        partner.end_customer(&format!("Customer {number}")).await;
    }
    app.partner("Other").await.end_customer("Foreign").await;

    let first = partner.get("/customers?limit=2").await;
    let last = partner.get("/customers?limit=2&offset=4").await;
    let beyond = partner.get("/customers?offset=1000").await;
    let all = partner.get("/customers").await;

    insta::assert_snapshot!(first, @r#"200 {"object":"list","data":[{"object":"customer","id":"…","name":"Customer 5","createdAt":"…","updatedAt":"…"},{"object":"customer","id":"…","name":"Customer 4","createdAt":"…","updatedAt":"…"}],"pagination":{"limit":2,"offset":0,"total":5,"hasMore":true}}"#);
    assert_eq!(names(&last), ["Customer 1"]);
    assert_eq!(
        last.json()["pagination"],
        json!({ "limit": 2, "offset": 4, "total": 5, "hasMore": false })
    );
    assert_eq!(names(&beyond), [""; 0]);
    assert_eq!(
        beyond.json()["pagination"],
        json!({ "limit": 25, "offset": 1000, "total": 5, "hasMore": false })
    );
    assert_eq!(names(&all).len(), 5);
}

#[actix_web::test]
async fn end_customers_of_the_same_moment_are_listed_by_their_id() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let mut ids = Vec::new();
    for number in 1..=5 {
        ids.push(partner.end_customer(&format!("Customer {number}")).await.id);
    }
    app.execute("UPDATE end_customers SET created_at = 1");

    let mut listed = Vec::new();
    for offset in 0..5 {
        let page = format!("/customers?limit=1&offset={offset}");
        let seen = partner.get(&page).await.json();
        listed.push(seen["data"][0]["id"].as_str().unwrap().to_owned());
    }

    ids.sort();
    ids.reverse();
    assert_eq!(listed, ids);
}

#[actix_web::test]
async fn a_name_is_unique_for_its_partner_whatever_its_case_and_the_spaces_around_it() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let other = app.partner("Other").await;
    let first = partner.end_customer("  Überlingen College ").await;
    let second = partner.end_customer("Second").await;

    let taken = json!({ "name": "ÜBERLINGEN COLLEGE" });
    let again = partner.post("/customers", &taken).await;
    let renamed = partner.patch(&second.path, &taken).await;
    let own = partner.patch(&first.path, &taken).await;
    let elsewhere = other.post("/customers", &taken).await;

    insta::assert_snapshot!(again, @r#"409 {"object":"error","error":{"code":"CONFLICT","message":"Another end customer has this name.","details":[{"field":"/name","message":"is taken"}],"documentationUrl":"/docs/"}}"#);
    assert_eq!(renamed.json(), again.json());
    assert_eq!(renamed.status, 409);
    assert_eq!(own.json()["name"], "ÜBERLINGEN COLLEGE");
    assert_eq!(elsewhere.status, 201);
    let listed = partner.get("/customers").await;
    assert_eq!(names(&listed), ["Second", "ÜBERLINGEN COLLEGE"]);
}

#[actix_web::test]
async fn a_name_has_one_to_255_characters_of_which_one_is_no_space() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let created = partner.end_customer("First").await;
    let longest = "é".repeat(255);
    let refused = ["", "   ", "a\tb", "a\u{7f}", &format!("{longest}x")];

    for name in refused {
        let body = json!({ "name": name });
        let seen = partner.post("/customers", &body).await;
        let patched = partner.patch(&created.path, &body).await;

        assert_eq!((seen.status, patched.status), (400, 400), "{name:?}");
        let field = &seen.json()["error"]["details"][0]["field"];
        assert_eq!(field, "/name", "{seen}");
    }
    for name in [longest.as_str(), "a", " b "] {
        let seen = partner.post("/customers", &json!({ "name": name })).await;
        assert_eq!(seen.json()["name"], name.trim(), "{seen}");
    }
}

#[actix_web::test]
async fn an_end_customer_is_renamed_without_showing_its_key() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let created = partner.end_customer("Before").await;

    let renamed = partner
        .patch(&created.path, &json!({ "name": " After " }))
        .await;
    let found = partner.get(&created.path).await;

    insta::assert_snapshot!(renamed, @r#"200 {"object":"customer","id":"…","name":"After","createdAt":"…","updatedAt":"…"}"#);
    assert_eq!(found.json()["name"], "After");
    assert_eq!(found.json()["apiKey"], created.key);
    assert_eq!(partner.context_status(&created.key).await, 200);
}

#[actix_web::test]
async fn an_empty_change_changes_nothing_and_is_not_recorded() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let created = partner.end_customer("Acme University").await;
    let before = partner.get(&created.path).await;
    let recorded = actions(&app).await;

    let seen = partner.patch(&created.path, &json!({})).await;

    let mut unchanged = before.json();
    unchanged.as_object_mut().unwrap().remove("apiKey");
    assert_eq!((seen.status, seen.json()), (200, unchanged));
    assert_eq!(actions(&app).await, recorded);
}

#[actix_web::test]
async fn a_deleted_end_customer_is_gone_and_its_name_is_free() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let created = partner.end_customer("Acme University").await;

    let deleted = partner.delete(&created.path).await;

    assert_eq!((deleted.status, deleted.body.len()), (204, 0));
    assert_eq!(partner.get(&created.path).await.status, 404);
    assert_eq!(partner.context_status(&created.key).await, 403);
    assert_eq!(names(&partner.get("/customers").await), [""; 0]);
    let successor = partner.end_customer("acme university").await;
    assert_ne!(successor.id, created.id);
    assert_eq!(partner.context_status(&successor.key).await, 200);
}

#[actix_web::test]
async fn what_the_partner_does_not_have_is_404_for_every_operation() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let foreign = app.partner("Other").await.end_customer("Foreign").await;
    let deleted = partner.end_customer("Deleted").await;
    partner.delete(&deleted.path).await;
    let unknown = format!("/customers/c{}", "0".repeat(24));
    let paths = [&foreign.path, &deleted.path, &unknown, "/customers/x"];

    for path in paths {
        let seen = [
            partner.get(path).await,
            partner.patch(path, &json!({ "name": "Mine" })).await,
            partner.patch(path, &json!({})).await,
            partner.delete(path).await,
            partner.trigger(&format!("{path}/rotate-key")).await,
            partner.get(&format!("{path}/usage")).await,
        ];
        for seen in seen {
            insta::allow_duplicates! {
                insta::assert_snapshot!(seen, @r#"404 {"object":"error","error":{"code":"NOT_FOUND","message":"There is no such end customer.","documentationUrl":"/docs/"}}"#);
            }
        }
    }
    let actions = actions(&app).await;
    let created = "end_customer.created";
    assert_eq!(actions, [created, created, "end_customer.deleted"]);
}

#[actix_web::test]
async fn every_change_is_recorded_as_the_partners() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let created = partner.end_customer("Acme University").await;
    partner.patch(&created.path, &json!({ "name": "B" })).await;
    partner.rotate(&created.path, 60).await;
    partner.delete(&created.path).await;

    let entries = audited(&app).await;

    let told: Vec<_> = entries
        .iter()
        .map(|entry| (entry.action.as_str(), entry.details.as_str()))
        .collect();
    let expected = [
        ("end_customer.created", "{}"),
        ("end_customer.updated", r#"{"fields":["/name"]}"#),
        ("end_customer.key_rotated", r#"{"grace_seconds":60}"#),
        ("end_customer.deleted", "{}"),
    ];
    assert_eq!(told, expected);
    for entry in &entries {
        assert_eq!(entry.target, created.id);
        assert!(crate::db::PartnerId::parse(&entry.principal).is_some());
        assert_eq!(entry.principal, entries[0].principal);
    }
}
