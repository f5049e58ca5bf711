//! Creating users over HTTP, in both forms.

use chrono::{Months, Utc};
use serde_json::{Value, json};

use super::with;
use crate::testing::{TestApp, full_user, quick_user};

#[actix_web::test]
async fn the_short_form_makes_an_active_user() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;

    let created = owner.post("/users", &quick_user(123)).await;
    let path = format!("/users/{}", created.data()["user_id"].as_str().unwrap());
    let found = owner.get(&path).await;

    insta::assert_snapshot!(created, @r#"201 {"success":true,"data":{"user_id":"…","user_type":"individual","account_type":"individual","account_role":"third","account_purpose":null,"first_name":"John","last_name":"Doe","email":"user-123@example.com","phone_country_code":"US","phone_number":"2015550123","individual":{"dob":"1990-01-01","residential_country_code":"US","residential_address":null,"residential_city":null,"residential_state":null,"residential_postal_code":null,"id_type":null,"id_number":null,"id_country":null},"status":"ACTIVE","created_at":"…","updated_at":"…"},"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert_eq!(found.data(), created.data());
    assert_eq!(created.data()["created_at"], created.data()["updated_at"]);
}

#[actix_web::test]
async fn the_full_form_makes_a_pending_user_and_masks_the_number_of_its_document() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;

    let created = owner.post("/users", &full_user(124)).await;

    insta::assert_snapshot!(created, @r#"201 {"success":true,"data":{"user_id":"…","user_type":"individual","account_type":"individual","account_role":"third","account_purpose":"trading","first_name":"Jane","last_name":"Roe","email":"user-124@example.com","phone_country_code":"US","phone_number":"201-555-0124","individual":{"dob":"1990-10-15","residential_country_code":"US","residential_address":"1 Main Street","residential_city":"Cheyenne","residential_state":"WY","residential_postal_code":"82001","id_type":"ssn","id_number":"*****6789","id_country":null},"status":"PENDING","created_at":"…","updated_at":"…"},"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
}

#[actix_web::test]
async fn the_example_of_the_guides_is_taken_in_the_sandbox() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = with(&quick_user(1), &[("/phone", "+1234567890".into())]);

    let created = owner.post("/users", &user).await;

    assert_eq!(created.status, 201);
    assert_eq!(created.data()["phone_country_code"], "US");
    assert_eq!(created.data()["phone_number"], "234567890");
}

#[actix_web::test]
async fn a_user_may_come_with_an_id_of_the_callers_choice() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let id = "f4057807-52cf-4083-9ecb-283ef354fb2b";
    let user = |number, id: &str| with(&full_user(number), &[("/user_id", id.into())]);

    let created = owner.post("/users", &user(1, id)).await;
    let again = owner.post("/users", &user(2, &id.to_uppercase())).await;
    let deleted = owner.delete(&format!("/users/{id}")).await;
    let reused = owner.post("/users", &user(1, id)).await;

    assert_eq!((created.status, deleted.status), (201, 204));
    assert_eq!(created.data()["user_id"], id);
    for seen in [again, reused] {
        assert_eq!(seen.status, 409);
        assert_eq!(seen.blamed(), ["/user_id USER_ALREADY_EXISTS"]);
    }
}

#[actix_web::test]
async fn email_and_phone_are_taken_however_they_are_written_until_their_user_is_deleted() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let path = owner.user(1).await;
    let email = with(&full_user(2), &[("/email", "USER-1@Example.COM".into())]);
    let phone = with(&full_user(2), &[("/phone_number", "(201) 555-0001".into())]);
    let short = with(&quick_user(2), &[("/phone", "+12015550001".into())]);

    let refused = [
        owner.post("/users", &email).await,
        owner.post("/users", &phone).await,
        owner.post("/users", &short).await,
    ];
    owner.delete(&path).await;
    let free = owner.post("/users", &quick_user(1)).await;

    insta::assert_snapshot!(refused[0], @r#"409 {"success":false,"errors":[{"code":"USER_ALREADY_EXISTS","message":"Another user has this e-mail address.","field":"/email"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert_eq!(refused[1].blamed(), ["/phone_number USER_ALREADY_EXISTS"]);
    assert_eq!(refused[2].blamed(), ["/phone USER_ALREADY_EXISTS"]);
    assert_eq!(refused[2].status, 409);
    assert_eq!(free.status, 201);
}

