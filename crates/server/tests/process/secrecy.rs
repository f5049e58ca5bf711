//! No secret that was ever issued or typed is found in the database or in the most detailed log
//! (S2, S20).

mod owner;
mod partner;

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::json;

use crate::support::{Answer, Api, Issued, Place, Server};
use owner::{DOCUMENT, misplace_as_owner, onboard};
use partner::{manage, misplace_as_partner};

const TYPED: &str = "typed-Zq7pWx2Lr9-by-a-person";
const CHANGED: &str = "changed-Nn4kTf8Vb1-by-an-operator";
const MISTYPED: &str = "mistyped-Yh3jGs6Dc5-by-a-person";
const MISPLACED: &str = "misplaced-Uo8iMe2Xa7-in-a-wrong-place";

/// What the first start has made.
fn server_secrets(place: &Place, server: &Server) -> Issued {
    let file = |name: &str| {
        let text = fs::read_to_string(place.data_dir().join(name)).unwrap();
        text.trim().to_owned()
    };
    let mut secrets = Issued::default();
    for (what, secret) in [
        ("pepper", file("pepper")),
        ("session key", file("session-key")),
        ("master key", server.master_key()),
        ("first password", server.printed_after("password").unwrap()),
        ("typed password", TYPED.to_owned()),
        ("changed password", CHANGED.to_owned()),
        ("mistyped password", MISTYPED.to_owned()),
        ("misplaced secret", MISPLACED.to_owned()),
        ("seed of the sandbox", place.seed_words()),
    ] {
        secrets.remember(what, &secret);
    }
    secrets
}

/// Mints keys; what their list shows of each.
async fn mint(secrets: &mut Issued, api: &Api, customer: &str, keys: usize) -> Vec<String> {
    let path = format!("/customers/{customer}/credentials");
    for _ in 0..keys {
        let minted = api.post_empty(&path).await;
        assert_eq!(minted.status, 201);
        let minted = minted.json();
        let key = minted["data"]["customer_secret"].as_str().unwrap();
        secrets.remember("key", key);
    }
    let listed = api.get(&path).await.json();
    let listed = listed["data"].as_array().unwrap().iter();
    let masked = listed.map(|key| key["customer_secret"].as_str().unwrap().to_owned());
    masked.collect()
}

/// Sends a secret as every kind of value that a request has room for.
async fn misplace(api: &Api, secret: &str) -> Vec<Answer> {
    let login = json!({"email": secret, "password": secret});
    let create = json!({"customer_id": secret, "email": secret, "entity_name": 1});
    let customer = "/customers/corp-secrets";
    let three = format!("{secret}.{secret}.{secret}");
    let anonymous = |name| api.clone().with(name, secret);
    vec![
        api.post("/auth/login", &login).await,
        api.post("/auth/login", &json!(secret)).await,
        api.post("/customers", &create).await,
        api.put(customer, &json!({"account_type": secret})).await,
        api.put(customer, &json!({"business": secret})).await,
        api.get(&format!("{customer}{secret} ")).await,
        api.get(&format!("/{secret}")).await,
        api.delete(&format!("{customer}/credentials/{secret}"))
            .await,
        api.get(&format!("/customers?filter[limit]={secret}")).await,
        anonymous("x-api-key").get("/customers").await,
        anonymous("x-master-api-key").get("/customers").await,
        anonymous("authorization").get(customer).await,
        api.clone().bearer(secret).get(customer).await,
        api.clone().bearer(&three).post_empty("/auth/logout").await,
        anonymous("content-type").get("/health").await,
        anonymous("x-unknown").get("/health").await,
    ]
}

/// Sends a secret as a name. An error repeats names of members, since it must say which, and
/// nothing else does.
async fn misname(api: &Api, secret: &str) {
    let member = json!({"email": "a@b.example", secret: secret});
    let nested = json!({"business": {secret: {secret: [secret]}}});
    let query = format!("/customers?{secret}={secret}");
    for refused in [
        api.post("/auth/login", &member).await,
        api.post("/customers", &nested).await,
        api.put("/customers/corp-secrets", &nested).await,
        api.get(&query).await,
    ] {
        assert!(
            [400, 401, 403].contains(&refused.status),
            "{}",
            refused.text()
        );
        for error in refused.json()["errors"].as_array().unwrap() {
            let message = error["message"].as_str().unwrap();
            assert!(!message.contains(secret), "{message}");
        }
    }
}

