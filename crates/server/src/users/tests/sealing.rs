//! The numbers of documents at rest.

use diesel::prelude::*;

use crate::db::schema::users;
use crate::db::{DbError, UserId};
use crate::testing::{Caller, TestApp, full_user};

/// A user of the full form; its id.
async fn full(owner: &Caller<'_>, number: u32) -> UserId {
    let user = owner.post("/users", &full_user(number)).await.data();
    UserId::parse(user["user_id"].as_str().unwrap()).unwrap()
}

async fn sealed(app: &TestApp, id: &UserId) -> Vec<u8> {
    let id = id.clone();
    let found = app.db.read(move |conn| {
        let sealed: Option<Vec<u8>> = users::table
            .find(&id)
            .select(users::individual_id_number_sealed)
            .get_result(conn)?;
        Ok::<_, DbError>(sealed.unwrap())
    });
    found.await.unwrap()
}

async fn put(app: &TestApp, id: &UserId, sealed: Vec<u8>) {
    let id = id.clone();
    let stored = app.changes.upkeep(move |conn| {
        diesel::update(users::table.find(&id))
            .set(users::individual_id_number_sealed.eq(&sealed))
            .execute(conn)?;
        Ok::<_, DbError>(())
    });
    stored.await.unwrap();
}

#[actix_web::test]
async fn the_number_of_a_document_is_nowhere_in_the_database() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let id = full(&owner, 1).await;

    let sealed = sealed(&app, &id).await;

    for part in ["123-45-6789", "6789", "123"] {
        let found = sealed
            .windows(part.len())
            .any(|window| window == part.as_bytes());
        assert!(!found, "{part}");
    }
}

#[actix_web::test]
async fn swapped_numbers_of_documents_are_shown_to_nobody() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (one, two) = (full(&owner, 1).await, full(&owner, 2).await);
    let (of_one, of_two) = (sealed(&app, &one).await, sealed(&app, &two).await);

    put(&app, &one, of_two.clone()).await;
    put(&app, &two, of_one.clone()).await;
    let swapped = [
        owner.get(&format!("/users/{one}")).await,
        owner.get(&format!("/users/{two}")).await,
        owner.get("/users").await,
    ];
    put(&app, &one, of_one).await;
    let back = owner.get(&format!("/users/{one}")).await;

    for seen in swapped {
        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"500 {"success":false,"errors":[{"code":"INTERNAL_SERVER_ERROR","message":"The server failed. Quote the trace id when you report it."}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
        }
    }
    assert_eq!(back.data()["individual"]["id_number"], "*****6789");
}
