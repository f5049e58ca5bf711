//! No secret that was ever issued or typed is found in the database or in the most detailed log
//! (S2, S20).

mod owner;

use std::collections::BTreeMap;
use std::fs;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde_json::json;

use crate::support::{Answer, Api, Place, Server};
use owner::{DOCUMENT, misplace_as_owner, onboard};

const TYPED: &str = "typed-Zq7pWx2Lr9-by-a-person";
const CHANGED: &str = "changed-Nn4kTf8Vb1-by-an-operator";
const MISTYPED: &str = "mistyped-Yh3jGs6Dc5-by-a-person";
const MISPLACED: &str = "misplaced-Uo8iMe2Xa7-in-a-wrong-place";

/// How much of a key its masked form shows.
const SHOWN: usize = 18;

/// Every secret of one test, by what it is.
type Secrets = BTreeMap<String, String>;

/// The ways in which a log or a file could spell a secret.
fn spellings(secret: &str) -> Vec<Vec<u8>> {
    let mut spellings = vec![secret.as_bytes().to_vec()];
    let mut encoded = |bytes: &[u8]| {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        spellings.push(hex.to_uppercase().into_bytes());
        spellings.push(hex.into_bytes());
        // As `{:?}` of bytes.
        let debug = format!("{bytes:?}");
        spellings.push(debug.trim_matches(['[', ']']).as_bytes().to_vec());
        // In base64 a text looks different at each of three offsets.
        for offset in 0..3 {
            let shifted = [&[0; 2][..offset], bytes].concat();
            let whole = shifted.len() / 3 * 3;
            let base64 = STANDARD_NO_PAD.encode(&shifted[..whole]);
            let base64 = base64.split_at(4 * offset.min(1)).1.to_owned();
            spellings.push(base64.replace('+', "-").replace('/', "_").into_bytes());
            spellings.push(base64.into_bytes());
        }
    };
    encoded(secret.as_bytes());
    if secret.len() == 64
        && let Some(key) = from_hex(secret)
    {
        encoded(&key);
        spellings.push(key);
    }
    spellings
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

fn occurrences(secrets: &Secrets, places: &[(String, Vec<u8>)]) -> Vec<String> {
    let mut found = Vec::new();
    let places: Vec<_> = places
        .iter()
        .map(|(place, bytes)| (place, letters(bytes)))
        .collect();
    for (what, secret) in secrets {
        for spelling in spellings(secret) {
            let spelling = letters(&spelling);
            for (place, text) in &places {
                if text.contains(&spelling) {
                    found.push(format!("{what} as {spelling} in {place}"));
                }
            }
        }
    }
    found
}

/// A letter for each byte: the standard library searches text much faster than bytes.
fn letters(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

/// What the first start has made.
fn server_secrets(place: &Place, server: &Server) -> Secrets {
    let file = |name: &str| {
        let text = fs::read_to_string(place.data_dir().join(name)).unwrap();
        text.trim().to_owned()
    };
    Secrets::from([
        ("pepper".to_owned(), file("pepper")),
        ("session key".to_owned(), file("session-key")),
        ("master key".to_owned(), server.master_key()),
        (
            "first password".to_owned(),
            server.printed_after("password").unwrap(),
        ),
        ("typed password".to_owned(), TYPED.to_owned()),
        ("changed password".to_owned(), CHANGED.to_owned()),
        ("mistyped password".to_owned(), MISTYPED.to_owned()),
        ("misplaced secret".to_owned(), MISPLACED.to_owned()),
        ("seed of the sandbox".to_owned(), place.seed_words()),
    ])
}

/// Remembers a token; its signature is the part that nobody else could write.
fn keep_token(secrets: &mut Secrets, api: &Api) {
    let (_, signature) = api.token().rsplit_once('.').unwrap();
    let number = secrets.len();
    secrets.insert(format!("token {number}"), api.token().to_owned());
    secrets.insert(format!("signature {number}"), signature.to_owned());
}

/// Mints keys; what lies behind the prefix that lists may show is secret.
async fn mint(secrets: &mut Secrets, api: &Api, customer: &str, keys: usize) {
    for number in 0..keys {
        let path = format!("/customers/{customer}/credentials");
        let minted = api.post_empty(&path).await;
        assert_eq!(minted.status, 201);
        let minted = minted.json();
        let key = minted["data"]["customer_secret"].as_str().unwrap();
        secrets.insert(format!("key {number}"), key.to_owned());
        let (_shown, tail) = key.split_at(SHOWN);
        secrets.insert(format!("tail of key {number}"), tail.to_owned());
    }
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
async fn operate(place: &Place, server: &Server, secrets: &mut Secrets) -> Api {
    let account = ["account", "create", "--email", "ops@acme.example"];
    assert_eq!(place.run_with_input(&account, TYPED).code, Some(0));
    let ops = server.api().login("ops@acme.example", TYPED).await;
    keep_token(secrets, &ops);
    let again = ["account", "password", "--email", "ops@acme.example"];
    assert_eq!(place.run_with_input(&again, CHANGED).code, Some(0));
    let ops = server.api().login("ops@acme.example", CHANGED).await;
    keep_token(secrets, &ops);
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
    secrets.insert("generated password".to_owned(), generated.to_owned());
    let wrong = json!({"email": "ops@acme.example", "password": MISTYPED});
    assert_eq!(server.api().post("/auth/login", &wrong).await.status, 401);
    ops
}

#[tokio::test]
async fn no_secret_is_found_in_the_database_the_log_or_an_error() {
    let place = Place::new().with("SOVX_LOG", "trace");
    let server = place.start();
    let mut secrets = server_secrets(&place, &server);
    let api = server.login().await;
    keep_token(&mut secrets, &api);

    let ops = operate(&place, &server, &mut secrets).await;
    assert_eq!(api.create_customer("corp-secrets").await.status, 201);
    mint(&mut secrets, &api, "corp-secrets", 20).await;
    revoke_half(&api).await;
    let owner = onboard(&mut secrets, &api, &server).await;
    let admin = server.api().with("x-master-api-key", &server.master_key());
    assert_eq!(admin.get("/customers").await.status, 200);
    let mut answers = misplace(&api, MISPLACED).await;
    answers.extend(misplace(&api, TYPED).await);
    answers.extend(misplace(&admin, MISPLACED).await);
    answers.extend(misplace_as_owner(&owner, MISPLACED).await);
    answers.extend(misplace_as_owner(&owner, DOCUMENT).await);
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
    let shown = secrets["key 0"].split_at(SHOWN).0.to_owned();
    let shown = Secrets::from([("prefix".to_owned(), shown)]);
    assert_ne!(occurrences(&shown, &places), [""; 0], "the search is blind");
    let found = occurrences(&secrets, &places);
    println!("{} secrets, {} places", secrets.len(), places.len());
    assert!(found.is_empty(), "{found:#?}");
}

async fn revoke_half(api: &Api) {
    let listed = api.get("/customers/corp-secrets/credentials").await.json();
    for credential in listed["data"].as_array().unwrap().iter().take(10) {
        let id = credential["credential_id"].as_str().unwrap();
        let path = format!("/customers/corp-secrets/credentials/{id}");
        assert_eq!(api.delete(&path).await.status, 204);
    }
}

#[test]
fn the_search_finds_each_spelling() {
    let secret = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";
    let secrets = Secrets::from([("key".to_owned(), secret.to_owned())]);
    let bytes = from_hex(secret).unwrap();
    let places = [
        format!("{bytes:?}").into_bytes(),
        secret.to_uppercase().into_bytes(),
        STANDARD_NO_PAD
            .encode(format!("Bearer {secret} "))
            .into_bytes(),
        bytes,
    ];
    for place in places {
        let place = [("a place".to_owned(), [b"a", &place[..], b"z"].concat())];
        assert_ne!(occurrences(&secrets, &place), [""; 0]);
    }
}
