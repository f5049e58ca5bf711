//! One transaction, and whose it is.

use uuid::Uuid;

use crate::testing::TestApp;

#[actix_web::test]
async fn a_transaction_is_found_where_it_belongs_and_nowhere_else() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let (one, two) = (owner.user(1).await, owner.user(2).await);
    let path =
        |wallet: &serde_json::Value| format!("/wallets/{}", wallet["wallet_id"].as_str().unwrap());
    let first = path(&owner.wallet(&one, "First").await);
    let second = path(&owner.wallet(&one, "Second").await);
    owner.credited(&first, "0.5").await;
    let told = owner.get("/accounts/transactions").await.data()[0].take();
    let id = told["transaction_id"].as_str().unwrap();
    let user = app.bearer(&owner.token(&one).await);

    for path in [
        "/accounts".to_owned(),
        format!("{one}/accounts"),
        first.clone(),
    ] {
        let found = owner.get(&format!("{path}/transactions/{id}")).await;
        assert_eq!((found.status, found.data()), (200, told.clone()), "{path}");
    }
    let own = user.get(&format!("{first}/transactions/{id}")).await;
    assert_eq!((own.status, own.data()), (200, told.clone()));
    for path in [format!("{two}/accounts"), second.clone()] {
        let other = owner.get(&format!("{path}/transactions/{id}")).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(other, @r#"404 {"success":false,"errors":[{"code":"TRANSACTION_NOT_FOUND","message":"There is no such transaction.","field":"transaction_id"}],"meta":{"timestamp":"…","version":"v1","trace_id":"…"}}"#);
        }
    }
    let nobody = Uuid::new_v4();
    for (path, blamed) in [
        (
            format!("/users/{nobody}/accounts"),
            "user_id USER_NOT_FOUND",
        ),
        (format!("/wallets/{nobody}"), "wallet_id WALLET_NOT_FOUND"),
    ] {
        let one = owner.get(&format!("{path}/transactions/{id}")).await;
        let list = owner.get(&format!("{path}/transactions")).await;
        assert_eq!((one.status, one.blamed()), (404, vec![blamed.to_owned()]));
        assert_eq!((list.status, list.blamed()), (404, vec![blamed.to_owned()]));
    }
    let missing = owner.get(&format!("/accounts/transactions/{nobody}")).await;
    assert_eq!(missing.status, 404);
}
