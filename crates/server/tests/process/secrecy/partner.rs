//! What a partner sends and receives that nobody else may find.

use serde_json::json;

use crate::support::{Answer, Api, Issued, Place, Server};

/// What a partner does for its end customers; each key that it gets.
pub(super) async fn manage(secrets: &mut Issued, place: &Place, server: &Server) -> Api {
    let mut current = String::new();
    for command in ["create", "rotate"] {
        let printed = place.run(&["partner", command, "--name", "Acme"]).stdout;
        let (_, key) = printed.split_once("key pk_").unwrap();
        let (key, _) = key.split_once(' ').unwrap();
        current = format!("pk_{key}");
        secrets.remember("platform key", &current);
    }
    let partner = server.portal().bearer(&current);
    let name = json!({"name": "Acme University"});
    let created = partner.post("/customers", &name).await.json();
    secrets.remember("customer key", created["apiKey"].as_str().unwrap());
    let path = format!("/customers/{}", created["id"].as_str().unwrap());
    let grace = json!({"graceSeconds": 60});
    let rotated = partner.post(&format!("{path}/rotate-key"), &grace).await;
    let rotated = rotated.json();
    let key = rotated["apiKey"].as_str().unwrap();
    secrets.remember("next customer key", key);
    assert_eq!(partner.get(&path).await.json()["apiKey"], key);
    let both = partner.clone().with("x-customer-key", key);
    assert_eq!(both.get("/customer-context").await.status, 200);
    partner
}

/// Sends a secret as every kind of value that a partner's request has room for.
pub(super) async fn misplace_as_partner(partner: &Api, secret: &str) -> Vec<Answer> {
    let nowhere = format!("/customers/{secret}");
    let anonymous = partner.clone().bearer(secret);
    let behalf = partner.clone().with("x-customer-key", secret);
    let control = format!("{secret}\n");
    vec![
        partner.post("/customers", &json!({"name": [secret]})).await,
        partner.post("/customers", &json!({"name": control})).await,
        partner.post("/customers", &json!(secret)).await,
        partner.get(&format!("/customers?limit={secret}")).await,
        partner.get(&nowhere).await,
        partner.delete(&nowhere).await,
        partner.get(&format!("/{secret}")).await,
        anonymous.get("/customers").await,
        behalf.get("/customer-context").await,
    ]
}
