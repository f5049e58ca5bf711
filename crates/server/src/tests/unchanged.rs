//! An update that says what is there already changes nothing, not even the time of the last change.

use diesel::prelude::*;
use serde_json::{Value, json};

use crate::changes::audit::{EntryRow, Filter};
use crate::db::schema::{customers, users};
use crate::db::{Connection, DbError};
use crate::testing::{Seen, TestApp, full_user};

/// What must stay: the last changes of customers and users, and the audit log.
async fn state(app: &TestApp) -> (Vec<i64>, Vec<i64>, Vec<EntryRow>) {
    let times = |conn: &mut Connection| {
        let customers = customers::table.order(customers::id);
        let customers = customers.select(customers::updated_at).load(conn)?;
        let users = users::table.order(users::id);
        let users = users.select(users::updated_at).load(conn)?;
        Ok::<_, DbError>((customers, users))
    };
    let (customers, users) = app.db.read(times).await.unwrap();
    let filter = Filter {
        limit: 100,
        ..Filter::default()
    };
    let entries = app.changes.entries(filter).await.unwrap();
    (customers, users, entries)
}

/// The members of an object by these names.
fn members(of: &Value, names: &[&str]) -> Value {
    let members = names
        .iter()
        .map(|name| ((*name).to_owned(), of[*name].clone()));
    Value::Object(members.collect())
}

fn assert_same(seen: &Seen, expected: &Value) {
    assert_eq!((seen.status, &seen.data()), (200, expected), "{seen}");
}

#[actix_web::test]
async fn a_customer_and_a_user_that_are_put_as_they_are_stay_as_they_are() {
    let app = TestApp::start().await;
    let session = app.login("acme").await;
    let path = session.create("corp-one").await;
    let owner = app.owner("other").await;
    let created = owner.post("/users", &full_user(1)).await.data();
    let user = format!("/users/{}", created["user_id"].as_str().unwrap());
    let customer = session.get(&path).await.data();
    let before = state(&app).await;

    let names = [
        "account_type",
        "account_role",
        "account_purpose",
        "first_name",
        "last_name",
    ];
    let same = members(&customer, &[&names[..], &["email", "business"]].concat());
    let seen = session.put(&path, &same).await;
    assert_same(&seen, &customer);
    let phone = members(&customer, &["phone_country_code", "phone_number"]);
    assert_same(&session.put(&path, &phone).await, &customer);
    let mut full = full_user(1);
    full.as_object_mut().unwrap().remove("account_role");
    assert_same(&owner.put(&user, &full).await, &created);

    assert_eq!(state(&app).await, before);
    let other = json!({ "individual": { "id_number": "123-45-6780" } });
    assert_eq!(owner.put(&user, &other).await.status, 200);
    assert_ne!(state(&app).await, before);
}

#[actix_web::test]
async fn a_setting_that_gets_its_own_amount_was_not_changed() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let rate = json!({ "feature": "SPOT_TRADE", "method": "FEE_RATE", "amount": 0.5 });
    let created = owner.post("/monetization/settings", &rate).await.data();
    let before = state(&app).await;

    let seen = owner
        .put("/monetization/settings/1", &json!({ "amount": 0.50 }))
        .await;

    assert_same(&seen, &created);
    assert_eq!(state(&app).await, before);
}

#[actix_web::test]
async fn an_end_customer_that_gets_its_own_name_was_not_changed() {
    let app = TestApp::start().await;
    let partner = app.partner("Acme").await;
    let one = partner.end_customer("One").await;
    let mut expected = partner.get(&one.path).await.json();
    expected.as_object_mut().unwrap().remove("apiKey");
    let before = state(&app).await;

    let same = partner.patch(&one.path, &json!({ "name": " One " })).await;
    let unchanged = state(&app).await == before;
    let renamed = partner.patch(&one.path, &json!({ "name": "ONE" })).await;

    assert_eq!((same.status, same.json()), (200, expected));
    assert!(unchanged);
    assert_eq!(renamed.json()["name"], "ONE");
    assert_ne!(state(&app).await, before);
}
