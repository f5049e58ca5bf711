//! Partners, as the operator makes them beside a running server, and what their keys open.

use serde_json::{Value, json};

use crate::support::{Api, Place, Server};

/// Runs a command on partners that must succeed; what it printed.
fn partner(place: &Place, command: &str, name: &str) -> String {
    let ended = place.run(&["partner", command, "--name", name]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    ended.stdout
}

/// The key that a command printed.
fn key_of(printed: &str) -> String {
    let mut keys = printed.lines().filter_map(|line| line.strip_prefix("key "));
    let key = keys.next().unwrap().strip_suffix(" (shown once)").unwrap();
    key.to_owned()
}

async fn status(server: &Server, key: &str) -> u16 {
    let partner = server.portal().bearer(key);
    partner.get("/customers").await.status
}

#[tokio::test]
async fn a_new_partners_key_is_printed_once_and_works_at_once() {
    let place = Place::new();
    let server = place.start();

    let printed = partner(&place, "create", "  Acme University ");

    let lines: Vec<_> = printed.lines().collect();
    assert_eq!(lines[0], "partner Acme University is created");
    assert!(lines[1].starts_with("id "), "{printed}");
    assert_eq!(lines.len(), 3, "{printed}");
    let key = key_of(&printed);
    assert!(key.starts_with("pk_test_"), "{key}");
    assert_eq!(status(&server, &key).await, 200);
    let listed = place.run(&["partner", "list"]).stdout;
    let (masked, _) = key.split_at(18);
    let id = lines[1].trim_start_matches("id ");
    let (acme, sample) = listed.split_once('\n').unwrap();
    assert_eq!(
        acme,
        format!("{id}  {masked}...  active    Acme University")
    );
    assert!(
        sample.ends_with("...  active    Sandbox Partner\n"),
        "{sample}"
    );
}

#[tokio::test]
async fn a_sandbox_has_a_partner_with_the_end_customer_of_the_examples_from_its_first_start() {
    let place = Place::new();
    let server = place.start();
    let key = server.printed_after("partner key").unwrap();
    let told = server.printed_after("customer").unwrap();
    let (id, _) = told.split_once(',').unwrap();

    let partner = server.portal().bearer(&key);
    let seen = partner.get(&format!("/customers/{id}")).await;

    assert_eq!(id, "clx8f2k9h0001qr5tgvwxyz12");
    assert_eq!(seen.status, 200, "{}", seen.text());
    assert_eq!(seen.json()["name"], "Northern Virginia Community College");
    let customer_key = seen.json()["apiKey"].as_str().unwrap().to_owned();
    let both = server
        .portal()
        .bearer(&key)
        .with("x-customer-key", &customer_key);
    assert_eq!(both.get("/customer-context").await.status, 200);
    server.kill();
    let again = place.start();
    assert_eq!(again.printed_after("partner key"), None);
    assert_eq!(status(&again, &key).await, 200);
    let rotated = key_of(&self::partner(&place, "rotate", "Sandbox Partner"));
    assert_eq!(status(&again, &key).await, 401);
    assert_eq!(status(&again, &rotated).await, 200);
}

#[tokio::test]
async fn a_rotated_key_ends_at_once_and_the_end_customers_keep_theirs() {
    let place = Place::new();
    let server = place.start();
    let old = key_of(&partner(&place, "create", "Acme"));
    let created = server.portal().bearer(&old);
    let created = created.post("/customers", &json!({"name": "One"})).await;
    let customer_key = created.json()["apiKey"].as_str().unwrap().to_owned();
    let context = async |key: &str| {
        let caller = server.portal().bearer(key);
        let caller = caller.with("x-customer-key", &customer_key);
        caller.get("/customer-context").await.status
    };

    let printed = partner(&place, "rotate", "ACME");

    let sentence = "partner ACME has another key, the old one has ended\n";
    assert!(printed.starts_with(sentence), "{printed}");
    let new = key_of(&printed);
    assert_eq!(status(&server, &old).await, 401);
    assert_eq!(status(&server, &new).await, 200);
    assert_eq!((context(&old).await, context(&new).await), (401, 200));
}

#[tokio::test]
async fn a_disabled_partner_is_out_at_once_and_comes_back_with_the_same_key() {
    let place = Place::new();
    let server = place.start();
    let key = key_of(&partner(&place, "create", "Acme"));

    let disabled = partner(&place, "disable", "Acme");
    let while_disabled = status(&server, &key).await;
    let listed = place.run(&["partner", "list"]).stdout;
    let enabled = partner(&place, "enable", "Acme");

    assert_eq!(disabled, "partner Acme is disabled, its keys are refused\n");
    assert_eq!(while_disabled, 401);
    assert!(listed.contains("...  disabled  Acme\n"), "{listed}");
    assert_eq!(enabled, "partner Acme is enabled, its keys work\n");
    assert_eq!(status(&server, &key).await, 200);
}

#[tokio::test]
async fn a_live_server_mints_live_keys_and_refuses_those_of_a_sandbox() {
    let live = Place::new().with("SOVX_ENVIRONMENT", "live");
    let server = live.start();
    let sandbox = Place::new();
    drop(sandbox.start());

    let key = key_of(&partner(&live, "create", "Acme"));
    let test_key = key_of(&partner(&sandbox, "create", "Acme"));

    assert!(key.starts_with("pk_live_"), "{key}");
    assert_eq!(status(&server, &key).await, 200);
    assert_eq!(status(&server, &test_key).await, 401);
}

#[test]
fn what_cannot_be_done_to_a_partner_is_a_sentence() {
    let place = Place::new();
    drop(place.start());
    partner(&place, "create", "Acme");
    let unknown = "there is no partner of this name";
    let cases = [
        ("create", " ACME ", "another partner has this name"),
        ("rotate", "Other", unknown),
        ("disable", "Other", unknown),
        ("enable", "Other", unknown),
    ];

    for (command, name, sentence) in cases {
        let ended = place.run(&["partner", command, "--name", name]);

        assert_eq!(ended.code, Some(1), "{sentence}");
        assert_eq!(ended.stdout, "", "{sentence}");
        assert_eq!(ended.stderr, format!("sovx: {sentence}\n"));
    }
    let (length, hidden) = (
        "a name has 1 to 255 characters",
        "must not hold control characters",
    );
    for (name, rule) in [
        ("", length),
        (" ", length),
        ("a\nb", hidden),
        ("a\u{85}b", hidden),
        ("\u{200B}", hidden),
        ("\u{3164}", hidden),
        ("\u{2800}", "must have a character that can be seen"),
        (&"x".repeat(256), length),
    ] {
        let ended = place.run(&["partner", "create", "--name", name]);
        assert_eq!(ended.code, Some(2), "{name:?}");
        assert!(ended.stderr.contains(rule), "{}", ended.stderr);
    }
    partner(&place, "create", "Caf\u{E9}");
    let decomposed = place.run(&["partner", "create", "--name", "Cafe\u{301}"]);
    assert!(decomposed.stderr.contains("another partner has this name"));
}

#[test]
fn partners_and_their_keys_are_printed_as_json_for_scripts() {
    let place = Place::new();
    drop(place.start());
    let run = |arguments: &[&str]| -> Value {
        let ended = place.run(&[&["partner"], arguments, &["--format", "json"]].concat());
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        // The sandbox's own partner is listed behind this one.
        serde_json::from_str(ended.stdout.lines().next().unwrap()).unwrap()
    };

    let created = run(&["create", "--name", "Acme"]);
    let rotated = run(&["rotate", "--name", "Acme"]);
    let disabled = run(&["disable", "--name", "Acme"]);
    let listed = run(&["list"]);
    let enabled = run(&["enable", "--name", "Acme"]);

    let key = |answer: &Value| answer["key"].as_str().unwrap().to_owned();
    assert!(key(&created).starts_with("pk_test_"), "{created}");
    assert_ne!(key(&created), key(&rotated));
    assert_eq!(disabled, json!({"name": "Acme", "active": false}));
    let masked = format!("{}...", key(&rotated).split_at(18).0);
    assert_eq!(
        listed,
        json!({"id": created["id"], "name": "Acme", "active": false, "key_masked": masked})
    );
    assert_eq!(enabled, json!({"name": "Acme", "active": true}));
}

/// Creates an end customer; its path and its key.
async fn end_customer(api: &Api, name: &str) -> (String, String) {
    let created = api.post("/customers", &json!({ "name": name })).await;
    assert_eq!(created.status, 201, "{}", created.text());
    let created = created.json();
    let text = |member: &str| created[member].as_str().unwrap().to_owned();
    (format!("/customers/{}", text("id")), text("apiKey"))
}

#[tokio::test]
async fn a_sealed_key_that_was_moved_is_refused_in_the_log_and_shown_to_nobody() {
    let place = Place::new();
    let server = place.start();
    let api = server.portal();
    let api = api.bearer(&key_of(&partner(&place, "create", "Acme")));
    let (one, first) = end_customer(&api, "One").await;
    // The sandbox's own end customer has a key too.
    let id = one.trim_start_matches("/customers/");
    let own = format!("SELECT sealed FROM end_customer_keys WHERE end_customer_id = '{id}'");
    place.execute(&format!("CREATE TABLE moved AS {own}"));
    let (two, second) = end_customer(&api, "Two").await;

    place.execute("UPDATE end_customer_keys SET sealed = (SELECT sealed FROM moved)");
    let own = api.get(&one).await;
    let foreign = api.get(&two).await;

    assert_eq!((own.status, foreign.status), (200, 500));
    assert_eq!(own.json()["apiKey"], first.as_str());
    let text = foreign.text();
    assert_eq!(foreign.json()["error"]["code"], "INTERNAL_ERROR", "{text}");
    assert!(!text.contains(&first) && !text.contains(&second), "{text}");
    let logs = place.logs();
    let cause = "the sealed key of an end customer does not open in its place";
    assert!(logs.contains(cause), "{logs}");
}

#[tokio::test]
async fn where_keys_are_not_to_be_read_again_they_are_shown_once() {
    let place = Place::new().with("SOVX_PORTAL_REVEAL", "false");
    let server = place.start();
    let api = server.portal();
    let api = api.bearer(&key_of(&partner(&place, "create", "Acme")));

    let (path, key) = end_customer(&api, "One").await;
    let found = api.get(&path).await;
    let context = api.clone().with("x-customer-key", &key);

    assert_eq!((found.status, found.json().get("apiKey")), (200, None));
    assert_eq!(context.get("/customer-context").await.status, 200);
}
