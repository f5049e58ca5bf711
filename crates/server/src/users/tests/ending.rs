//! The life of a user: activated, deactivated, deleted.

use serde_json::json;

use crate::testing::{TestApp, full_user};

#[actix_web::test]
async fn a_pending_user_is_activated_deactivated_and_activated_again() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.post("/users", &full_user(1)).await.data();
    let path = format!("/users/{}", user["user_id"].as_str().unwrap());
    let step = async |name: &str| owner.trigger(&format!("{path}/{name}")).await;

    let early = step("deactivate").await;
    let active = step("activate").await;
    let twice = step("activate").await;
    let inactive = step("deactivate").await;
    let back = step("activate").await;

    assert_eq!(active.data()["status"], "ACTIVE");
    assert_eq!(inactive.data()["status"], "INACTIVE");
    assert_eq!(back.data()["status"], "ACTIVE");
    for seen in [early, twice] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(seen, @r#"409 {"success":false,"errors":[{"code":"CONFLICT","message":"The status of the user does not permit this.","field":"user_id"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
        }
    }
}

#[actix_web::test]
async fn a_deleted_user_is_gone_but_for_the_list_that_asks_for_it() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let path = owner.user(1).await;
    let user_id = path.strip_prefix("/users/").unwrap();

    let deleted = owner.delete(&path).await;
    let afterwards = [
        owner.delete(&path).await,
        owner.get(&path).await,
        owner.put(&path, &json!({})).await,
        owner.trigger(&format!("{path}/activate")).await,
        owner.trigger(&format!("{path}/deactivate")).await,
        owner.trigger(&format!("{path}/token")).await,
        owner
            .post("/users/tokens", &json!({ "user_ids": [user_id] }))
            .await,
    ];
    let listed = owner.get("/users").await.data();
    let asked = owner
        .get("/users?filter[where][status]=DELETED")
        .await
        .data();

    assert_eq!(deleted.status, 204);
    assert_eq!(afterwards.map(|seen| seen.status), [404; 7]);
    assert_eq!(listed, json!([]));
    assert_eq!(
        (&asked[0]["user_id"], &asked[0]["status"]),
        (&json!(user_id), &json!("DELETED"))
    );
}
