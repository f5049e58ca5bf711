//! A deposit that is asked for again and again with one key.

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;

use crate::testing::{Seen, TestApp};

#[actix_web::test]
async fn of_fifty_requests_with_one_key_on_two_nodes_one_deposit_is_made() {
    let app = TestApp::start().await;
    let beside = app.start_beside().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = owner.wallet(&user, "Savings").await;
    let id = wallet["wallet_id"].as_str().unwrap();
    let body = json!({
        "wallet_id": id,
        "currency": "btc",
        "network": "bitcoin-testnet",
        "amount": 0.5,
    });
    let other = owner.at(&beside);
    let send = async |number: usize| -> Seen {
        let caller = if number.is_multiple_of(2) {
            &owner
        } else {
            &other
        };
        loop {
            let request = caller.request(Method::POST, "/sandbox/deposits");
            let request = request.header("idempotency-key", "once").json(&body);
            let seen = caller.app.send(request).await;
            // Still running: the one that runs is waited for.
            if seen.status != 409 {
                return seen;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };

    let seen = join_all((0..50).map(send)).await;

    for one in &seen {
        assert_eq!((one.status, &one.body), (201, &seen[0].body));
    }
    let deposits = owner.get(&format!("/wallets/{id}/deposits")).await.data();
    assert_eq!(deposits.as_array().unwrap().len(), 1);
    let other_body = json!({"amount": 0.25});
    let path = format!("/wallets/{id}");
    let request = owner.request(Method::POST, "/sandbox/deposits");
    let mut changed = body.clone();
    changed["amount"] = other_body["amount"].clone();
    let reused = request.header("idempotency-key", "once").json(&changed);
    let reused = app.send(reused).await;
    assert_eq!(reused.blamed(), ["Idempotency-Key IDEMPOTENCY_KEY_REUSED"]);
    assert_eq!(reused.status, 422, "{path}");
}

#[actix_web::test]
async fn a_deposit_is_told_again_until_its_user_is_deleted() {
    let app = TestApp::start().await;
    let owner = app.owner("acme").await;
    let user = owner.user(1).await;
    let wallet = owner.wallet(&user, "Savings").await;
    let body = json!({
        "wallet_id": wallet["wallet_id"],
        "currency": "btc",
        "network": "bitcoin-testnet",
        "amount": 0.5,
    });
    let send = async || {
        let request = owner.request(Method::POST, "/sandbox/deposits");
        let request = request.header("idempotency-key", "once").json(&body);
        app.send(request).await
    };
    let first = send().await;
    let again = send().await;
    app.execute("UPDATE users SET status = 'DELETED'");

    let gone = send().await;

    assert_eq!((again.status, &again.body), (201, &first.body));
    assert_eq!(gone.blamed(), ["Idempotency-Key IDEMPOTENCY_CONFLICT"]);
    assert_eq!(gone.status, 409);
}