#[actix_web::test]
async fn everything_that_is_wrong_with_a_user_is_told_at_once_and_nothing_is_created() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let short = [
        ("/phone", Value::from("+19995550001")),
        ("/date_of_birth", "2020-01-01".into()),
    ];
    let full = [
        ("/phone_number", Value::from("020 7946 0018")),
        ("/phone_country_code", "GB".into()),
        ("/individual/dob", "2020-01-01".into()),
        ("/individual/id_type", "passport".into()),
    ];

    let short = owner.post("/users", &with(&quick_user(1), &short)).await;
    let full = owner.post("/users", &with(&full_user(1), &full)).await;
    let listed = owner.get("/users").await.data();

    insta::assert_snapshot!(short, @r#"422 {"success":false,"errors":[{"code":"VALIDATION_ERROR","message":"must be a phone number that can exist","field":"/phone"},{"code":"VALIDATION_ERROR","message":"must be the birthday of someone of 18 years or more","field":"/date_of_birth"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    insta::assert_snapshot!(full, @r#"422 {"success":false,"errors":[{"code":"UNPROCESSABLE_ENTITY","message":"must be a mobile number of its country","field":"/phone_number"},{"code":"UNPROCESSABLE_ENTITY","message":"is required for a passport","field":"/individual/id_country"},{"code":"VALIDATION_ERROR","message":"must be the birthday of someone of 18 years or more","field":"/individual/dob"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
    assert_eq!(listed, json!([]));
}

#[actix_web::test]
async fn the_day_of_coming_of_age_counts() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let today = Utc::now().date_naive();
    let born = |days| {
        let day = today.checked_sub_months(Months::new(18 * 12)).unwrap();
        Value::from((day + chrono::TimeDelta::days(days)).to_string())
    };

    let adult = with(&quick_user(1), &[("/date_of_birth", born(0))]);
    let minor = with(&quick_user(2), &[("/date_of_birth", born(2))]);

    assert_eq!(owner.post("/users", &adult).await.status, 201);
    assert_eq!(
        owner.post("/users", &minor).await.blamed(),
        ["/date_of_birth VALIDATION_ERROR"]
    );
}

#[actix_web::test]
async fn a_passport_comes_with_its_country_and_a_social_security_number_with_nine_digits() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let passport = [
        ("/individual/id_type", Value::from("passport")),
        ("/individual/id_number", "C01X00T47".into()),
        ("/individual/id_country", "DE".into()),
    ];
    let short = [("/individual/id_number", Value::from("12345678"))];

    let taken = owner.post("/users", &with(&full_user(1), &passport)).await;
    let refused = owner.post("/users", &with(&full_user(2), &short)).await;

    assert_eq!(taken.status, 201);
    assert_eq!(taken.data()["individual"]["id_number"], "*****0T47");
    assert_eq!(taken.data()["individual"]["id_country"], "DE");
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.blamed(),
        ["/individual/id_number UNPROCESSABLE_ENTITY"]
    );
}

#[actix_web::test]
async fn the_same_creation_with_the_same_key_happens_once() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let create = async |user: &Value| {
        let request = owner.request(reqwest::Method::POST, "/users").json(user);
        app.send(request.header("idempotency-key", "first")).await
    };

    let first = create(&quick_user(1)).await;
    let again = create(&quick_user(1)).await;
    let other = create(&quick_user(2)).await;

    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.body, again.body);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(other.status, 422);
    assert_eq!(
        owner.get("/users").await.data().as_array().unwrap().len(),
        1
    );
}
