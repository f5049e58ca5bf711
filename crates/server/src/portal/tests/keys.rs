//! The keys of end customers: replaced, read again, and bound to their place.

use diesel::prelude::*;
use serde_json::json;

use super::{actions, audited};
use crate::db::DbError;
use crate::db::schema::end_customer_keys;
use crate::testing::{Setup, TestApp};

/// What is stored of each key: whether it is sealed, and whether it is current.
async fn stored(app: &TestApp) -> Vec<(bool, bool)> {
    let stored = app.db.read(|conn| {
        let rows: Vec<(Option<Vec<u8>>, Option<i64>)> = end_customer_keys::table
            .select((end_customer_keys::sealed, end_customer_keys::expires_at))
            .order(end_customer_keys::expires_at.asc())
            .load(conn)?;
        Ok::<_, DbError>(rows)
    });
    let stored = stored.await.unwrap().into_iter();
    let mut stored: Vec<_> = stored
        .map(|(sealed, ends)| (sealed.is_some(), ends.is_none()))
        .collect();
    stored.sort_unstable();
    stored
}

/// Gives each of two keys what is sealed of the other.
async fn swap_sealed(app: &TestApp) {
    use end_customer_keys::{key_hash, sealed, table};
    let swapped = app.changes.upkeep(|conn| {
        type Row = (Vec<u8>, Option<Vec<u8>>);
        let rows: Vec<Row> = table.select((key_hash, sealed)).load(conn)?;
        let [one, two] = rows.as_slice() else {
            panic!("there must be two keys");
        };
        for (hash, other) in [(&one.0, &two.1), (&two.0, &one.1)] {
            diesel::update(table.find(hash))
                .set(sealed.eq(other))
                .execute(conn)?;
        }
        Ok::<_, DbError>(())
    });
    swapped.await.unwrap();
}

#[actix_web::test]
async fn a_replaced_key_is_refused_and_the_new_one_works() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let created = partner.end_customer("Acme University").await;
    let rotate = format!("{}/rotate-key", created.path);

    let rotated = partner.trigger(&rotate).await;

    insta::assert_snapshot!(rotated, @r#"200 {"object":"customer","id":"…","name":"Acme University","createdAt":"…","updatedAt":"…","apiKey":"…","rotatedAt":"…","previousKeyExpiresAt":"…"}"#);
    let rotated = rotated.json();
    assert_eq!(rotated["previousKeyExpiresAt"], rotated["rotatedAt"]);
    let new = rotated["apiKey"].as_str().unwrap();
    assert_eq!(partner.context_status(&created.key).await, 403);
    assert_eq!(partner.context_status(new).await, 200);
    assert_eq!(partner.get(&created.path).await.json()["apiKey"], new);
    assert_eq!(stored(&app).await, [(true, true)]);
}

#[actix_web::test]
async fn with_a_grace_the_key_before_works_until_it_is_over() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let created = partner.end_customer("Acme University").await;

    let body = json!({ "graceSeconds": 604_800 });
    let rotated = partner
        .post(&format!("{}/rotate-key", created.path), &body)
        .await;
    let during = partner.context_status(&created.key).await;
    app.execute("UPDATE end_customer_keys SET expires_at = 1 WHERE expires_at IS NOT NULL");
    let after = partner.context_status(&created.key).await;

    let rotated = rotated.json();
    let moment = |name: &str| {
        let text = rotated[name].as_str().unwrap();
        chrono::DateTime::parse_from_rfc3339(text).unwrap()
    };
    let grace = moment("previousKeyExpiresAt") - moment("rotatedAt");
    assert_eq!(grace, chrono::TimeDelta::weeks(1));
    assert_eq!((during, after), (200, 403));
    let new = rotated["apiKey"].as_str().unwrap();
    assert_eq!(partner.context_status(new).await, 200);
    assert_eq!(stored(&app).await, [(false, false), (true, true)]);
}

#[actix_web::test]
async fn another_rotation_ends_a_grace_that_still_ran() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let first = partner.end_customer("Acme University").await;

    let second = partner.rotate(&first.path, 3600).await;
    let third = partner.rotate(&first.path, 3600).await;
    let after_grace = [
        partner.context_status(&first.key).await,
        partner.context_status(&second).await,
        partner.context_status(&third).await,
    ];
    let fourth = partner.rotate(&first.path, 0).await;
    let after_none = [
        partner.context_status(&second).await,
        partner.context_status(&third).await,
        partner.context_status(&fourth).await,
    ];

    assert_eq!(after_grace, [403, 200, 200]);
    assert_eq!(after_none, [403, 403, 200]);
}

