//! Partial updates over HTTP.

use serde_json::{Value, json};

use super::with;
use crate::changes::audit::Filter;
use crate::testing::{Caller, Seen, TestApp, full_user};

/// A user of the full form; its path and itself.
async fn full(owner: &Caller<'_>, number: u32) -> (String, Value) {
    let seen = owner.post("/users", &full_user(number)).await;
    assert_eq!(seen.status, 201, "{seen}");
    let data = seen.data();
    (
        format!("/users/{}", data["user_id"].as_str().unwrap()),
        data,
    )
}

/// What the audit log tells of updates.
async fn audited(app: &TestApp) -> Vec<String> {
    let filter = Filter {
        limit: 10,
        action: Some("user.updated".to_owned()),
        ..Filter::default()
    };
    let entries = app.changes.entries(filter).await.unwrap();
    entries.into_iter().map(|entry| entry.details).collect()
}

/// The data without the time of the last change.
fn unstamped(seen: &Seen) -> Value {
    without_stamp(seen.data())
}

fn without_stamp(mut data: Value) -> Value {
    data["updated_at"].take();
    data
}

#[actix_web::test]
async fn an_update_changes_what_it_names_and_keeps_the_rest() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (path, before) = full(&owner, 1).await;
    let changes = json!({
        "account_type": "business",
        "account_purpose": "investing",
        "last_name": "Byron",
        "email": "Ada@Example.com",
        "phone_number": "201 555 0009",
        "individual": {
            "dob": "1980-02-29",
            "residential_city": "Laramie",
            "id_type": "passport",
            "id_number": "C01X00T47",
            "id_country": "DE",
        },
    });

    let updated = owner.put(&path, &changes).await;
    let after = owner.get(&path).await;

    let expected = with(
        &before,
        &[
            ("/user_type", "business".into()),
            ("/account_type", "business".into()),
            ("/account_purpose", "investing".into()),
            ("/last_name", "Byron".into()),
            ("/email", "Ada@Example.com".into()),
            ("/phone_number", "201 555 0009".into()),
            ("/individual/dob", "1980-02-29".into()),
            ("/individual/residential_city", "Laramie".into()),
            ("/individual/id_type", "passport".into()),
            ("/individual/id_number", "*****0T47".into()),
            ("/individual/id_country", "DE".into()),
        ],
    );
    assert_eq!(updated.status, 200, "{updated}");
    assert_eq!(unstamped(&updated), without_stamp(expected));
    assert_eq!(after.data(), updated.data());
}

#[actix_web::test]
async fn an_empty_update_and_one_of_the_same_phone_change_nothing_and_leave_no_trace() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let path = owner.user(1).await;
    let before = owner.get(&path).await;
    let same = json!({ "phone_country_code": "US", "phone_number": "2015550001" });

    let seen = [
        owner.put(&path, &json!({})).await,
        owner.put(&path, &json!({ "individual": {} })).await,
        owner.put(&path, &same).await,
    ];

    for seen in seen {
        assert_eq!((seen.status, seen.data()), (200, before.data()));
    }
    assert!(audited(&app).await.is_empty());
}

#[actix_web::test]
async fn an_update_is_audited_by_the_names_of_its_fields() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let path = owner.user(1).await;
    let changes = json!({ "first_name": "Ada", "individual": { "dob": "1980-02-29" } });

    owner.put(&path, &changes).await;

    let fields = r#"{"fields":["/first_name","/individual/dob"]}"#;
    assert_eq!(audited(&app).await, [fields]);
}

#[actix_web::test]
async fn the_rules_hold_for_the_user_as_it_would_be() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (path, before) = full(&owner, 1).await;
    let table = [
        (
            json!({ "phone_country_code": "GB" }),
            "/phone_number UNPROCESSABLE_ENTITY",
        ),
        (
            json!({ "phone_number": "416-555-0123" }),
            "/phone_number UNPROCESSABLE_ENTITY",
        ),
        (
            json!({ "individual": { "id_type": "passport" } }),
            "/individual/id_country UNPROCESSABLE_ENTITY",
        ),
        (
            json!({ "individual": { "id_number": "C01X00T47" } }),
            "/individual/id_number UNPROCESSABLE_ENTITY",
        ),
        (
            json!({ "individual": { "dob": "2020-01-01" } }),
            "/individual/dob VALIDATION_ERROR",
        ),
    ];

    for (changes, blamed) in table {
        let seen = owner.put(&path, &changes).await;

        assert_eq!(seen.status, 422, "{changes}");
        assert_eq!(seen.blamed(), [blamed], "{changes}");
    }
    assert_eq!(owner.get(&path).await.data(), before);
}

#[actix_web::test]
async fn the_country_of_a_passport_cannot_be_cleared_but_that_of_another_document_can() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (path, _) = full(&owner, 1).await;
    let passport = json!({ "individual": { "id_type": "passport", "id_country": "DE" } });
    let clear = json!({ "individual": { "id_country": null } });
    let ssn = json!({ "individual": { "id_type": "ssn", "id_country": null } });

    let set = owner.put(&path, &passport).await;
    let refused = owner.put(&path, &clear).await;
    let cleared = owner.put(&path, &ssn).await;

    assert_eq!(set.data()["individual"]["id_country"], "DE");
    assert_eq!(
        refused.blamed(),
        ["/individual/id_country UNPROCESSABLE_ENTITY"]
    );
    assert_eq!(cleared.data()["individual"]["id_country"], Value::Null);
}

#[actix_web::test]
async fn a_user_of_the_short_form_may_get_a_document_later_and_gets_all_of_it() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let path = owner.user(1).await;
    let document = |value: Value| json!({ "individual": value });

    let number = document(json!({ "id_number": "123-45-6789" }));
    let number = owner.put(&path, &number).await;
    let kind = owner
        .put(&path, &document(json!({ "id_type": "ssn" })))
        .await;
    let both = document(json!({ "id_type": "ssn", "id_number": "123-45-6789" }));
    let both = owner.put(&path, &both).await;

    assert_eq!(
        number.blamed(),
        ["/individual/id_type UNPROCESSABLE_ENTITY"]
    );
    assert_eq!(
        kind.blamed(),
        ["/individual/id_number UNPROCESSABLE_ENTITY"]
    );
    assert_eq!(both.data()["individual"]["id_number"], "*****6789");
}

#[actix_web::test]
async fn an_update_cannot_take_the_email_or_phone_of_another_user() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    owner.user(1).await;
    let path = owner.user(2).await;
    let before = owner.get(&path).await;

    let email = json!({ "first_name": "Eve", "email": "USER-1@example.com" });
    let email = owner.put(&path, &email).await;
    let phone = owner
        .put(&path, &json!({ "phone_number": "+1 201 555 0001" }))
        .await;

    assert_eq!((email.status, phone.status), (409, 409));
    assert_eq!(email.blamed(), ["/email USER_ALREADY_EXISTS"]);
    assert_eq!(phone.blamed(), ["/phone_number USER_ALREADY_EXISTS"]);
    assert_eq!(owner.get(&path).await.data(), before.data());
}
