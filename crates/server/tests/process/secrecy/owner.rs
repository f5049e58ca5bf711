//! What an owner sends and receives that nobody else may find.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Api, Issued, Server};

/// The number of an identity document.
pub(super) const DOCUMENT: &str = "917-53-8264";
const IDEMPOTENCY_KEY: &str = "idempotent-Wm5rQz9Kd3-by-a-caller";

/// What an owner does for its users; each secret that it sends and receives. Creations carry an
/// idempotency key and are sent twice, so that secret answers are stored and replayed.
pub(super) async fn onboard(secrets: &mut Issued, api: &Api, server: &Server) -> Api {
    secrets.remember("document", DOCUMENT);
    secrets.remember("document's digits", &DOCUMENT.replace('-', ""));
    secrets.remember("idempotency key", IDEMPOTENCY_KEY);
    let keyed = api.clone().with("idempotency-key", IDEMPOTENCY_KEY);
    let minted = twice(&keyed, "/customers/corp-secrets/credentials", None).await;
    let key = minted["customer_secret"].as_str().unwrap();
    secrets.remember("replayed key", key);
    let owner = server.api().with("x-api-key", key);
    let keyed = owner.clone().with("idempotency-key", IDEMPOTENCY_KEY);
    let user = twice(&keyed, "/users", Some(&person())).await;
    assert_ne!(user["individual"]["id_number"], DOCUMENT);
    let id = user["user_id"].as_str().unwrap();
    let (path, both) = (format!("/users/{id}/token"), json!({ "user_ids": [id] }));
    for issued in [
        twice(&keyed, &path, None).await,
        twice(&keyed, "/users/tokens", Some(&both)).await[0].clone(),
        owner.post_empty(&path).await.json()["data"].clone(),
    ] {
        secrets.remember("user token", issued["token"].as_str().unwrap());
    }
    let moved = json!({"individual": {"id_number": DOCUMENT, "residential_city": "Casper"}});
    assert_eq!(owner.put(&format!("/users/{id}"), &moved).await.status, 200);
    assert_eq!(owner.get(&format!("/users/{id}")).await.status, 200);
    owner
}

/// Sends the same request twice; what both are answered.
async fn twice(api: &Api, path: &str, body: Option<&Value>) -> Value {
    let first = api.call(Method::POST, path, body).await;
    let second = api.call(Method::POST, path, body).await;
    assert!([200, 201].contains(&first.status), "{}", first.text());
    assert_eq!(second.header("idempotent-replayed"), Some("true"));
    assert_eq!(first.body, second.body);
    first.json()["data"].clone()
}

fn person() -> Value {
    json!({
        "account_type": "individual",
        "account_role": "third",
        "account_purpose": "trading",
        "first_name": "Jane",
        "last_name": "Roe",
        "email": "jane.roe@example.com",
        "phone_country_code": "US",
        "phone_number": "201-555-0124",
        "individual": {
            "dob": "1990-10-15",
            "residential_country_code": "US",
            "residential_address": "1 Main Street",
            "residential_city": "Cheyenne",
            "residential_state": "WY",
            "residential_postal_code": "82001",
            "id_type": "ssn",
            "id_number": DOCUMENT,
        },
    })
}

/// Sends a secret as every kind of value of what belongs to users.
pub(super) async fn misplace_as_owner(owner: &Api, secret: &str) -> Vec<Answer> {
    let mut person = person();
    person["individual"]["id_number"] = json!([secret]);
    person["email"] = secret.into();
    let wallet = json!({"name": 1, "currency": secret});
    let user = "/users/f4057807-52cf-4083-9ecb-283ef354fb2b";
    let holder = owner.clone().with("x-api-key", secret);
    vec![
        owner.post("/users", &person).await,
        owner.get(&format!("/users/{secret}")).await,
        owner
            .get(&format!("/users?filter[where][status]={secret}"))
            .await,
        owner
            .post("/users/tokens", &json!({"user_ids": [secret]}))
            .await,
        owner.post(&format!("{user}/wallets"), &wallet).await,
        owner.get(&format!("/wallets/{secret}")).await,
        owner.get(&format!("/monetization/settings/{secret}")).await,
        holder.get("/users").await,
        holder.get(&format!("{user}/wallets")).await,
        holder.bearer(secret).get(&format!("{user}/wallets")).await,
    ]
}