/// What an operator does to accounts; the session of the last password.
async fn operate(place: &Place, server: &Server, secrets: &mut Issued) -> Api {
    let account = ["account", "create", "--email", "ops@acme.example"];
    assert_eq!(place.run_with_input(&account, TYPED).code, Some(0));
    let ops = server.api().login("ops@acme.example", TYPED).await;
    secrets.remember("token", ops.token());
    let again = ["account", "password", "--email", "ops@acme.example"];
    assert_eq!(place.run_with_input(&again, CHANGED).code, Some(0));
    let ops = server.api().login("ops@acme.example", CHANGED).await;
    secrets.remember("token", ops.token());
    let generated = [
        "account",
        "create",
        "--email",
        "x@acme.example",
        "--generate",
    ];
    let generated = place.run(&generated).stdout;
    let (_, generated) = generated.split_once("password ").unwrap();
    let (generated, _) = generated.split_once(' ').unwrap();
    secrets.remember("generated password", generated);
    let wrong = json!({"email": "ops@acme.example", "password": MISTYPED});
    assert_eq!(server.api().post("/auth/login", &wrong).await.status, 401);
    ops
}

#[tokio::test]
async fn no_secret_is_found_in_the_database_the_log_or_an_error() {
    let place = Place::new();
    let server = place.start();
    let mut secrets = server_secrets(&place, &server);
    let api = server.login().await;
    secrets.remember("token", api.token());

    let ops = operate(&place, &server, &mut secrets).await;
    assert_eq!(api.create_customer("corp-secrets").await.status, 201);
    let masked = mint(&mut secrets, &api, "corp-secrets", 20).await;
    revoke_half(&api).await;
    let owner = onboard(&mut secrets, &api, &server).await;
    let admin = server.api().with("x-master-api-key", &server.master_key());
    assert_eq!(admin.get("/customers").await.status, 200);
    let mut answers = misplace(&api, MISPLACED).await;
    answers.extend(misplace(&api, TYPED).await);
    answers.extend(misplace(&admin, MISPLACED).await);
    answers.extend(misplace_as_owner(&owner, MISPLACED).await);
    answers.extend(misplace_as_owner(&owner, DOCUMENT).await);
    let partner = manage(&mut secrets, &place, &server).await;
    answers.extend(misplace_as_partner(&partner, MISPLACED).await);
    misname(&api, MISPLACED).await;
    misname(&admin, TYPED).await;
    assert_eq!(ops.post_empty("/auth/logout").await.status, 204);

    let mut places = place.stored();
    server.terminate();
    assert!(server.wait().success());
    places.extend(place.stored());
    places.push(("the log".to_owned(), place.logs().into_bytes()));
    let bodies = answers.into_iter().map(|answer| answer.body);
    places.push(("an error".to_owned(), bodies.collect::<Vec<_>>().concat()));
    assert!(place.logs().contains("\"level\":\"TRACE\""));
    let mut shown = Issued::default();
    shown.remember("masked form", &masked[0]);
    assert_ne!(
        shown.found_in(&places),
        BTreeSet::new(),
        "the search is blind"
    );
    assert_eq!(secrets.found_in(&places), BTreeSet::new());
}

async fn revoke_half(api: &Api) {
    let listed = api.get("/customers/corp-secrets/credentials").await.json();
    for credential in listed["data"].as_array().unwrap().iter().take(10) {
        let id = credential["credential_id"].as_str().unwrap();
        let path = format!("/customers/corp-secrets/credentials/{id}");
        assert_eq!(api.delete(&path).await.status, 204);
    }
}

#[tokio::test]
async fn a_secret_that_a_server_stores_or_logs_fails_the_test_that_left_it_there() {
    let place = Place::new();
    let server = place.start();
    let api = server.login().await;
    assert_eq!(api.create_customer("corp-planted").await.status, 201);
    let minted = api.post_empty("/customers/corp-planted/credentials").await;
    let key = minted.json()["data"]["customer_secret"].take();
    let named = json!({ "first_name": key });
    let key = key.as_str().unwrap();
    let traced = api.with("x-trace-id", key);
    assert_eq!(
        traced.put("/customers/corp-planted", &named).await.status,
        200
    );
    drop(server);
    let table = if place.is_on_postgres() {
        "customers"
    } else {
        "sovx.db"
    };

    let failed = catch_unwind(AssertUnwindSafe(|| drop(place))).unwrap_err();

    let said = failed.downcast_ref::<String>().unwrap();
    for found in [table, "the logs"] {
        assert!(
            said.contains(&format!("customer_secret in {found}")),
            "{said}"
        );
    }
    assert!(!said.contains(key), "{said}");
}