#[actix_web::test]
async fn a_deletion_ends_a_grace_too() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let created = partner.end_customer("Acme University").await;
    let new = partner.rotate(&created.path, 3600).await;

    partner.delete(&created.path).await;

    assert_eq!(partner.context_status(&created.key).await, 403);
    assert_eq!(partner.context_status(&new).await, 403);
    assert_eq!(stored(&app).await, []);
}

#[actix_web::test]
async fn a_grace_is_from_none_to_a_week_and_may_be_left_out() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let created = partner.end_customer("Acme University").await;
    let rotate = format!("{}/rotate-key", created.path);

    for seconds in [json!(-1), json!(604_801), json!("1"), json!(null)] {
        let body = json!({ "graceSeconds": seconds });
        let seen = partner.post(&rotate, &body).await;

        assert_eq!(seen.status, 400, "{seen}");
        let field = &seen.json()["error"]["details"][0]["field"];
        assert_eq!(field, "/graceSeconds", "{seen}");
    }
    assert_eq!(partner.context_status(&created.key).await, 200);
    assert_eq!(partner.post(&rotate, &json!({})).await.status, 200);
    assert_eq!(partner.context_status(&created.key).await, 403);
}

#[actix_web::test]
async fn every_reading_of_a_key_is_recorded_and_nothing_else_reads_one() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let created = partner.end_customer("Acme University").await;

    let seen = partner.get(&created.path).await;
    partner.get(&created.path).await;
    partner.get("/customers").await;
    partner.get(&format!("{}/usage", created.path)).await;
    partner.context_status(&created.key).await;

    let entries = audited(&app).await;
    let actions: Vec<_> = entries.iter().map(|entry| entry.action.as_str()).collect();
    let revealed = "end_customer.key_revealed";
    assert_eq!(actions, ["end_customer.created", revealed, revealed]);
    assert_eq!(entries[1].target, created.id);
    assert_eq!(entries[1].trace_id, seen.header("x-trace-id"));
}

#[actix_web::test]
async fn where_keys_are_concealed_each_is_shown_once_and_stored_as_its_hash() {
    let setup = Setup {
        conceals_keys: true,
        ..Setup::default()
    };
    let app = TestApp::start_with(setup).await;
    let partner = app.partner("Acme").await;
    let created = partner.end_customer("Acme University").await;

    let found = partner.get(&created.path).await;
    let new = partner.rotate(&created.path, 0).await;

    insta::assert_snapshot!(found, @r#"200 {"object":"customer","id":"…","name":"Acme University","createdAt":"…","updatedAt":"…"}"#);
    assert_eq!(partner.context_status(&new).await, 200);
    assert_eq!(stored(&app).await, [(false, true)]);
    let expected = ["end_customer.created", "end_customer.key_rotated"];
    assert_eq!(actions(&app).await, expected);
}

#[actix_web::test]
async fn a_key_that_was_made_while_keys_were_concealed_stays_so() {
    let concealing = TestApp::start_with(Setup {
        conceals_keys: true,
        ..Setup::default()
    });
    let concealing = concealing.await;
    let partner = concealing.partner("Acme").await;
    let created = partner.end_customer("Acme University").await;
    let revealing = concealing.start_beside().await;

    let found = partner.at(&revealing).get(&created.path).await;

    assert_eq!((found.status, found.json().get("apiKey")), (200, None));
    assert_eq!(actions(&revealing).await, ["end_customer.created"]);
}

#[actix_web::test]
async fn a_sealed_key_that_was_moved_to_another_row_is_shown_to_nobody() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let other = app.partner("Other").await;
    let one = partner.end_customer("One").await;
    let two = other.end_customer("Two").await;
    let recorded = actions(&app).await;

    swap_sealed(&app).await;
    let seen = [partner.get(&one.path).await, other.get(&two.path).await];

    for seen in seen {
        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"500 {"object":"error","error":{"code":"INTERNAL_ERROR","message":"The server failed. Quote the trace id when you report it.","documentationUrl":"/docs/"}}"#);
        }
    }
    assert_eq!(actions(&app).await, recorded);
    assert_eq!(partner.context_status(&one.key).await, 200);
    assert_eq!(other.context_status(&two.key).await, 200);
}

#[actix_web::test]
async fn a_key_that_was_moved_to_another_customer_is_shown_to_nobody() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let one = partner.end_customer("One").await;
    let two = partner.end_customer("Two").await;

    app.execute(&format!(
        "DELETE FROM end_customer_keys WHERE end_customer_id = '{}'",
        two.id
    ));
    app.execute(&format!(
        "UPDATE end_customer_keys SET end_customer_id = '{}'",
        two.id
    ));
    let seen = partner.get(&two.path).await;

    assert_eq!(seen.status, 500, "{seen}");
    assert!(!String::from_utf8_lossy(&seen.body).contains(&one.key));
}
