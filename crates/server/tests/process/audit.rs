//! The audit log from outside: read and proved beside a running server.

use serde_json::{Value, json};

use crate::support::Place;

/// The entries as `sovx audit list` prints them.
fn entries(place: &Place, arguments: &[&str]) -> Vec<Value> {
    let list = [&["audit", "list", "--format", "json"], arguments].concat();
    let ended = place.run(&list);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    let lines = ended.stdout.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[tokio::test]
async fn what_happened_is_listed_and_proved_beside_a_running_server() {
    let place = Place::new();
    let server = place.start();
    let api = server.login().await;
    assert_eq!(api.create_customer("corp-acme").await.status, 201);
    let change = json!({"email": "new@acme.example", "business": {
        "entity_name": "Acme Ltd", "incorporation_country": "GB"}});
    let updated = api.clone().with("x-trace-id", "trace-of-the-update");
    assert_eq!(
        updated.put("/customers/corp-acme", &change).await.status,
        200
    );
    let account = [
        "account",
        "create",
        "--email",
        "ops@acme.example",
        "--generate",
    ];
    assert_eq!(place.run(&account).code, Some(0));

    let proved = place.run(&["audit", "verify"]);
    let listed = entries(&place, &[]);

    assert_eq!(proved.code, Some(0), "{}", proved.stderr);
    let sentence = format!("audit log: {} entries, chain intact\n", listed.len());
    assert_eq!(proved.stdout, sentence);
    let is_login = |entry: &Value| entry["action"] == "session.opened";
    let login = listed.iter().position(is_login).unwrap();
    let [opened, created, updated, account] = &listed[login..] else {
        panic!("{listed:#?}")
    };
    assert_eq!(created["action"], "customer.created");
    assert_eq!(created["principal"], opened["principal"]);
    assert_eq!(updated["action"], "customer.updated");
    assert_eq!(
        (&updated["tier"], &updated["target"], &updated["trace_id"]),
        (
            &json!("session"),
            &json!("corp-acme"),
            &json!("trace-of-the-update")
        )
    );
    assert_eq!(
        updated["details"],
        json!({"fields": ["/email", "/business/entity_name", "/business/incorporation_country"]})
    );
    assert_eq!(account["action"], "account.created");
    assert_eq!(account["principal"], "operator");
}

#[tokio::test]
async fn entries_are_chosen_by_number_action_and_actor() {
    let place = Place::new();
    drop(place.start());
    for email in ["a@acme.example", "b@acme.example"] {
        let create = ["account", "create", "--email", email, "--generate"];
        assert_eq!(place.run(&create).code, Some(0));
    }
    let all = entries(&place, &[]);
    let last = all.len().to_string();
    let proved = place.run(&["audit", "verify", "--format", "json"]).stdout;

    let second = entries(&place, &["--after", "1", "--limit", "1"]);
    let created = entries(&place, &["--action", "account.created"]);
    let newest = entries(&place, &["--actor", "operator", "--limit", "2"]);
    let nobody = entries(&place, &["--actor", "nobody"]);
    let text = place.run(&["audit", "list", "--limit", "1"]).stdout;

    let proved: Value = serde_json::from_str(&proved).unwrap();
    assert_eq!(proved, json!({"intact": true, "entries": all.len()}));
    assert_eq!(second, all[1..2]);
    assert_eq!(created.len(), 3);
    assert_eq!(newest, all[all.len() - 2..]);
    assert!(nobody.is_empty());
    assert!(text.starts_with(&format!("{last} 20")), "{text}");
    assert!(
        text.contains(" operator operator account.created "),
        "{text}"
    );
    assert!(text.ends_with(" {}\n"), "{text}");
}

#[tokio::test]
async fn a_log_that_somebody_altered_is_told_with_the_first_altered_entry() {
    let place = Place::new();
    let server = place.start();
    let api = server.login().await;
    assert_eq!(api.create_customer("corp-acme").await.status, 201);
    let created = entries(&place, &["--action", "customer.created"])[0]["seq"].take();
    let let_go = match place.is_on_postgres() {
        true => "ALTER TABLE audit_log DISABLE TRIGGER ALL",
        false => "DROP TRIGGER audit_log_keeps_entries",
    };
    place.execute(let_go);
    place.execute("UPDATE audit_log SET target = 'corp-other' WHERE action = 'customer.created'");

    let ended = place.run(&["audit", "verify"]);
    let json = place.run(&["audit", "verify", "--format", "json"]);

    assert_eq!((ended.code, json.code), (Some(1), Some(1)));
    assert_eq!(ended.stdout, "");
    assert_eq!(
        serde_json::from_str::<Value>(&json.stdout).unwrap(),
        json!({"intact": false, "seq": created, "flaw": "the entry is not as it was written"})
    );
    assert_eq!(
        ended.stderr,
        format!(
            "sovx: audit log: chain broken at entry {created}: the entry is not as it was written\n"
        )
    );
}

#[tokio::test]
async fn a_command_with_another_pepper_changes_nothing() {
    let mut place = Place::new();
    drop(place.start());
    place.set(
        "SOVX_PEPPER",
        "8f14e45fceea167a5a36dedd4bea2543c9f0f895fb98ab9159f51fd0297e236d",
    );

    for command in [
        &[
            "account",
            "create",
            "--email",
            "ops@acme.example",
            "--generate",
        ][..],
        &["audit", "verify"],
    ] {
        let ended = place.run(command);

        assert_eq!(ended.code, Some(1), "{}", ended.stderr);
        assert!(ended.stderr.contains("another pepper"), "{}", ended.stderr);
    }
}
